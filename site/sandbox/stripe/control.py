"""The controls of Stripe's stand-in, under /_control/stripe/ (JSON in, JSON out).

POST /_control/stripe/resend        {"event": "evt_…"}: its webhooks again
POST /_control/stripe/fail_webhooks {"times": N}: the next N attempts are lost on their way, and tried again
POST /_control/stripe/dispute       {"charge": "ch_…", "reason": "fraudulent"}: the bank takes it back
POST /_control/stripe/close_dispute {"dispute": "du_…", "won": true}
POST /_control/stripe/refund        {"charge": "ch_…", "amount": 500}: as by hand in the dashboard
POST /_control/stripe/cancel        {"subscription": "sub_…"}: likewise
POST /_control/stripe/pay           {"session": "cs_…", "card": "4242…", "email": "…", "name": "…"}:
                                    Checkout, filled in; answers {"session": {…}, "intent": {…},
                                    "redirect": success_url or null}
"""

from collections.abc import Callable
from typing import Any

from sandbox.http import Handler, Router
from sandbox.stripe.cards import CARDS
from sandbox.stripe.disputes import close_dispute, open_dispute
from sandbox.stripe.errors import StripeError
from sandbox.stripe.events import described, resend
from sandbox.stripe.objects import Obj, find, load, public
from sandbox.stripe.refunds import refund
from sandbox.stripe.sessions import pay, success_url
from sandbox.stripe.subscriptions import end_subscription
from sandbox.world import World

KINDS = (
    "customer", "subscription", "invoice", "payment_intent", "charge", "refund", "dispute", "balance_transaction",
    "webhook_endpoint",
)  # fmt: skip
SHOWN = 100


def add_controls(router: Router) -> None:
    for name, action in _ACTIONS.items():
        router.route("POST", f"/_control/stripe/{name}")(_handler(action))


def _handler(action: Callable[[World, Obj], Obj]) -> Handler:
    return lambda request: action(request.world, request.json)


def _fail_webhooks(world: World, wanted: Obj) -> Obj:
    world.webhooks.lose_next(int(wanted.get("times", 1)))
    return {"times": int(wanted.get("times", 1))}


def _resend(world: World, wanted: Obj) -> Obj:
    return resend(world, wanted["event"])


def _dispute(world: World, wanted: Obj) -> Obj:
    charge = load(world, "charge", wanted["charge"])
    return public(open_dispute(world, charge, reason=wanted.get("reason", "fraudulent")))


def _close_dispute(world: World, wanted: Obj) -> Obj:
    return public(close_dispute(world, load(world, "dispute", wanted["dispute"]), won=bool(wanted.get("won"))))


def _refund(world: World, wanted: Obj) -> Obj:
    given = {"amount": int(wanted["amount"])} if "amount" in wanted else {}
    return public(refund(world, load(world, "charge", wanted["charge"]), given))


def _cancel(world: World, wanted: Obj) -> Obj:
    subscription = load(world, "subscription", wanted["subscription"])
    return public(end_subscription(world, subscription, reason="cancellation_requested"))


def _pay(world: World, wanted: Obj) -> Obj:
    session = load(world, "checkout.session", wanted["session"])
    if session["status"] != "open":
        raise StripeError(f"The session is {session['status']}.")
    number = wanted.get("card", "4242424242424242")
    if number not in CARDS:
        raise StripeError(f"No test card has the number {number}.", param="card")
    email = wanted.get("email") or session["customer_email"] or "lucia@historia.example"
    intent = pay(world, session, number=number, name=wanted.get("name", "Lucía"), email=email)
    session = load(world, "checkout.session", session["id"])
    done = session["status"] == "complete"
    return {"session": public(session), "intent": public(intent), "redirect": success_url(session) if done else None}


_ACTIONS = {
    "fail_webhooks": _fail_webhooks,
    "resend": _resend,
    "dispute": _dispute,
    "close_dispute": _close_dispute,
    "refund": _refund,
    "cancel": _cancel,
    "pay": _pay,
}


def state(world: World) -> dict[str, Any]:
    """The latest of each kind, newest first, and the events with their webhooks."""
    shown = {f"{kind}s": [public(row) for row in reversed(find(world, kind)[-SHOWN:])] for kind in KINDS}
    sessions = [public(row) for row in reversed(find(world, "checkout.session")[-SHOWN:])]
    return {**shown, "checkout_sessions": sessions, "events": described(world)}
