"""The stand-ins for tests: real HTTP on a free port, in memory, with webhooks that go when the test says.

Use the fixture `stand_ins` (in every test, by tests/conftest.py). It points settings.STRIPE_API_BASE,
MAILCHIMP_API_BASE and SANDBOX_ORIGIN at itself.
"""

from collections.abc import Iterator
from typing import Any

import pytest
import requests
from django.test import Client
from pytest_django import Settings

from sandbox.server import build_world, running
from sandbox.world import World


class StandIns:
    """`world` is for looking inside (`world.store.find("stripe.customer", email=…)`), the rest for acting."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.origin = world.origin

    def control(self, to: str, /, *, method: str = "POST", values: dict[str, Any] | None = None) -> dict[str, Any]:
        """`control("stripe/resend", values={"event": "evt_…"})`; raises for an error."""
        answer = requests.request(method, f"{self.origin}/_control/{to}", json=values or {}, timeout=30)
        answer.raise_for_status()
        return dict(answer.json())

    def state(self) -> dict[str, Any]:
        return self.control("state", method="GET")

    def advance(self, **steps: int) -> None:
        """`advance(months=1)`, `advance(days=3)`: everything that falls due happens."""
        self.control("clock/advance", values=steps)

    def add_fault(self, **fault: Any) -> None:
        """`add_fault(path="/v1/refunds", method="POST", status=500, done=True)`; see sandbox.server."""
        self.control("faults", values=fault)

    def deliver_webhooks(self, client: Client, *, times: int = 1, shuffle: bool = False) -> list[int]:
        """Post every webhook that is due to the site through Django's client. Returns the HTTP statuses.

        With `times` each is sent so often (as after a lost answer). Go on until none is due: a delivery may cause more.
        """
        statuses: list[int] = []

        def send(url: str, body: bytes, headers: dict[str, str]) -> int:
            for _ in range(times):
                path = url.removeprefix(self.world.site)
                answer = client.post(path, body, content_type=headers["Content-Type"], headers=headers)
                statuses.append(answer.status_code)
            return statuses[-1]

        while self.world.webhooks.run_due(send, shuffle=shuffle):
            pass
        return statuses


@pytest.fixture
def stand_ins(settings: Settings) -> Iterator[StandIns]:
    world = build_world(site=settings.BASE_URL, path=None)
    with running(world, send_webhooks=False):
        settings.SANDBOX_ORIGIN = settings.STRIPE_API_BASE = world.origin
        settings.MAILCHIMP_API_BASE = f"{world.origin}/3.0"
        yield StandIns(world)
    world.store.close()
