"""What falls due again and again: declared beside what it does, carried out by whichever worker comes first.

    @duties.duty("stories.end_lapsed", title=_("End publication where consent has lapsed"), rhythm=Every(minutes=15))
    def end_lapsed(*, now: datetime) -> int: ...

Each duty has one row (core.models.Duty), and one UPDATE of it decides between workers. What fell due while no worker
ran is done once when one starts; what fails or is cut short is done again. A duty may run twice, and must do no harm.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

from django.db.models import F
from django.utils import timezone

from core.models import Duty
from core.outbox import delay_after

logger = logging.getLogger(__name__)

Work = TypeVar("Work", bound=Callable[..., Any])

# A worker that has not finished by then is taken for dead, and another may begin.
LEASE = timedelta(minutes=10)
# Something is wrong when what is due has waited so long.
PATIENCE = timedelta(hours=1)


class NeedsAPerson(Exception):
    """Raised by a duty that was done and found what a person must see to. Its words hold no address and no name."""


@dataclass(frozen=True)
class Every:
    """At every full so many minutes: 15 is at :00, :15, :30, :45. Counted in UTC, so no change of clocks moves it."""

    minutes: int

    def after(self, now: datetime) -> datetime:
        step = self.minutes * 60
        return datetime.fromtimestamp((int(now.timestamp()) // step + 1) * step, UTC)


@dataclass(frozen=True)
class Daily:
    """Once a day at this time of TIME_ZONE, or once a week (0 is Monday). Where the clocks skip it, an hour later."""

    at: time
    weekday: int | None = None

    def after(self, now: datetime) -> datetime:
        today = timezone.localdate(now, timezone.get_default_timezone())
        days = (today + timedelta(days=number) for number in range(8))
        moments = (_moment(day, self.at) for day in days if self.weekday in {None, day.weekday()})
        return next(moment for moment in moments if moment > now)


def _moment(day: date, at: time) -> datetime:
    """In UTC before anything compares it: within one zone Python compares what the clocks on the wall say."""
    return datetime.combine(day, at, timezone.get_default_timezone()).astimezone(UTC)


@dataclass(frozen=True)
class Declared:
    name: str
    title: Any
    rhythm: Every | Daily
    lease: timedelta
    work: Callable[..., Any]


@dataclass(frozen=True)
class Standstill:
    """Nothing that is due is being done; `since` is None where no worker was ever seen."""

    since: datetime | None


_declared: dict[str, Declared] = {}


def duty(name: str, *, title: Any, rhythm: Every | Daily, lease: timedelta = LEASE) -> Callable[[Work], Work]:
    """Declare `f(*, now)` a duty. `lease` is how long it may take at most; `title` is for people, and lazy."""

    def declare(work: Work) -> Work:
        _declared[name] = Declared(name, title, rhythm, lease, work)
        return work

    return declare


def all_declared() -> list[Declared]:
    return list(_declared.values())


def carry_out_due(*, clock: Callable[[], datetime] = timezone.now) -> int:
    """Do once what is due and no other worker is doing, the longest due first. Returns how many were done well."""
    _settle(now=clock())
    due = Duty.objects.due(clock()).filter(name__in=_declared).order_by("next_at").values_list("name", flat=True)
    return sum(carry_out(name, now=clock()) for name in list(due))


def carry_out(name: str, *, now: datetime) -> bool:
    """Do this duty if it is due and nobody else is doing it. True when it was done well."""
    one = _declared[name]
    held = _take(one, now)
    if held is None:
        return False
    try:
        one.work(now=now)
    except NeedsAPerson as reason:
        logger.warning("duty %s: %s", name, reason)
        held.finish(now=now, next_at=one.rhythm.after(now), finding=str(reason))
    except Exception as error:  # noqa: BLE001 - whatever it is, the other duties must be done
        # The class alone: messages may hold addresses.
        logger.error("duty %s failed: %s", name, type(error).__name__)
        again = now + delay_after(held.attempts)
        held.fail(error=type(error).__name__, next_at=min(again, one.rhythm.after(now)))
        return False
    else:
        held.finish(now=now, next_at=one.rhythm.after(now))
    return True


def standstill(*, now: datetime) -> Standstill | None:
    """Is nobody doing what is due? None while all is well."""
    if not Duty.objects.exists():
        return Standstill(since=None)
    late = Duty.objects.due(now).filter(name__in=_declared, next_at__lte=now - PATIENCE)
    oldest = late.order_by("next_at").first()
    return Standstill(since=oldest.next_at) if oldest else None


def _settle(*, now: datetime) -> None:
    """Give new duties a row, due at once; and pull in what waits too long, since its rhythm is another now, or the
    clock was wrong and has been put back."""
    rows = Duty.objects.in_bulk(list(_declared))
    for one in _declared.values():
        row = rows.get(one.name)
        if row is None:
            Duty.objects.get_or_create(name=one.name, defaults={"next_at": now})
        elif row.next_at > one.rhythm.after(now):
            Duty.objects.filter(pk=row.pk, next_at=row.next_at).update(next_at=one.rhythm.after(now))
        if row and row.lease_until and row.lease_until > now + one.lease:
            Duty.objects.filter(pk=row.pk, lease_until=row.lease_until).update(lease_until=now + one.lease)


def _take(one: Declared, now: datetime) -> Duty | None:
    """Take the duty for this worker. One UPDATE decides between two; both databases agree on it."""
    before = Duty.objects.filter(pk=one.name).first()
    taken = (
        Duty.objects.filter(pk=one.name)
        .due(now)
        .update(attempts=F("attempts") + 1, started_at=now, lease_until=now + one.lease)
    )
    if not taken:
        return None
    if before and before.lease_until:
        logger.warning("duty %s was cut short, and begins again", one.name)
    return Duty.objects.get(pk=one.name)
