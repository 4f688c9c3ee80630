"""From the form to Checkout and back: double clicks, two tabs, Back, time-outs, and what the pages say."""

import threading
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from donations import services, stripe_client
from donations.models import Concern, Gift, Payment
from tests.conftest import SAME_ORIGIN
from tests.donations import factories
from tests.donations.conftest import Giver
from tests.donations.factories import LUCIA, address, giving

pytestmark = pytest.mark.django_db
SESSIONS = "stripe.checkout.session"


def sessions(lucia: Giver, **having: Any) -> list[dict[str, Any]]:
    return list(lucia.stripe.world.store.find(SESSIONS, **having))


def thanks(lucia: Giver, gift: Gift) -> Any:
    return lucia.client.get(address("thanks", gift.return_token))


# --- To Checkout ------------------------------------------------------------------------------------------------------


def test_the_form_leads_to_checkout_with_what_was_asked_for(lucia: Giver) -> None:
    answer = lucia.submit(kind="monthly", currency="CAD", own="37,50")
    assert answer.status_code == 303
    assert answer["Location"].startswith(lucia.stripe.origin)
    [session] = sessions(lucia)
    gift = Gift.objects.get()
    assert (session["mode"], session["amount_total"], session["currency"]) == ("subscription", 3750, "cad")
    assert session["client_reference_id"] == str(gift.public_id)
    assert session["customer_email"] == LUCIA
    assert session["customer"] is None


def test_a_covered_fee_is_part_of_what_is_charged_and_known_apart(lucia: Giver) -> None:
    gift = lucia.give(cover_fee="on")
    assert gift.given_minor == 2000
    assert gift.payments.get().amount_minor == gift.amount_minor == 2091


def test_a_campaign_and_the_link_that_brought_it_are_kept(lucia: Giver, campaign: Any) -> None:
    gift = lucia.give(campaign=str(campaign.translation_key), via="Ab3-x_9")
    assert gift.campaign_key == campaign.translation_key
    assert gift.share_code == "Ab3-x_9"


def test_the_page_names_the_campaign_that_the_gift_is_for(client: Client, campaign: Any) -> None:
    page = client.get(address("give", language="es"), {"campaign": campaign.translation_key})
    assert campaign.title in page.content.decode()


def test_a_double_click_is_one_gift_and_one_checkout(lucia: Giver) -> None:
    answers = {lucia.submit()["Location"] for _click in range(3)}
    assert len(answers) == 1
    assert len(sessions(lucia)) == 1
    assert Gift.objects.count() == 1


def test_going_back_and_changing_the_amount_ends_the_first_checkout(lucia: Giver) -> None:
    first = lucia.begin()
    second = lucia.begin(own="35")
    first.refresh_from_db()
    assert first.state == Gift.State.FAILED
    assert [session["status"] for session in sessions(lucia)] == ["expired", "open"]
    assert Gift.objects.filter(state=Gift.State.PENDING).get() == second


def test_whoever_paid_and_sends_the_form_again_is_thanked_and_not_charged_again(lucia: Giver) -> None:
    gift = lucia.begin()
    lucia.pay(gift)
    answer = lucia.submit()
    assert answer["Location"] == address("thanks", gift.return_token)
    assert Payment.objects.count() == 1
    assert len(sessions(lucia)) == 1


def test_whoever_paid_and_changes_the_amount_meanwhile_is_thanked_for_what_they_paid(lucia: Giver) -> None:
    gift = lucia.begin()
    lucia.pay(gift)
    assert lucia.submit(own="35")["Location"] == address("thanks", gift.return_token)
    assert len(sessions(lucia)) == 1


def test_a_single_gift_can_be_given_again(lucia: Giver) -> None:
    lucia.give(kind="once")
    lucia.give(kind="once")
    assert Payment.objects.count() == 2


def test_stripe_that_made_the_checkout_but_never_said_so_is_asked_by_the_same_key(lucia: Giver) -> None:
    lucia.stripe.add_fault(path="/v1/checkout/sessions", method="POST", status=500, done=True, times=2)
    assert lucia.submit().status_code == 503
    gift = Gift.objects.get()
    assert gift.checkout_id is None
    answer = lucia.submit()
    assert answer.status_code == 303
    [session] = sessions(lucia)
    gift.refresh_from_db()
    assert gift.checkout_id == session["id"]
    assert Gift.objects.count() == 1


def test_a_lost_checkout_is_ended_when_another_amount_is_asked_for(lucia: Giver) -> None:
    lucia.stripe.add_fault(path="/v1/checkout/sessions", method="POST", status=500, done=True, times=2)
    lucia.submit()
    lucia.begin(own="35")
    assert sorted(session["status"] for session in sessions(lucia)) == ["expired", "open"]


