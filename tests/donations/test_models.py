"""What the database itself refuses, whatever the code above it does."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from donations.models import Concern, Donor, Gift, PortalLink, StripeEvent
from donations.models.donor import canonical_email
from tests.donations import factories
from tests.donations.factories import NOON

pytestmark = pytest.mark.django_db
CAMPAIGN = uuid.uuid4()


def refused(make: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


@pytest.mark.parametrize(
    "fields", [{"amount_minor": 0}, {"amount_minor": -1}, {"fee_cover_minor": 2000}, {"currency": "usd"}]
)
def test_a_gift_needs_an_amount_and_a_currency(fields: dict[str, Any]) -> None:
    refused(lambda: factories.gift(**fields))


@pytest.mark.parametrize("fields", [{"amount_minor": 0}, {"refunded_minor": 2001}, {"currency": "Dollar"[:3]}])
def test_a_payment_cannot_be_empty_nor_more_than_returned(fields: dict[str, Any]) -> None:
    gift = factories.gift()
    refused(lambda: factories.payment(gift, **fields))


@pytest.mark.parametrize("campaign", [None, CAMPAIGN])
def test_a_donor_has_one_open_checkout_to_an_end(campaign: uuid.UUID | None) -> None:
    factories.gift(campaign_key=campaign)
    refused(lambda: factories.gift(campaign_key=campaign, kind=Gift.Kind.ONCE))
    factories.gift(campaign_key=uuid.uuid4())
    factories.gift(campaign_key=campaign, donor=factories.donor("otra@ejemplo.example"))
    factories.gift(campaign_key=campaign, state=Gift.State.FAILED)


@pytest.mark.parametrize("campaign", [None, CAMPAIGN])
@pytest.mark.parametrize("state", Gift.LIVE_STATES)
def test_a_donor_has_one_live_subscription_to_an_end(campaign: uuid.UUID | None, state: str) -> None:
    factories.running_gift(campaign_key=campaign)
    refused(lambda: factories.running_gift(campaign_key=campaign, state=state))
    factories.running_gift(campaign_key=campaign, state=Gift.State.CANCELLED)
    factories.running_gift(campaign_key=uuid.uuid4())
    factories.gift(campaign_key=campaign, kind=Gift.Kind.ONCE, state=Gift.State.COMPLETED)


def test_what_stripe_numbers_is_here_once() -> None:
    gift = factories.running_gift(subscription_id="sub_x", checkout_id="cs_x")
    refused(lambda: factories.gift(campaign_key=uuid.uuid4(), subscription_id="sub_x"))
    refused(lambda: factories.gift(campaign_key=uuid.uuid4(), checkout_id="cs_x"))
    factories.payment(gift, charge_id="ch_x", payment_intent_id="pi_x")
    refused(lambda: factories.payment(gift, charge_id="ch_x"))
    refused(lambda: factories.payment(gift, payment_intent_id="pi_x"))
    event = {"type": "invoice.paid", "object_id": "in_x", "outcome": "recorded", "received_at": NOON}
    StripeEvent.objects.create(event_id="evt_x", **event)
    refused(lambda: StripeEvent.objects.create(event_id="evt_x", **event))
    Concern.objects.create(gift=gift, kind=Concern.Kind.AMOUNT)
    refused(lambda: Concern.objects.create(gift=gift, kind=Concern.Kind.AMOUNT))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lucia@Ejemplo.Example", "lucia@ejemplo.example"),
        (" lucia@ejemplo.example ", "lucia@ejemplo.example"),
        ("lucia@ejémplo.example", "lucia@xn--ejmplo-cva.example"),
        ("lucía@ejemplo.example", "lucía@ejemplo.example"),
    ],
)
def test_one_mailbox_is_one_donor_however_it_is_written(one: str, other: str) -> None:
    assert canonical_email(one) == canonical_email(other)
    with transaction.atomic():
        first = Donor.objects.claim(email=one, language="es")
        assert Donor.objects.claim(email=other, language="en") == first
    assert Donor.objects.with_email(other).get() == first


@pytest.mark.parametrize(
    "other", ["lu.cia@ejemplo.example", "lucia+gifts@ejemplo.example", "lucia@ejemplo.example.org"]
)
def test_two_mailboxes_are_two_donors(other: str) -> None:
    assert canonical_email(other) != canonical_email(factories.LUCIA)


def test_a_portal_link_opens_once_and_not_for_long() -> None:
    donor = factories.donor()
    token = PortalLink.mint(donor, now=NOON)
    assert PortalLink.open("x" + token, now=NOON) is None
    assert PortalLink.open(token, now=NOON + timedelta(hours=1)) is None
    visit = PortalLink.open(token, now=NOON + timedelta(minutes=59))
    assert visit
    assert PortalLink.open(token, now=NOON + timedelta(minutes=59)) is None
    began = NOON + timedelta(minutes=59)
    assert PortalLink.objects.visiting(visit, now=began + timedelta(minutes=29)).get().donor == donor
    assert not PortalLink.objects.visiting(visit, now=began + timedelta(minutes=30)).exists()
    assert not PortalLink.objects.visiting(token, now=began).exists()


def test_the_database_holds_neither_the_links_token_nor_the_visits() -> None:
    token = PortalLink.mint(factories.donor(), now=NOON)
    visit = PortalLink.open(token, now=NOON)
    kept = str(PortalLink.objects.values().get())
    assert token not in kept
    assert str(visit) not in kept
