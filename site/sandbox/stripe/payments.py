"""Payment intents, charges and the balance they move."""

from typing import Any

from sandbox.stripe.cards import DECLINED, Card, card_of, charged_card
from sandbox.stripe.events import emit
from sandbox.stripe.objects import Obj, new_id, public, save, set_metadata
from sandbox.world import World

AVAILABLE_AFTER_SECONDS = 2 * 86400


def fee_for(amount: int) -> int:
    """Stripe's usual 2.9 % and 30 minor units, rounded half up."""
    return (amount * 29 + 500) // 1000 + 30


def move_balance(world: World, *, type: str, amount: int, fee: int, currency: str, source: str, about: str) -> Obj:
    """A balance transaction. `amount` is negative when money leaves."""
    now = world.clock.now()
    details = [
        {"amount": fee, "application": None, "currency": currency, "description": "Stripe processing fees",
         "type": "stripe_fee"}
    ]  # fmt: skip
    return save(
        world,
        {
            "id": new_id("txn_"),
            "object": "balance_transaction",
            "amount": amount,
            "available_on": now + AVAILABLE_AFTER_SECONDS,
            "balance_type": "payments",
            "created": now,
            "currency": currency,
            "description": about,
            "exchange_rate": None,
            "fee": fee,
            "fee_details": details if fee else [],
            "net": amount - fee,
            "reporting_category": "dispute" if type == "adjustment" else type,
            "source": source,
            "status": "pending",
            "type": type,
        },
    )


def create_intent(
    world: World, *, amount: int, currency: str, customer: str | None, given: dict[str, Any] | None = None
) -> Obj:
    given = given or {}
    id = new_id("pi_")
    intent: Obj = {
        "id": id,
        "object": "payment_intent",
        "amount": amount,
        "amount_capturable": 0,
        "amount_details": {"tip": {}},
        "amount_received": 0,
        "application": None,
        "application_fee_amount": None,
        "automatic_payment_methods": None,
        "canceled_at": None,
        "cancellation_reason": None,
        "capture_method": "automatic_async",
        "client_secret": f"{id}_secret_{new_id('')}",
        "confirmation_method": "automatic",
        "created": world.clock.now(),
        "currency": currency,
        "customer": customer,
        "description": given.get("description"),
        "last_payment_error": None,
        "latest_charge": None,
        "livemode": False,
        "metadata": {},
        "next_action": None,
        "on_behalf_of": None,
        "payment_method": None,
        "payment_method_options": {"card": {"request_three_d_secure": "automatic"}},
        "payment_method_types": ["card"],
        "processing": None,
        "receipt_email": given.get("receipt_email"),
        "review": None,
        "setup_future_usage": given.get("setup_future_usage"),
        "shipping": None,
        "source": None,
        "statement_descriptor": given.get("statement_descriptor"),
        "statement_descriptor_suffix": given.get("statement_descriptor_suffix"),
        "status": "requires_payment_method",
        "transfer_data": None,
        "transfer_group": None,
    }
    set_metadata(intent, given.get("metadata"))
    save(world, intent)
    emit(world, "payment_intent.created", intent)
    return intent


def confirm(
    world: World, intent: Obj, payment_method: Obj, *, off_session: bool = False, authenticated: bool = False
) -> Obj:
    """Try to take the money. The intent says how it went: succeeded, requires_action or requires_payment_method."""
    card = card_of(payment_method)
    intent["payment_method"] = payment_method["id"]
    intent["last_payment_error"] = intent["next_action"] = None
    if card.authenticate == "always" and off_session:
        error = (
            "authentication_required",
            "authentication_required",
            "Your card was declined. It requires authentication.",
        )
        return fail(world, intent, payment_method, error)
    if card.authenticate and not authenticated and not off_session:
        return _ask_to_authenticate(world, intent)
    if card.decline and (off_session or not card.only_off_session):
        return fail(world, intent, payment_method, card.decline)
    return _succeed(world, intent, payment_method, card, authenticated=authenticated)


