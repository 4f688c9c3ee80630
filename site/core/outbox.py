"""Intentions written in the same transaction as the fact that caused them, and carried out after commit.

Nothing touches the network or sends mail inside a transaction. A row of `OutboxEntry` says what is to be done; a task
does it after commit, and `sweep` does what a killed worker left behind. A handler may run twice: it must do no harm.

    outbox.put(kind="donations.receipt", key=f"receipt:{payment.pk}", payload={"payment_id": payment.pk})

Payloads hold ids, never names, addresses or anything of a story: rows stay in backups.
"""

import logging
import random
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from core.models import OutboxEntry

logger = logging.getLogger(__name__)

Handler = Callable[[dict[str, object]], None]
_handlers: dict[str, Handler] = {}

# A worker that has not finished by then is taken for dead, and another may try.
LEASE = timedelta(minutes=5)
# Roughly 1, 2, 4 … minutes, at most 6 hours: about two days in all.
MAX_ATTEMPTS = 16
MAX_DELAY = timedelta(hours=6)


class Postpone(Exception):
    """Raised by a handler when the other side is not there yet (no key, throttled): waits without using up a try."""

    def __init__(self, reason: str, *, by: timedelta = timedelta(minutes=15)) -> None:
        super().__init__(reason)
        self.by = by


class GiveUp(Exception):
    """Raised by a handler when trying again cannot help: a person must look. Its words hold no address and no name."""


def handler(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that carries out entries of this kind, e.g. "signups.sync"."""

    def register(function: Handler) -> Handler:
        _handlers[kind] = function
        return function

    return register


def put(*, kind: str, key: str, payload: dict[str, object], due_at: datetime | None = None) -> OutboxEntry:
    """Write an intention in the present transaction; delivered after commit, once for a given key.

    `key` names the fact (at most 200 characters): a second put with it changes nothing and returns the first entry.
    Raises KeyError for a kind that no app has registered.
    """
    _handlers[kind]
    entry, created = OutboxEntry.objects.get_or_create(
        key=key, defaults={"kind": kind, "payload": payload, "next_attempt_at": due_at or timezone.now()}
    )
    if created and due_at is None:
        transaction.on_commit(lambda: deliver_later.enqueue(entry.pk))
    return entry


@task()
def deliver_later(entry_id: int) -> None:
    deliver(entry_id, now=timezone.now())


def deliver(entry_id: int, *, now: datetime) -> bool:
    """Carry out one entry if it is due and nobody else holds it. True when it is done."""
    entry = _lease(entry_id, now)
    if entry is None:
        return False
    try:
        _handlers[entry.kind](entry.payload)
    except Postpone as reason:
        entry.retry(at=now + reason.by, error=str(reason), counts=False)
        return False
    except GiveUp as reason:
        logger.warning("outbox %s %s given up: %s", entry.kind, entry.pk, reason)
        entry.retry(at=now, error=str(reason), dead_after=0)
        return False
    except Exception as error:  # noqa: BLE001 - whatever a vendor's client raises, the intention must survive it
        # The class alone: messages of vendors carry addresses.
        logger.warning("outbox %s %s failed: %s", entry.kind, entry.pk, type(error).__name__)
        entry.retry(at=now + delay_after(entry.attempts), error=type(error).__name__, dead_after=MAX_ATTEMPTS)
        return False
    entry.finish(now=now)
    return True


def try_again(entry: OutboxEntry, *, now: datetime) -> bool:
    """Begin an entry anew, for a person who has mended the cause. False when it is done or held by a worker."""
    with transaction.atomic():
        if not entry.begin_anew(now=now):
            return False
        transaction.on_commit(lambda: deliver_later.enqueue(entry.pk))
    return True


def sweep(*, now: datetime, limit: int = 500) -> int:
    """Carry out what is due: lost tasks, retries, dead workers' leases. Returns how many succeeded."""
    due = OutboxEntry.objects.due(now).order_by("next_attempt_at", "pk").values_list("pk", flat=True)[:limit]
    return sum(deliver(entry_id, now=now) for entry_id in list(due))


def delay_after(attempts: int) -> timedelta:
    """Exponential back-off with jitter, so that a thousand failures do not come back in the same second."""
    minutes = min(2 ** max(attempts - 1, 0), MAX_DELAY.total_seconds() / 60)
    return timedelta(minutes=minutes * random.uniform(0.75, 1.25))  # noqa: S311 - jitter, not a secret


def _lease(entry_id: int, now: datetime) -> OutboxEntry | None:
    """Take the entry for this worker. One UPDATE decides between two workers; both databases agree on it."""
    taken = (
        OutboxEntry.objects.filter(Q(pk=entry_id))
        .due(now)
        .update(state=OutboxEntry.State.RUNNING, lease_until=now + LEASE)
    )
    return OutboxEntry.objects.get(pk=entry_id) if taken else None
