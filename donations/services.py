"""The steps that go over several rows or to Stripe. Each may be taken twice without harm."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from core import outbox
from core.throttle import fingerprint
from donations import inbox, stripe_client
from donations.models import Donor, Gift, Payment
from donations.models.donor import canonical_email
from donations.stripe_client import Checkout, Refused, Unavailable

# Each round ends one earlier attempt of the same donor; two tabs make two.
ROUNDS = 4


@dataclass(frozen=True)
class Order:
    """What somebody asked for in the form. `amount_minor` includes `fee_cover_minor`."""

    email: str
    kind: str
    amount_minor: int
    fee_cover_minor: int
    currency: str
    language: str
    receipt_name: str = ""
    campaign_key: uuid.UUID | None = None
    share_code: str = ""

    def is_that_of(self, gift: Gift) -> bool:
        return all(
            getattr(self, field) == getattr(gift, field)
            for field in ("kind", "amount_minor", "fee_cover_minor", "currency", "language", "receipt_name")
        )


# --- Giving ---------------------------------------------------------------------------------------------------------


def start_gift(*, order: Order, now: datetime) -> Gift:
    """The gift for this order, with an open Checkout when its state is still pending and `checkout_url` is set.

    The same order again (a double click, a second tab, Back) gives the same gift and the same Checkout. Another order
    ends the earlier Checkout first. If Stripe says that the earlier one was paid meanwhile, that gift is returned, so
    that nobody pays twice. Raises Unavailable: the row stays, and the next try asks Stripe by the same key.
    """
    for _round in range(ROUNDS):
        gift = _claim(order)
        checkout = _resume(gift)
        if checkout.status == "open":
            if order.is_that_of(gift):
                return gift
            checkout = stripe_client.expire_checkout(checkout.id)
        if checkout.status == "complete":
            return inbox.refresh(gift, now=now)
        gift.fail()
    raise Unavailable("another order of the same donor always came between")


@transaction.atomic
def _claim(order: Order) -> Gift:
    """The donor's open gift to this end, or a new one. The donor's row is locked: two tabs find one gift."""
    donor = Donor.objects.claim(email=order.email, language=order.language)
    open_gift = Gift.objects.open_for(donor, order.campaign_key).first()
    return open_gift or Gift.objects.create(
        donor=donor,
        kind=order.kind,
        amount_minor=order.amount_minor,
        fee_cover_minor=order.fee_cover_minor,
        currency=order.currency,
        language=order.language,
        receipt_name=order.receipt_name,
        campaign_key=order.campaign_key,
        share_code=order.share_code,
        livemode=settings.STRIPE_LIVEMODE,
    )


def _resume(gift: Gift) -> Checkout:
    """The gift's Checkout as Stripe has it now; made, by the gift's own key, when we know of none.

    A gift without one is new, or its making had no answer: the same key then gives the same Checkout, and beyond the
    24 hours that Stripe remembers a key, nobody was ever sent to the lost one and it has run out.
    """
    if gift.checkout_id:
        return stripe_client.fetch_checkout(gift.checkout_id)
    try:
        checkout = _create_checkout(gift)
    except Refused:
        gift.fail()
        raise
    gift.begin_checkout(checkout_id=checkout.id, url=checkout.url)
    return checkout


def _create_checkout(gift: Gift) -> Checkout:
    """Everything sent comes from the row, so that a repetition is the same to the letter."""
    with translation.override(gift.language):
        return stripe_client.create_checkout(
            key=str(gift.public_id),
            monthly=gift.is_monthly,
            amount_minor=gift.amount_minor,
            currency=gift.currency,
            label=gettext("Monthly gift") if gift.is_monthly else gettext("Gift"),
            email=gift.donor.email,
            language=gift.language,
            success_url=settings.BASE_URL + reverse("donations:thanks", args=[gift.return_token]),
            cancel_url=settings.BASE_URL + reverse("donations:cancelled", args=[gift.return_token]),
        )


# --- Changing ---------------------------------------------------------------------------------------------------------


def change_amount(*, gift: Gift, amount_minor: int, now: datetime) -> Gift:
    """From the next payment on. Raises Unavailable or Refused; then the amount is as Stripe has it."""
    if not gift.is_changeable or not gift.subscription_id:
        raise Refused("the gift does not run")
    # The version tells a second change to the same amount (10, 15, 10) from a repetition of the first.
    key = f"{gift.public_id}:amount:{gift.version}:{amount_minor}"
    stripe_client.change_amount(gift.subscription_id, amount_minor=amount_minor, key=key)
    return inbox.refresh(gift, now=now)


def cancel_gift(*, gift: Gift, now: datetime) -> Gift:
    """End a monthly gift. The wish is written first and carried out until it is done, whatever Stripe answers now."""
    with transaction.atomic():
        gift = Gift.objects.select_for_update().get(pk=gift.pk)
        if not gift.is_live:
            return gift
        gift.ask_to_cancel(now=now)
        key = f"donations.cancel:{gift.pk}"
        entry = outbox.put(kind="donations.cancel", key=key, payload={"gift_id": gift.pk}, due_at=now)
    # At once, so that the donor sees it done; what fails here, the outbox's sweeper does.
    outbox.deliver(entry.pk, now=now)
    return Gift.objects.get(pk=gift.pk)


def refund_payment(*, payment: Payment, now: datetime) -> None:
    """Return what is left of a payment. Raises Unavailable or Refused."""
    if payment.kept_minor:
        key = f"{payment.public_id}:refund:{payment.refunded_minor}"
        stripe_client.refund(payment.payment_intent_id, amount_minor=payment.kept_minor, key=key)
    inbox.refresh(payment.gift, now=now)


# --- The portal -------------------------------------------------------------------------------------------------------


def request_portal_link(*, email: str, language: str) -> None:
    """Send the donor with this address a link; nobody else anything. The same rows and the same time either way."""
    mark = fingerprint(canonical_email(email))
    with transaction.atomic():
        outbox.put(
            kind="donations.portal_link",
            key=f"donations.portal_link:{token_hex(16)}",
            payload={"fingerprint": mark, "language": language},
        )
