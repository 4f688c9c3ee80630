"""Subscriptions: begun, changed, ended. What falls due on its date is in renewals."""

from typing import Any

from sandbox.clock import add_months, now_utc
from sandbox.stripe import invoices
from sandbox.stripe.catalog import price_of, product_name
from sandbox.stripe.events import emit
from sandbox.stripe.invoice_forms import draft, line
from sandbox.stripe.objects import Obj, find, list_object, load, new_id, save, set_metadata
from sandbox.world import World

DAY = 86400
FIXED_UNITS = {"day": DAY, "week": 7 * DAY}
UNIT_MONTHS = {"month": 1, "year": 12}


def period_after(start: int, price: Obj, *, anchor: int) -> int:
    """When a period that begins at `start` ends: on the anchor's day, or the month's last."""
    unit, count = price["recurring"]["interval"], price["recurring"]["interval_count"]
    if unit in FIXED_UNITS:
        return int(start + FIXED_UNITS[unit] * count)
    return add_months(start, UNIT_MONTHS[unit] * count, anchor=anchor)


def item_of(subscription: Obj) -> Obj:
    """The one item: a gift has one price."""
    item: Obj = subscription["items"]["data"][0]
    return item


def full_line(world: World, subscription: Obj, *, start: int, end: int) -> Obj:
    item = item_of(subscription)
    price = item["price"]
    about = f"{item['quantity']} × {product_name(world, price)} (at {price['unit_amount'] / 100:.2f})"
    amount = price["unit_amount"] * item["quantity"]
    return line(subscription=subscription, item=item, amount=amount, start=start, end=end, about=about)


def begin(
    world: World, *, customer: Obj, price: Obj, quantity: int, given: dict[str, Any], payment_method: Obj | None
) -> Obj:
    """A subscription from now on; its first invoice is the caller's to make and pay."""
    now = world.clock.now()
    id = new_id("sub_")
    trial_end = given.get("trial_end") or (
        now + given["trial_period_days"] * DAY if given.get("trial_period_days") else None
    )
    anchor = trial_end or given.get("billing_cycle_anchor") or now
    item: Obj = {
        "id": new_id("si_"),
        "object": "subscription_item",
        "billing_thresholds": None,
        "created": now,
        "current_period_end": anchor if anchor > now else period_after(now, price, anchor=anchor),
        "current_period_start": now,
        "discounts": [],
        "metadata": {},
        "price": price,
        "quantity": quantity,
        "subscription": id,
        "tax_rates": [],
    }
    subscription: Obj = {
        "id": id,
        "object": "subscription",
        "application": None,
        "application_fee_percent": None,
        "automatic_tax": {"disabled_reason": None, "enabled": False, "liability": None},
        "billing_cycle_anchor": anchor,
        "billing_cycle_anchor_config": None,
        "billing_mode": {"flexible": {"proration_discounts": "included"}, "type": "flexible"},
        "billing_schedules": [],
        "billing_thresholds": None,
        "cancel_at": None,
        "cancel_at_period_end": False,
        "canceled_at": None,
        "cancellation_details": {"comment": None, "feedback": None, "reason": None},
        "collection_method": "charge_automatically",
        "created": now,
        "currency": price["currency"],
        "customer": customer["id"],
        "days_until_due": None,
        "default_payment_method": payment_method["id"] if payment_method else None,
        "default_source": None,
        "default_tax_rates": [],
        "description": given.get("description"),
        "discounts": [],
        "ended_at": None,
        "invoice_settings": {"account_tax_ids": None, "issuer": {"type": "self"}},
        "items": list_object([item], f"/v1/subscription_items?subscription={id}"),
        "latest_invoice": None,
        "livemode": False,
        "metadata": {},
        "next_pending_invoice_item_invoice": None,
        "on_behalf_of": None,
        "pause_collection": None,
        "payment_settings": {
            "payment_method_options": None, "payment_method_types": None, "save_default_payment_method": "off",
        },
        "pending_invoice_item_interval": None,
        "pending_setup_intent": None,
        "pending_update": None,
        "schedule": None,
        "start_date": now,
        "status": "trialing" if trial_end else "active",
        "test_clock": None,
        "transfer_data": None,
        "trial_end": trial_end,
        "trial_settings": {"end_behavior": {"missing_payment_method": "create_invoice"}},
        "trial_start": now if trial_end else None,
        "_pending_lines": [],
    }  # fmt: skip
    set_metadata(subscription, given.get("metadata"))
    return save(world, subscription)


