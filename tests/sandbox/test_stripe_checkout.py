from typing import Any

import pytest
import requests
import stripe

from tests.sandbox.conftest import MONTHLY, ONCE, Begin, submit, types
from tests.stand_ins import StandIns


def create(client: stripe.StripeClient, params: Any, **changes: Any) -> Any:
    wanted: Any = {**params, **changes}
    return client.v1.checkout.sessions.create(wanted)


def test_a_monthly_gift_is_paid_on_the_page(client: stripe.StripeClient, stand_ins: StandIns) -> None:
    session = create(client, MONTHLY, expand=["line_items"])
    assert (session.status, session.payment_status, session.amount_total) == ("open", "unpaid", 1500)
    assert session.line_items.data[0].description == "Aporte mensual"
    assert "cada mes" in requests.get(session.url, timeout=5).text
    answer = submit(session)
    assert answer.headers["Location"] == f"http://127.0.0.1:8000/gracias/?session={session.id}"
    paid = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["subscription", "customer"]})
    assert (paid.status, paid.payment_status, paid.livemode) == ("complete", "paid", False)
    assert paid.subscription.metadata.to_dict() == {"gift": "7"}
    expanded: Any = {"expand": ["payments.data.payment.payment_intent"]}
    invoice: Any = client.v1.invoices.retrieve(str(paid.subscription.latest_invoice), expanded)
    assert invoice.parent.subscription_details.subscription == paid.subscription.id
    assert invoice.payments.data[0].payment.payment_intent.status == "succeeded"
    assert paid.customer.email == "lucia@historia.example"
    assert {"checkout.session.completed", "customer.subscription.created", "invoice.paid"} <= set(types(stand_ins))


def test_a_gift_once_needs_no_customer(client: stripe.StripeClient) -> None:
    session = create(client, ONCE)
    assert "stand-in" in requests.get(session.url, timeout=5).text
    submit(session)
    paid = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["payment_intent.latest_charge"]})
    assert paid.customer is None
    assert paid.customer_details.email == "lucia@historia.example"
    assert paid.payment_intent.metadata.to_dict() == {"gift": "8"}
    charge = paid.payment_intent.latest_charge
    moved = client.v1.balance_transactions.retrieve(str(charge.balance_transaction))
    assert (moved.amount, moved.fee, moved.net, moved.currency) == (10000, 320, 9680, "gtq")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("4000 0000 0000 0002", "rechazada"),
        ("4000000000009995", "fondos suficientes"),
        ("4000000000000069", "vencida"),
        ("4000 0000 0000 9987", "rechazada"),
    ],
)
def test_a_refused_card_is_said_and_another_one_goes_through(
    client: stripe.StripeClient, stand_ins: StandIns, number: str, said: str
) -> None:
    session = create(client, MONTHLY)
    refused = submit(session, number)
    assert refused.status_code == 402
    assert said in refused.text
    assert client.v1.checkout.sessions.retrieve(session.id).status == "open"
    assert client.v1.subscriptions.list({"status": "all"}).data == []
    assert submit(session).status_code == 303
    intents = client.v1.payment_intents.list().data
    assert [intent.status for intent in intents] == ["succeeded"]
    assert [charge.status for charge in client.v1.charges.list().data] == ["succeeded", "failed"]
    assert types(stand_ins).count("payment_intent.payment_failed") == 1


def test_pressing_twice_charges_once(client: stripe.StripeClient) -> None:
    session = create(client, ONCE)
    first, second = submit(session), submit(session, "4000000000000002")
    assert first.headers["Location"] == second.headers["Location"] == ONCE["success_url"]
    assert len(client.v1.charges.list().data) == 1


@pytest.mark.parametrize("answer", ["confirm", "deny"])
def test_three_d_secure_is_asked_and_answered(client: stripe.StripeClient, stand_ins: StandIns, answer: str) -> None:
    session = create(client, MONTHLY)
    asked = submit(session, "4000 0025 0000 3155")
    bank = stand_ins.origin + asked.headers["Location"]
    assert "3-D Secure" in requests.get(bank, timeout=5).text
    assert client.v1.charges.list().data == []
    done = requests.post(bank, data={"answer": answer}, allow_redirects=False, timeout=5)
    status = client.v1.checkout.sessions.retrieve(session.id).status
    if answer == "confirm":
        assert (done.status_code, status) == (303, "complete")
    else:
        assert (done.status_code, status) == (402, "open")
        assert "no confirmó" in done.text
        assert submit(session).status_code == 303


