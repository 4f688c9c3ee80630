"""`manage.py reconcile`: do our payments, refunds and fees equal Stripe's balance, to the cent, by currency?"""

from argparse import ArgumentTypeError
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from donations.reconciliation import compare, last_quarter
from donations.stripe_client import PaymentsError


def day(text: str) -> datetime:
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError as error:
        raise ArgumentTypeError("a day looks like 2026-11-30") from error


class Command(BaseCommand):
    help = "Compare the ledger with Stripe's balance. Prints what differs; ends with 1 if anything does, 2 if unknown."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--since", type=day, help="first day, in UTC; 90 days ago unless given")
        parser.add_argument("--until", type=day, help="the day after the last, in UTC; all up to now unless given")

    def handle(self, *args: Any, since: datetime | None, until: datetime | None, **options: Any) -> None:
        first, last = last_quarter(timezone.now())
        since, until = since or (until - timedelta(days=91) if until else first), until or last
        try:
            result = compare(since=since, until=until)
        except PaymentsError as error:
            raise CommandError(f"Stripe could not be asked: {error}", returncode=2) from None
        for difference in result.differences:
            self.stdout.write(difference)
        for currency, kinds in sorted(result.totals.items()):
            self.stdout.write(f"{currency}: {_words(kinds)}")
        if result.differences:
            raise CommandError(f"{len(result.differences)} differences.", returncode=1)
        self.stdout.write(f"The ledger equals Stripe's balance in {result.lines} lines.")


def _words(kinds: Counter[str]) -> str:
    return ", ".join(f"{kind} {amount}" for kind, amount in sorted(kinds.items()))
