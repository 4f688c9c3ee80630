"""What falls due on its date: renewals, retries, ends, pauses that are over, Checkout sessions that nobody paid."""

import copy

from sandbox.stripe import invoices
from sandbox.stripe.events import emit, emit_updated
from sandbox.stripe.objects import Obj, find, load, save
from sandbox.stripe.sessions import expire
from sandbox.stripe.subscriptions import bill, collect, end_subscription, follow, full_line, item_of, period_after
from sandbox.world import World

LIVE = {"active", "trialing", "past_due"}


def advance(world: World, moment: int) -> None:
    """Do everything that falls due until `moment`, each at its own time and in order."""
    while (due := _next_due(world)) and due[0] <= moment:
        at, kind, id = due
        world.clock.move_to(at)
        _ACTIONS[kind](world, load(world, _KINDS[kind], id))


def _next_due(world: World) -> tuple[int, str, str] | None:
    """(when, what, whose). At the same second, ends come before renewals."""
    due: list[tuple[int, str, str]] = []
    for subscription in find(world, "subscription"):
        if subscription["status"] in LIVE:
            due += _due_of(subscription)
    for invoice in find(world, "invoice", status="open"):
        if invoice["next_payment_attempt"]:
            due.append((invoice["next_payment_attempt"], "c_retry", invoice["id"]))
    due += [(row["expires_at"], "d_expire", row["id"]) for row in find(world, "checkout.session", status="open")]
    return min(due, default=None)


def _due_of(subscription: Obj) -> list[tuple[int, str, str]]:
    id = subscription["id"]
    due = [(item_of(subscription)["current_period_end"], "b_renew", id)]
    if subscription["cancel_at"]:
        due.append((subscription["cancel_at"], "a_end", id))
    pause = subscription["pause_collection"]
    if pause and pause["resumes_at"]:
        due.append((pause["resumes_at"], "a_resume", id))
    return due


def _end(world: World, subscription: Obj) -> None:
    end_subscription(world, subscription, reason="cancellation_requested")


def _resume(world: World, subscription: Obj) -> None:
    previous = {"pause_collection": subscription["pause_collection"]}
    subscription["pause_collection"] = None
    emit(world, "customer.subscription.updated", save(world, subscription), previous=previous)


def _renew(world: World, subscription: Obj) -> None:
    """The next period, and its invoice. Stripe leaves it a draft for an hour; here it is asked for at once."""
    before = copy.deepcopy(subscription)
    item = item_of(subscription)
    start = item["current_period_end"]
    end = period_after(start, item["price"], anchor=subscription["billing_cycle_anchor"])
    item.update(current_period_start=start, current_period_end=end)
    if subscription["status"] == "trialing":
        subscription["status"] = "active"
    lines = [full_line(world, subscription, start=start, end=end)]
    invoice = bill(world, subscription, lines, reason="subscription_cycle", start=start, end=end)
    emit_updated(world, "customer.subscription.updated", before, subscription)
    pause = subscription["pause_collection"]
    if pause:
        _hold(world, invoice, pause["behavior"])
    else:
        collect(world, subscription, invoice)


def _hold(world: World, invoice: Obj, behavior: str) -> None:
    """https://docs.stripe.com/billing/subscriptions/pause-payment"""
    if behavior == "keep_as_draft":
        invoice["auto_advance"] = False
        save(world, invoice)
        return
    invoices.finalize(world, invoice)
    (invoices.void if behavior == "void" else invoices.mark_uncollectible)(world, invoice)


def _retry(world: World, invoice: Obj) -> None:
    subscription = invoices.subscription_of(world, invoice)
    card = invoices.default_card(world, subscription)
    invoice = invoices.attempt(world, invoice, card, off_session=True)
    follow(world, subscription["id"], invoice)


_KINDS = {
    "a_end": "subscription",
    "a_resume": "subscription",
    "b_renew": "subscription",
    "c_retry": "invoice",
    "d_expire": "checkout.session",
}
_ACTIONS = {"a_end": _end, "a_resume": _resume, "b_renew": _renew, "c_retry": _retry, "d_expire": expire}
