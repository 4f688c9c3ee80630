"""Our ledger beside Stripe's balance: every line on one side has its twin on the other, of the same amount and fee."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from core import duties
from donations import stripe_client
from donations.models import Payment, Refund

# (amount, fee, currency) in minor units of the balance's own currency; what goes out is negative.
Figures = tuple[int, int, str]
# Payouts and Stripe's own fees concern the account, not a gift.
NOT_OURS = {"payout", "stripe_fee", "payout_failure", "payout_cancel", "topup", "reserve_transaction"}


@dataclass
class Comparison:
    lines: int = 0
    differences: list[str] = field(default_factory=list)
    totals: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


@duties.duty(
    "donations.reconcile",
    title=_("Compare our ledger with Stripe's balance"),
    rhythm=duties.Daily(time(6)),
    lease=timedelta(hours=1),
)
def reconcile_daily(*, now: datetime) -> None:
    since, until = last_quarter(now)
    differences = len(compare(since=since, until=until).differences)
    if differences:
        raise duties.NeedsAPerson(f"{differences} differed. Run: manage.py reconcile")


def last_quarter(now: datetime) -> tuple[datetime, datetime]:
    """From 90 days ago to what is yet to come."""
    return now - timedelta(days=90), now + timedelta(days=1)


def compare(*, since: datetime, until: datetime) -> Comparison:
    """Stripe's balance lines of [since, until) against our rows with these numbers, and ours of that time against them.

    Raises PaymentsError when Stripe can't be asked.
    """
    result = Comparison()
    ours = _ledger(since, until)
    for line in stripe_client.balance_lines(since=since, until=until):
        if line.kind in NOT_OURS:
            continue
        result.lines += 1
        result.totals[line.currency][line.kind] += line.amount_minor
        result.totals[line.currency]["fees"] += line.fee_minor
        theirs = (line.amount_minor, line.fee_minor, line.currency)
        row = ours.pop(line.id, None) or _row(line.id)
        if row is None:
            result.differences.append(f"{line.id}: {line.kind} {line.source_id} {theirs} is at Stripe and not here")
        elif row != theirs:
            result.differences.append(f"{line.id}: {line.kind} {line.source_id} is {theirs} at Stripe and {row} here")
    result.differences += [f"{number}: {row} is here and not at Stripe" for number, row in ours.items()]
    return result


def _ledger(since: datetime, until: datetime) -> dict[str, Figures]:
    payments = Payment.objects.filter(paid_at__gte=since, paid_at__lt=until)
    refunds = Refund.objects.filter(refunded_at__gte=since, refunded_at__lt=until)
    rows = {payment.balance_transaction_id or payment.charge_id: _of_payment(payment) for payment in payments}
    return rows | {refund.balance_transaction_id or refund.refund_id: _of_refund(refund) for refund in refunds}


def _row(number: str) -> Figures | None:
    """A row whose own time is outside of what was asked for: Stripe's line may be a moment later."""
    payment = Payment.objects.filter(balance_transaction_id=number).first()
    if payment:
        return _of_payment(payment)
    refund = Refund.objects.filter(balance_transaction_id=number).first()
    return _of_refund(refund) if refund else None


def _of_payment(payment: Payment) -> Figures:
    return payment.settled_minor or 0, payment.fee_minor or 0, payment.settled_currency


def _of_refund(refund: Refund) -> Figures:
    return refund.settled_minor or 0, 0, refund.settled_currency
