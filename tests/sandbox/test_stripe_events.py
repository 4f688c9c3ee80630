import json
import time
from pathlib import Path
from typing import Any

import pytest
import requests
import stripe
from django.conf import settings

from sandbox.server import build_world, running
from sandbox.webhooks import RETRY_AFTER_SECONDS
from tests.sandbox.conftest import ONCE, Begin, submit, types
from tests.stand_ins import StandIns

Sent = list[tuple[str, bytes, dict[str, str]]]


def deliver(stand_ins: StandIns, status: int = 200) -> Sent:
    sent: Sent = []

    def send(url: str, body: bytes, headers: dict[str, str]) -> int:
        sent.append((url, body, headers))
        return status

    stand_ins.world.webhooks.run_due(send)
    return sent


def test_each_event_is_signed_for_the_site(
    client: stripe.StripeClient, stand_ins: StandIns, begin_monthly: Begin
) -> None:
    begin_monthly()
    sent = deliver(stand_ins)
    assert {url for url, _, _ in sent} == {f"{settings.BASE_URL}/webhooks/stripe/"}
    read = [
        client.construct_event(body, headers["Stripe-Signature"], settings.STRIPE_WEBHOOK_SECRET)
        for _, body, headers in sent
    ]
    assert sorted(event.type for event in read) == sorted(types(stand_ins))
    assert {event.api_version for event in read} == {"2026-10-28.endive"}
    with pytest.raises(stripe.SignatureVerificationError):
        client.construct_event(sent[0][1], sent[0][2]["Stripe-Signature"], "whsec_another")
    with pytest.raises(stripe.SignatureVerificationError):
        client.construct_event(sent[0][1] + b" ", sent[0][2]["Stripe-Signature"], settings.STRIPE_WEBHOOK_SECRET)


def test_the_signature_bears_this_machine_s_time_whatever_the_clock_says(
    client: stripe.StripeClient, stand_ins: StandIns
) -> None:
    stand_ins.advance(months=6)
    client.v1.customers.create({"name": "Lucía"})
    _, body, headers = deliver(stand_ins)[-1]
    stamp = int(headers["Stripe-Signature"].split(",")[0].removeprefix("t="))
    assert abs(stamp - time.time()) < 10
    assert json.loads(body)["created"] > time.time() + 150 * 86400


def test_a_refused_webhook_is_sent_again_later_and_given_up_in_the_end(
    client: stripe.StripeClient, stand_ins: StandIns
) -> None:
    client.v1.customers.create({"name": "Lucía"})
    webhooks = stand_ins.world.webhooks
    assert len(deliver(stand_ins, 500)) == 1
    assert deliver(stand_ins) == []
    waits = []
    while waiting := webhooks.due(at=time.time() + 10**6):
        waits.append(waiting[0]["next_attempt_at"] - time.time())
        webhooks.send(waiting[0], lambda *_: 500)
    assert waits == sorted(waits)
    assert len(waits) == len(RETRY_AFTER_SECONDS)
    shown = stand_ins.state()["stripe"]["events"][0]["deliveries"][0]
    assert (shown["state"], len(shown["attempts"])) == ("given_up", len(RETRY_AFTER_SECONDS) + 1)


def test_a_lost_webhook_is_delivered_the_second_time(client: stripe.StripeClient, stand_ins: StandIns) -> None:
    stand_ins.control("stripe/fail_webhooks", values={"times": 1})
    event = client.v1.customers.create({"name": "Lucía"})
    assert deliver(stand_ins) == []
    waiting = stand_ins.world.webhooks.due(at=time.time() + RETRY_AFTER_SECONDS[0] + 1)
    assert stand_ins.world.webhooks.send(waiting[0], lambda *_: 200) == 200
    listed: Any = client.v1.events.list({"type": "customer.created"}).data[0]
    assert (listed.data.object["id"], listed.pending_webhooks) == (event.id, 0)


def test_an_event_is_sent_again_on_request(client: stripe.StripeClient, stand_ins: StandIns) -> None:
    client.v1.customers.create({"name": "Lucía"})
    first = deliver(stand_ins)
    event = json.loads(first[0][1])["id"]
    stand_ins.control("stripe/resend", values={"event": event})
    assert [body for _, body, _ in deliver(stand_ins)] == [first[0][1]]
    answer = requests.post(f"{stand_ins.origin}/_control/stripe/resend", json={"event": "evt_none"}, timeout=5)
    assert answer.status_code == 404


