"""Reads a request's parameters against the pinned `stripe` package's own TypedDicts.

Text becomes the type that the package declares; what it does not declare is refused as Stripe refuses it.
"""

import re
import sys
import types
import typing
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any

import stripe.params
import stripe.params.billing_portal
import stripe.params.checkout
from stripe._request_options import RequestOptions
from typing_extensions import is_typeddict

from sandbox.stripe.errors import StripeError

LONGEST_TEXT = 5000


@cache
def params_type(name: str) -> type:
    """`RefundCreateParams`, `checkout.SessionCreateParams`: the class of stripe.params by that name."""
    found: Any = stripe.params
    for part in name.split("."):
        found = getattr(found, part)
    return typing.cast(type, found)


@cache
def _fields(kind: type) -> dict[str, Any]:
    # The package's older calls take the client's options in the same dict; they are never sent.
    declared = {name: hint for name, hint in kind.__annotations__.items() if name not in RequestOptions.__annotations__}
    bare = types.SimpleNamespace(__annotations__=declared)
    return typing.get_type_hints(bare, globalns=vars(sys.modules[kind.__module__]))


def read(kind: type, tree: dict[str, Any]) -> dict[str, Any]:
    """The typed parameters. Raises StripeError for unknown, missing and malformed ones."""
    return _typed_dict(tree, kind, "")


def _typed_dict(value: Any, kind: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _invalid(name, "Invalid object")
    fields = _fields(kind)
    for key in value:
        if key not in fields:
            inner = f"{name}[{key}]" if name else key
            raise StripeError(f"Received unknown parameter: {inner}", code="parameter_unknown", param=inner)
    for key in kind.__required_keys__ & fields.keys():
        if key not in value:
            inner = f"{name}[{key}]" if name else key
            raise StripeError(f"Missing required param: {inner}.", code="parameter_missing", param=inner)
    return {key: _value(item, fields[key], f"{name}[{key}]" if name else key) for key, item in value.items()}


def _value(value: Any, hint: Any, name: str) -> Any:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in {typing.Union, types.UnionType}:
        return _union(value, args, name)
    if origin is typing.Literal:
        if value not in args:
            raise _invalid(name, f"Invalid {name}: must be one of {', '.join(filter(None, args))}")
        return value
    if is_typeddict(hint):
        return _typed_dict(value, hint, name)
    if origin is list:
        return _list(value, args[0], name)
    if origin is not None:  # Dict[str, str], and the package's own name for it
        return _mapping(value, args[-1], name)
    reader = _READERS.get(hint)
    if reader is None or not isinstance(value, str):
        raise _invalid(name, f"Invalid {name}")
    return reader(value, name)


def _union(value: Any, choices: tuple[Any, ...], name: str) -> Any:
    literals = [item for choice in choices for item in typing.get_args(choice) if _is_literal(choice)]
    if value in [item for item in literals if isinstance(value, str)]:
        return value
    others = [choice for choice in choices if not _is_literal(choice) and choice is not type(None)]
    if any(literals):  # `Literal[…]|str`: the package allows for words to come; Stripe refuses what it does not know.
        others = [choice for choice in others if choice is not str]
    problem: StripeError | None = None
    for choice in sorted(others, key=lambda choice: choice is str):
        try:
            return _value(value, choice, name)
        except StripeError as error:
            problem = problem or error
    raise problem or _invalid(name, f"Invalid {name}: must be one of {', '.join(filter(None, literals))}")


def _is_literal(hint: Any) -> bool:
    return typing.get_origin(hint) is typing.Literal


def _list(value: Any, hint: Any, name: str) -> list[Any]:
    if value == "":
        return []
    if not isinstance(value, list):
        raise _invalid(name, "Invalid array")
    return [_value(item, hint, f"{name}[{number}]") for number, item in enumerate(value)]


def _mapping(value: Any, hint: Any, name: str) -> dict[str, Any]:
    if isinstance(value, list):  # {"0": …} was read as a list
        value = {str(number): item for number, item in enumerate(value)}
    if not isinstance(value, dict):
        raise _invalid(name, "Invalid object")
    if name == "metadata" or name.endswith("[metadata]"):
        _check_metadata(value, name)
    return {key: _value(item, hint, f"{name}[{key}]") for key, item in value.items()}


def _check_metadata(value: dict[str, Any], name: str) -> None:
    """Limits: https://docs.stripe.com/metadata"""
    if len(value) > 50:
        raise _invalid(name, "Metadata can have at most 50 keys.")
    for key, item in value.items():
        if len(key) > 40:
            raise _invalid(f"{name}[{key}]", "Metadata keys can be up to 40 characters long.")
        if len(str(item)) > 500:
            raise _invalid(f"{name}[{key}]", "Metadata values can have up to 500 characters.")


def _text(value: str, name: str) -> str:
    if len(value) > LONGEST_TEXT:
        raise _invalid(name, f"Invalid string: must be at most {LONGEST_TEXT} characters")
    return value


def _integer(value: str, name: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,15}", value):
        raise StripeError(f"Invalid integer: {value}", code="parameter_invalid_integer", param=name)
    return int(value)


def _boolean(value: str, name: str) -> bool:
    if value not in {"true", "false"}:
        raise _invalid(name, f"Invalid boolean: {value}")
    return value == "true"


def _number(value: str, name: str) -> Any:
    if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,12})?", value):
        raise _invalid(name, f"Invalid decimal: {value}")
    return value


_READERS: dict[Any, Callable[[str, str], Any]] = {
    str: _text, int: _integer, bool: _boolean, float: _number, Decimal: _number,
}  # fmt: skip


def _invalid(name: str, message: str) -> StripeError:
    return StripeError(message, param=name or None)
