"""Applying what Stripe says to our rows. Any order of events, any number of times, ends in the same ledger.

A snapshot is fetched before the transaction and applied only if no other was applied since its fetching began
(`Gift.version`): otherwise it is `Stale` and must be fetched again. So what is applied is never older than what is
there, and nothing waits for the network while it holds a lock.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from core import outbox
from donations.models import Concern, Donor, Gift, Payment, Refund
from donations.signals import gift_recorded
from donations.snapshots import Settled, Snapshot
from donations.stripe_client import Charge, Checkout, Returned, Subscription

State = Gift.State


class Stale(Exception):
    """Another snapshot was applied since this one's fetching began."""


def record(gift: Gift, snapshot: Snapshot, *, now: datetime) -> None:
    """Apply a snapshot to `gift`, as it was read before the snapshot was fetched. Call it in a transaction.

    Raises Stale, having changed nothing.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("ledger.record belongs in a transaction")
    # The donor's row stands for "one live gift for a donor and a campaign" while we look and write.
    Donor.objects.select_for_update().get(pk=gift.donor_id)
    present = Gift.objects.select_for_update().get(pk=gift.pk)
    if present.version != gift.version:
        raise Stale
    if snapshot.livemode != settings.STRIPE_LIVEMODE or snapshot.livemode != present.livemode:
        _raise_concern(present, Concern.Kind.LIVEMODE)
        return
    present.version += 1
    if snapshot.checkout:
        _follow_checkout(present, snapshot.checkout, has_fallen_through=snapshot.has_fallen_through)
    if snapshot.subscription:
        _follow_subscription(present, snapshot.subscription, now=now)
    present.save()
    for payment in sorted(snapshot.payments, key=lambda settled: settled.charge.paid_at):
        _record_payment(present, payment)


# --- The gift -------------------------------------------------------------------------------------------------------


def _follow_checkout(gift: Gift, checkout: Checkout, *, has_fallen_through: bool) -> None:
    gift.checkout_id = gift.checkout_id or checkout.id
    gift.is_processing = checkout.status == "complete"
    if gift.state == State.PENDING and (checkout.status == "expired" or has_fallen_through):
        gift.state = State.FAILED


def state_of(subscription: Subscription) -> Gift.State:
    """Our word for Stripe's. Source: https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses"""
    if subscription.status in {"active", "trialing"}:
        return State.ACTIVE if subscription.is_collecting else State.PAUSED
    return {
        "canceled": State.CANCELLED,
        "incomplete": State.PENDING,
        "incomplete_expired": State.FAILED,
        "past_due": State.PAST_DUE,
        "unpaid": State.PAST_DUE,
        "paused": State.PAUSED,
    }[subscription.status]


def _follow_subscription(gift: Gift, subscription: Subscription, *, now: datetime) -> None:
    gift.subscription_id, gift.customer_id = subscription.id, subscription.customer_id
    if gift.state == State.CANCELLED:
        return  # A subscription never comes back; a duplicate is over here before it is over there.
    state = state_of(subscription)
    if state in Gift.LIVE_STATES and not gift.is_live:
        if _differs(gift, subscription.amount_minor, subscription.currency):
            _raise_concern(gift, Concern.Kind.AMOUNT)
        if _has_another(gift):
            _undo_duplicate(gift, now=now)
            return
    if subscription.amount_minor != gift.amount_minor:
        gift.amount_minor, gift.fee_cover_minor = subscription.amount_minor, 0
    gift.state = state
    gift.next_payment_at = subscription.next_payment_at if state in {State.ACTIVE, State.PAST_DUE} else None
    if state == State.CANCELLED:
        _end(gift, at=subscription.cancelled_at or now)


def _has_another(gift: Gift) -> bool:
    same_end = Gift.objects.live().filter(donor=gift.donor_id, campaign_key=gift.campaign_key)
    return same_end.exclude(pk=gift.pk).exists()


