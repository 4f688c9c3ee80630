"""Stripe's objects as plain values of our own, and how they are read from Stripe's JSON.

Amounts are integers of the currency's minor unit, currencies upper-case ISO codes, times aware datetimes.
Paths are those of API 2026-10-28.endive; the ones that moved say so.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any


@dataclass(frozen=True)
class Checkout:
    id: str
    url: str
    status: str  # open, complete, expired
    payment_status: str  # paid, unpaid, no_payment_required
    reference: str
    subscription_id: str | None
    payment_intent_id: str | None
    livemode: bool


@dataclass(frozen=True)
class Subscription:
    id: str
    status: str  # incomplete, incomplete_expired, trialing, active, past_due, unpaid, paused, canceled
    is_collecting: bool  # False while its collection is paused
    reference: str
    customer_id: str
    item_id: str
    product_id: str
    amount_minor: int
    currency: str
    next_payment_at: datetime | None
    cancelled_at: datetime | None
    latest_invoice_id: str | None
    livemode: bool


@dataclass(frozen=True)
class Invoice:
    id: str
    reference: str
    subscription_id: str | None
    payment_intent_ids: tuple[str, ...]


@dataclass(frozen=True)
class Returned:
    """A refund."""

    id: str
    amount_minor: int
    state: str  # pending, succeeded, failed
    created_at: datetime
    balance_transaction_id: str | None
    settled_minor: int | None
    settled_currency: str


@dataclass(frozen=True)
class Charge:
    """A charge that succeeded, with its refunds."""

    id: str
    payment_intent_id: str
    reference: str
    amount_minor: int
    currency: str
    paid_at: datetime
    is_disputed: bool
    balance_transaction_id: str | None
    settled_minor: int | None
    fee_minor: int | None
    settled_currency: str
    refunds: tuple[Returned, ...]
    livemode: bool


@dataclass(frozen=True)
class Event:
    """A signed event: what it is about, and where to look. Never the state itself."""

    id: str
    type: str
    livemode: bool
    created_at: datetime
    object_id: str
    payment_intent_id: str | None
    reference: str


@dataclass(frozen=True)
class BalanceLine:
    """One line of Stripe's balance. `source_id` is the charge or refund that caused it."""

    id: str
    kind: str
    source_id: str
    amount_minor: int
    fee_minor: int
    currency: str


def read_invoice(found: dict[str, Any]) -> Invoice:
    # Since 2025-03-31.basil the subscription is under `parent` and the payments are a list of their own.
    details = (found.get("parent") or {}).get("subscription_details") or {}
    payments = (found.get("payments") or {}).get("data") or []
    paid = [line["payment"].get("payment_intent") for line in payments if line.get("status") == "paid"]
    return Invoice(
        id=found["id"],
        reference=_reference(details),
        subscription_id=_id(details.get("subscription")),
        payment_intent_ids=tuple(intent for intent in map(_id, paid) if intent),
    )


def read_charge(intent: dict[str, Any], refunds: tuple[Returned, ...]) -> Charge | None:
    charge = intent.get("latest_charge")
    if intent["status"] != "succeeded" or not charge:
        return None
    settled = charge.get("balance_transaction") or {}
    return Charge(
        id=charge["id"],
        payment_intent_id=intent["id"],
        reference=_reference(intent),
        amount_minor=charge["amount"],
        currency=charge["currency"].upper(),
        paid_at=_moment(charge["created"]),
        is_disputed=bool(charge.get("disputed")),
        balance_transaction_id=settled.get("id"),
        settled_minor=settled.get("amount"),
        fee_minor=settled.get("fee"),
        settled_currency=(settled.get("currency") or "").upper(),
        refunds=refunds,
        livemode=bool(intent.get("livemode")),
    )


def read_balance_line(found: dict[str, Any]) -> BalanceLine:
    return BalanceLine(
        id=found["id"],
        kind=found["type"],
        source_id=_id(found.get("source")) or "",
        amount_minor=found["amount"],
        fee_minor=found["fee"],
        currency=found["currency"].upper(),
    )


def read_event(body: dict[str, Any]) -> Event:
    about = body["data"]["object"]
    details = (about.get("parent") or {}).get("subscription_details") or {}
    is_intent = about.get("object") == "payment_intent"
    return Event(
        id=str(body["id"]),
        type=str(body["type"]),
        livemode=bool(body["livemode"]),
        created_at=_moment(body["created"]),
        object_id=str(about.get("id") or ""),
        payment_intent_id=_id(about["id"] if is_intent else about.get("payment_intent")),
        reference=_reference(about) or _reference(details) or str(about.get("client_reference_id") or ""),
    )


def read_checkout(found: dict[str, Any]) -> Checkout:
    return Checkout(
        id=found["id"],
        url=found.get("url") or "",
        status=found["status"],
        payment_status=found["payment_status"],
        reference=found.get("client_reference_id") or _reference(found),
        subscription_id=_id(found.get("subscription")),
        payment_intent_id=_id(found.get("payment_intent")),
        livemode=bool(found["livemode"]),
    )


def read_subscription(found: dict[str, Any]) -> Subscription:
    item = found["items"]["data"][0]
    # Since 2025-03-31.basil the period is the item's.
    period_end = item.get("current_period_end")
    return Subscription(
        id=found["id"],
        status=found["status"],
        is_collecting=not found.get("pause_collection"),
        reference=_reference(found),
        customer_id=_id(found["customer"]) or "",
        item_id=item["id"],
        product_id=_id(item["price"]["product"]) or "",
        amount_minor=item["price"]["unit_amount"] * (item.get("quantity") or 1),
        currency=item["price"]["currency"].upper(),
        next_payment_at=_moment(period_end) if period_end else None,
        cancelled_at=_moment(found["canceled_at"]) if found.get("canceled_at") else None,
        latest_invoice_id=_id(found.get("latest_invoice")),
        livemode=bool(found["livemode"]),
    )


def read_returned(found: dict[str, Any]) -> Returned:
    settled = found.get("balance_transaction") or {}
    status = found.get("status") or "pending"
    return Returned(
        id=found["id"],
        amount_minor=found["amount"],
        state={"succeeded": "succeeded", "failed": "failed", "canceled": "failed"}.get(status, "pending"),
        created_at=_moment(found["created"]),
        balance_transaction_id=settled.get("id"),
        settled_minor=settled.get("amount"),
        settled_currency=(settled.get("currency") or "").upper(),
    )


def _reference(found: dict[str, Any]) -> str:
    return str((found.get("metadata") or {}).get("gift") or "")


def _id(value: Any) -> str | None:
    """Stripe gives either an id or, where expanded, the object."""
    if isinstance(value, dict):
        value = value.get("id")
    return str(value) if value else None


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)
