"""Invoices: made, finalized, paid, refused, voided. The API's calls are in invoice_api."""

from typing import Any

from sandbox.stripe.events import emit
from sandbox.stripe.objects import INCLUDABLE, Obj, find, list_object, load, new_id, public, save
from sandbox.stripe.payments import confirm, create_intent
from sandbox.world import World

# Days from a refused payment to the next attempt. After the last, the subscription ends.
RETRY_AFTER_DAYS = (3, 5, 7)
DAY = 86400


def keep_draft(world: World, invoice: Obj) -> Obj:
    emit(world, "invoice.created", save(world, invoice))
    return invoice


def finalize(world: World, invoice: Obj) -> Obj:
    """Number it; from now on it is owed."""
    now = world.clock.now()
    customer = load(world, "customer", invoice["customer"])
    invoice.update(
        status="open",
        number=f"{customer['invoice_prefix']}-{customer['next_invoice_sequence']:04d}",
        ending_balance=min(0, invoice["total"] + invoice["starting_balance"]),
        hosted_invoice_url=f"{world.origin}/pay/invoice/{invoice['id']}",
        effective_at=now,
    )
    invoice["status_transitions"]["finalized_at"] = now
    customer.update(
        next_invoice_sequence=customer["next_invoice_sequence"] + 1,
        balance=invoice["ending_balance"],
        currency=customer["currency"] or invoice["currency"],
    )
    save(world, customer)
    emit(world, "invoice.finalized", save(world, invoice))
    return invoice


def payment_of(world: World, invoice: Obj) -> Obj | None:
    """The invoice's own payment, of which there is one."""
    return next(iter(find(world, "invoice_payment", invoice=invoice["id"])), None)


def _payment(world: World, invoice: Obj, intent: Obj) -> Obj:
    return save(
        world,
        {
            "id": new_id("inpay_"),
            "object": "invoice_payment",
            "amount_paid": None,
            "amount_requested": invoice["amount_due"],
            "created": world.clock.now(),
            "currency": invoice["currency"],
            "invoice": invoice["id"],
            "is_default": True,
            "livemode": False,
            "payment": {"payment_intent": intent["id"], "type": "payment_intent"},
            "status": "open",
            "status_transitions": {"canceled_at": None, "paid_at": None},
        },
    )


def intent_of(world: World, invoice: Obj) -> Obj:
    """What the invoice is paid with, made when there is none."""
    payment = payment_of(world, invoice)
    if payment:
        return load(world, "payment_intent", payment["payment"]["payment_intent"])
    about = "Subscription creation" if invoice["billing_reason"] == "subscription_create" else "Subscription update"
    intent = create_intent(
        world, amount=invoice["amount_due"], currency=invoice["currency"], customer=invoice["customer"],
        given={"description": about, "setup_future_usage": "off_session"},
    )  # fmt: skip
    _payment(world, invoice, intent)
    return intent


def adopt_intent(world: World, invoice: Obj, intent: Obj) -> None:
    """The invoice is paid by an intent that was there first: Checkout's."""
    _payment(world, invoice, intent)


def mark_paid(world: World, invoice: Obj) -> Obj:
    now = world.clock.now()
    payment = payment_of(world, invoice)
    if payment:
        payment.update(amount_paid=invoice["amount_due"], status="paid")
        payment["status_transitions"]["paid_at"] = now
        emit(world, "invoice_payment.paid", save(world, payment))
    invoice.update(
        status="paid", amount_paid=invoice["amount_due"], amount_remaining=0, attempted=True,
        auto_advance=False, next_payment_attempt=None,
    )  # fmt: skip
    invoice["status_transitions"]["paid_at"] = now
    save(world, invoice)
    emit(world, "invoice.paid", invoice)
    emit(world, "invoice.payment_succeeded", invoice)
    return invoice


def attempt(world: World, invoice: Obj, payment_method: Obj | None, *, off_session: bool) -> Obj:
    """Try to pay an open invoice; its status says whether it worked. Returns the invoice."""
    if invoice["amount_due"] == 0:
        return mark_paid(world, invoice)
    intent = intent_of(world, invoice)
    if payment_method:
        intent = confirm(world, intent, payment_method, off_session=off_session)
    invoice.update(attempted=True, attempt_count=invoice["attempt_count"] + 1)
    if intent["status"] == "succeeded":
        return mark_paid(world, invoice)
    tries = invoice["attempt_count"]
    wait = RETRY_AFTER_DAYS[tries - 1] if tries <= len(RETRY_AFTER_DAYS) else None
    invoice["next_payment_attempt"] = world.clock.now() + wait * DAY if wait else None
    invoice["auto_advance"] = wait is not None
    save(world, invoice)
    emit(world, "invoice.payment_failed", invoice)
    code = (intent["last_payment_error"] or {}).get("code")
    if intent["status"] == "requires_action" or code == "authentication_required":
        emit(world, "invoice.payment_action_required", invoice)
    return invoice


def void(world: World, invoice: Obj) -> Obj:
    invoice.update(status="void", auto_advance=False, next_payment_attempt=None, amount_remaining=invoice["amount_due"])
    invoice["status_transitions"]["voided_at"] = world.clock.now()
    _cancel_payment(world, invoice, "void_invoice")
    emit(world, "invoice.voided", save(world, invoice))
    return invoice


def mark_uncollectible(world: World, invoice: Obj) -> Obj:
    invoice.update(status="uncollectible", auto_advance=False, next_payment_attempt=None)
    invoice["status_transitions"]["marked_uncollectible_at"] = world.clock.now()
    emit(world, "invoice.marked_uncollectible", save(world, invoice))
    return invoice


def _cancel_payment(world: World, invoice: Obj, reason: str) -> None:
    payment = payment_of(world, invoice)
    if not payment:
        return
    now = world.clock.now()
    payment["status"] = "canceled"
    payment["status_transitions"]["canceled_at"] = now
    save(world, payment)
    intent = load(world, "payment_intent", payment["payment"]["payment_intent"])
    intent.update(status="canceled", canceled_at=now, cancellation_reason=reason, next_action=None)
    emit(world, "payment_intent.canceled", save(world, intent))


def default_card(world: World, subscription: Obj) -> Obj | None:
    """The subscription's card, else its customer's."""
    customer = load(world, "customer", subscription["customer"])
    id = subscription["default_payment_method"] or customer["invoice_settings"]["default_payment_method"]
    return world.store.get("stripe.payment_method", id) if id else None


def subscription_of(world: World, invoice: Obj) -> Obj:
    return load(world, "subscription", invoice["parent"]["subscription_details"]["subscription"])


def _payments(world: World, invoice: Obj) -> Any:
    rows = [public(row) for row in find(world, "invoice_payment", invoice=invoice["id"])]
    return list_object(rows, "/v1/invoice_payments")


INCLUDABLE["invoice", "payments"] = _payments
