"""What the stand-ins do by themselves: send webhooks over real HTTP, and do what falls due."""

import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
import stripe
from django.conf import settings

from sandbox import server, webhooks
from sandbox.server import build_world, running
from sandbox.world import World
from tests.sandbox.conftest import ONCE

WAIT_SECONDS = 20


class Site(HTTPServer):
    """A site that is busy the first time it is asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), SiteHandler)
        self.heard: list[tuple[str, bytes, str]] = []


class SiteHandler(BaseHTTPRequestHandler):
    server: Site

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.heard.append((self.path, body, self.headers["Stripe-Signature"]))
        self.send_response(503 if len(self.server.heard) == 1 else 200)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Site]:
    listening = Site()
    thread = threading.Thread(target=listening.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield listening
    listening.shutdown()
    listening.server_close()


@pytest.fixture
def world(site: Site, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr(webhooks, "RETRY_AFTER_SECONDS", (0.1, 0.1, 0.1))
    monkeypatch.setattr(server, "TICK_SECONDS", 0.1)
    made = build_world(site=f"http://127.0.0.1:{site.server_address[1]}", path=None)
    with running(made):
        yield made
    made.store.close()


def client_of(world: World) -> stripe.StripeClient:
    return stripe.StripeClient(settings.STRIPE_SECRET_KEY, base_addresses={"api": world.origin})


def wait_until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + WAIT_SECONDS
    while not true():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.05)


def test_webhooks_go_by_themselves_and_again_after_a_refusal(site: Site, world: World) -> None:
    client = client_of(world)
    client.v1.customers.create({"name": "Lucía"})
    wait_until(lambda: len(site.heard) == 2)
    (path, first, _), (_, second, signature) = site.heard
    assert (path, first) == ("/webhooks/stripe/", second)
    assert client.construct_event(second, signature, settings.STRIPE_WEBHOOK_SECRET).type == "customer.created"
    wait_until(lambda: world.store.all("delivery")[0]["state"] == "delivered")


def test_what_falls_due_happens_though_nobody_advances_the_clock(site: Site, world: World) -> None:
    client = client_of(world)
    session = client.v1.checkout.sessions.create(ONCE)  # type: ignore[arg-type]
    with world.store.transaction():
        kept = world.store.get("stripe.checkout.session", session.id)
        assert kept is not None
        world.store.put("stripe.checkout.session", session.id, {**kept, "expires_at": world.clock.now() - 1})
    wait_until(lambda: client.v1.checkout.sessions.retrieve(session.id).status == "expired")
