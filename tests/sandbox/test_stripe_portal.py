from typing import Any

import pytest
import requests
import stripe

from tests.sandbox.conftest import Begin
from tests.stand_ins import StandIns

BACK = "http://127.0.0.1:8000/donar/mi-aporte/"


def get(url: str) -> requests.Response:
    return requests.get(url, timeout=5)


def post(url: str, **fields: str) -> requests.Response:
    return requests.post(url, data=fields, allow_redirects=False, timeout=5)


def open_portal(client: stripe.StripeClient, gift: Any, **more: Any) -> str:
    params: Any = {"customer": gift.customer, "return_url": BACK, "locale": "es", **more}
    return client.v1.billing_portal.sessions.create(params).url


def test_it_shows_what_is_given_and_the_way_back(client: stripe.StripeClient, begin_monthly: Begin) -> None:
    url = open_portal(client, begin_monthly())
    text = get(url).text
    for part in ("Aporte mensual", "cada mes", "4242", "Pagada", BACK, "Simulación"):
        assert part in text


def test_the_card_is_changed_for_the_gift(client: stripe.StripeClient, begin_monthly: Begin) -> None:
    gift = begin_monthly()
    url = open_portal(client, gift)
    assert post(f"{url}/card", number="5555 5555 5555 4444").headers["Location"] == url.removeprefix(
        url.split("/pay/")[0]
    )
    changed: Any = client.v1.subscriptions.retrieve(gift.id, {"expand": ["default_payment_method"]})
    assert changed.default_payment_method.card.last4 == "4444"
    cards = client.v1.customers.payment_methods.list(gift.customer).data
    assert len(cards) == 2


@pytest.mark.parametrize("number", ["4000000000000002", "12", ""])
def test_a_card_that_is_refused_changes_nothing(client: stripe.StripeClient, begin_monthly: Begin, number: str) -> None:
    gift = begin_monthly()
    answer = post(f"{open_portal(client, gift)}/card", number=number)
    assert answer.status_code == 402
    assert "alert" in answer.text
    assert client.v1.subscriptions.retrieve(gift.id).default_payment_method == gift.default_payment_method


def test_cancelling_asks_once_and_can_be_taken_back(client: stripe.StripeClient, begin_monthly: Begin) -> None:
    gift = begin_monthly()
    url = open_portal(client, gift)
    assert "¿Cancelar" in get(f"{url}/{gift.id}/cancel").text
    assert client.v1.subscriptions.retrieve(gift.id).cancel_at is None
    assert post(f"{url}/{gift.id}/cancel").status_code == 303
    assert client.v1.subscriptions.retrieve(gift.id).cancel_at_period_end is True
    assert "Termina el" in get(url).text
    post(f"{url}/{gift.id}/resume")
    assert client.v1.subscriptions.retrieve(gift.id).cancel_at_period_end is False


def test_a_configuration_says_what_may_be_done(client: stripe.StripeClient, begin_monthly: Begin) -> None:
    gift = begin_monthly()
    features: Any = {
        "payment_method_update": {"enabled": False},
        "subscription_cancel": {"enabled": True, "mode": "immediately"},
    }
    made = client.v1.billing_portal.configurations.create({"features": features})
    url = open_portal(client, gift, configuration=made.id)
    assert "Cambiar la tarjeta" not in get(url).text
    assert post(f"{url}/card", number="5555555555554444").status_code == 404
    post(f"{url}/{gift.id}/cancel")
    assert client.v1.subscriptions.retrieve(gift.id).status == "canceled"
    client.v1.billing_portal.configurations.update(made.id, {"active": False})
    assert len(client.v1.billing_portal.configurations.list().data) == 2


def test_a_flow_leads_straight_there_and_back(client: stripe.StripeClient, begin_monthly: Begin) -> None:
    gift = begin_monthly()
    flow = {"type": "payment_method_update", "after_completion": {"type": "redirect", "redirect": {"return_url": BACK}}}
    url = open_portal(client, gift, flow_data=flow)
    assert "Número de tarjeta" in get(url).text
    assert post(f"{url}/card", number="4242424242424242").headers["Location"] == BACK


def test_nobody_reaches_another_donor_s_gift(client: stripe.StripeClient, begin_monthly: Begin) -> None:
    lucia, elena = begin_monthly(), begin_monthly()
    url = open_portal(client, lucia)
    assert get(f"{url}/{elena.id}/cancel").status_code == 404
    assert post(f"{url}/{elena.id}/cancel").status_code == 404
    assert client.v1.subscriptions.retrieve(elena.id).cancel_at is None
    flow = {"type": "subscription_cancel", "subscription_cancel": {"subscription": elena.id}}
    with pytest.raises(stripe.InvalidRequestError, match="not this customer's"):
        open_portal(client, lucia, flow_data=flow)


def test_a_portal_s_address_ends_after_an_hour(
    client: stripe.StripeClient, stand_ins: StandIns, begin_monthly: Begin
) -> None:
    url = open_portal(client, begin_monthly())
    stand_ins.advance(seconds=3700)
    assert get(url).status_code == 404
    assert get(f"{stand_ins.origin}/pay/portal/bps_none").status_code == 404


def test_a_late_invoice_is_paid_on_its_own_page(
    client: stripe.StripeClient, stand_ins: StandIns, begin_monthly: Begin
) -> None:
    gift = begin_monthly("4000000000000341")
    stand_ins.advance(months=1, seconds=5)
    late: Any = client.v1.invoices.list({"status": "open"}).data[0]
    assert "Pagar ahora" in get(late.hosted_invoice_url).text
    assert post(late.hosted_invoice_url, number="4000000000009995").status_code == 402
    assert post(late.hosted_invoice_url, number="5555555555554444").status_code == 303
    assert client.v1.invoices.retrieve(late.id).status == "paid"
    mended: Any = client.v1.subscriptions.retrieve(gift.id, {"expand": ["default_payment_method"]})
    assert (mended.status, mended.default_payment_method.card.last4) == ("active", "4444")
    assert post(late.hosted_invoice_url, number="4242424242424242").status_code == 200
    assert len(client.v1.charges.list({"customer": gift.customer}).data) == 4
