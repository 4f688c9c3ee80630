from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
import stripe
from django.conf import settings

from tests.sandbox.conformance import CheckedClient, object_faults, undeclared_keys
from tests.stand_ins import StandIns


@pytest.fixture
def client(stand_ins: StandIns) -> Iterator[stripe.StripeClient]:
    """The real client. At the test's end nothing that went over the wire may differ from Stripe's descriptions."""
    faults: list[str] = []
    yield stripe.StripeClient(
        settings.STRIPE_SECRET_KEY,
        base_addresses={"api": stand_ins.origin},
        http_client=CheckedClient(faults.append),
        max_network_retries=0,
    )
    for event in stand_ins.world.store.all("stripe.event"):
        subject = event["data"]["object"]
        found = undeclared_keys(event) + object_faults(subject)
        faults += [f"{event['type']}: {fault}" for fault in found]
    assert sorted(set(faults)) == []


MONTHLY = {
    "mode": "subscription",
    "success_url": "http://127.0.0.1:8000/gracias/?session={CHECKOUT_SESSION_ID}",
    "cancel_url": "http://127.0.0.1:8000/donar/",
    "locale": "es",
    "customer_email": "lucia@historia.example",
    "metadata": {"gift": "7"},
    "subscription_data": {"metadata": {"gift": "7"}},
    "line_items": [
        {
            "quantity": 1,
            "price_data": {
                "currency": "usd",
                "unit_amount": 1500,
                "recurring": {"interval": "month"},
                "product_data": {"name": "Aporte mensual"},
            },
        }
    ],
}
ONCE = {
    "mode": "payment",
    "success_url": "http://127.0.0.1:8000/gracias/",
    "cancel_url": "http://127.0.0.1:8000/donar/",
    "submit_type": "donate",
    "locale": "en",
    "client_reference_id": "gift-8",
    "payment_intent_data": {"metadata": {"gift": "8"}},
    "line_items": [
        {
            "quantity": 1,
            "price_data": {"currency": "gtq", "unit_amount": 10000, "product_data": {"name": "A gift"}},
        }
    ],
}
Begin = Callable[..., Any]


def submit(session: Any, number: str = "4242 4242 4242 4242", **fields: str) -> requests.Response:
    """Fill Checkout's page in, without following where it leads."""
    form = {"number": number, "name": "Lucía", "email": "lucia@historia.example", **fields}
    return requests.post(session.url, data=form, allow_redirects=False, timeout=20)


@pytest.fixture
def begin_monthly(client: stripe.StripeClient) -> Begin:
    """Lucía begins to give each month with this card; gives the subscription."""

    def begin(number: str = "4242424242424242", amount: int = 1500, interval: str = "month") -> Any:
        item = MONTHLY["line_items"][0]  # type: ignore[index]
        price = {**item["price_data"], "unit_amount": amount, "recurring": {"interval": interval}}
        params: Any = {**MONTHLY, "line_items": [{"quantity": 1, "price_data": price}]}
        session = client.v1.checkout.sessions.create(params)
        assert submit(session, number).status_code == 303
        paid = client.v1.checkout.sessions.retrieve(session.id, {"expand": ["subscription"]})
        return paid.subscription

    return begin


def types(stand_ins: StandIns) -> list[str]:
    """Every event so far, oldest first."""
    return [event["type"] for event in stand_ins.world.store.all("stripe.event")]
