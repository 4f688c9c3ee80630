"""What every request meets first: the key, the number of connections, and problems told as RFC 7807."""

import base64
import binascii
import contextlib
import json
import threading
import uuid
from collections.abc import Iterator
from typing import Any

from sandbox.http import Handler, Request, Response
from sandbox.world import answer_in_transaction

MOST_CONNECTIONS = 10
CONNECTIONS = "mailchimp.connections"
ACCOUNT = "mailchimp.account"
ERRORS = "https://mailchimp.com/developer/marketing/docs/errors/"


class Problem(Exception):
    """An answer that is an error; what the handler kept is undone."""

    def __init__(self, status: int, title: str, detail: str, errors: list[dict[str, str]] | None = None) -> None:
        super().__init__(title)
        body: dict[str, Any] = {"type": ERRORS, "title": title, "status": status, "detail": detail}
        body["instance"] = str(uuid.uuid4())
        if errors:
            body["errors"] = errors
        self.response = Response(json.dumps(body).encode(), status, "application/problem+json; charset=utf-8")


def not_found() -> Problem:
    return Problem(404, "Resource Not Found", "The requested resource could not be found.")


def invalid(**errors: str) -> Problem:
    """Fields and what is wrong with them."""
    told = [{"field": name, "message": message} for name, message in errors.items()]
    detail = "The resource submitted could not be validated. For field-specific details, see the 'errors' array."
    return Problem(400, "Invalid Resource", detail, told)


@contextlib.contextmanager
def enter(request: Request) -> Iterator[Response | None]:
    """Ten connections at a time; the eleventh is answered 429."""
    connections = request.world.going_on.setdefault(CONNECTIONS, threading.BoundedSemaphore(MOST_CONNECTIONS))
    if not request.path.startswith("/3.0/"):
        yield None
    elif not connections.acquire(blocking=False):
        detail = f"You have exceeded the limit of {MOST_CONNECTIONS} simultaneous connections."
        yield Problem(429, "Too Many Requests", detail).response
    else:
        try:
            yield None
        finally:
            connections.release()


def answer(request: Request, handler: Handler) -> Response:
    try:
        if not request.path.startswith("/_control/"):
            _check_key(request)
        return answer_in_transaction(request, handler)
    except Problem as problem:
        return problem.response
    except (ValueError, KeyError, TypeError):
        return Problem(400, "JSON Parse Error", "We encountered an unspecified JSON parsing error.").response


def _check_key(request: Request) -> None:
    """HTTP Basic with any user name, or Bearer."""
    scheme, _space, value = request.headers.get("Authorization", "").partition(" ")
    key = value if scheme == "Bearer" else ""
    if scheme == "Basic":
        try:
            key = base64.b64decode(value).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            key = ""
    if not key:
        raise Problem(401, "API Key Missing", "Your request did not include an API key.")
    if key != (request.world.store.get(ACCOUNT, "") or {}).get("api_key"):
        detail = "Your API key may be invalid, or you've attempted to access the wrong datacenter."
        raise Problem(401, "API Key Invalid", detail)