def bill(world: World, subscription: Obj, lines: list[Obj], *, reason: str, start: int, end: int) -> Obj:
    """Draft an invoice of these lines and what is pending, and keep it as the latest. The caller finalizes it."""
    customer = load(world, "customer", subscription["customer"])
    invoice = draft(
        world, customer=customer, subscription=subscription, lines=[*subscription["_pending_lines"], *lines],
        reason=reason, start=start, end=end,
    )  # fmt: skip
    subscription.update(latest_invoice=invoice["id"], _pending_lines=[])
    save(world, subscription)
    return invoices.keep_draft(world, invoice)


def collect(world: World, subscription: Obj, invoice: Obj) -> Obj:
    """Finalize and try to pay, without the donor there; the subscription's status follows."""
    invoices.finalize(world, invoice)
    invoice = invoices.attempt(world, invoice, invoices.default_card(world, subscription), off_session=True)
    follow(world, subscription["id"], invoice)
    return invoice


def follow(world: World, id: str, invoice: Obj) -> None:
    """The subscription's status after an attempt to pay its latest invoice."""
    subscription = load(world, "subscription", id)
    if subscription["status"] == "canceled" or subscription["latest_invoice"] != invoice["id"]:
        return
    if invoice["status"] == "paid":
        set_status(world, subscription, "trialing" if subscription["status"] == "trialing" else "active")
    elif invoice["status"] == "open" and invoice["next_payment_attempt"]:
        set_status(world, subscription, "past_due")
    elif invoice["status"] == "open":
        end_subscription(world, subscription, reason="payment_failed")


def set_status(world: World, subscription: Obj, status: str) -> None:
    before = subscription["status"]
    if before != status:
        subscription["status"] = status
        save(world, subscription)
        emit(world, "customer.subscription.updated", subscription, previous={"status": before})
    _set_delinquent(world, subscription["customer"])


def _set_delinquent(world: World, id: str) -> None:
    customer = load(world, "customer", id)
    late = any(row["status"] == "past_due" for row in find(world, "subscription", customer=id))
    if not customer.get("deleted") and customer["delinquent"] != late:
        customer["delinquent"] = late
        emit(world, "customer.updated", save(world, customer), previous={"delinquent": not late})


def end_subscription(world: World, subscription: Obj, *, reason: str, details: dict[str, Any] | None = None) -> Obj:
    """At once. What was asked for already is not asked for again: open invoices are tried no more."""
    now = world.clock.now()
    subscription.update(
        status="canceled",
        canceled_at=subscription["canceled_at"] or now,
        ended_at=now,
        cancel_at_period_end=False,
        pause_collection=None,
        _pending_lines=[],
    )
    given = {key: value or None for key, value in (details or {}).items()}
    subscription["cancellation_details"].update(
        reason=subscription["cancellation_details"]["reason"] or reason, **given
    )
    for invoice in find(world, "invoice", status="open"):
        if invoice["parent"]["subscription_details"]["subscription"] == subscription["id"]:
            invoice.update(auto_advance=False, next_payment_attempt=None)
            save(world, invoice)
    emit(world, "customer.subscription.deleted", save(world, subscription))
    _set_delinquent(world, subscription["customer"])
    return subscription


def proration_lines(world: World, subscription: Obj, old: Obj, new: Obj, *, at: int) -> list[Obj]:
    """A credit for what is unused of the old price, and the same time at the new one, to the second."""
    start, end = old["current_period_start"], old["current_period_end"]
    share = (end - at, end - start)
    until = f"after {now_utc(at):%d %b %Y}"

    def part(item: Obj, sign: int, about: str) -> Obj:
        amount = sign * ((item["price"]["unit_amount"] * item["quantity"] * share[0] + share[1] // 2) // share[1])
        text = f"{about} {product_name(world, item['price'])} {until}"
        return line(subscription=subscription, item=item, amount=amount, start=at, end=end, about=text, proration=True)

    return [part(old, -1, "Unused time on"), part(new, 1, "Remaining time on")]


def new_item(world: World, item: Obj, change: dict[str, Any]) -> Obj:
    """The item with another price or quantity."""
    priced = "price" in change or "price_data" in change
    price = price_of(world, change, param="items[0]") if priced else item["price"]
    return {**item, "price": price, "quantity": change.get("quantity", item["quantity"])}
