"""Stripe's events. An event is a trigger, not the truth: it says where to look.

Its id and its effect are written in one transaction, so that it has an effect once however often it comes.
"""

import logging
import uuid
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from donations import ledger, snapshots
from donations.models import Gift, StripeEvent
from donations.snapshots import Snapshot
from donations.stripe_client import Event, Unavailable

logger = logging.getLogger(__name__)
Outcome = StripeEvent.Outcome

# Each round means that another event of the same gift was recorded meanwhile.
ROUNDS = 6


def _of_object(fetch: Callable[[str], Snapshot]) -> Callable[[Event], Snapshot]:
    return lambda event: fetch(event.object_id)


def _of_payment(event: Event) -> Snapshot:
    return snapshots.of_payment(event.payment_intent_id) if event.payment_intent_id else Snapshot("")


# What an event is about, by the beginning of its type. `payment_intent.` is left out: a charge always comes with it.
LOOK_AT: dict[str, Callable[[Event], Snapshot]] = {
    "checkout.session.": _of_object(snapshots.of_checkout),
    "customer.subscription.": _of_object(snapshots.of_subscription),
    "invoice.paid": _of_object(snapshots.of_invoice),
    "invoice.payment_succeeded": _of_object(snapshots.of_invoice),
    "invoice.payment_failed": _of_object(snapshots.of_invoice),
    "charge.": _of_payment,
    "refund.": _of_payment,
}


def receive(event: Event, *, now: datetime) -> str:
    """Record what a verified event points to. Returns the outcome's name, or "again" for one that was here before.

    Raises Unavailable when Stripe can't be asked now: nothing is recorded, and Stripe will send it again.
    """
    if StripeEvent.objects.filter(event_id=event.id).exists():
        return "again"
    if event.livemode != settings.STRIPE_LIVEMODE:
        logger.warning("stripe event %s is of the other mode", event.type)
        return _note(event, Outcome.WRONG_MODE, now=now)
    look = next((look for prefix, look in LOOK_AT.items() if event.type.startswith(prefix)), None)
    if look is None:
        return _note(event, Outcome.IGNORED, now=now)
    return _follow(event, look, now=now)


def refresh(gift: Gift, *, now: datetime) -> Gift:
    """Ask Stripe how this gift stands, without waiting for its event. Raises Unavailable."""
    for _round in range(ROUNDS):
        gift = Gift.objects.get(pk=gift.pk)
        snapshot = snapshots.of_gift(gift)
        if snapshot is None:
            return gift
        try:
            with transaction.atomic():
                ledger.record(gift, snapshot, now=now)
        except ledger.Stale:
            continue
        return Gift.objects.get(pk=gift.pk)
    raise Unavailable("the gift changes faster than it can be read")


def _follow(event: Event, look: Callable[[Event], Snapshot], *, now: datetime) -> str:
    gift = _gift(event.reference)
    for _round in range(ROUNDS):
        snapshot = look(event)
        owner = _gift(snapshot.reference)
        if owner is None:
            return _note(event, Outcome.IGNORED if gift else Outcome.FOREIGN, now=now)
        if gift is None or gift.pk != owner.pk:
            gift = owner  # It was fetched before we knew whose version to watch: once more.
            continue
        try:
            return _record(event, gift, snapshot, now=now)
        except ledger.Stale:
            if StripeEvent.objects.filter(event_id=event.id).exists():
                return "again"
            gift = Gift.objects.get(pk=owner.pk)
    raise Unavailable("the gift changes faster than it can be read")


def _record(event: Event, gift: Gift, snapshot: Snapshot, *, now: datetime) -> str:
    with transaction.atomic():
        ledger.record(gift, snapshot, now=now)
        return _note(event, Outcome.RECORDED, now=now, gift=gift)


def _note(event: Event, outcome: StripeEvent.Outcome, *, now: datetime, gift: Gift | None = None) -> str:
    try:
        with transaction.atomic():
            StripeEvent.objects.create(
                event_id=event.id,
                type=event.type[:100],
                object_id=event.object_id,
                outcome=outcome,
                gift=gift,
                received_at=now,
            )
    except IntegrityError:
        # Another delivery of it was quicker. With its effect, ours is undone: the transaction around us fails with it.
        if gift is None:
            return "again"
        raise ledger.Stale from None
    return outcome.value


def _gift(reference: str) -> Gift | None:
    try:
        return Gift.objects.filter(public_id=uuid.UUID(reference)).first()
    except ValueError:
        return None
