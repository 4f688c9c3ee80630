"""From the form to the confirmed page, and everything that may go wrong on the way."""

import hashlib
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from signups import services
from signups.models import ConsentRecord, Interest, Signup, Topic
from signups.services import Outcome
from signups.signals import signup_confirmed
from signups.source import clean
from tests.signups.factories import ELENA, asked, confirmed, fields, link_in_mail, press, send

pytestmark = pytest.mark.django_db


def test_somebody_signs_up_and_confirms_from_the_mail(client, run_outbox):
    answer = send(client)
    assert (answer.status_code, answer["Location"]) == (302, "/en/news/check-your-inbox/")
    assert client.get(answer["Location"]).status_code == 200
    run_outbox()
    assert [message.to for message in mail.outbox] == [[ELENA]]
    page = client.get(link_in_mail("/confirm/"))
    assert "Stories from the field" in page.content.decode()
    assert Signup.objects.get().state == Signup.State.PENDING
    done = press(client, link_in_mail("/confirm/"))
    page = client.get(done["Location"]).content.decode()
    assert "You are signed up" in page
    assert 'value="http://127.0.0.1:8000/en/"' in page
    elena = Signup.objects.get()
    assert (elena.state, elena.language, elena.topics) == ("confirmed", "en", ["stories"])


def test_the_proof_says_what_was_shown_where_when_and_in_which_language(client):
    page = client.get("/en/news/").content.decode()
    shown = re.search(r'<button class="button">.*?<p class="field__hint">(.*?)</p>', page, re.S).group(1)
    before = timezone.now()
    send(client, language="es", via="Ab3dE")
    record = ConsentRecord.objects.get()
    assert record.text_sha256 == hashlib.sha256(shown.encode()).hexdigest()
    assert (record.text_language, record.language, record.kind) == ("en", "es", "asked")
    assert (record.topics, record.source, record.via) == (["stories"], "form:/en/news/", "Ab3dE")
    assert before <= record.at <= timezone.now()


def test_a_text_that_changed_since_the_page_was_opened_is_shown_before_anything_is_kept(client):
    answer = send(client, agreed="0" * 64)
    assert answer.status_code == 422
    assert "has changed since you opened the page" in answer.content.decode()
    assert fields()["agreed"] in answer.content.decode()
    assert not Signup.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"email": ""}, "Write your e-mail address"),
        ({"email": "elena"}, "does not look like an e-mail address"),
        ({"email": "a" * 300 + "@example.org"}, "at most 254 characters"),
        ({"email": "elena@example.org\nBcc: all@example.org"}, "does not look like an e-mail address"),
        ({"email": "<script>alert(1)</script>"}, "&lt;script&gt;"),
        ({"topics": []}, "Choose at least one topic"),
        ({"topics": ["campaign"]}, "offered here"),
        ({"topics": ["x" * 5000]}, "offered here"),
        ({"language": "tlh"}, "languages that are offered"),
        ({"website": "https://spam.example"}, "only there to stop robots"),
    ],
)
def test_wrong_input_gets_a_clear_answer_keeps_what_was_typed_and_changes_nothing(client, wrong, message):
    answer = send(client, **wrong)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert message in page
    assert "email" in wrong or f'value="{ELENA}"' in page
    assert "topics" in wrong or re.search(r'value="stories"[^>]* checked', page)
    assert not Signup.objects.exists()
    assert not ConsentRecord.objects.exists()


def test_a_browser_that_filled_in_the_trap_shows_it_so_that_a_person_can_empty_it(client):
    assert "field--trap" in client.get("/en/news/").content.decode()
    page = send(client, website="Elena").content.decode()
    assert "field--trap" not in page
    assert 'name="website" value="Elena"' in page


def test_another_sites_page_cannot_sign_anybody_up(client):
    assert client.post("/en/news/", fields(), HTTP_SEC_FETCH_SITE="cross-site").status_code == 403
    assert client.post("/en/news/", fields(), HTTP_ORIGIN="https://evil.example").status_code == 403
    assert not Signup.objects.exists()


def test_signing_up_sets_no_cookie(client, run_outbox):
    answer = send(client)
    run_outbox()
    answers = [client.get("/en/news/"), answer, client.get(link_in_mail("/confirm/"))]
    answers.append(press(client, link_in_mail("/confirm/")))
    assert [a.cookies for a in answers] == [{}] * 4


