"""The stand-ins' clock: this machine's, plus what a person has advanced it by."""

import calendar
import datetime as dt
import time
from typing import Any

from sandbox.store import Store


def now_utc(timestamp: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(timestamp, dt.UTC)


def add_months(timestamp: int, months: int, *, anchor: int) -> int:
    """That many months after `timestamp`, on the anchor's day of the month, or the month's last day.

    So a renewal anchored on 31 January falls on 28 February and then on 31 March again.
    Rule: https://docs.stripe.com/billing/subscriptions/billing-cycle
    """
    start, wanted = now_utc(timestamp), now_utc(anchor)
    year, month0 = divmod(start.year * 12 + start.month - 1 + months, 12)
    day = min(wanted.day, calendar.monthrange(year, month0 + 1)[1])
    moment = wanted.replace(year=year, month=month0 + 1, day=day)
    return int(moment.timestamp())


class Clock:
    """Seconds since 1970 in the stand-ins' world. It never runs backwards."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def offset(self) -> int:
        return int((self._store.get("clock", "clock") or {}).get("offset", 0))

    def now(self) -> int:
        return int(time.time()) + self.offset

    def target(self, *, seconds: int = 0, days: int = 0, months: int = 0) -> int:
        """The moment that lies so far ahead of now. Raises ValueError for a step back."""
        if min(seconds, days, months) < 0:
            raise ValueError("the clock only goes forward")
        now = self.now()
        return add_months(now, months, anchor=now) + days * 86400 + seconds

    def move_to(self, moment: int) -> None:
        if moment > self.now():
            self._store.put("clock", "clock", {"offset": moment - int(time.time())})

    def state(self) -> dict[str, Any]:
        return {"now": self.now(), "offset_seconds": self.offset, "iso": now_utc(self.now()).isoformat()}
