"""Changing one's mind, leaving, and being forgotten: by links that work for good."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from core.models import OutboxEntry
from signups import services
from signups.models import ConsentRecord, Erasure, Signup
from signups.tokens import preferences_token
from tests.conftest import SAME_ORIGIN
from tests.signups.factories import ELENA, asked, confirmed, press

pytestmark = pytest.mark.django_db


def address(signup: Signup, more: str = "") -> str:
    return f"/en/news/preferences/{preferences_token(signup)}/{more}"


def test_somebody_changes_topics_and_language(client):
    elena = confirmed()
    answer = client.post(address(elena), {"topics": ["events", "involved"], "language": "es"}, **SAME_ORIGIN)
    assert "Saved" in client.get(answer["Location"]).content.decode()
    elena.refresh_from_db()
    assert (elena.topics, elena.language) == (["events", "involved"], "es")
    assert ConsentRecord.objects.filter(kind="changed", topics=["events", "involved"]).count() == 1


@pytest.mark.parametrize(
    "wrong", [{"topics": []}, {"topics": ["everything"]}, {"language": "tlh"}, {"campaigns": [str(uuid.uuid4())]}]
)
def test_wrong_preferences_change_nothing(client, wrong):
    elena = confirmed(campaign_keys=(uuid.uuid4(),))
    answer = client.post(address(elena), {"topics": ["events"], "language": "es", **wrong}, **SAME_ORIGIN)
    assert answer.status_code == 422
    elena.refresh_from_db()
    assert (elena.topics, elena.language) == (["campaign", "stories"], "en")


def test_a_campaign_is_left_by_unticking_it(client):
    stays, goes = uuid.uuid4(), uuid.uuid4()
    elena = confirmed(campaign_keys=(stays,))
    services.confirm(record=asked(topics=(), campaign_keys=(goes,)), now=timezone.now())
    assert set(elena.campaign_keys) == {stays, goes}
    client.post(address(elena), {"topics": [], "campaigns": [str(stays)], "language": "en"}, **SAME_ORIGIN)
    assert (elena.topics, elena.campaign_keys) == (["campaign"], [stays])


def test_the_page_does_not_give_the_address_away_to_whom_the_mail_was_forwarded(client):
    page = client.get(address(confirmed())).content.decode()
    assert ELENA not in page
    assert "e•••@example.org" in page


def test_one_click_on_the_page_unsubscribes_and_a_second_one_does_no_harm(client):
    elena = confirmed()
    for _time in range(2):
        answer = press(client, address(elena, "unsubscribe/"))
        assert "You are unsubscribed" in client.get(answer["Location"]).content.decode()
    elena.refresh_from_db()
    assert (elena.state, elena.topics) == ("unsubscribed", [])
    assert ConsentRecord.objects.filter(kind="withdrawn").count() == 1


def test_opening_the_link_changes_nothing(client):
    elena = confirmed()
    client.get(address(elena))
    assert client.get(address(elena, "unsubscribe/")).status_code == 405
    assert client.get(f"/unsubscribe/{preferences_token(elena)}/").status_code == 302
    elena.refresh_from_db()
    assert elena.is_confirmed


def test_the_mail_programs_own_button_unsubscribes_without_a_browser():
    """RFC 8058: a POST with one field, no cookie, no Origin, no Sec-Fetch-Site, and strict about CSRF if it is on."""
    elena = confirmed()
    client = Client(enforce_csrf_checks=True)
    for _time in range(2):
        answer = client.post(f"/unsubscribe/{preferences_token(elena)}/", {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    elena.refresh_from_db()
    assert elena.state == "unsubscribed"
    assert ConsentRecord.objects.get(kind="withdrawn").source == "one-click"


def test_every_mail_of_ours_names_a_one_click_address_that_works(client, run_outbox):
    confirmed()
    asked()
    run_outbox()
    assert [m.subject for m in mail.outbox] == ["About your mails from us", "Thank you"] or len(mail.outbox) == 2
    for message in mail.outbox:
        url = message.extra_headers["List-Unsubscribe"].strip("<>")
        assert url.startswith("http://127.0.0.1:8000/unsubscribe/")
        assert client.post(url.removeprefix("http://127.0.0.1:8000")).status_code == 200
    assert Signup.objects.get().state == "unsubscribed"


def test_a_guessed_token_unsubscribes_nobody(client):
    elena = confirmed()
    forged = preferences_token(elena)[:-4] + "AAAA"
    assert client.post(f"/unsubscribe/{forged}/").status_code == 200
    press(client, f"/en/news/preferences/{forged}/unsubscribe/")
    press(client, f"/en/news/preferences/{forged}/forget-me/")
    elena.refresh_from_db()
    assert elena.is_confirmed


def test_who_has_left_cannot_be_changed_back_by_an_old_page(client):
    elena = confirmed()
    services.withdraw(signup=elena, source="test", now=timezone.now())
    answer = client.post(address(elena), {"topics": ["events"], "language": "en"}, **SAME_ORIGIN)
    assert "You are unsubscribed" in answer.content.decode()
    assert services.change(signup=elena, wish=services.Wish("en", ("events",)), source="x", now=timezone.now()) is False
    elena.refresh_from_db()
    assert (elena.state, elena.topics) == ("unsubscribed", [])


def test_leaving_again_ends_a_request_that_was_made_since():
    start = timezone.now()
    elena = confirmed(now=start)
    services.withdraw(signup=elena, source="test", now=start + timedelta(minutes=1))
    again = asked(now=start + timedelta(minutes=2))
    services.withdraw(signup=elena, source="test", now=start + timedelta(minutes=3))
    assert services.confirm(record=again, now=start + timedelta(minutes=4)) is services.Outcome.OVERTAKEN


def test_being_forgotten_leaves_no_address_anywhere_in_our_tables(client):
    elena = confirmed()
    answer = press(client, address(elena, "forget-me/"))
    assert "Your address is forgotten" in client.get(answer["Location"]).content.decode()
    assert not Signup.objects.exists()
    assert not ConsentRecord.objects.exists()
    kept = str(list(Erasure.objects.values())) + str(list(OutboxEntry.objects.values()))
    assert "elena" not in kept
    assert client.get(address(elena)).status_code == 404


def test_payloads_hold_no_address(client):
    services.withdraw(signup=confirmed(), source="test", now=timezone.now())
    assert "elena" not in str(list(OutboxEntry.objects.values("key", "payload")))


def test_pages_behind_a_personal_link_are_kept_by_no_cache_and_no_search_engine(client):
    for answer in (client.get(address(confirmed())), client.get("/en/news/preferences/unknown/")):
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