def test_a_refusal_by_stripe_leaves_nothing_open(lucia: Giver) -> None:
    lucia.stripe.add_fault(
        path="/v1/checkout/sessions", method="POST", status=400, body='{"error": {"type": "invalid_request_error"}}'
    )
    answer = lucia.submit()
    assert answer.status_code == 422
    assert "did not accept" in answer.content.decode()
    assert Gift.objects.get().state == Gift.State.FAILED
    assert lucia.submit().status_code == 303


def test_a_second_monthly_gift_to_the_same_end_is_ended_returned_and_reported(
    lucia: Giver, mails: Callable[[], list[str]], heard: list[dict[str, Any]]
) -> None:
    first = lucia.give()
    second = lucia.give(own="35")
    mails()
    lucia.hear()
    second.refresh_from_db()
    first.refresh_from_db()
    assert (first.state, second.state) == (Gift.State.ACTIVE, Gift.State.CANCELLED)
    assert second.ending == Gift.Ending.DUPLICATE
    assert lucia.stripe.world.store.get("stripe.subscription", second.subscription_id or "")["status"] == "canceled"  # type: ignore[index]
    assert second.payments.get().state == Payment.State.REFUNDED
    assert first.payments.get().state == Payment.State.PAID
    assert Concern.objects.get().kind == Concern.Kind.DUPLICATE
    assert mails() == ["Your receipt", "We are returning a gift to you"]
    assert [told["gift"] for told in heard] == [first]
    assert "We are returning this gift" in thanks(lucia, second).content.decode()


def test_monthly_gifts_to_two_ends_both_run(lucia: Giver, campaign: Any) -> None:
    lucia.give()
    lucia.give(campaign=str(campaign.translation_key))
    assert Gift.objects.live().count() == 2


# --- Back from Checkout -----------------------------------------------------------------------------------------------


def test_the_thank_you_page_does_not_wait_for_the_webhook_and_survives_reloads(lucia: Giver) -> None:
    gift = lucia.begin()
    redirect = lucia.pay(gift)["redirect"]
    assert redirect.endswith(address("thanks", gift.return_token))
    for _reload in range(3):
        page = thanks(lucia, gift)
        assert page.context["outcome"] == "received"
        assert LUCIA not in page.content.decode()
    lucia.hear(times=2)
    assert Payment.objects.count() == 1


def test_whoever_paid_is_never_told_that_it_failed_even_when_stripe_is_silent(lucia: Giver) -> None:
    gift = lucia.begin()
    lucia.pay(gift)
    lucia.stripe.add_fault(path="/v1/*", status=500, times=1000)
    page = thanks(lucia, gift)
    assert page.status_code == 200
    assert page.context["outcome"] == "unknown"
    assert "Please do not pay again" in page.content.decode()
    lucia.stripe.control("faults", method="DELETE")
    assert thanks(lucia, gift).context["outcome"] == "received"


def test_whoever_opens_the_thank_you_page_without_paying_is_told_so(lucia: Giver) -> None:
    gift = lucia.begin()
    page = thanks(lucia, gift)
    assert page.context["outcome"] == "unpaid"
    assert gift.checkout_url in page.content.decode()


def test_the_thank_you_page_stays_true_after_the_gift_has_ended(lucia: Giver) -> None:
    gift = lucia.give()
    services.cancel_gift(gift=gift, now=factories.NOON)
    assert thanks(lucia, gift).context["outcome"] == "received"


def test_turning_back_shows_the_form_as_it_was_left_and_the_same_checkout(lucia: Giver) -> None:
    gift = lucia.begin(kind="once", currency="GTQ", own="175,50", receipt_name="Lucía", cover_fee="on")
    page = lucia.client.get(address("cancelled", gift.return_token))
    text = page.content.decode()
    assert "Nothing was charged" in text
    for value in ("175.50", LUCIA, "Lucía"):
        assert f'value="{value}"' in text
    form = page.context["form"]
    assert [form[name].value() for name in ("kind", "currency", "cover_fee")] == ["once", "GTQ", True]
    again = lucia.submit(kind="once", currency="GTQ", own="175.50", receipt_name="Lucía", cover_fee="on")
    assert again["Location"] == gift.checkout_url


def test_turning_back_after_paying_in_another_tab_says_thank_you(lucia: Giver) -> None:
    gift = lucia.begin()
    lucia.pay(gift)
    answer = lucia.client.get(address("cancelled", gift.return_token))
    assert answer["Location"] == address("thanks", gift.return_token)


def test_turning_back_while_stripe_is_silent_claims_nothing(lucia: Giver) -> None:
    gift = lucia.begin()
    lucia.stripe.add_fault(path="/v1/*", status=500, times=1000)
    text = lucia.client.get(address("cancelled", gift.return_token)).content.decode()
    assert "You came back before paying." in text
    assert "Nothing was charged" not in text


# --- In the portal ----------------------------------------------------------------------------------------------------


