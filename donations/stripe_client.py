"""The only file that imports Stripe's package. Plain values in and out; our own exceptions.

Written for stripe 16.1.0, API 2026-10-28.endive. What its objects hold is read in stripe_shapes.py.

A call may end in three ways: it returns (done), it raises Refused (nothing was done), or it raises Unavailable (nobody
knows: ask again by the same key).
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

import stripe
from django.conf import settings

from donations.stripe_shapes import (
    BalanceLine,
    Charge,
    Checkout,
    Event,
    Invoice,
    Returned,
    Subscription,
    read_balance_line,
    read_charge,
    read_checkout,
    read_event,
    read_invoice,
    read_returned,
    read_subscription,
)

API_VERSION = "2026-10-28.endive"
# Seconds for one try. A donor waits for this, so that it is short; a second try carries the same idempotency key.
TIMEOUT = 10
RETRIES = 1
# Seconds that a webhook's time stamp may be away from now, on both sides.
TOLERANCE = 300


class PaymentsError(Exception):
    """Something went wrong between Stripe and us. Its text holds no personal data."""


class Unavailable(PaymentsError):
    """No answer, or one that doesn't tell what happened. Whether it was done is unknown."""


class Refused(PaymentsError):
    """Stripe understood and did nothing."""


class BadSignature(PaymentsError):
    """A webhook that Stripe did not sign, or not now."""


# --- Checkout -----------------------------------------------------------------------------------------------------


def create_checkout(
    *,
    key: str,
    monthly: bool,
    amount_minor: int,
    currency: str,
    label: str,
    email: str,
    language: str,
    success_url: str,
    cancel_url: str,
) -> Checkout:
    """Begin a Checkout. The same `key` with the same values gives the same Checkout, for 24 hours.

    `key` is also our reference on everything that comes of it. No customer is named: Stripe makes one for each
    subscription, since a known customer's Checkout would show their card to whoever typed their address.
    """
    price: dict[str, Any] = {
        "currency": currency.lower(),
        "unit_amount": amount_minor,
        "product_data": {"name": label},
    }
    params: dict[str, Any] = {
        "client_reference_id": key,
        "customer_email": email,
        "locale": {"es": "es-419"}.get(language, language),
        "metadata": {"gift": key},
        "success_url": success_url,
        "cancel_url": cancel_url,
        "line_items": [{"quantity": 1, "price_data": price}],
    }
    if monthly:
        price["recurring"] = {"interval": "month"}
        params |= {"mode": "subscription", "subscription_data": {"metadata": {"gift": key}}}
    else:
        params |= {"mode": "payment", "submit_type": "donate", "payment_intent_data": {"metadata": {"gift": key}}}
    with _our_errors():
        found = _client().v1.checkout.sessions.create(
            cast("stripe.params.checkout.SessionCreateParams", params), {"idempotency_key": key}
        )
    return read_checkout(found.to_dict())


def fetch_checkout(checkout_id: str) -> Checkout:
    with _our_errors():
        return read_checkout(_client().v1.checkout.sessions.retrieve(checkout_id).to_dict())


def expire_checkout(checkout_id: str) -> Checkout:
    """End an open Checkout, so that nobody can pay it. One that has ended already is returned as it is."""
    try:
        with _our_errors():
            return read_checkout(_client().v1.checkout.sessions.expire(checkout_id).to_dict())
    except Refused:
        return fetch_checkout(checkout_id)


# --- Subscriptions and payments --------------------------------------------------------------------------------------


def fetch_subscription(subscription_id: str) -> Subscription:
    with _our_errors():
        return read_subscription(_client().v1.subscriptions.retrieve(subscription_id).to_dict())


def change_amount(subscription_id: str, *, amount_minor: int, key: str) -> Subscription:
    """From the next payment on; nothing is charged or credited for the month that runs."""
    present = fetch_subscription(subscription_id)
    item: dict[str, Any] = {
        "id": present.item_id,
        "price_data": {
            "currency": present.currency.lower(),
            "product": present.product_id,
            "recurring": {"interval": "month"},
            "unit_amount": amount_minor,
        },
    }
    with _our_errors():
        changed = _client().v1.subscriptions.update(
            subscription_id,
            cast("stripe.params.SubscriptionUpdateParams", {"items": [item], "proration_behavior": "none"}),
            {"idempotency_key": key},
        )
    return read_subscription(changed.to_dict())


def cancel_subscription(subscription_id: str) -> Subscription:
    """Now: no further payment is taken. One that has ended already is returned as it is."""
    try:
        with _our_errors():
            return read_subscription(_client().v1.subscriptions.cancel(subscription_id).to_dict())
    except Refused:
        present = fetch_subscription(subscription_id)
        if present.status != "canceled":
            raise
        return present


def fetch_invoice(invoice_id: str) -> Invoice:
    with _our_errors():
        return read_invoice(_client().v1.invoices.retrieve(invoice_id, {"expand": ["payments"]}).to_dict())