def _ask_to_authenticate(world: World, intent: Obj) -> Obj:
    intent["status"] = "requires_action"
    intent["next_action"] = {
        "redirect_to_url": {"return_url": None, "url": f"{world.origin}/pay/secure/{intent['id']}"},
        "type": "redirect_to_url",
    }
    emit(world, "payment_intent.requires_action", save(world, intent))
    return intent


def fail(world: World, intent: Obj, payment_method: Obj, decline: tuple[str, str | None, str] = DECLINED) -> Obj:
    """A refused attempt: a failed charge, and what to say."""
    code, decline_code, message = decline
    charge = _charge(world, intent, payment_method, authenticated=False)
    charge.update(
        status="failed", paid=False, captured=False, amount_captured=0, failure_code=code, failure_message=message,
        outcome=_outcome(decline_code or code, message),
    )  # fmt: skip
    emit(world, "charge.failed", save(world, charge))
    intent["latest_charge"] = charge["id"]
    intent["status"] = "requires_payment_method"
    intent["payment_method"] = intent["next_action"] = None
    intent["last_payment_error"] = {
        "charge": charge["id"],
        "code": code,
        **({"decline_code": decline_code} if decline_code else {}),
        "doc_url": f"https://stripe.com/docs/error-codes/{code.replace('_', '-')}",
        "message": message,
        "payment_method": public(payment_method),
        "type": "card_error",
    }
    emit(world, "payment_intent.payment_failed", save(world, intent))
    return intent


def _succeed(world: World, intent: Obj, payment_method: Obj, card: Card, *, authenticated: bool) -> Obj:
    from sandbox.stripe.disputes import open_dispute

    charge = _charge(world, intent, payment_method, authenticated=authenticated)
    amount, currency = intent["amount"], intent["currency"]
    moved = move_balance(
        world, type="charge", amount=amount, fee=fee_for(amount), currency=currency, source=charge["id"],
        about=intent["description"] or "",
    )  # fmt: skip
    charge["balance_transaction"] = moved["id"]
    intent.update(status="succeeded", amount_received=amount, latest_charge=charge["id"])
    emit(world, "charge.succeeded", save(world, charge))
    emit(world, "payment_intent.succeeded", save(world, intent))
    if card.disputed:
        open_dispute(world, charge)
    return intent


def _outcome(reason: str | None, message: str) -> Obj:
    refused = reason is not None
    return {
        "advice_code": "try_again_later" if reason == "insufficient_funds" else None,
        "network_advice_code": None,
        "network_decline_code": None,
        "network_status": "declined_by_network" if refused else "approved_by_network",
        "reason": reason,
        "risk_level": "normal",
        "risk_score": 12,
        "seller_message": message,
        "type": "issuer_declined" if refused else "authorized",
    }


def _charge(world: World, intent: Obj, payment_method: Obj, *, authenticated: bool) -> Obj:
    id = new_id("ch_")
    return {
        "id": id,
        "object": "charge",
        "amount": intent["amount"],
        "amount_captured": intent["amount"],
        "amount_refunded": 0,
        "application": None,
        "application_fee": None,
        "application_fee_amount": None,
        "balance_transaction": None,
        "billing_details": payment_method["billing_details"],
        "calculated_statement_descriptor": "HISTORIA",
        "captured": True,
        "created": world.clock.now(),
        "currency": intent["currency"],
        "customer": intent["customer"],
        "description": intent["description"],
        "disputed": False,
        "failure_balance_transaction": None,
        "failure_code": None,
        "failure_message": None,
        "fraud_details": {},
        "livemode": False,
        "metadata": dict(intent["metadata"]),
        "on_behalf_of": None,
        "outcome": _outcome(None, "Payment complete."),
        "paid": True,
        "payment_intent": intent["id"],
        "payment_method": payment_method["id"],
        "payment_method_details": charged_card(payment_method, authenticated=authenticated),
        "receipt_email": intent["receipt_email"],
        "receipt_number": None,
        "receipt_url": None,
        "refunded": False,
        "review": None,
        "shipping": None,
        "source_transfer": None,
        "statement_descriptor": None,
        "statement_descriptor_suffix": None,
        "status": "succeeded",
        "transfer_data": None,
        "transfer_group": None,
    }