def _undo_duplicate(gift: Gift, *, now: datetime) -> None:
    gift.state, gift.ending, gift.cancelled_at = State.CANCELLED, Gift.Ending.DUPLICATE, now
    gift.next_payment_at = None
    _raise_concern(gift, Concern.Kind.DUPLICATE)
    outbox.put(kind="donations.cancel", key=f"donations.cancel:{gift.pk}", payload={"gift_id": gift.pk})
    outbox.put(kind="donations.duplicate", key=f"donations.duplicate:{gift.pk}", payload={"gift_id": gift.pk})


def _end(gift: Gift, *, at: datetime) -> None:
    gift.cancelled_at = at
    gift.ending = Gift.Ending.DONOR if gift.cancel_requested_at else Gift.Ending.STRIPE
    outbox.put(kind="donations.cancelled", key=f"donations.cancelled:{gift.pk}", payload={"gift_id": gift.pk})


# --- Its payments ---------------------------------------------------------------------------------------------------


def _record_payment(gift: Gift, settled: Settled) -> None:
    charge = settled.charge
    is_first = not gift.payments.exists()
    payment, is_new = Payment.objects.get_or_create(
        charge_id=charge.id,
        defaults={
            "gift": gift,
            "payment_intent_id": charge.payment_intent_id,
            "invoice_id": settled.invoice_id,
            "amount_minor": charge.amount_minor,
            "currency": charge.currency,
            "paid_at": charge.paid_at,
        },
    )
    _follow_charge(payment, charge)
    if is_new:
        _welcome(gift, payment, is_first=is_first)


def _welcome(gift: Gift, payment: Payment, *, is_first: bool) -> None:
    """What happens once for each payment."""
    if not gift.is_monthly:
        if _differs(gift, payment.amount_minor, payment.currency):
            _raise_concern(gift, Concern.Kind.AMOUNT)
        gift.state = State.COMPLETED
        gift.save(update_fields=["state"])
    if gift.ending == Gift.Ending.DUPLICATE:
        outbox.put(kind="donations.refund", key=f"donations.refund:{payment.pk}", payload={"payment_id": payment.pk})
        return
    gift_recorded.send(sender=Gift, gift=gift, payment=payment, is_first=is_first)
    outbox.put(kind="donations.receipt", key=f"donations.receipt:{payment.pk}", payload={"payment_id": payment.pk})


def _follow_charge(payment: Payment, charge: Charge) -> None:
    """Fees and refunds, which come later than the payment itself."""
    payment.balance_transaction_id = charge.balance_transaction_id
    payment.settled_minor, payment.fee_minor = charge.settled_minor, charge.fee_minor
    payment.settled_currency = charge.settled_currency
    for returned in charge.refunds:
        _follow_refund(payment, returned)
    going_back = payment.refunds.exclude(state=Refund.State.FAILED)
    payment.refunded_minor = going_back.aggregate(sum=Sum("amount_minor"))["sum"] or 0
    payment.state = _state_of(payment, is_disputed=charge.is_disputed)
    payment.save()
    if charge.is_disputed:
        _raise_concern(payment.gift, Concern.Kind.DISPUTE)


def _state_of(payment: Payment, *, is_disputed: bool) -> Payment.State:
    if is_disputed:
        return Payment.State.DISPUTED
    if payment.kept_minor == 0:
        return Payment.State.REFUNDED
    return Payment.State.PARTLY_REFUNDED if payment.refunded_minor else Payment.State.PAID


def _follow_refund(payment: Payment, returned: Returned) -> None:
    Refund.objects.update_or_create(
        refund_id=returned.id,
        defaults={
            "payment": payment,
            "amount_minor": returned.amount_minor,
            "state": Refund.State(returned.state),
            "refunded_at": returned.created_at,
            "balance_transaction_id": returned.balance_transaction_id,
            "settled_minor": returned.settled_minor,
            "settled_currency": returned.settled_currency,
        },
    )
    if returned.state == Refund.State.FAILED:
        _raise_concern(payment.gift, Concern.Kind.REFUND)


def _differs(gift: Gift, amount_minor: int, currency: str) -> bool:
    return (amount_minor, currency) != (gift.amount_minor, gift.currency)


def _raise_concern(gift: Gift, kind: Concern.Kind) -> None:
    Concern.objects.get_or_create(gift=gift, kind=kind)
