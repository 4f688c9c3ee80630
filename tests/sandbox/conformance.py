"""Holds every request and answer of Stripe's stand-in against Stripe's own descriptions.

Always: what the pinned package ships, which is exact for its version. Requests by pydantic over its TypedDicts, with
nothing extra; answers by the annotated fields of its classes.
With VENDOR_SPECS (a folder that holds Stripe's OpenAPI description): each answer by that description too.
"""

import importlib
import inspect
import json
import os
import re
import sys
import typing
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pydantic
import stripe
from stripe._object_classes import OBJECT_CLASSES
from stripe._stripe_object import UntypedStripeObject
from typing_extensions import is_typeddict

from sandbox.http import decode_form
from sandbox.stripe.gate import CALLS
from sandbox.stripe.params import params_type

DESCRIPTION = "stripe-2026-05-27.dahlia.json"
# Where endive, which the stand-in speaks, differs from the description, which is of dahlia. Path of the fault -> why.
ENDIVE_DIFFERS: dict[str, str] = {}


# --- Requests, by pydantic ----------------------------------------------------------------------------------------


@cache
def _adapter(name: str) -> pydantic.TypeAdapter[Any]:
    kind = params_type(name)
    for found in vars(sys.modules[kind.__module__]).values():
        if is_typeddict(found):
            found.__pydantic_config__ = pydantic.ConfigDict(  # type: ignore[attr-defined]
                extra="forbid", arbitrary_types_allowed=True
            )
    adapter = pydantic.TypeAdapter[Any](kind, config=None, _parent_depth=0)
    # Names that the package imports for type checkers alone.
    adapter.rebuild(force=True, _types_namespace={"StripeContext": object, "Mapping": Mapping, **vars(typing)})
    return adapter


def check_request(method: str, path: str, encoded: str) -> None:
    """Raises pydantic.ValidationError for what the package's own types do not allow."""
    name = next(name for wanted, pattern, name in CALLS if wanted == method and _matches(pattern, path))
    _adapter(name).validate_python(decode_form(encoded))


def _matches(pattern: str, path: str) -> bool:
    return re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", pattern), path) is not None


# --- Answers, by the package's classes ----------------------------------------------------------------------------


def undeclared_keys(value: Any, kind: type | None = None, where: str = "") -> list[str]:
    """Every key that the package's class for it does not declare."""
    if isinstance(value, list):
        return [key for item in value for key in undeclared_keys(item, kind, f"{where}[]")]
    if not isinstance(value, dict):
        return []
    kind = _class_named(str(value.get("object"))) or kind
    if kind is None or kind is UntypedStripeObject:
        return []
    fields = _annotations(kind)
    found = [f"{kind.__qualname__}.{key} ({where})" for key in value if key not in fields and key != "object"]
    for key, item in value.items():
        if key in fields:
            found += undeclared_keys(item, _object_class(fields[key]), f"{where}.{key}")
    return found


@cache
def _class_named(name: str) -> type | None:
    found = OBJECT_CLASSES.get(name)
    return getattr(importlib.import_module(found[0]), found[1]) if found else None


@cache
def _annotations(kind: type) -> dict[str, Any]:
    return {key: hint for base in reversed(kind.__mro__) for key, hint in inspect.get_annotations(base).items()}


def _object_class(hint: Any) -> type | None:
    """The package's class inside Optional[…], List[…] and the like; None when it is named by text or there is none."""
    if inspect.isclass(hint) and issubclass(hint, stripe.StripeObject):
        return hint
    return next((found for part in typing.get_args(hint) if (found := _object_class(part))), None)


# --- Answers, by Stripe's OpenAPI description -----------------------------------------------------------------------


@cache
def _description() -> dict[str, Any] | None:
    folder = os.environ.get("VENDOR_SPECS")
    if not folder:
        return None
    return typing.cast(dict[str, Any], _with_null(json.loads((Path(folder) / DESCRIPTION).read_text())))


def _with_null(node: Any) -> Any:
    """OpenAPI 3.0's `nullable` in JSON Schema's words."""
    if isinstance(node, list):
        return [_with_null(item) for item in node]
    if not isinstance(node, dict):
        return node
    rest = {key: _with_null(value) for key, value in node.items() if key != "nullable"}
    return {"anyOf": [rest, {"type": "null"}]} if node.get("nullable") is True else rest


def _faults(schema: dict[str, Any], value: Any) -> list[str]:
    description = _description()
    assert description is not None
    validator = jsonschema.Draft202012Validator({**schema, "components": description["components"]})
    faults = []
    for error in validator.iter_errors(value):
        leaf = jsonschema.exceptions.best_match([error]) or error
        where = re.sub(r"\[\d+\]", "[]", leaf.json_path)
        if where not in ENDIVE_DIFFERS:
            faults.append(f"{where}: {leaf.message[:300]}")
    return faults


def described_faults(method: str, path: str, answer: Any) -> list[str]:
    """What the description of this call's answer does not allow; nothing without VENDOR_SPECS."""
    description = _description()
    if description is None:
        return []
    for pattern, calls in description["paths"].items():
        if _matches(pattern, path) and method.lower() in calls:
            schema = calls[method.lower()]["responses"]["200"]["content"]["application/json"]["schema"]
            return _faults(schema, answer)
    return [] if path.startswith("/v1/payment_methods") else [f"{method} {path} is not described"]


def object_faults(value: dict[str, Any]) -> list[str]:
    """An event's object, which the description leaves untyped, by the name that it bears."""
    if _description() is None or value["object"] == "setup_intent":
        return []
    return _faults({"$ref": f"#/components/schemas/{value['object']}"}, value)


# --- The client that checks -----------------------------------------------------------------------------------------


class CheckedClient(stripe.RequestsClient):
    """The package's own HTTP client, which also holds what goes over the wire against the descriptions."""

    def __init__(self, on_answer: Callable[[str], None]) -> None:
        super().__init__(timeout=20)
        self._on_answer = on_answer

    def request(self, method: str, url: str, headers: Any, post_data: Any = None, **more: Any) -> Any:
        split = urlsplit(url)
        body, status, answer_headers = super().request(method, url, headers, post_data, **more)
        if status == 200:
            verb, answer = method.upper(), json.loads(body)
            check_request(verb, split.path, post_data or split.query)
            for fault in [*undeclared_keys(answer), *described_faults(verb, split.path, answer)]:
                self._on_answer(f"{verb} {split.path}: {fault}")
        return body, status, answer_headers
