"""Requests, responses and routes of the stand-ins: just enough HTTP, and nothing of any vendor."""

import html
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import Message
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from sandbox.world import World

type_json = "application/json"
type_html = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Request:
    """One request, decoded. `args` holds what the path's {names} matched; `headers` ignores case."""

    world: "World"
    method: str
    path: str
    headers: Message
    query: dict[str, Any] = field(default_factory=dict)
    body: bytes = b""
    args: dict[str, str] = field(default_factory=dict)

    @property
    def form(self) -> dict[str, Any]:
        """The body as a form in bracket notation; {} when it is no form."""
        return decode_form(self.body.decode("utf-8", "replace"))

    @property
    def json(self) -> Any:
        """The body as JSON; {} when it is empty. Raises ValueError when it is something else."""
        return json.loads(self.body or b"{}")


@dataclass(frozen=True)
class Response:
    body: bytes = b""
    status: int = 200
    content_type: str = type_json
    headers: Mapping[str, str] = field(default_factory=dict)


def json_response(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    return Response(json.dumps(value, ensure_ascii=False).encode(), status, type_json, headers or {})


def html_response(text: str, status: int = 200) -> Response:
    return Response(text.encode(), status, type_html, PAGE_HEADERS)


def redirect(url: str) -> Response:
    """See Other: what follows a form, so that reloading does not send it again."""
    safe = html.escape(url)
    return Response(f'<a href="{safe}">{safe}</a>'.encode(), 303, type_html, {"Location": url})


PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}

Handler = Callable[[Request], "Response | dict[str, Any] | list[Any]"]


class Router:
    """Method and path pattern to handler. `{name}` in a pattern matches one part of the path."""

    def __init__(self) -> None:
        self._routes: list[tuple[str, re.Pattern[str], Handler]] = []

    def route(self, method: str, pattern: str) -> Callable[[Handler], Handler]:
        expression = re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", pattern))

        def register(handler: Handler) -> Handler:
            self._routes.append((method, expression, handler))
            return handler

        return register

    def match(self, method: str, path: str) -> tuple[Handler, dict[str, str]] | None:
        for wanted, expression, handler in self._routes:
            found = expression.fullmatch(path) if wanted == method else None
            if found:
                return handler, found.groupdict()
        return None

    def include(self, other: "Router") -> None:
        self._routes += other._routes


def decode_form(text: str) -> dict[str, Any]:
    """`a[b][]=1&a[c][0][d]=2` to {"a": {"b": ["1"], "c": [{"d": "2"}]}}: Stripe's and Mailchimp's way to write trees.

    Every leaf is text. A group whose keys are 0, 1, 2, … becomes a list.
    """
    tree: dict[str, Any] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        head, *rest = re.findall(r"^[^\[]+|\[[^\]]*\]", name) or [name]
        _plant(tree, [head, *(part[1:-1] for part in rest)], value)
    return {key: _lists(value) for key, value in tree.items()}


def _plant(tree: dict[str, Any], keys: list[str], value: str) -> None:
    for position, key in enumerate(keys):
        # "[]" appends: it takes the next number.
        slot = key or str(len(tree))
        if position == len(keys) - 1:
            tree[slot] = value
            return
        branch = tree.setdefault(slot, {})
        if not isinstance(branch, dict):
            branch = tree[slot] = {}
        tree = branch


def _lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    inner = {key: _lists(item) for key, item in value.items()}
    numbered = inner and list(inner) == [str(number) for number in range(len(inner))]
    return list(inner.values()) if numbered else inner
