"""What every call to the API passes: key, version, idempotency, parameters, expansion, errors."""

import hashlib
import hmac
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from sandbox.http import Handler, Request, Response, Router, json_response
from sandbox.stripe.errors import StripeError
from sandbox.stripe.events import API_VERSION
from sandbox.stripe.objects import Obj, expand, new_id, public
from sandbox.stripe.params import params_type, read
from sandbox.world import World, answer_in_transaction

router = Router()
# (method, pattern, class of stripe.params) of each call, for those who check or show what the stand-in knows.
CALLS: list[tuple[str, str, str]] = []
KEY_LIVES_SECONDS = 24 * 3600
LONGEST_KEY = 255


@dataclass(frozen=True)
class Call:
    """One call to the API: its parameters have been read and are of the types that the package declares."""

    world: World
    args: dict[str, str]
    params: dict[str, Any]
    path: str


def api(method: str, pattern: str, params: str) -> Callable[[Callable[[Call], Obj]], Callable[[Call], Obj]]:
    """Register a handler of the API; `params` names the class of stripe.params that describes what it takes."""
    kind = params_type(params)
    CALLS.append((method, pattern, params))

    def register(function: Callable[[Call], Obj]) -> Callable[[Call], Obj]:
        def handler(request: Request) -> Obj:
            given = read(kind, {**request.query, **request.form} if method == "POST" else request.query)
            paths = given.pop("expand", [])
            call = Call(world=request.world, args=request.args, params=given, path=request.path)
            return expand(request.world, public(function(call)), paths)

        router.route(method, pattern)(handler)
        return function

    return register


def answer(request: Request, handler: Handler) -> Response:
    """The hosted pages answer as they are; the API answers through the gate."""
    if not request.path.startswith("/v1/"):
        return _answer_page(request, handler)
    request_id = new_id("req_")
    try:
        _authenticate(request)
        response = _idempotently(request, handler)
    except StripeError as error:
        response = error.response()
    headers = {**response.headers, "Request-Id": request_id, "Stripe-Version": API_VERSION}
    return Response(response.body, response.status, response.content_type, headers)


def _answer_page(request: Request, handler: Handler) -> Response:
    try:
        return answer_in_transaction(request, handler)
    except StripeError as error:
        return error.response()
    except (KeyError, TypeError, ValueError) as error:
        if not request.path.startswith("/_control/"):
            raise
        return json_response({"error": {"message": f"{type(error).__name__}: {error}"}}, 400)


def _authenticate(request: Request) -> None:
    given = request.headers.get("Authorization", "")
    scheme, _, key = given.partition(" ")
    if scheme != "Bearer" or not key:
        raise StripeError(
            "You did not provide an API key. Use Bearer auth (Authorization: Bearer YOUR_KEY).", status=401
        )
    if not hmac.compare_digest(key.encode(), settings.STRIPE_SECRET_KEY.encode()):
        raise StripeError(f"Invalid API Key provided: {key[:8]}****{key[-4:]}", status=401)
    version = request.headers.get("Stripe-Version", API_VERSION)
    if version != API_VERSION:
        raise StripeError(f"Invalid Stripe API version: {version}. The stand-in speaks {API_VERSION}.")


def _run(request: Request, handler: Handler) -> Response:
    """In one transaction, which an error undoes unless what led to it is to be kept."""
    kept: StripeError | None = None
    with request.world.store.transaction():
        try:
            return json_response(handler(request))
        except StripeError as error:
            if not error.keep:
                raise
            kept = error
    raise kept


class _InProgress:
    """Keys whose first request is still being answered."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._keys: set[tuple[int, str]] = set()

    def begin(self, key: tuple[int, str]) -> bool:
        with self._lock:
            if key in self._keys:
                return False
            self._keys.add(key)
            return True

    def end(self, key: tuple[int, str]) -> None:
        with self._lock:
            self._keys.discard(key)


_in_progress = _InProgress()


def _idempotently(request: Request, handler: Handler) -> Response:
    """https://docs.stripe.com/api/idempotent_requests"""
    key = request.headers.get("Idempotency-Key")
    if request.method != "POST" or not key:
        return _run(request, handler)
    if len(key) > LONGEST_KEY:
        raise StripeError(f"Idempotency keys can have at most {LONGEST_KEY} characters.")
    in_use = (id(request.world), key)
    if not _in_progress.begin(in_use):
        message = f"There is currently another in-progress request using this Idempotency Key: {key}."
        raise StripeError(message, status=409, type="idempotency_error", code="idempotency_key_in_use")
    try:
        return _replayed(request, key) or _first(request, handler, key)
    finally:
        _in_progress.end(in_use)


def _fingerprint(request: Request) -> str:
    return hashlib.sha256(f"{request.method} {request.path}\n".encode() + request.body).hexdigest()


def _replayed(request: Request, key: str) -> Response | None:
    kept = request.world.store.get("stripe.idempotency", key)
    if kept is None or kept["until"] < request.world.clock.now():
        return None
    if kept["fingerprint"] != _fingerprint(request):
        raise StripeError(
            "Keys for idempotent requests can only be used with the same parameters they were first used with. "
            f"Try using a key other than '{key}' if you meant to execute a different request.",
            type="idempotency_error",
        )
    return Response(kept["body"].encode(), kept["status"], headers={"Idempotent-Replayed": "true"})


def _first(request: Request, handler: Handler, key: str) -> Response:
    """An answer and a refusal are both kept; parameters that could not be read leave the key free, as with Stripe."""
    try:
        response = _run(request, handler)
    except StripeError as error:
        response = error.response()
        if error.status == 400 and not error.keep:
            return response
    kept = {
        "fingerprint": _fingerprint(request),
        "status": response.status,
        "body": response.body.decode(),
        "until": request.world.clock.now() + KEY_LIVES_SECONDS,
    }
    with request.world.store.transaction():
        request.world.store.put("stripe.idempotency", key, kept)
    return response
