"""The stand-ins' server: local doubles of Stripe and Mailchimp, real HTTP in one process, on 127.0.0.1 alone.

`manage.py sandbox [--port N]` starts it; tests start it in a thread (the fixture `stand_ins`, tests/stand_ins.py).
What it knows is kept in var/sandbox.sqlite3 and survives a restart.

Writing a stand-in
    A module (or package) with a `stand_in = StandIn(name=, router=, start=, state=, advance=, sign=)` (sandbox.world),
    listed in STAND_INS below. Routes:

        router = Router()

        @router.route("PUT", "/3.0/lists/{list_id}/members/{hash}")
        def put_member(request: Request) -> Response | dict | list:      # a dict or a list is answered as JSON, 200
            request.args["hash"], request.query, request.form, request.json, request.headers["Authorization"]
            world = request.world
            world.store.get/put/delete/all/find("mailchimp.member", id, record)      # kinds are prefixed by the name
            world.clock.now()                                            # seconds; a person can advance it
            world.webhooks.owe(stand_in="mailchimp", url=f"{world.site}/webhooks/…", body=…, content_type=…, about=…)

    Each handler runs alone and in one transaction: raising undoes it (give `answer=` to come before that, for keys,
    errors in the vendor's shape). `sign(world, delivery)` returns the headers of a
    webhook when it is sent; `advance(world, moment)` does what falls due until that second; `start(world)` runs at each
    start and after a reset and must keep what is there.

The controls (JSON in, JSON out)
    GET  /_control/state              {"clock": {now, iso, offset_seconds}, "webhooks": [deliveries], "faults": […],
                                       "stripe": {…}, "mailchimp": {…}}
    POST /_control/clock/advance      {"seconds"|"days"|"months": N}
    POST /_control/faults             {"path": "/v1/refunds*", "method": "POST", "status": 500, "body": "", "times": 1,
                                       "headers": {}, "delay": seconds, "done": true}
                                      With "done" the work is done and only the answer is lost; a delay without a status
                                      answers truly, but late.
    DELETE /_control/faults           no more faults
    POST /_control/webhooks/lose      {"times": N}: the next N attempts fail on their way, and are tried again
    POST /_control/reset              forget everything
    POST /_control/stripe/…           see sandbox.stripe.control
"""

import contextlib
import dataclasses
import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from sandbox import control
from sandbox.faults import faulty_response, find_fault
from sandbox.http import Handler, Request, Response, decode_form, json_response
from sandbox.mailchimp import stand_in as mailchimp_stand_in
from sandbox.store import Store
from sandbox.stripe import stand_in as stripe_stand_in
from sandbox.world import StandIn, World, answer_in_transaction

log = logging.getLogger(__name__)

STAND_INS: list[StandIn] = [stripe_stand_in, mailchimp_stand_in]
LARGEST_BODY = 5_000_000
TICK_SECONDS = 5
LOCAL_HOSTS = {"127.0.0.1", "localhost"}


def refuse_outside_the_sandbox() -> None:
    """Raise ImproperlyConfigured unless these settings are the demo's or the tests'."""
    if getattr(settings, "SANDBOX", False) is not True:
        raise ImproperlyConfigured("The stand-ins run only where settings.SANDBOX is True: never in production.")
    if settings.STRIPE_LIVEMODE:
        raise ImproperlyConfigured("A live Stripe key beside the stand-ins: use a test key.")


def build_world(*, site: str, path: Path | None) -> World:
    """The stand-ins' world, with what was kept at `path` (in memory without one)."""
    refuse_outside_the_sandbox()
    world = World(store=Store(path), site=site.rstrip("/"), stand_ins=STAND_INS)
    world.start()
    return world


