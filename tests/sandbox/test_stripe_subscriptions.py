import datetime as dt
from typing import Any

import pytest
import stripe

from sandbox.clock import now_utc
from tests.sandbox.conftest import Begin, types
from tests.stand_ins import StandIns

FAILS_LATER = "4000000000000341"


def period_end(subscription: Any) -> int:
    return int(subscription["items"].data[0].current_period_end)


def move_to(stand_ins: StandIns, moment: dt.datetime) -> None:
    stand_ins.world.advance_to(int(moment.timestamp()))


def next_january(stand_ins: StandIns, day: int) -> dt.datetime:
    now = now_utc(stand_ins.world.clock.now())
    return dt.datetime(now.year + 1, 1, day, 15, 30, tzinfo=dt.UTC)


def test_it_renews_each_month(client: stripe.StripeClient, stand_ins: StandIns, begin_monthly: Begin) -> None:
    gift = begin_monthly()
    stand_ins.advance(months=2, days=1)
    invoices = client.v1.invoices.list({"subscription": gift.id}).data
    assert [(row.billing_reason, row.status, row.amount_paid) for row in invoices] == [
        ("subscription_cycle", "paid", 1500),
        ("subscription_cycle", "paid", 1500),
        ("subscription_create", "paid", 1500),
    ]
    assert len({row.number for row in invoices}) == 3
    assert invoices[0].lines.data[0].period.start == invoices[1].lines.data[0].period.end
    paid: Any = client.v1.invoice_payments.list({"invoice": invoices[0].id}).data[0]
    found = client.v1.invoice_payments.list(
        {"payment": {"type": "payment_intent", "payment_intent": paid.payment.payment_intent}}
    )
    assert [row.invoice for row in found.data] == [invoices[0].id]


def test_the_last_of_january_renews_on_the_last_of_each_month(
    client: stripe.StripeClient, stand_ins: StandIns, begin_monthly: Begin
) -> None:
    start = next_january(stand_ins, 31)
    move_to(stand_ins, start)
    gift = begin_monthly()
    days = []
    for _ in range(4):
        moment = now_utc(period_end(client.v1.subscriptions.retrieve(gift.id)))
        days.append((moment.month, moment.day))
        move_to(stand_ins, moment)
    february = 29 if start.year % 4 == 0 else 28
    assert days == [(2, february), (3, 31), (4, 30), (5, 31)]


def test_a_year_is_a_year(client: stripe.StripeClient, stand_ins: StandIns, begin_monthly: Begin) -> None:
    gift = begin_monthly(interval="year")
    stand_ins.advance(months=11)
    assert len(client.v1.invoices.list({"subscription": gift.id}).data) == 1
    stand_ins.advance(months=1, days=1)
    assert len(client.v1.invoices.list({"subscription": gift.id}).data) == 2


def test_a_refused_renewal_is_tried_again_and_then_ends(
    client: stripe.StripeClient, stand_ins: StandIns, begin_monthly: Begin
) -> None:
    gift = begin_monthly(FAILS_LATER)
    stand_ins.advance(months=1, seconds=5)
    late = client.v1.subscriptions.retrieve(gift.id, {"expand": ["latest_invoice"]})
    assert late.status == "past_due"
    assert client.v1.customers.retrieve(gift.customer).delinquent is True
    invoice: Any = late.latest_invoice
    assert (invoice.status, invoice.attempt_count, invoice.amount_remaining) == ("open", 1, 1500)
    assert now_utc(invoice.next_payment_attempt).date() == now_utc(invoice.created).date() + dt.timedelta(days=3)
    stand_ins.advance(days=16)
    ended = client.v1.subscriptions.retrieve(gift.id)
    assert (ended.status, ended.cancellation_details.reason) == ("canceled", "payment_failed")
    invoice = client.v1.invoices.retrieve(invoice.id)
    assert (invoice.status, invoice.attempt_count, invoice.next_payment_attempt) == ("open", 4, None)
    assert types(stand_ins).count("invoice.payment_failed") == 4
    assert types(stand_ins)[-2:] == ["customer.subscription.deleted", "customer.updated"]
    stand_ins.advance(months=3)
    assert len(client.v1.invoices.list({"subscription": gift.id}).data) == 2