def enter(lucia: Giver, mails: Callable[[], list[str]]) -> None:
    lucia.client.post(address("portal"), {"email": LUCIA}, **SAME_ORIGIN)
    mails()
    link = next(line for line in mail.outbox[-1].body.splitlines() if "/open/" in str(line))
    assert lucia.client.post(str(link).removeprefix("http://127.0.0.1:8000"), **SAME_ORIGIN).status_code == 303


def test_the_portal_changes_the_amount_from_the_next_payment_on(lucia: Giver, mails: Callable[[], list[str]]) -> None:
    gift = lucia.give(cover_fee="on")
    enter(lucia, mails)
    for amount, minor in (("30", 3000), ("45.50", 4550), ("30", 3000)):
        fields = {f"gift-{gift.pk}-amount": amount}
        answer = lucia.client.post(address("change_amount", gift.public_id), fields, **SAME_ORIGIN)
        assert answer["Location"].endswith("?done=amount")
        gift.refresh_from_db()
        assert (gift.amount_minor, gift.fee_cover_minor) == (minor, 0)
    lucia.stripe.advance(months=1)
    lucia.hear()
    assert [payment.amount_minor for payment in gift.payments.all()] == [3000, 2091]
    assert not Concern.objects.exists()


def test_the_portal_ends_a_gift_in_one_step_and_a_mail_says_so(lucia: Giver, mails: Callable[[], list[str]]) -> None:
    gift = lucia.give()
    enter(lucia, mails)
    for _click in range(2):
        answer = lucia.client.post(address("cancel", gift.public_id), **SAME_ORIGIN)
        assert answer["Location"].endswith("?done=cancelled")
    lucia.hear(times=3)
    gift.refresh_from_db()
    assert (gift.state, gift.ending) == (Gift.State.CANCELLED, Gift.Ending.DONOR)
    assert mails().count("Your monthly gift has ended") == 1
    lucia.stripe.advance(months=3)
    lucia.hear()
    assert gift.payments.count() == 1


def test_a_cancellation_that_stripe_did_not_answer_is_done_later(
    lucia: Giver, mails: Callable[[], list[str]], run_outbox: Callable[[], int]
) -> None:
    gift = lucia.give()
    lucia.stripe.add_fault(path="/v1/subscriptions/*", status=500, times=1000)
    gift = services.cancel_gift(gift=gift, now=factories.NOON)
    assert gift.is_live
    assert gift.cancel_requested_at
    lucia.stripe.control("faults", method="DELETE")
    from core.models import OutboxEntry

    OutboxEntry.objects.update(next_attempt_at=factories.NOON)
    run_outbox()
    gift.refresh_from_db()
    assert gift.state == Gift.State.CANCELLED


def test_the_card_is_changed_on_stripes_own_page_and_only_for_ones_own_gift(
    lucia: Giver, mails: Callable[[], list[str]]
) -> None:
    gift = lucia.give()
    enter(lucia, mails)
    answer = lucia.client.post(address("change_card", gift.public_id), **SAME_ORIGIN)
    assert answer.status_code == 303
    assert answer["Location"].startswith(lucia.stripe.origin)


def test_an_amount_cannot_be_changed_once_the_end_was_asked_for(lucia: Giver) -> None:
    gift = lucia.give()
    services.cancel_gift(gift=gift, now=factories.NOON)
    gift.refresh_from_db()
    with pytest.raises(stripe_client.Refused):
        services.change_amount(gift=gift, amount_minor=3000, now=factories.NOON)


# --- At the same moment -----------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_tabs_at_the_same_moment_open_one_checkout(lucia: Giver) -> None:
    answers: list[Any] = []

    def submit() -> None:
        answers.append(Client().post(address("give"), giving(), **SAME_ORIGIN))
        connection.close()

    tabs = [threading.Thread(target=submit) for _tab in range(4)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert Gift.objects.count() == 1
    assert len(sessions(lucia)) == 1
    # A tab whose call met another's, still running, is asked to try again; none opens a Checkout of its own.
    assert {answer.status_code for answer in answers} <= {303, 503}
    assert {answer["Location"] for answer in answers if answer.status_code == 303} == {sessions(lucia)[0]["url"]}


@pytest.mark.django_db(transaction=True)
def test_the_same_webhook_at_the_same_moment_is_one_payment(lucia: Giver, heard: list[dict[str, Any]]) -> None:
    gift = lucia.begin()
    lucia.pay(gift)
    statuses: list[int] = []

    def send(url: str, body: bytes, headers: dict[str, str]) -> int:
        def deliver() -> None:
            answer = Client().post("/webhooks/stripe/", body, content_type="application/json", headers=headers)
            statuses.append(answer.status_code)
            connection.close()

        senders = [threading.Thread(target=deliver) for _time in range(3)]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()
        return 200

    lucia.stripe.world.webhooks.run_due(send)
    assert set(statuses) <= {200, 503}
    assert Payment.objects.count() == 1
    assert len(heard) == 1
    gift.refresh_from_db()
    assert gift.state == Gift.State.ACTIVE
    assert uuid.UUID(str(gift.public_id))