def invoice_of(payment_intent_id: str) -> str | None:
    """The invoice that this payment settled; None for a one-off gift."""
    payment: Any = {"type": "payment_intent", "payment_intent": payment_intent_id}
    with _our_errors():
        found = _client().v1.invoice_payments.list({"payment": payment, "limit": 1}).to_dict()
    return str(found["data"][0]["invoice"]) if found["data"] else None


def fetch_charge(payment_intent_id: str) -> Charge | None:
    """The charge that succeeded for this payment intent; None while there is none."""
    expand = ["latest_charge.balance_transaction"]
    with _our_errors():
        intent = _client().v1.payment_intents.retrieve(payment_intent_id, {"expand": expand}).to_dict()
    if intent["status"] != "succeeded":
        return None
    return read_charge(intent, _refunds(payment_intent_id))


def has_failed(payment_intent_id: str) -> bool:
    """The payment was tried and did not come: it needs another card, or was cancelled."""
    with _our_errors():
        intent = _client().v1.payment_intents.retrieve(payment_intent_id)
    return intent.status in {"requires_payment_method", "canceled"}


def refund(payment_intent_id: str, *, amount_minor: int, key: str) -> None:
    """Return this much of a payment. A repeated `key` returns it once."""
    with _our_errors():
        _client().v1.refunds.create(
            {"payment_intent": payment_intent_id, "amount": amount_minor}, {"idempotency_key": key}
        )


def portal_address(customer_id: str, *, return_url: str, language: str) -> str:
    """The address of Stripe's own page for changing a card. It opens without a password: give it to nobody else."""
    params: Any = {
        "customer": customer_id,
        "return_url": return_url,
        "locale": {"es": "es-419"}.get(language, language),
        "flow_data": {
            "type": "payment_method_update",
            "after_completion": {"type": "redirect", "redirect": {"return_url": return_url}},
        },
    }
    with _our_errors():
        return str(_client().v1.billing_portal.sessions.create(params).url)


def balance_lines(*, since: datetime, until: datetime) -> Iterator[BalanceLine]:
    """Every line of Stripe's balance created in [since, until)."""
    created: Any = {"gte": int(since.timestamp()), "lt": int(until.timestamp())}
    with _our_errors():
        for line in _client().v1.balance_transactions.list({"created": created, "limit": 100}).auto_paging_iter():
            yield read_balance_line(line.to_dict())


# --- Webhooks --------------------------------------------------------------------------------------------------------


def verified_event(payload: bytes, signature: str, *, now: datetime) -> Event:
    """The event in this raw body. Raises BadSignature when Stripe didn't sign it, or not within five minutes of now.

    The package refuses an old time stamp and accepts one from next year: the bound ahead is ours.
    """
    try:
        stripe.WebhookSignature.verify_header(payload, signature, settings.STRIPE_WEBHOOK_SECRET, tolerance=None)
    except (stripe.SignatureVerificationError, UnicodeDecodeError) as error:
        raise BadSignature(type(error).__name__) from None
    stamp = re.search(r"(?:^|,)t=(\d+)", signature)
    if stamp is None or abs(now.timestamp() - int(stamp.group(1))) > TOLERANCE:
        raise BadSignature("the time stamp is too far from now")
    try:
        return read_event(json.loads(payload))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadSignature(f"signed, but no event: {type(error).__name__}") from None


# --- How we speak to Stripe -----------------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def _client_for(key: str, base: str) -> stripe.StripeClient:
    stripe.enable_telemetry = False
    return stripe.StripeClient(
        key,
        stripe_version=API_VERSION,
        base_addresses={"api": base},
        http_client=stripe.RequestsClient(timeout=TIMEOUT),
        max_network_retries=RETRIES,
    )


def _client() -> stripe.StripeClient:
    return _client_for(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE)


@contextmanager
def _our_errors() -> Iterator[None]:
    """Stripe's exceptions as ours. Their messages are dropped: they quote what was sent, addresses too."""
    try:
        yield
    except (stripe.APIConnectionError, stripe.RateLimitError, stripe.APIError) as error:
        raise Unavailable(type(error).__name__) from None
    except stripe.IdempotencyError as error:
        # The same key with other values: a fault of ours, and nothing was done.
        raise Refused(type(error).__name__) from None
    except stripe.StripeError as error:
        # 409 means that a request with this key is still running.
        kind = Unavailable if error.http_status == 409 or (error.http_status or 0) >= 500 else Refused
        raise kind(f"{type(error).__name__} {error.code or ''}".strip()) from None


def _refunds(payment_intent_id: str) -> tuple[Returned, ...]:
    with _our_errors():
        pages = _client().v1.refunds.list(
            {"payment_intent": payment_intent_id, "limit": 100, "expand": ["data.balance_transaction"]}
        )
        return tuple(read_returned(line.to_dict()) for line in pages.auto_paging_iter())
