import concurrent.futures
import threading
from typing import Any

import pytest
import requests
import stripe
from django.conf import settings

from sandbox.stripe import gate
from tests.sandbox.conftest import ONCE, Begin
from tests.stand_ins import StandIns

DONOR: Any = {"email": "lucia@historia.example", "metadata": {"donor": "1", "lang": "es"}}


def test_the_same_key_gives_the_same_answer(client: stripe.StripeClient) -> None:
    first = client.v1.customers.create(DONOR, {"idempotency_key": "gift-1"})
    again = client.v1.customers.create(DONOR, {"idempotency_key": "gift-1"})
    assert first.to_dict() == again.to_dict()
    assert again.last_response is not None
    assert again.last_response.headers["Idempotent-Replayed"] == "true"
    assert len(client.v1.customers.list().data) == 1


def test_the_same_key_for_something_else_is_refused(client: stripe.StripeClient) -> None:
    client.v1.customers.create(DONOR, {"idempotency_key": "gift-1"})
    with pytest.raises(stripe.IdempotencyError) as refused:
        client.v1.customers.create({"email": "mateo@historia.example"}, {"idempotency_key": "gift-1"})
    assert refused.value.http_status == 400
    assert len(client.v1.customers.list().data) == 1


def test_a_key_is_free_again_after_a_day(client: stripe.StripeClient, stand_ins: StandIns) -> None:
    first = client.v1.customers.create(DONOR, {"idempotency_key": "gift-1"})
    stand_ins.advance(days=1, seconds=5)
    assert client.v1.customers.create(DONOR, {"idempotency_key": "gift-1"}).id != first.id


def test_a_key_that_was_refused_for_its_parameters_is_free(client: stripe.StripeClient) -> None:
    bad: Any = {"emial": "lucia@historia.example"}
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.customers.create(bad, {"idempotency_key": "gift-1"})
    assert client.v1.customers.create(DONOR, {"idempotency_key": "gift-1"}).email == DONOR["email"]


def test_a_refused_card_is_refused_again_by_the_same_key(
    client: stripe.StripeClient, stand_ins: StandIns, begin_monthly: Begin
) -> None:
    begin_monthly("4000000000000341")
    stand_ins.advance(months=1, seconds=5)
    late: Any = client.v1.invoices.list({"status": "open"}).data[0]
    for _ in range(2):
        with pytest.raises(stripe.CardError):
            client.v1.invoices.pay(late.id, {}, {"idempotency_key": "pay-1"})
    assert client.v1.invoices.retrieve(late.id).attempt_count == 2


def test_a_key_in_use_is_a_conflict(client: stripe.StripeClient, monkeypatch: pytest.MonkeyPatch) -> None:
    options: Any = {"idempotency_key": "gift-1"}
    begun, may_go_on, run = threading.Event(), threading.Event(), gate._run

    def slowly(*args: Any) -> Any:
        begun.set()
        assert may_go_on.wait(timeout=30)
        return run(*args)

    monkeypatch.setattr(gate, "_run", slowly)
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        first = pool.submit(client.v1.customers.create, DONOR, options)
        assert begun.wait(timeout=30)
        with pytest.raises(stripe.APIError) as refused:
            client.v1.customers.create(DONOR, options)
        assert refused.value.http_status == 409
        may_go_on.set()
        assert first.result(timeout=30).email == DONOR["email"]
    assert len(client.v1.customers.list().data) == 1


def test_a_lost_answer_is_recovered_by_the_key(client: stripe.StripeClient, stand_ins: StandIns) -> None:
    stand_ins.add_fault(path="/v1/customers", method="POST", status=500, body="", done=True)
    with pytest.raises(stripe.APIError):
        client.v1.customers.create(DONOR, {"idempotency_key": "gift-1"})
    found = client.v1.customers.create(DONOR, {"idempotency_key": "gift-1"})
    assert [row.id for row in client.v1.customers.list().data] == [found.id]


@pytest.mark.parametrize("key", ["sk_test_wrong", "sk_live_stand_in", ""])
def test_a_wrong_key_is_refused(stand_ins: StandIns, key: str) -> None:
    answer = requests.get(f"{stand_ins.origin}/v1/customers", headers={"Authorization": f"Bearer {key}"}, timeout=5)
    assert answer.status_code == 401
    assert answer.json()["error"]["type"] == "invalid_request_error"
    assert not key or key not in answer.text