def test_a_session_that_nobody_pays_expires_after_a_day(client: stripe.StripeClient, stand_ins: StandIns) -> None:
    session = create(client, MONTHLY)
    stand_ins.advance(days=1, seconds=5)
    assert client.v1.checkout.sessions.retrieve(session.id).status == "expired"
    assert requests.get(session.url, timeout=5).status_code == 410
    assert submit(session).status_code == 410
    assert types(stand_ins)[-1] == "checkout.session.expired"


def test_a_session_can_be_expired_by_hand_once(client: stripe.StripeClient) -> None:
    session = create(client, ONCE)
    assert client.v1.checkout.sessions.expire(session.id).status == "expired"
    with pytest.raises(stripe.InvalidRequestError, match="status of expired"):
        client.v1.checkout.sessions.expire(session.id)


def test_sessions_and_their_lines_are_listed(client: stripe.StripeClient) -> None:
    session = create(client, ONCE)
    assert [row.id for row in client.v1.checkout.sessions.list({"status": "open"}).data] == [session.id]
    lines = client.v1.checkout.sessions.line_items.list(session.id)
    assert [line.amount_total for line in lines.data] == [10000]


def price(**changes: Any) -> list[dict[str, Any]]:
    return [{"quantity": 1, "price_data": {"currency": "usd", "product_data": {"name": "A"}, **changes}}]


PRICE = "line_items[0][price_data]"


@pytest.mark.parametrize(
    ("changes", "param", "code"),
    [
        ({"line_items": []}, "line_items", "parameter_missing"),
        ({"line_items": price(unit_amount=49)}, f"{PRICE}[unit_amount]", "amount_too_small"),
        ({"line_items": price(unit_amount=100_000_000)}, f"{PRICE}[unit_amount]", "amount_too_large"),
        ({"line_items": price(unit_amount=-5)}, f"{PRICE}[unit_amount]", "parameter_invalid_integer"),
        (
            {"line_items": price(unit_amount="5.5")},
            f"{PRICE}[unit_amount]",
            "parameter_invalid_integer",
        ),
        (
            {"line_items": price(unit_amount=500, colour="red")},
            f"{PRICE}[colour]",
            "parameter_unknown",
        ),
        ({"line_items": price(unit_amount=500, recurring={"interval": "month"})}, "line_items[0][price]", None),
        ({"line_items": [{"price": "price_none", "quantity": 1}]}, "line_items[0][price]", "resource_missing"),
        ({"success_url": "javascript:alert(1)"}, "success_url", "url_invalid"),
        ({"success_url": ""}, "success_url", "parameter_missing"),
        ({"payment_method_types": ["card"]}, "payment_method_types", "parameter_unknown"),
        ({"mode": "gift"}, "mode", None),
        ({"customer": "cus_none"}, "customer", "resource_missing"),
        ({"subscription_data": {"description": "x"}}, "subscription_data", None),
        ({"expires_at": 5}, "expires_at", None),
        ({"metadata": {"k": "v" * 501}}, "metadata[k]", None),
        ({"metadata": {"k" * 41: "v"}}, f"metadata[{'k' * 41}]", None),
    ],
)
def test_what_stripe_would_refuse_is_refused(
    client: stripe.StripeClient, changes: dict[str, Any], param: str, code: str | None
) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        create(client, ONCE, **changes)
    assert (refused.value.http_status, refused.value.param, refused.value.code) == (400, param, code)
    assert client.v1.checkout.sessions.list().data == []
    assert client.v1.products.list().data == []


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"number": "1234"}, "test numbers"),
        ({"number": ""}, "test numbers"),
        ({"number": "٤" * 16}, "test numbers"),
        ({"email": "nobody"}, "valid email"),
        ({"email": "a@b@c"}, "valid email"),
    ],
)
def test_odd_input_on_the_page_charges_nothing_and_keeps_what_was_typed(
    client: stripe.StripeClient, fields: dict[str, str], said: str
) -> None:
    session = create(client, ONCE)
    answer = submit(session, **{"name": "<script>Lucía", **fields})
    assert said in answer.text
    assert "&lt;script&gt;Lucía" in answer.text
    assert "<script" not in answer.text
    assert client.v1.charges.list().data == []


def test_a_card_that_is_disputed_later_takes_the_money_back(begin_monthly: Begin, client: stripe.StripeClient) -> None:
    begin_monthly("4000000000000259")
    charge = client.v1.charges.list().data[0]
    assert charge.disputed is True
    dispute = client.v1.disputes.list({"charge": charge.id}).data[0]
    assert (dispute.amount, dispute.status, dispute.reason) == (1500, "needs_response", "fraudulent")
    rows = client.v1.balance_transactions.list().data
    assert [(row.type, row.amount, row.fee) for row in rows] == [("adjustment", -1500, 1500), ("charge", 1500, 74)]