def test_the_answer_is_the_same_whether_an_address_is_new_known_or_gone(client):
    confirmed("known@example.org")
    services.withdraw(signup=confirmed("gone@example.org"), source="test", now=timezone.now())
    answers = [send(client, email=f"{who}@example.org") for who in ("new", "known", "gone")]
    assert len({(a.status_code, a["Location"], a.content) for a in answers}) == 1


def test_who_is_confirmed_gets_a_mail_that_says_so_and_adds_only_what_they_confirm(client, run_outbox):
    confirmed()
    run_outbox()
    mail.outbox.clear()
    send(client, topics=["events"])
    run_outbox()
    assert "You are on our list already" in str(mail.outbox[0].alternatives[0][0])
    assert "/preferences/" in mail.outbox[0].body
    assert Signup.objects.get().topics == ["stories"]
    press(client, link_in_mail("/confirm/"))
    assert Signup.objects.get().topics == ["events", "stories"]


def test_one_address_in_many_spellings_is_one_person(client):
    for spelling in ("Elena@Example.org", " elena@EXAMPLE.org ", "elena@example.org"):
        assert send(client, email=spelling).status_code == 302
    assert Signup.objects.count() == 1
    assert ConsentRecord.objects.count() == 3


def test_the_database_itself_keeps_an_address_from_being_there_twice():
    elena = confirmed()
    with pytest.raises(IntegrityError), transaction.atomic():
        Signup.objects.create(email=ELENA, fingerprint=elena.fingerprint, language="es")


def test_too_many_for_one_address_are_asked_to_wait_and_keep_what_they_typed(client, run_outbox):
    for _time in range(4):
        assert send(client).status_code == 302
    answer = send(client)
    assert answer.status_code == 429
    assert "several mails to this address" in answer.content.decode()
    assert f'value="{ELENA}"' in answer.content.decode()
    assert run_outbox() == 4


def test_too_many_from_one_connection_are_asked_to_wait_whoever_they_name(client):
    for number in range(30):
        assert send(client, email=f"robot{number}@example.org").status_code == 302
    assert send(client, email="one-more@example.org").status_code == 429
    assert send(Client(REMOTE_ADDR="198.51.100.7"), email="elsewhere@example.org").status_code == 302


def test_a_mail_scanner_that_follows_the_link_confirms_nothing(client, run_outbox):
    send(client)
    run_outbox()
    for _time in range(3):
        assert client.get(link_in_mail("/confirm/")).status_code == 200
        client.head(link_in_mail("/confirm/"))
    assert Signup.objects.get().state == "pending"


def test_the_button_pressed_twice_confirms_once_and_tells_of_it_once(client, run_outbox):
    told = []

    def hear(**facts):
        told.append(facts)

    signup_confirmed.connect(hear)
    send(client, via="Ab3dE")
    run_outbox()
    first, second = (press(client, link_in_mail("/confirm/")) for _time in range(2))
    signup_confirmed.disconnect(hear)
    assert first["Location"] == second["Location"]
    assert [(f["via"], f["campaign_key"], f["signup"].email) for f in told] == [("Ab3dE", None, ELENA)]
    assert ConsentRecord.objects.filter(kind="confirmed").count() == 1


def test_coming_back_is_no_first_confirmation():
    told = []

    def hear(**facts):
        told.append(facts)

    signup_confirmed.connect(hear)
    services.withdraw(signup=confirmed(), source="test", now=timezone.now())
    back = confirmed()
    signup_confirmed.disconnect(hear)
    assert back.is_confirmed
    assert len(told) == 1


def test_whoever_hears_of_a_confirmation_and_fails_undoes_it():
    def fail(**facts):
        raise RuntimeError

    record = asked()
    signup_confirmed.connect(fail)
    with pytest.raises(RuntimeError):
        services.confirm(record=record, now=timezone.now())
    signup_confirmed.disconnect(fail)
    assert Signup.objects.get().state == "pending"
    assert not record.is_answered


