"""Who may say that money moved: Stripe alone, now, in a body that nobody touched."""

import json
import logging
import time
from collections.abc import Callable
from typing import Any

import pytest
import stripe
from django.conf import settings
from django.test import Client

from donations.models import StripeEvent

pytestmark = pytest.mark.django_db
PATH = "/webhooks/stripe/"


def event(**fields: Any) -> dict[str, Any]:
    return {
        "id": "evt_1",
        "object": "event",
        "type": "product.created",
        "created": int(time.time()),
        "livemode": False,
        "data": {"object": {"id": "prod_1", "object": "product", "email": "canary@ejemplo.example"}},
        **fields,
    }


def signed(body: str, *, secret: str | None = None, at: float | None = None) -> str:
    return stripe.WebhookSignature.generate_signature_header(
        body, secret or settings.STRIPE_WEBHOOK_SECRET, timestamp=int(at or time.time())
    )


Post = Callable[..., int]


@pytest.fixture
def post(client: Client) -> Post:
    def post(body: str | bytes, signature: str | None) -> int:
        headers = {"Stripe-Signature": signature} if signature is not None else {}
        return client.post(PATH, body, content_type="application/json", headers=headers).status_code

    return post


def test_an_unknown_kind_of_event_is_accepted_and_changes_nothing(post: Post) -> None:
    body = json.dumps(event())
    assert post(body, signed(body)) == 200
    assert StripeEvent.objects.get().outcome == StripeEvent.Outcome.IGNORED


def test_the_same_event_three_times_is_kept_once(post: Post) -> None:
    body = json.dumps(event())
    assert [post(body, signed(body)) for _ in range(3)] == [200, 200, 200]
    assert StripeEvent.objects.count() == 1


def test_nothing_of_the_payload_is_kept_but_what_it_is_about(post: Post) -> None:
    body = json.dumps(event())
    post(body, signed(body))
    assert "canary" not in str(StripeEvent.objects.values().get())


@pytest.mark.parametrize("seconds", [-301, 301, 86_400, 365 * 86_400, -365 * 86_400])
def test_a_time_stamp_far_from_now_is_refused_on_both_sides(post: Post, seconds: int) -> None:
    body = json.dumps(event())
    assert post(body, signed(body, at=time.time() + seconds)) == 400
    assert not StripeEvent.objects.exists()


@pytest.mark.parametrize("seconds", [-280, 280])
def test_a_clock_a_little_off_is_no_reason_to_refuse(post: Post, seconds: int) -> None:
    body = json.dumps(event())
    assert post(body, signed(body, at=time.time() + seconds)) == 200


def test_another_secret_is_refused(post: Post) -> None:
    body = json.dumps(event())
    assert post(body, signed(body, secret="whsec_forged")) == 400


def test_a_body_changed_after_signing_is_refused(post: Post) -> None:
    body = json.dumps(event())
    assert post(body.replace("evt_1", "evt_2"), signed(body)) == 400


def test_a_second_time_stamp_in_the_header_does_not_renew_an_old_signature(post: Post) -> None:
    body = json.dumps(event())
    old = signed(body, at=time.time() - 3600)
    assert post(body, f"{old},t={int(time.time())}") == 400
    assert post(body, f"t={int(time.time())},{old}") == 400


@pytest.mark.parametrize("signature", [None, "", "t=,v1=", "v1=abc", "t=abc,v1=abc", "nonsense", "t=1,v0=abc"])
def test_a_missing_or_broken_signature_is_refused(post: Post, signature: str | None) -> None:
    assert post(json.dumps(event()), signature) == 400


@pytest.mark.parametrize(
    "body", ["", "[]", "null", "{}", '{"id": "evt_1"}', "not json", json.dumps({"data": {"object": []}})]
)
def test_something_signed_that_is_no_event_is_refused_without_a_crash(post: Post, body: str) -> None:
    assert post(body, signed(body)) == 400


def test_bytes_that_are_no_text_are_refused(post: Post) -> None:
    assert post(b"\xff\xfe\x00", "t=1,v1=abc") == 400


def test_only_post_is_answered(client: Client) -> None:
    assert client.get(PATH).status_code == 405


def test_an_event_of_the_other_mode_changes_nothing(post: Post) -> None:
    body = json.dumps(event(type="invoice.paid", livemode=True))
    assert post(body, signed(body)) == 200
    assert StripeEvent.objects.get().outcome == StripeEvent.Outcome.WRONG_MODE


def test_no_log_line_says_who_it_was(post: Post, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    body = json.dumps(event(livemode=True))
    post(body, signed(body))
    post(body, signed(body, secret="whsec_forged"))
    assert "canary" not in caplog.text
    assert "whsec" not in caplog.text


def test_when_stripe_cannot_be_asked_the_event_is_asked_for_again(post: Post, settings: Any) -> None:
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    body = json.dumps(event(type="invoice.paid", data={"object": {"id": "in_1", "object": "invoice"}}))
    assert post(body, signed(body)) == 503
    assert not StripeEvent.objects.exists()
