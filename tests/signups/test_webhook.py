"""Mailchimp's webhooks: a hint to look, which anybody may forge, repeat, delay or turn round."""

import pytest
from django.test import Client

from core.models import OutboxEntry
from signups.models import Signup
from tests.signups.factories import ELENA, confirmed

pytestmark = pytest.mark.django_db

ADDRESS = "/webhooks/mailchimp/stand-in-webhook-secret/"


def event(kind: str = "unsubscribe", **data: str) -> dict[str, str]:
    told = {"list_id": "a1b2c3d4e5", "email": ELENA, **data}
    return {"type": kind, "fired_at": "2026-11-21 18:00:00", **{f"data[{name}]": told[name] for name in told}}


def rereads() -> int:
    return OutboxEntry.objects.filter(kind="signups.reread").count()


def test_mailchimp_may_look_whether_the_address_is_there(client):
    assert client.get(ADDRESS).status_code == 200
    assert client.head(ADDRESS).status_code == 200


@pytest.mark.parametrize("secret", ["wrong", "stand-in-webhook-secre", "ñandú", "%00"])
def test_who_does_not_know_the_secret_learns_nothing_and_starts_nothing(client, secret):
    confirmed()
    for answer in (
        client.get(f"/webhooks/mailchimp/{secret}/"),
        client.post(f"/webhooks/mailchimp/{secret}/", event()),
    ):
        assert answer.status_code == 404
    assert rereads() == 0


def test_without_a_secret_of_ours_no_secret_is_right(client, settings):
    settings.MAILCHIMP_WEBHOOK_SECRET = ""
    assert client.post(ADDRESS, event()).status_code == 404


def test_an_event_only_makes_us_look_and_does_so_once_however_often_it_comes():
    elena = confirmed()
    client = Client(enforce_csrf_checks=True)
    for _time in range(3):
        assert client.post(ADDRESS, event()).status_code == 200
    assert rereads() == 1
    elena.refresh_from_db()
    assert elena.is_confirmed


def test_an_event_says_nothing_of_an_address_in_the_outbox(client):
    confirmed()
    client.post(ADDRESS, event())
    assert "elena" not in str(list(OutboxEntry.objects.values("key", "payload")))


@pytest.mark.parametrize("kind", ["subscribe", "profile", "upemail", "cleaned"])
def test_an_event_about_somebody_unknown_subscribes_nobody(client, kind):
    assert client.post(ADDRESS, event(kind, email="stranger@example.org")).status_code == 200
    assert not Signup.objects.exists()
    assert rereads() == 0


def test_an_event_of_another_audience_is_not_ours(client):
    confirmed()
    assert client.post(ADDRESS, event(list_id="0000000000")).status_code == 200
    assert rereads() == 0


def test_a_changed_address_is_looked_up_by_the_old_one(client):
    confirmed()
    client.post(ADDRESS, event("upemail", email="", old_email=ELENA, new_email="elena.new@example.org"))
    assert rereads() == 1


@pytest.mark.parametrize(
    "body", [b"", b"\x00\xff", b"{}", b"type=unsubscribe&data[list_id]=a1b2c3d4e5&data[email]=%00"]
)
def test_nonsense_is_answered_quietly(client, body):
    answer = client.post(ADDRESS, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
