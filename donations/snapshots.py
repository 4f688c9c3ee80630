"""What Stripe says of one gift at one moment, in as many calls as that takes. Never call it in a transaction."""

from dataclasses import dataclass

from donations import stripe_client
from donations.models import Gift
from donations.stripe_client import Charge, Checkout, Subscription


@dataclass(frozen=True)
class Settled:
    """A charge that succeeded, and the invoice that it settled (empty for a one-off gift)."""

    charge: Charge
    invoice_id: str = ""


@dataclass(frozen=True)
class Snapshot:
    reference: str
    checkout: Checkout | None = None
    subscription: Subscription | None = None
    payments: tuple[Settled, ...] = ()
    # A payment by bank that was promised in the Checkout and then did not come.
    has_fallen_through: bool = False

    @property
    def livemode(self) -> bool:
        parts = [self.checkout, self.subscription, *(payment.charge for payment in self.payments)]
        return any(part.livemode for part in parts if part)


def of_gift(gift: Gift) -> Snapshot | None:
    """None for a gift that never reached Stripe."""
    if gift.subscription_id:
        return of_subscription(gift.subscription_id)
    return of_checkout(gift.checkout_id) if gift.checkout_id else None


def of_checkout(checkout_id: str) -> Snapshot:
    checkout = stripe_client.fetch_checkout(checkout_id)
    if checkout.subscription_id:
        found = of_subscription(checkout.subscription_id)
        return Snapshot(checkout.reference, checkout, found.subscription, found.payments)
    intent = checkout.payment_intent_id
    charge = stripe_client.fetch_charge(intent) if intent else None
    has_fallen_through = bool(
        intent and charge is None and checkout.status == "complete" and stripe_client.has_failed(intent)
    )
    payments = (Settled(charge),) if charge else ()
    return Snapshot(checkout.reference, checkout, None, payments, has_fallen_through)


def of_subscription(subscription_id: str) -> Snapshot:
    """With the payments of its latest invoice, so that a lost event about them is made good by any other."""
    subscription = stripe_client.fetch_subscription(subscription_id)
    payments = _of_invoice(subscription.latest_invoice_id) if subscription.latest_invoice_id else ()
    return Snapshot(subscription.reference, None, subscription, payments)


def of_invoice(invoice_id: str) -> Snapshot:
    invoice = stripe_client.fetch_invoice(invoice_id)
    if invoice.subscription_id is None:
        return Snapshot("")
    subscription = stripe_client.fetch_subscription(invoice.subscription_id)
    return Snapshot(subscription.reference, None, subscription, _of_invoice(invoice_id))


def of_payment(payment_intent_id: str) -> Snapshot:
    """Of a charge, its refunds or its dispute: by the invoice when there is one, for its subscription's sake."""
    invoice_id = stripe_client.invoice_of(payment_intent_id)
    if invoice_id:
        return of_invoice(invoice_id)
    charge = stripe_client.fetch_charge(payment_intent_id)
    return Snapshot(charge.reference, payments=(Settled(charge),)) if charge else Snapshot("")


def _of_invoice(invoice_id: str) -> tuple[Settled, ...]:
    intents = stripe_client.fetch_invoice(invoice_id).payment_intent_ids
    charges = (stripe_client.fetch_charge(intent) for intent in intents)
    return tuple(Settled(charge, invoice_id) for charge in charges if charge)