def test_another_version_is_refused(stand_ins: StandIns) -> None:
    headers = {"Authorization": f"Bearer {settings.STRIPE_SECRET_KEY}", "Stripe-Version": "2024-06-20"}
    answer = requests.get(f"{stand_ins.origin}/v1/customers", headers=headers, timeout=5)
    assert answer.status_code == 400
    assert "2026-10-28.endive" in answer.text


@pytest.mark.parametrize(
    "path", ["customers/cus_none", "invoices/in_none", "charges/ch_none", "subscriptions/sub_none", "events/evt_none"]
)
def test_what_there_is_not_is_not_found(stand_ins: StandIns, path: str) -> None:
    headers = {"Authorization": f"Bearer {settings.STRIPE_SECRET_KEY}"}
    answer = requests.get(f"{stand_ins.origin}/v1/{path}", headers=headers, timeout=5)
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "resource_missing")


def test_lists_come_in_pages(client: stripe.StripeClient) -> None:
    made = [client.v1.customers.create({"name": f"Donor {number}"}).id for number in range(5)]
    first = client.v1.customers.list({"limit": 2})
    assert ([row.id for row in first.data], first.has_more) == (made[:2:-1], True)
    rest = client.v1.customers.list({"limit": 3, "starting_after": first.data[-1].id})
    assert ([row.id for row in rest.data], rest.has_more) == ([made[2], made[1], made[0]], False)
    before = client.v1.customers.list({"limit": 1, "ending_before": made[2]})
    assert ([row.id for row in before.data], before.has_more) == ([made[3]], True)
    assert [row.id for row in client.v1.customers.list({"limit": 2}).auto_paging_iter()] == made[::-1]
    assert client.v1.customers.list({"email": "nobody@historia.example"}).data == []


@pytest.mark.parametrize(
    "params",
    [{"limit": 0}, {"limit": 101}, {"limit": "many"}, {"starting_after": "cus_none"}, {"created": {"gt": "x"}}],
)
def test_odd_pages_are_refused(client: stripe.StripeClient, params: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.customers.list(params)


def test_lists_are_bounded_by_time(client: stripe.StripeClient, stand_ins: StandIns) -> None:
    old = client.v1.customers.create({"name": "Old"})
    stand_ins.advance(days=1)
    new = client.v1.customers.create({"name": "New"})
    assert [row.id for row in client.v1.customers.list({"created": {"gt": old.created}}).data] == [new.id]
    assert [row.id for row in client.v1.customers.list({"created": {"lte": old.created}}).data] == [old.id]


@pytest.mark.parametrize("path", ["colour", "email", "total_details.colour", "line_items.data.price.product.x"])
def test_what_cannot_be_expanded_is_refused(client: stripe.StripeClient, path: str) -> None:
    params: Any = {**ONCE, "customer_email": "lucia@historia.example"}
    session = client.v1.checkout.sessions.create(params)
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.checkout.sessions.retrieve(session.id, {"expand": [path]})


def test_metadata_is_merged_and_unset(client: stripe.StripeClient) -> None:
    donor = client.v1.customers.create(DONOR)
    changed = client.v1.customers.update(donor.id, {"metadata": {"lang": "", "campaign": "votes"}})
    assert changed.metadata is not None
    assert changed.metadata.to_dict() == {"donor": "1", "campaign": "votes"}
    assert client.v1.customers.update(donor.id, {"metadata": ""}).metadata.to_dict() == {}  # type: ignore[union-attr]


def test_the_catalogue_is_kept(client: stripe.StripeClient) -> None:
    product = client.v1.products.create({"name": "Aporte", "metadata": {"k": "v"}})
    price = client.v1.prices.create({"product": product.id, "currency": "CAD", "unit_amount": 500})
    assert (price.currency, price.type) == ("cad", "one_time")
    assert client.v1.prices.update(price.id, {"active": False}).active is False
    assert client.v1.prices.list({"active": True}).data == []
    assert client.v1.products.update(product.id, {"name": "Donación"}).name == "Donación"
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.products.create({"id": product.id, "name": "Twice"})