def test_a_new_card_mends_what_was_late(client: stripe.StripeClient, stand_ins: StandIns, begin_monthly: Begin) -> None:
    gift = begin_monthly(FAILS_LATER)
    stand_ins.advance(months=1, seconds=5)
    card = client.v1.payment_methods.attach("pm_card_visa", {"customer": gift.customer})
    client.v1.subscriptions.update(gift.id, {"default_payment_method": card.id})
    stand_ins.advance(days=4)
    mended = client.v1.subscriptions.retrieve(gift.id, {"expand": ["latest_invoice"]})
    assert (mended.status, mended.latest_invoice.status) == ("active", "paid")  # type: ignore[union-attr]
    assert client.v1.customers.retrieve(gift.customer).delinquent is False


def test_paying_a_late_invoice_by_the_api(
    client: stripe.StripeClient, stand_ins: StandIns, begin_monthly: Begin
) -> None:
    gift = begin_monthly(FAILS_LATER)
    stand_ins.advance(months=1, seconds=5)
    late: Any = client.v1.invoices.list({"status": "open"}).data[0]
    with pytest.raises(stripe.CardError) as refused:
        client.v1.invoices.pay(late.id)
    assert (refused.value.http_status, refused.value.code) == (402, "card_declined")
    assert client.v1.invoices.retrieve(late.id).attempt_count == 2
    assert client.v1.invoices.pay(late.id, {"payment_method": "pm_card_visa"}).status == "paid"
    assert client.v1.subscriptions.retrieve(gift.id).status == "active"
    with pytest.raises(stripe.InvalidRequestError, match="already paid"):
        client.v1.invoices.pay(late.id)


def test_a_card_that_wants_its_owner_there_fails_at_renewal(
    client: stripe.StripeClient, stand_ins: StandIns, begin_monthly: Begin
) -> None:
    gift = begin_monthly()
    card = client.v1.payment_methods.attach("pm_card_authenticationRequired", {"customer": gift.customer})
    client.v1.subscriptions.update(gift.id, {"default_payment_method": card.id})
    stand_ins.advance(months=1, seconds=5)
    assert client.v1.subscriptions.retrieve(gift.id).status == "past_due"
    assert "invoice.payment_action_required" in types(stand_ins)


def new_price(gift: Any, amount: int, **more: Any) -> Any:
    item = gift["items"].data[0]
    data = {"currency": "usd", "product": item.price.product, "unit_amount": amount, "recurring": {"interval": "month"}}
    return {"items": [{"id": item.id, "price_data": data}], **more}


def test_another_amount_from_the_next_time_on(
    client: stripe.StripeClient, stand_ins: StandIns, begin_monthly: Begin
) -> None:
    gift = begin_monthly()
    stand_ins.advance(days=10)
    changed: Any = client.v1.subscriptions.update(gift.id, new_price(gift, 2500, proration_behavior="none"))
    assert changed["items"].data[0].price.unit_amount == 2500
    assert period_end(changed) == period_end(gift)
    assert len(client.v1.invoices.list().data) == 1
    stand_ins.advance(months=1)
    assert client.v1.invoices.list({"limit": 1}).data[0].amount_paid == 2500