def test_a_link_older_than_a_week_is_told_kindly_and_confirms_nothing(client, run_outbox, monkeypatch):
    send(client)
    run_outbox()
    address = link_in_mail("/confirm/")
    later = timezone.now() + timedelta(days=8)
    monkeypatch.setattr("django.core.signing.time.time", later.timestamp)
    for answer in (client.get(address), press(client, address)):
        assert answer.status_code == 410
        assert "good for a week" in answer.content.decode()
    assert Signup.objects.get().state == "pending"


@pytest.mark.parametrize("token", ["1", "1:abc", "1:1tABCD:" + "a" * 43, "%00", "x" * 3000])
def test_a_link_that_is_not_ours_is_told_kindly(client, token):
    asked()
    for page in ("confirm", "preferences"):
        answer = client.get(f"/en/news/{page}/{token}/")
        assert answer.status_code == 404
        assert "know this link" in answer.content.decode()
    assert press(client, f"/en/news/confirm/{token}/").status_code == 404


def test_a_link_whose_sign_up_was_erased_is_unknown(client, run_outbox):
    send(client)
    run_outbox()
    services.erase(signup=Signup.objects.get(), now=timezone.now())
    assert press(client, link_in_mail("/confirm/")).status_code == 404


def test_a_preferences_link_confirms_nothing_and_a_confirmation_link_opens_no_preferences(client, run_outbox):
    send(client)
    run_outbox()
    token = link_in_mail("/confirm/").strip("/").split("/")[-1]
    assert client.get(f"/en/news/preferences/{token}/").status_code == 404


def test_leaving_wins_over_a_link_that_was_sent_before_it():
    start = timezone.now()
    early = asked(now=start)
    elena = confirmed(now=start + timedelta(minutes=1))
    services.withdraw(signup=elena, source="test", now=start + timedelta(minutes=2))
    assert services.confirm(record=early, now=start + timedelta(minutes=3)) is Outcome.OVERTAKEN
    assert Signup.objects.get().state == "unsubscribed"
    again = asked(now=start + timedelta(minutes=4))
    assert services.confirm(record=again, now=start + timedelta(minutes=5)) is Outcome.CONFIRMED


def test_an_overtaken_link_says_so(client, run_outbox):
    send(client)
    run_outbox()
    address = link_in_mail("/confirm/")
    services.withdraw(signup=Signup.objects.get(), source="test", now=timezone.now())
    for answer in (client.get(address), press(client, address)):
        assert answer.status_code == 410
        assert "You left our mails after this link was sent" in answer.content.decode()


def test_no_mail_goes_to_somebody_who_left_before_it_was_sent(client, run_outbox):
    send(client)
    services.withdraw(signup=Signup.objects.get(), source="test", now=timezone.now())
    run_outbox()
    assert mail.outbox == []


def test_mails_are_discreet_in_the_readers_language_and_carry_the_way_out(client, run_outbox):
    send(client, language="es")
    run_outbox()
    message = mail.outbox[0]
    assert "/en/" not in link_in_mail("/confirm/" if "/confirm/" in message.body else "/confirmar/")
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for telling in ("story", "stories", "historia", "violen", "sobrevivi", "surviv"):
        assert telling not in message.subject.lower()


def test_a_consent_record_can_be_neither_changed_nor_deleted():
    record = asked()
    record.topics = ["events"]
    for wrong in (record.save, record.delete, ConsentRecord.objects.all().delete):
        with pytest.raises(TypeError):
            wrong()
    with pytest.raises(TypeError):
        ConsentRecord.objects.update(topics=[])


def test_a_campaign_interest_without_a_campaign_is_refused_by_the_database():
    elena = confirmed()
    with pytest.raises(IntegrityError), transaction.atomic():
        Interest.objects.create(signup=elena, topic=Topic.CAMPAIGN)


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("homepage:/en/", "homepage:/en/"),
        ("campaignpage:/campanas/promesa/", "campaignpage:/campanas/promesa/"),
        ("storypage:/historias/una-vida/", "story"),
        ("storyindexpage:/historias/", "story"),
        ("<script>", ""),
        ("form:javascript:alert(1)", ""),
        ("x" * 5000, ""),
    ],
)
def test_of_a_story_only_that_it_was_one_is_kept(source, kept):
    assert clean(source) == kept