class StandInServer(ThreadingHTTPServer):
    """One world, served. Port 0 takes a free one; `world.origin` says which."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, world: World, port: int) -> None:
        refuse_outside_the_sandbox()
        super().__init__(("127.0.0.1", port), RequestHandler)
        self.world = world
        world.origin = f"http://127.0.0.1:{self.server_address[1]}"

    def answer(self, request: Request) -> Response:
        """The true answer, or what a fault puts in its place."""
        if request.path.startswith("/_control/"):
            return self._answer_truly(request)
        with contextlib.ExitStack() as doors:
            for part in self.world.stand_ins:
                if refusal := doors.enter_context(part.enter(request)):
                    return refusal
            return self._answer_or_fail(request)

    def _answer_or_fail(self, request: Request) -> Response:
        fault = find_fault(request)
        if fault is None:
            return self._answer_truly(request)
        if fault["done"]:
            truly = self._answer_truly(request)
            return faulty_response(fault) or truly
        return faulty_response(fault) or self._answer_truly(request)

    def _answer_truly(self, request: Request) -> Response:
        found = control.router.match(request.method, request.path)
        if found:
            return self._control(request, *found)
        for part in self.world.stand_ins:
            found = part.router.match(request.method, request.path)
            if found:
                handler, args = found
                return part.answer(dataclasses.replace(request, args=args), handler)
        return json_response({"error": {"type": "invalid_request_error", "message": unknown_address(request)}}, 404)

    def _control(self, request: Request, handler: Handler, args: dict[str, str]) -> Response:
        try:
            return answer_in_transaction(dataclasses.replace(request, args=args), handler)
        except (ValueError, KeyError, TypeError) as error:
            return json_response({"error": f"{type(error).__name__}: {error}"}, 400)


def unknown_address(request: Request) -> str:
    return f"Unrecognized request URL ({request.method}: {request.path})."


class RequestHandler(BaseHTTPRequestHandler):
    """Bytes to Request, Response to bytes."""

    server: StandInServer
    protocol_version = "HTTP/1.1"
    # One packet an answer: two would wait for each other on a connection that is kept.
    wbufsize = -1
    timeout = 30

    def handle_request(self) -> None:
        response = self._refuse() or self._try_to_answer()
        self.send_response(response.status)
        self.send_header("Content-Length", str(len(response.body)))
        self.send_header("Content-Type", response.content_type)
        for name, value in response.headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = handle_request  # noqa: N815

    def _refuse(self) -> Response | None:
        """Only this machine's own pages may ask: not a web page elsewhere, not a name that was made to lead here."""
        host = urlsplit(f"//{self.headers.get('Host', '')}").hostname
        asking = self.headers.get("Origin")
        foreign = asking is not None and urlsplit(asking).hostname not in LOCAL_HOSTS
        if host not in LOCAL_HOSTS or foreign:
            self.close_connection = True
            return json_response({"error": "The stand-ins answer this machine alone."}, 403)
        return None

    def _try_to_answer(self) -> Response:
        length = int(self.headers.get("Content-Length") or 0)
        if length > LARGEST_BODY:
            self.close_connection = True
            return json_response({"error": "too large"}, 413)
        split = urlsplit(self.path)
        request = Request(
            world=self.server.world,
            method="GET" if self.command == "HEAD" else self.command,
            path=unquote(split.path),
            headers=self.headers,
            query=decode_form(split.query),
            body=self.rfile.read(length),
        )
        try:
            return self.server.answer(request)
        except Exception:
            log.exception("the stand-in failed at %s %s", request.method, request.path)
            return json_response({"error": {"type": "api_error", "message": "The stand-in failed; see its log."}}, 500)

    def log_message(self, format: str, *args: Any) -> None:
        log.debug(format, *args)


def _keep_time(world: World, stopped: threading.Event) -> None:
    """What falls due while nobody advances the clock: a session left open for a day, a renewal tonight."""
    while not stopped.wait(TICK_SECONDS):
        try:
            world.advance_to(world.clock.now())
        except Exception:
            log.exception("what fell due could not be done; it is tried again")


@contextlib.contextmanager
def running(world: World, *, port: int = 0, send_webhooks: bool = True) -> Iterator[StandInServer]:
    """Serve in a thread while the block runs."""
    server = StandInServer(world, port)
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.05), name="stand-ins", daemon=True)
    thread.start()
    stopped = threading.Event()
    if send_webhooks:
        world.webhooks.start()
        threading.Thread(target=_keep_time, args=(world, stopped), name="clock", daemon=True).start()
    try:
        yield server
    finally:
        stopped.set()
        world.webhooks.stop()
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
