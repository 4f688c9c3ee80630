"""Every order of events, any number of times, ends in the same ledger. Events are the stand-in's own, signed."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from core import duties
from core.models import Duty
from donations import inbox
from donations.models import Concern, Gift, Payment, Refund, StripeEvent
from donations.signals import gift_recorded
from tests.donations import factories
from tests.donations.conftest import Giver

pytestmark = pytest.mark.django_db
Told = list[dict[str, Any]]
Mails = Callable[[], list[str]]
RECEIPT = "Your receipt"


def test_a_monthly_gift_is_recorded_when_its_webhooks_come(lucia: Giver, heard: Told, mails: Mails) -> None:
    gift = lucia.give()
    payment = gift.payments.get()
    assert gift.state == Gift.State.ACTIVE
    assert gift.next_payment_at
    assert (payment.amount_minor, payment.currency, payment.state) == (2000, "USD", Payment.State.PAID)
    assert payment.fee_minor
    assert payment.invoice_id
    assert mails() == [RECEIPT]
    assert heard == [{"gift": gift, "payment": payment, "is_first": True}]


def test_a_single_gift_is_completed(lucia: Giver, heard: Told, mails: Mails) -> None:
    gift = lucia.give(kind="once", currency="GTQ", own="Q 150", receipt_name="Lucía Pérez")
    payment = gift.payments.get()
    assert gift.state == Gift.State.COMPLETED
    assert (payment.amount_minor, payment.currency, payment.invoice_id) == (15000, "GTQ", "")
    assert mails() == [RECEIPT]
    assert "Lucía Pérez" in mail.outbox[0].body
    assert len(heard) == 1


def test_each_webhook_three_times_is_one_payment_one_receipt_one_signal(
    lucia: Giver, heard: Told, mails: Mails
) -> None:
    gift = lucia.begin()
    lucia.pay(gift)
    statuses = lucia.hear(times=3)
    assert len(statuses) >= 9
    assert set(statuses) == {200}
    assert Payment.objects.count() == 1
    assert StripeEvent.objects.count() == len(statuses) // 3
    assert mails() == [RECEIPT]
    assert len(heard) == 1


@pytest.mark.parametrize("kind", ["monthly", "once"])
@pytest.mark.parametrize("round_", range(4))
def test_webhooks_in_any_order_end_in_the_same_ledger(
    lucia: Giver, heard: Told, mails: Mails, kind: str, round_: int
) -> None:
    random.seed(round_)
    gift = lucia.give(kind=kind, shuffle=True, own="20")
    lucia.stripe.advance(months=2)
    refunded = gift.payments.get()
    lucia.stripe.control("stripe/refund", values={"charge": refunded.charge_id, "amount": 500})
    assert set(lucia.hear(shuffle=True, times=2)) == {200}
    expected = 3 if kind == "monthly" else 1
    assert sorted(Payment.objects.values_list("amount_minor", "refunded_minor")) == sorted(
        [(2000, 500)] + [(2000, 0)] * (expected - 1)
    )
    assert mails() == [RECEIPT] * expected
    assert [told["is_first"] for told in heard] == [True] + [False] * (expected - 1)
    call_command("reconcile", since=None, until=None)


def test_a_refund_that_is_heard_of_before_its_payment_is_not_lost(lucia: Giver) -> None:
    gift = lucia.begin()
    intent = lucia.pay(gift)["intent"]
    lucia.stripe.control("stripe/refund", values={"charge": intent["latest_charge"]})
    assert lucia.hear_of("charge.refunded") == 1
    for _time in range(2):
        payment = Payment.objects.get()
        assert payment.state == Payment.State.REFUNDED
        assert payment.kept_minor == 0
        assert Refund.objects.get().amount_minor == 2000
        lucia.hear()


def test_an_invoice_that_is_heard_of_before_its_checkout_is_not_lost(lucia: Giver, heard: Told) -> None:
    gift = lucia.begin()
    lucia.pay(gift)
    assert lucia.hear_of("invoice.paid") == 1
    gift.refresh_from_db()
    assert gift.state == Gift.State.ACTIVE
    lucia.hear()
    assert gift.payments.count() == 1
    assert len(heard) == 1


def test_a_renewal_a_month_later_is_recorded(lucia: Giver, heard: Told, mails: Mails) -> None:
    gift = lucia.give()
    due = gift.next_payment_at
    lucia.stripe.advance(months=1)
    lucia.hear()
    gift.refresh_from_db()
    assert gift.payments.count() == 2
    assert due
    assert gift.next_payment_at
    assert gift.next_payment_at > due
    assert mails() == [RECEIPT] * 2
    assert [told["is_first"] for told in heard] == [True, False]


def test_an_old_event_that_comes_late_takes_nothing_back(lucia: Giver) -> None:
    gift = lucia.give()
    early = StripeEvent.objects.filter(type="customer.subscription.created").first()
    assert early
    assert gift.subscription_id
    lucia.stripe.control("stripe/cancel", values={"subscription": gift.subscription_id})
    lucia.hear()
    early.delete()
    lucia.stripe.control("stripe/resend", values={"event": early.event_id})
    lucia.hear()
    gift.refresh_from_db()
    assert gift.state == Gift.State.CANCELLED
    assert gift.ending == Gift.Ending.STRIPE


def test_a_failing_renewal_makes_the_gift_overdue_and_no_payment(lucia: Giver) -> None:
    gift = lucia.begin()
    lucia.pay(gift, card="4000000000000341")
    lucia.hear()
    lucia.stripe.advance(months=1)
    lucia.hear()
    gift.refresh_from_db()
    assert gift.state == Gift.State.PAST_DUE
    assert gift.payments.count() == 1


def test_a_declined_card_records_nothing(lucia: Giver, mails: Mails) -> None:
    gift = lucia.begin()
    lucia.pay(gift, card="4000000000000002")
    assert set(lucia.hear()) <= {200}
    gift.refresh_from_db()
    assert gift.state == Gift.State.PENDING
    assert not Payment.objects.exists()
    assert mails() == []


def test_a_disputed_payment_is_marked_and_raised_once(lucia: Giver) -> None:
    gift = lucia.begin()
    lucia.pay(gift, card="4000000000000259")
    lucia.hear(times=2)
    assert gift.payments.get().state == Payment.State.DISPUTED
    assert Concern.objects.get().kind == Concern.Kind.DISPUTE


def test_an_abandoned_checkout_ends_as_not_completed(lucia: Giver) -> None:
    gift = lucia.begin()
    lucia.stripe.advance(days=2)
    lucia.hear()
    gift.refresh_from_db()
    assert gift.state == Gift.State.FAILED


def test_an_amount_that_is_not_the_one_asked_for_is_recorded_as_it_is_and_raised(lucia: Giver) -> None:
    gift = lucia.begin(kind="once")
    Gift.objects.update(amount_minor=9900)
    lucia.pay(gift)
    lucia.hear()
    assert Payment.objects.get().amount_minor == 5000
    assert Concern.objects.get().kind == Concern.Kind.AMOUNT


def test_money_of_the_other_mode_changes_nothing_and_is_raised(lucia: Giver) -> None:
    gift = lucia.begin()
    Gift.objects.update(livemode=True)
    lucia.pay(gift)
    lucia.hear()
    assert not Payment.objects.exists()
    assert Concern.objects.get().kind == Concern.Kind.LIVEMODE


def test_a_listener_that_fails_undoes_the_payment_and_the_next_delivery_does_it_all(
    lucia: Giver, heard: Told, mails: Mails
) -> None:
    def fail(sender: type, **values: Any) -> None:
        raise RuntimeError("no disk")

    gift = lucia.begin()
    lucia.pay(gift)
    lucia.client.raise_request_exception = False
    gift_recorded.connect(fail)
    statuses = lucia.hear()
    gift_recorded.disconnect(fail)
    assert 500 in statuses
    assert not Payment.objects.exists()
    assert mails() == []
    assert set(lucia.hear_again()) == {200}
    assert Payment.objects.count() == 1
    assert mails() == [RECEIPT]


def test_while_stripe_does_not_answer_nothing_is_recorded_and_it_is_sent_again(lucia: Giver, heard: Told) -> None:
    gift = lucia.begin()
    lucia.pay(gift)
    lucia.stripe.add_fault(path="/v1/*", method="GET", status=500, times=1000)
    assert 503 in lucia.hear()
    assert not Payment.objects.exists()
    lucia.stripe.control("faults", method="DELETE")
    assert set(lucia.hear_again()) == {200}
    assert Payment.objects.count() == 1
    assert len(heard) == 1


def test_lost_webhooks_are_made_good_by_any_later_one(lucia: Giver) -> None:
    gift = lucia.begin()
    lucia.pay(gift)
    inbox.refresh(gift, now=factories.NOON)
    assert Payment.objects.count() == 1
    lucia.hear(times=2)
    assert Payment.objects.count() == 1


def test_a_gift_that_this_site_does_not_know_is_left_alone(lucia: Giver) -> None:
    gift = lucia.begin()
    lucia.pay(gift)
    gift.delete()
    assert set(lucia.hear()) == {200}
    assert not Payment.objects.exists()
    assert StripeEvent.objects.filter(outcome=StripeEvent.Outcome.FOREIGN).exists()


def test_a_snapshot_older_than_another_that_was_applied_is_fetched_again(
    lucia: Giver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between our fetching and our writing, another worker records a refund."""
    gift = lucia.give()
    payment = gift.payments.get()
    fetch = inbox.snapshots.of_gift
    raced: list[bool] = []

    def fetch_slowly(of: Gift) -> Any:
        found = fetch(of)
        if not raced:
            raced.append(True)
            lucia.stripe.control("stripe/refund", values={"charge": payment.charge_id})
            lucia.hear()
        return found

    monkeypatch.setattr(inbox.snapshots, "of_gift", fetch_slowly)
    inbox.refresh(gift, now=factories.NOON)
    payment.refresh_from_db()
    assert raced
    assert payment.state == Payment.State.REFUNDED


def test_every_morning_the_worker_compares_the_ledger_with_stripe_and_says_only_how_many_differ(lucia: Giver) -> None:
    lucia.give()
    Duty.objects.create(name="donations.reconcile", next_at=timezone.now())
    assert duties.carry_out("donations.reconcile", now=timezone.now())
    assert Duty.objects.get().last_error == ""

    Payment.objects.update(fee_minor=1)
    Duty.objects.update(next_at=timezone.now())
    assert duties.carry_out("donations.reconcile", now=timezone.now())
    assert Duty.objects.get().last_error == "1 differed. Run: manage.py reconcile"


def test_the_webhook_needs_no_cookie_and_gives_none(lucia: Giver) -> None:
    lucia.give()
    assert not lucia.client.cookies
    assert Client().post("/webhooks/stripe/").status_code == 400
