"""What an update of a subscription does: its price, its day, a pause, an end to come."""

import copy
from typing import Any

from sandbox.stripe.errors import StripeError
from sandbox.stripe.events import emit_updated
from sandbox.stripe.invoice_forms import line
from sandbox.stripe.objects import Obj, load, save, set_metadata
from sandbox.stripe.subscriptions import (
    bill,
    collect,
    end_subscription,
    full_line,
    item_of,
    new_item,
    period_after,
    proration_lines,
)
from sandbox.world import World

LONGEST_AHEAD_SECONDS = 5 * 366 * 86400


def update(world: World, subscription: Obj, given: dict[str, Any]) -> Obj:
    """Apply an update's parameters. Raises StripeError and changes nothing for what is impossible."""
    if subscription["status"] in {"canceled", "incomplete_expired"}:
        raise StripeError(
            "A canceled subscription can only update its cancellation_details and metadata.", param="subscription"
        )
    before = copy.deepcopy(subscription)
    _set_card(world, subscription, given)
    _set_end(world, subscription, given)
    _set_pause(subscription, given)
    set_metadata(subscription, given.get("metadata"))
    if "description" in given:
        subscription["description"] = given["description"] or None
    owed = _set_price(world, subscription, given)
    owed = _set_day(world, subscription, given) or owed
    save(world, subscription)
    if owed:
        item = item_of(subscription)
        start, end = item["current_period_start"], item["current_period_end"]
        invoice = bill(world, subscription, owed["lines"], reason="subscription_update", start=start, end=end)
        emit_updated(world, "customer.subscription.updated", before, subscription)
        collect(world, subscription, invoice)
        return load(world, "subscription", subscription["id"])
    emit_updated(world, "customer.subscription.updated", before, subscription)
    return subscription


def _set_card(world: World, subscription: Obj, given: dict[str, Any]) -> None:
    id = given.get("default_payment_method")
    if id is None:
        return
    if id and load(world, "payment_method", id, param="default_payment_method")["customer"] != subscription["customer"]:
        message = "The payment method must be attached to the customer before it is used."
        raise StripeError(message, param="default_payment_method")
    subscription["default_payment_method"] = id or None


def _set_end(world: World, subscription: Obj, given: dict[str, Any]) -> None:
    if "cancel_at_period_end" in given and given.get("cancel_at"):
        raise StripeError("You may only specify one of these parameters: cancel_at, cancel_at_period_end.")
    if "cancellation_details" in given:
        details = {key: value or None for key, value in given["cancellation_details"].items()}
        subscription["cancellation_details"].update(details)
    if "cancel_at_period_end" in given:
        ends = given["cancel_at_period_end"]
        moment = item_of(subscription)["current_period_end"] if ends else None
        _plan_end(world, subscription, moment, at_period_end=ends)
    elif "cancel_at" in given:
        moment = given["cancel_at"] or None
        if isinstance(moment, str):
            moment = item_of(subscription)["current_period_end"]
        if moment and moment <= world.clock.now():
            raise StripeError("The `cancel_at` time stamp must be in the future.", param="cancel_at")
        _plan_end(world, subscription, moment, at_period_end=False)


def _plan_end(world: World, subscription: Obj, moment: int | None, *, at_period_end: bool) -> None:
    subscription["cancel_at"] = moment
    subscription["cancel_at_period_end"] = at_period_end
    subscription["canceled_at"] = world.clock.now() if moment else None
    subscription["cancellation_details"]["reason"] = "cancellation_requested" if moment else None


def _set_pause(subscription: Obj, given: dict[str, Any]) -> None:
    if "pause_collection" in given:
        pause = given["pause_collection"]
        subscription["pause_collection"] = {"resumes_at": None, **pause} if pause else None


def _set_price(world: World, subscription: Obj, given: dict[str, Any]) -> dict[str, Any] | None:
    """Returns the lines to bill at once, when the change asks for that."""
    if "items" not in given:
        return None
    change, *more = given["items"]
    old = item_of(subscription)
    if more or change.get("id") != old["id"] or change.get("deleted"):
        message = "The stand-in keeps one item to a subscription: name it with items[0][id]."
        raise StripeError(message, param="items")
    new = new_item(world, old, change)
    if new["price"]["currency"] != subscription["currency"] or not new["price"]["recurring"]:
        message = "The price must be recurring, and in the subscription's currency."
        raise StripeError(message, param="items[0][price]")
    same_rhythm = new["price"]["recurring"] == old["price"]["recurring"]
    behavior = given.get("proration_behavior", "create_prorations")
    lines = _prorations(world, subscription, old, new, behavior)
    subscription["items"]["data"] = [new]
    if not same_rhythm:
        # Another rhythm begins today: https://docs.stripe.com/billing/subscriptions/change-price
        _begin_period(subscription, world.clock.now())
        begun = item_of(subscription)
        credit = lines[:1]
        full = full_line(world, subscription, start=begun["current_period_start"], end=begun["current_period_end"])
        return {"lines": [*credit, full]}
    if behavior == "always_invoice" and lines:
        return {"lines": lines}
    subscription["_pending_lines"] += lines
    return None


def _prorations(world: World, subscription: Obj, old: Obj, new: Obj, behavior: str) -> list[Obj]:
    same = (old["price"]["unit_amount"], old["quantity"]) == (new["price"]["unit_amount"], new["quantity"])
    if behavior == "none" or same or subscription["status"] == "trialing":
        return []
    return proration_lines(world, subscription, old, new, at=world.clock.now())


def _set_day(world: World, subscription: Obj, given: dict[str, Any]) -> dict[str, Any] | None:
    """Another day of the month: by a trial's end, or from today on. Returns the lines to bill at once."""
    now = world.clock.now()
    if given.get("billing_cycle_anchor", {}).get("type") == "now" or given.get("trial_end") == "now":
        subscription.update(status="active", trial_end=now if subscription["trial_end"] else None)
        _begin_period(subscription, now)
        item = item_of(subscription)
        return {"lines": [full_line(world, subscription, start=now, end=item["current_period_end"])]}
    if "trial_end" not in given:
        return None
    moment = given["trial_end"]
    if not now < moment < now + LONGEST_AHEAD_SECONDS:
        raise StripeError("Invalid timestamp: must be an integer Unix timestamp in the future.", param="trial_end")
    subscription.update(status="trialing", trial_start=now, trial_end=moment, billing_cycle_anchor=moment)
    item = item_of(subscription)
    item.update(current_period_start=now, current_period_end=moment)
    # Stripe bills a trial with an invoice of nothing.
    about = "Free trial"
    return {"lines": [line(subscription=subscription, item=item, amount=0, start=now, end=moment, about=about)]}


def _begin_period(subscription: Obj, now: int) -> None:
    item = item_of(subscription)
    subscription["billing_cycle_anchor"] = now
    item.update(current_period_start=now, current_period_end=period_after(now, item["price"], anchor=now))


def cancel(world: World, subscription: Obj, given: dict[str, Any]) -> Obj:
    """At once, with nothing back: that is a refund, which is asked for apart."""
    if subscription["status"] == "canceled":
        raise StripeError(
            f"No such subscription: '{subscription['id']}'", status=404, code="resource_missing", param="id"
        )
    details = given.get("cancellation_details")
    return end_subscription(world, subscription, reason="cancellation_requested", details=details)