def test_events_are_listed_for_thirty_days(client: stripe.StripeClient, stand_ins: StandIns) -> None:
    donor = client.v1.customers.create({"name": "Lucía"})
    client.v1.customers.update(donor.id, {"name": "Lucía M."})
    listed = client.v1.events.list({"types": ["customer.updated"]}).data
    assert listed[0].data.to_dict()["previous_attributes"] == {"name": "Lucía"}
    assert client.v1.events.list({"delivery_success": False}).data[0].pending_webhooks == 1
    assert client.v1.events.retrieve(listed[0].id).id == listed[0].id
    stand_ins.advance(days=31)
    assert client.v1.events.list().data == []


def test_end_points_listen_to_what_they_ask_for(client: stripe.StripeClient, stand_ins: StandIns) -> None:
    made = client.v1.webhook_endpoints.create(
        {"url": "http://127.0.0.1:1/elsewhere", "enabled_events": ["customer.deleted"]}
    )
    donor = client.v1.customers.create({"name": "Lucía"})
    client.v1.customers.delete(donor.id)
    sent = [(body, headers) for url, body, headers in deliver(stand_ins) if url.endswith("/elsewhere")]
    assert [json.loads(body)["type"] for body, _ in sent] == ["customer.deleted"]
    assert made.secret is not None
    client.construct_event(sent[0][0], sent[0][1]["Stripe-Signature"], made.secret)
    assert "secret" not in client.v1.webhook_endpoints.retrieve(made.id)
    client.v1.webhook_endpoints.update(made.id, {"disabled": True})
    client.v1.webhook_endpoints.delete(made.id)
    assert len(client.v1.webhook_endpoints.list().data) == 1


def test_refunds_move_the_balance_and_keep_the_fee(client: stripe.StripeClient, stand_ins: StandIns) -> None:
    submit(client.v1.checkout.sessions.create(ONCE))  # type: ignore[arg-type]
    intent = client.v1.payment_intents.list().data[0]
    part = client.v1.refunds.create({"payment_intent": intent.id, "amount": 2500, "reason": "requested_by_customer"})
    assert (part.status, part.amount) == ("succeeded", 2500)
    charge = client.v1.charges.retrieve(str(intent.latest_charge), {"expand": ["refunds"]})
    assert (charge.amount_refunded, charge.refunded) == (2500, False)
    with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded"):
        client.v1.refunds.create({"charge": charge.id, "amount": 7501})
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.refunds.create({"charge": charge.id, "amount": 0})
    client.v1.refunds.create({"charge": charge.id})
    with pytest.raises(stripe.InvalidRequestError) as twice:
        client.v1.refunds.create({"charge": charge.id})
    assert twice.value.code == "charge_already_refunded"
    rows = client.v1.balance_transactions.list({"type": "refund"}).data
    assert [(row.amount, row.fee, row.net) for row in rows] == [(-7500, 0, -7500), (-2500, 0, -2500)]
    assert len(client.v1.refunds.list({"payment_intent": intent.id}).data) == 2
    assert types(stand_ins).count("charge.refunded") == 2


def test_disputes_are_opened_and_closed_on_request(client: stripe.StripeClient, stand_ins: StandIns) -> None:
    submit(client.v1.checkout.sessions.create(ONCE))  # type: ignore[arg-type]
    charge = client.v1.charges.list().data[0]
    dispute = stand_ins.control("stripe/dispute", values={"charge": charge.id})
    with pytest.raises(stripe.InvalidRequestError) as refused:
        client.v1.refunds.create({"charge": charge.id})
    assert refused.value.code == "charge_disputed"
    stand_ins.control("stripe/close_dispute", values={"dispute": dispute["id"], "won": True})
    assert client.v1.disputes.retrieve(dispute["id"]).status == "won"
    assert sum(row.net for row in client.v1.balance_transactions.list().data) == 10000 - 320 - 1500


def test_everything_is_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "sandbox.sqlite3"
    ids = []
    for _ in range(2):
        world = build_world(site=settings.BASE_URL, path=path)
        with running(world, send_webhooks=False):
            client = stripe.StripeClient(settings.STRIPE_SECRET_KEY, base_addresses={"api": world.origin})
            client.v1.customers.create({"name": "Lucía"}, {"idempotency_key": "same"})
            ids.append([row.id for row in client.v1.customers.list().data])
            assert len(client.v1.webhook_endpoints.list().data) == 1
            assert len(world.webhooks.due()) == 1
        world.store.close()
    assert ids[0] == ids[1]


def test_the_state_tells_a_person_everything_and_no_secret(
    client: stripe.StripeClient, stand_ins: StandIns, begin_monthly: Begin
) -> None:
    gift = begin_monthly()
    state = stand_ins.state()
    assert state["stripe"]["subscriptions"][0]["id"] == gift.id
    assert state["stripe"]["events"][0]["deliveries"][0]["state"] == "pending"
    text = json.dumps(state)
    assert settings.STRIPE_WEBHOOK_SECRET not in text
    assert settings.STRIPE_SECRET_KEY not in text
    assert "4242424242424242" not in text