def test_a_change_halfway_is_reckoned_by_the_second(
    client: stripe.StripeClient, stand_ins: StandIns, begin_monthly: Begin
) -> None:
    gift = begin_monthly(amount=1000)
    item = gift["items"].data[0]
    stand_ins.world.advance_to((item.current_period_start + item.current_period_end) // 2)
    client.v1.subscriptions.update(gift.id, new_price(gift, 3000, proration_behavior="always_invoice"))
    between: Any = client.v1.invoices.list({"limit": 1}).data[0]
    assert between.billing_reason == "subscription_update"
    assert abs(between.amount_paid - 1000) <= 2
    assert sorted(row.amount > 0 for row in between.lines.data) == [False, True]


def test_what_is_over_becomes_credit_for_the_next_time(
    client: stripe.StripeClient, stand_ins: StandIns, begin_monthly: Begin
) -> None:
    gift = begin_monthly(amount=3000)
    client.v1.subscriptions.update(gift.id, new_price(gift, 1000, proration_behavior="always_invoice"))
    credit = client.v1.customers.retrieve(gift.customer).balance
    assert credit is not None
    assert -2000 <= credit <= -1998
    stand_ins.advance(months=1, seconds=5)
    assert client.v1.invoices.list({"limit": 1}).data[0].amount_paid == 0


def test_another_day_of_the_month(client: stripe.StripeClient, stand_ins: StandIns, begin_monthly: Begin) -> None:
    gift = begin_monthly()
    moment = stand_ins.world.clock.target(days=12)
    moved: Any = client.v1.subscriptions.update(gift.id, {"trial_end": moment, "proration_behavior": "none"})
    assert (moved.status, moved.billing_cycle_anchor, period_end(moved)) == ("trialing", moment, moment)
    nothing = client.v1.invoices.list({"limit": 1}).data[0]
    assert (nothing.amount_due, nothing.status) == (0, "paid")
    stand_ins.advance(days=12, seconds=5)
    after = client.v1.subscriptions.retrieve(gift.id)
    assert after.status == "active"
    assert now_utc(period_end(after)).day == now_utc(moment).day
    assert client.v1.invoices.list({"limit": 1}).data[0].amount_paid == 1500
    with pytest.raises(stripe.InvalidRequestError, match="in the future"):
        client.v1.subscriptions.update(gift.id, {"trial_end": 5})


def test_from_today_on(client: stripe.StripeClient, stand_ins: StandIns, begin_monthly: Begin) -> None:
    gift = begin_monthly()
    stand_ins.advance(days=5)
    moved = client.v1.subscriptions.update(gift.id, {"billing_cycle_anchor": {"type": "now"}})
    assert moved.billing_cycle_anchor >= gift.billing_cycle_anchor + 5 * 86400
    assert len(client.v1.invoices.list().data) == 2


@pytest.mark.parametrize(
    ("behavior", "status"), [("void", "void"), ("keep_as_draft", "draft"), ("mark_uncollectible", "uncollectible")]
)
def test_a_pause_asks_for_nothing_until_it_is_over(
    client: stripe.StripeClient, stand_ins: StandIns, begin_monthly: Begin, behavior: Any, status: str
) -> None:
    gift = begin_monthly()
    until = stand_ins.world.clock.target(days=45)
    paused = client.v1.subscriptions.update(gift.id, {"pause_collection": {"behavior": behavior, "resumes_at": until}})
    assert paused.pause_collection is not None
    stand_ins.advance(months=1, seconds=5)
    held = client.v1.invoices.list({"limit": 1}).data[0]
    assert (held.status, held.amount_paid) == (status, 0)
    stand_ins.advance(months=1)
    assert client.v1.subscriptions.retrieve(gift.id).pause_collection is None
    assert client.v1.invoices.list({"limit": 1}).data[0].status == "paid"
    assert len(client.v1.charges.list().data) == 2


def test_a_pause_is_taken_back(client: stripe.StripeClient, begin_monthly: Begin) -> None:
    gift = begin_monthly()
    client.v1.subscriptions.update(gift.id, {"pause_collection": {"behavior": "void"}})
    assert client.v1.subscriptions.update(gift.id, {"pause_collection": ""}).pause_collection is None


def test_it_ends_at_the_period_s_end_when_asked(
    client: stripe.StripeClient, stand_ins: StandIns, begin_monthly: Begin
) -> None:
    gift = begin_monthly()
    ending = client.v1.subscriptions.update(gift.id, {"cancel_at_period_end": True})
    assert (ending.status, ending.cancel_at) == ("active", period_end(gift))
    stand_ins.advance(months=1, seconds=5)
    assert client.v1.subscriptions.retrieve(gift.id).status == "canceled"
    assert len(client.v1.invoices.list().data) == 1


def test_an_end_that_was_planned_can_be_taken_back(
    client: stripe.StripeClient, stand_ins: StandIns, begin_monthly: Begin
) -> None:
    gift = begin_monthly()
    client.v1.subscriptions.update(gift.id, {"cancel_at_period_end": True})
    kept = client.v1.subscriptions.update(gift.id, {"cancel_at_period_end": False})
    assert (kept.cancel_at, kept.canceled_at) == (None, None)
    stand_ins.advance(months=1, seconds=5)
    assert client.v1.subscriptions.retrieve(gift.id).status == "active"


def test_cancelling_is_at_once_and_only_once(
    client: stripe.StripeClient, stand_ins: StandIns, begin_monthly: Begin
) -> None:
    gift = begin_monthly()
    ended = client.v1.subscriptions.cancel(gift.id, {"cancellation_details": {"comment": "Gracias"}})
    assert (ended.status, ended.cancellation_details.comment) == ("canceled", "Gracias")
    assert client.v1.subscriptions.list().data == []
    assert [row.id for row in client.v1.subscriptions.list({"status": "canceled"}).data] == [gift.id]
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.subscriptions.cancel(gift.id)
    assert refused.value.http_status == 404
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.subscriptions.update(gift.id, {"cancel_at_period_end": True})
    assert types(stand_ins).count("customer.subscription.deleted") == 1


def test_deleting_a_customer_ends_what_they_pay(client: stripe.StripeClient, begin_monthly: Begin) -> None:
    gift = begin_monthly()
    assert client.v1.customers.delete(gift.customer).deleted is True
    assert client.v1.subscriptions.retrieve(gift.id).status == "canceled"
    assert client.v1.customers.retrieve(gift.customer).deleted is True
    assert client.v1.customers.list().data == []
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.customers.update(gift.customer, {"name": "x"})


def test_a_preview_reckons_and_keeps_nothing(
    client: stripe.StripeClient, stand_ins: StandIns, begin_monthly: Begin
) -> None:
    gift = begin_monthly()
    before = types(stand_ins)
    plain = client.v1.invoices.create_preview({"subscription": gift.id})
    assert (plain.amount_due, plain.period_start) == (1500, period_end(gift))
    details = new_price(gift, 4000, proration_behavior="none")
    raised = client.v1.invoices.create_preview({"subscription": gift.id, "subscription_details": details})
    assert raised.amount_due == 4000
    assert types(stand_ins) == before
    assert len(client.v1.prices.list().data) == 1
    assert client.v1.subscriptions.retrieve(gift.id).to_dict() == client.v1.subscriptions.retrieve(gift.id).to_dict()
    client.v1.subscriptions.cancel(gift.id)
    with pytest.raises(stripe.InvalidRequestError) as none:
        client.v1.invoices.create_preview({"subscription": gift.id})
    assert none.value.code == "invoice_upcoming_none"


def test_a_subscription_without_checkout(client: stripe.StripeClient, stand_ins: StandIns) -> None:
    product = client.v1.products.create({"name": "Aporte"})
    price = client.v1.prices.create(
        {"product": product.id, "currency": "usd", "unit_amount": 700, "recurring": {"interval": "month"}}
    )
    customer = client.v1.customers.create({"email": "lucia@historia.example"})
    items: Any = [{"price": price.id, "quantity": 2}]
    with pytest.raises(stripe.InvalidRequestError, match="no attached payment source"):
        client.v1.subscriptions.create({"customer": customer.id, "items": items})
    card = client.v1.payment_methods.attach("pm_card_mastercard", {"customer": customer.id})
    client.v1.customers.update(customer.id, {"invoice_settings": {"default_payment_method": card.id}})
    gift = client.v1.subscriptions.create({"customer": customer.id, "items": items})
    assert gift.status == "active"
    assert client.v1.invoices.list().data[0].amount_paid == 1400
