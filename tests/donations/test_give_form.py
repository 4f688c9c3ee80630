"""The form as people and robots fill it in. Without Stripe: nothing here gets that far."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from donations.models import Donor, Gift
from tests.conftest import SAME_ORIGIN
from tests.donations.factories import LUCIA, address, giving

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_stripe(settings: Any) -> None:
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"


def post(client: Client, path: str = "/en/give/", **fields: Any) -> Any:
    return client.post(path, giving(**fields), **SAME_ORIGIN)


def test_monthly_is_the_default_and_a_single_gift_is_there_too(client: Client) -> None:
    page = client.get("/en/give/").content.decode()
    assert re.search(r'value="monthly"[^>]*checked', page)
    assert re.search(r'value="once"', page)
    assert not re.search(r'value="once"[^>]*checked', page)
    for currency in ("USD", "GTQ", "CAD"):
        assert f"amount-{currency}-monthly" in page


def test_the_form_is_the_same_for_everybody_and_sets_no_cookie(client: Client) -> None:
    answer = client.get("/en/give/")
    assert not answer.cookies
    assert "csrf" not in answer.content.decode()
    assert not post(client).cookies


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"email": ""}, "so that the receipt reaches you"),
        ({"email": "lucia"}, "valid email"),
        ({"email": "a" * 300 + "@ejemplo.example"}, "at most 254"),
        ({"own": "two"}, "Write the amount in numbers"),
        ({"own": "2"}, "The least that we can take is $3"),
        ({"own": "10001"}, "For more than $10,000"),
        ({"own": "Q 100"}, "another currency"),
        ({"own": "9" * 100}, "at most 40"),
        ({"amount-USD-monthly": "1"}, "choose one of the amounts"),
        ({"amount-USD-monthly": "-2000"}, "choose one of the amounts"),
        ({"amount-USD-monthly": "5000"}, "choose one of the amounts"),
        ({"amount-USD-monthly": ""}, "choose one of the amounts"),
        ({"currency": "EUR"}, "not one of the available choices"),
        ({"currency": ""}, "This field is required"),
        ({"kind": "weekly"}, "not one of the available choices"),
        ({"receipt_name": "x" * 121}, "at most 120"),
        ({"receipt_name": "a\u202eb"}, "letters only"),
        ({"website": "http://spam.example"}, "can&#x27;t see"),
    ],
)
def test_wrong_input_is_explained_keeps_what_was_typed_and_changes_nothing(
    client: Client, fields: dict[str, str], says: str
) -> None:
    answer = post(client, **{"receipt_name": "Lucía <b>& Cía</b>", **fields})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    if "email" not in fields:
        assert f'value="{LUCIA}"' in page
    if "receipt_name" not in fields:
        assert "Lucía &lt;b&gt;&amp; Cía&lt;/b&gt;" in page
    assert not Gift.objects.exists()
    assert not Donor.objects.exists()


def test_errors_are_said_in_spanish_on_the_spanish_page(client: Client) -> None:
    answer = client.post(address("give", language="es"), giving(email="", own="dos"), **SAME_ORIGIN)
    assert answer.status_code == 422
    errors = re.findall(r'<ul class="field__errors".*?</ul>', answer.content.decode())
    assert len(errors) == 2
    assert "This field" not in " ".join(errors)


def test_a_form_from_another_site_is_refused(client: Client) -> None:
    assert client.post("/en/give/", giving(), HTTP_SEC_FETCH_SITE="cross-site").status_code == 403
    assert client.post("/en/give/", giving(), HTTP_ORIGIN="https://evil.example").status_code == 403
    assert not Gift.objects.exists()


def test_a_silent_payment_service_loses_nothing_and_is_asked_by_the_same_row_next_time(client: Client) -> None:
    for _try in range(2):
        answer = post(client, receipt_name="Lucía")
        assert answer.status_code == 503
        assert "Nothing was charged" in answer.content.decode()
        assert 'value="Lucía"' in answer.content.decode()
    gift = Gift.objects.get()
    assert gift.state == Gift.State.PENDING
    assert gift.checkout_id is None


def test_too_many_tries_of_one_address_are_asked_to_wait(client: Client) -> None:
    answers = [post(client, email=address).status_code for address in [LUCIA.upper(), LUCIA] * 5]
    assert answers == [503] * 8 + [429] * 2
    assert "wait ten minutes" in post(client).content.decode()
    assert post(client, email="otra@ejemplo.example").status_code == 503
    cache.clear()
    assert post(client).status_code == 503


@pytest.mark.parametrize("campaign", ["", "x", "3f2b8c1e-5d0a-4c7e-9f11-2a6d7b90e4c5", "1" * 500, "<script>", "\x01"])
def test_a_campaign_that_there_is_not_is_ignored_kindly(client: Client, campaign: str) -> None:
    assert client.get("/en/give/", {"campaign": campaign, "via": campaign}).status_code == 200
    assert post(client, campaign=campaign, via=campaign).status_code in {422, 503}
    assert not Gift.objects.exclude(campaign_key=None).exists()


def test_a_page_that_is_no_campaign_cannot_be_given_to(client: Client, home_en: Any) -> None:
    post(client, campaign=str(home_en.translation_key))
    assert Gift.objects.get().campaign_key is None


def test_a_link_may_choose_for_the_reader(client: Client) -> None:
    page = client.get("/en/give/?kind=once&currency=GTQ&amount=25000").content.decode()
    assert re.search(r'value="once"[^>]*checked', page)
    assert re.search(r'value="GTQ"[^>]*checked', page)
    assert re.search(r'id="amount-GTQ-once-25000"[^>]*checked', page)
    assert client.get("/en/give/?kind=x&currency=<b>&amount=%00").status_code == 200


@pytest.mark.parametrize("path", ["thanks", "cancelled"])
def test_a_way_back_that_nobody_was_given_leads_nowhere(client: Client, path: str) -> None:
    assert client.get(f"/en/give/{path}/{'x' * 32}/").status_code == 404
