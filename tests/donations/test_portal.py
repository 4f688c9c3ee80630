"""The donor's portal: who gets in, what they see, and what the attacker tries. Stripe is silent here."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from donations.models import Gift, Payment, PortalLink
from tests.conftest import SAME_ORIGIN
from tests.donations import factories
from tests.donations.factories import LUCIA

pytestmark = pytest.mark.django_db
RunOutbox = Callable[[], int]
ENTRY = "/en/giving/"


@pytest.fixture(autouse=True)
def _no_stripe(settings: Any) -> None:
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"


@pytest.fixture
def gift() -> Gift:
    gift = factories.running_gift(receipt_name="Lucía <b>")
    factories.payment(gift)
    return gift


@pytest.fixture
def others_gift() -> Gift:
    gift = factories.running_gift(donor=factories.donor("mallory@ejemplo.example"), amount_minor=6666)
    factories.payment(gift)
    return gift


def ask(client: Client, email: str, path: str = ENTRY) -> Any:
    return client.post(path, {"email": email}, **SAME_ORIGIN)


def enter(client: Client, gift: Gift) -> None:
    token = PortalLink.mint(gift.donor, now=timezone.now())
    client.post(f"{ENTRY}open/{token}/", **SAME_ORIGIN)


def test_whoever_asks_gets_the_same_answer(client: Client, gift: Gift, run_outbox: RunOutbox) -> None:
    factories.gift(donor=factories.donor("typed@ejemplo.example"))
    answers = [ask(client, address) for address in (LUCIA, "nobody@ejemplo.example", "typed@ejemplo.example")]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(303, "/en/giving/sent/")}
    run_outbox()
    assert [message.to for message in mail.outbox] == [[LUCIA]]


def test_the_link_comes_by_mail_in_the_language_of_the_asker(client: Client, gift: Gift, run_outbox: RunOutbox) -> None:
    entry = factories.address("portal", language="es")
    assert ask(client, LUCIA, entry).status_code == 303
    run_outbox()
    path = re.search(r"http://127.0.0.1:8000(/\S+)", str(mail.outbox[0].body))
    assert path
    assert not path[1].startswith("/en/")
    assert client.get(path[1]).status_code == 200


def test_above_the_limit_no_more_mail_is_sent_and_the_answer_is_the_same(
    client: Client, gift: Gift, run_outbox: RunOutbox
) -> None:
    answers = {ask(client, LUCIA)["Location"] for _try in range(10)}
    run_outbox()
    assert answers == {"/en/giving/sent/"}
    assert len(mail.outbox) == 4


@pytest.mark.parametrize("email", ["", "lucia", "a" * 400, "x@y\r\nBcc: all@example.org"])
def test_what_is_no_address_is_explained(client: Client, email: str) -> None:
    assert ask(client, email).status_code == 422


def test_a_mail_scanner_that_follows_the_link_uses_nothing_up(client: Client, gift: Gift) -> None:
    token = PortalLink.mint(gift.donor, now=timezone.now())
    for _visit in range(3):
        answer = client.get(f"{ENTRY}open/{token}/")
        assert answer.status_code == 200
        assert answer["Referrer-Policy"] == "no-referrer"
        assert not answer.cookies
    answer = client.post(f"{ENTRY}open/{token}/", **SAME_ORIGIN)
    assert answer.status_code == 303
    assert client.get(ENTRY).context["donor"] == gift.donor


def test_a_link_opens_once(client: Client, gift: Gift) -> None:
    token = PortalLink.mint(gift.donor, now=timezone.now())
    assert client.post(f"{ENTRY}open/{token}/", **SAME_ORIGIN).status_code == 303
    second = Client()
    assert second.post(f"{ENTRY}open/{token}/", **SAME_ORIGIN).status_code == 410
    assert second.get(f"{ENTRY}open/{token}/").status_code == 410
    assert not second.cookies


@pytest.mark.parametrize("token", ["x", "x" * 43, "%27%20OR%201=1"])
def test_a_made_up_token_opens_nothing(client: Client, gift: Gift, token: str) -> None:
    assert client.post(f"{ENTRY}open/{token}/", **SAME_ORIGIN).status_code == 410


def test_another_site_cannot_open_a_link_in_a_readers_browser(client: Client, gift: Gift) -> None:
    token = PortalLink.mint(gift.donor, now=timezone.now())
    assert client.post(f"{ENTRY}open/{token}/", HTTP_SEC_FETCH_SITE="cross-site").status_code == 403


def test_the_cookie_goes_to_the_portal_alone_in_each_language_and_no_script_reads_it(
    client: Client, gift: Gift
) -> None:
    spanish = factories.address("portal", language="es")
    token = PortalLink.mint(gift.donor, now=timezone.now())
    answer = client.post(f"{ENTRY}open/{token}/", **SAME_ORIGIN)
    assert {cookie["path"] for cookie in answer.cookies.values()} == {"/en/giving/", spanish}
    for sent in answer.cookies.values():
        assert sent["httponly"]
        assert sent["samesite"] == "Lax"
        assert sent["max-age"] == 1800
        assert LUCIA not in sent.value
    for path in (ENTRY, spanish):
        assert LUCIA in client.get(path).content.decode()
    client.post(factories.address("portal_leave"), **SAME_ORIGIN)
    for path in (ENTRY, spanish):
        assert LUCIA not in client.get(path).content.decode()


def test_the_visit_ends_by_itself_and_by_its_button(client: Client, gift: Gift) -> None:
    enter(client, gift)
    assert LUCIA in client.get(ENTRY).content.decode()
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert LUCIA not in client.get(ENTRY).content.decode()
    copied = client.cookies["giving_en"].value
    assert client.post(f"{ENTRY}leave/", **SAME_ORIGIN).status_code == 303
    thief = Client()
    thief.cookies["giving_en"] = copied
    assert LUCIA not in thief.get(ENTRY).content.decode()


def test_the_portal_shows_gifts_payments_and_the_next_date(client: Client, gift: Gift) -> None:
    enter(client, gift)
    page = client.get(ENTRY)
    text = page.content.decode()
    assert "$20" in text
    assert "Dec. 20, 2026" in text
    assert Payment.objects.get().receipt_number in text
    assert "no-store" in page["Cache-Control"]


def test_a_stranger_sees_no_portal_and_no_receipt(client: Client, gift: Gift) -> None:
    number = Payment.objects.get().receipt_number
    assert client.get(f"{ENTRY}receipts/{number}/").status_code == 302
    for verb in ("amount", "cancel", "card"):
        answer = client.post(f"{ENTRY}{gift.public_id}/{verb}/", **SAME_ORIGIN)
        assert (answer.status_code, answer["Location"]) == (302, ENTRY)
    gift.refresh_from_db()
    assert gift.cancel_requested_at is None


def test_nobody_reaches_another_donors_gift_or_receipt(client: Client, gift: Gift, others_gift: Gift) -> None:
    enter(client, gift)
    text = client.get(ENTRY).content.decode()
    theirs = others_gift.payments.get()
    assert "66.66" not in text
    assert theirs.receipt_number not in text
    assert client.get(f"{ENTRY}receipts/{theirs.receipt_number}/").status_code == 404
    for verb in ("amount", "cancel", "card"):
        assert client.post(f"{ENTRY}{others_gift.public_id}/{verb}/", **SAME_ORIGIN).status_code == 404
    others_gift.refresh_from_db()
    assert others_gift.cancel_requested_at is None


@pytest.mark.parametrize("verb", ["amount", "cancel", "card"])
def test_another_site_cannot_change_a_gift_through_an_open_portal(client: Client, gift: Gift, verb: str) -> None:
    enter(client, gift)
    path = f"{ENTRY}{gift.public_id}/{verb}/"
    assert client.post(path, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403
    assert client.get(path).status_code == 405
    gift.refresh_from_db()
    assert gift.cancel_requested_at is None


@pytest.mark.parametrize("amount", ["", "two", "1", "99999999", "Q 100", "9" * 50])
def test_a_wrong_new_amount_is_explained_and_changes_nothing(client: Client, gift: Gift, amount: str) -> None:
    enter(client, gift)
    name = f"gift-{gift.pk}-amount"
    answer = client.post(f"{ENTRY}{gift.public_id}/amount/", {name: amount}, **SAME_ORIGIN)
    assert answer.status_code == 422
    text = answer.content.decode()
    assert re.search(r'<details open>.*class="field__errors"', text, re.DOTALL)
    if amount:
        assert f'value="{amount}"' in text


def test_while_stripe_is_silent_a_change_is_not_claimed(client: Client, gift: Gift) -> None:
    enter(client, gift)
    fields = {f"gift-{gift.pk}-amount": "30"}
    answer = client.post(f"{ENTRY}{gift.public_id}/amount/", fields, **SAME_ORIGIN)
    assert answer.status_code == 503
    assert "nothing was changed" in answer.content.decode()
    assert client.post(f"{ENTRY}{gift.public_id}/card/", **SAME_ORIGIN).status_code == 503


def test_a_wish_to_end_a_gift_outlives_a_silent_stripe(client: Client, gift: Gift) -> None:
    enter(client, gift)
    answer = client.post(f"{ENTRY}{gift.public_id}/cancel/", **SAME_ORIGIN)
    assert answer["Location"] == "/en/giving/?done=cancelling"
    gift.refresh_from_db()
    assert gift.cancel_requested_at
    assert not gift.is_changeable
    page = client.get(answer["Location"]).content.decode()
    assert "being ended" in page
    assert f"{gift.public_id}/amount" not in page


def test_the_receipt_prints_what_was_given_and_escapes_the_name(client: Client, gift: Gift) -> None:
    enter(client, gift)
    payment = Payment.objects.get()
    text = client.get(f"{ENTRY}receipts/{payment.receipt_number}/").content.decode()
    assert "$20" in text
    assert "Lucía &lt;b&gt;" in text
    assert payment.receipt_number in text


def test_paying_signs_nobody_in(client: Client, gift: Gift) -> None:
    answer = client.get(f"/en/give/thanks/{gift.return_token}/")
    assert answer.status_code == 200
    assert not answer.cookies
    assert LUCIA not in answer.content.decode()
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert LUCIA not in client.get(ENTRY).content.decode()
