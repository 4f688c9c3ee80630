"""/sandbox/ against the true stand-ins: what it shows and what its buttons do."""

from typing import Any

import pytest
import requests
from django.conf import settings
from django.test import Client
from django.urls import reverse

from sandbox.stand_ins import CONTROLS
from tests.stand_ins import StandIns

pytestmark = pytest.mark.django_db

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
KEY = {"Authorization": f"Bearer {settings.STRIPE_SECRET_KEY}"}


@pytest.fixture
def client() -> Client:
    """Django's; the one in conftest.py is Stripe's."""
    return Client()


def turn(client: Client, **data: str) -> Any:
    return client.post(reverse("sandbox:control"), data, headers=SAME_ORIGIN)


@pytest.mark.parametrize("name", CONTROLS)
def test_every_button_is_understood(client: Client, stand_ins: StandIns, name: str) -> None:
    assert turn(client, do=name).status_code == 302


def test_a_month_passes_on_their_clock(client: Client, stand_ins: StandIns) -> None:
    before = stand_ins.state()["clock"]["now"]
    turn(client, do="month")
    assert stand_ins.state()["clock"]["now"] - before > 27 * 86400


def test_faults_are_begun_and_ended(client: Client, stand_ins: StandIns) -> None:
    def ask() -> int:
        return requests.get(
            f"{stand_ins.origin}/v1/customers",
            headers=KEY,
            timeout=10,
        ).status_code

    turn(client, do="stripe_down")
    assert ask() == 500
    turn(client, do="faults_off")
    assert ask() != 500


def test_a_new_customer_and_its_event_are_shown_and_sent_again(client: Client, stand_ins: StandIns) -> None:
    requests.post(
        f"{stand_ins.origin}/v1/customers",
        data={"email": "lucia@historia.example"},
        headers=KEY,
        timeout=10,
    ).raise_for_status()
    event = stand_ins.state()["stripe"]["events"][0]
    body = client.get(reverse("sandbox:overview"), {"lang": "en"}).content.decode()
    assert "lucia@historia.example" in body
    assert f'value="{event["id"]}"' in body
    assert turn(client, resend=event["id"]).status_code == 302


@pytest.mark.parametrize("event", ["evt_gone", "../../reset", "<script>", "x" * 500])
def test_an_event_that_is_not_there_is_a_clear_refusal(client: Client, stand_ins: StandIns, event: str) -> None:
    response = turn(client, resend=event)
    assert response.status_code == 502
    assert "<script>" not in response.content.decode().split("<main")[1].split("</main>")[0]
