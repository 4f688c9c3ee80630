"""Money given back. Stripe keeps its fee: https://docs.stripe.com/refunds"""

from typing import Any

from sandbox.stripe.errors import StripeError
from sandbox.stripe.events import emit, emit_updated
from sandbox.stripe.gate import Call, api
from sandbox.stripe.objects import Obj, find, load, new_id, page, save, set_metadata
from sandbox.stripe.payments import move_balance
from sandbox.world import World


def refund(world: World, charge: Obj, given: dict[str, Any]) -> Obj:
    """All that is left of a charge, or `amount` of it. Raises StripeError when there is less."""
    left = charge["amount_captured"] - charge["amount_refunded"]
    amount = given.get("amount", left)
    if not charge["paid"]:
        raise StripeError(f"Charge {charge['id']} has not been paid.", param="charge")
    if charge["disputed"]:
        raise StripeError(
            f"Charge {charge['id']} has been charged back; cannot issue a refund.", code="charge_disputed"
        )
    if left == 0:
        raise StripeError(f"Charge {charge['id']} has already been refunded.", code="charge_already_refunded")
    if not 1 <= amount <= left:
        message = f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})"
        raise StripeError(message, param="amount")
    id = new_id("re_")
    moved = move_balance(
        world, type="refund", amount=-amount, fee=0, currency=charge["currency"], source=id, about="REFUND"
    )
    made = _refund(charge, given, now=world.clock.now())
    made.update(id=id, amount=amount, balance_transaction=moved["id"])
    save(world, made)
    before = dict(charge)
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount_captured"]
    save(world, charge)
    changed = {key: before[key] for key in ("amount_refunded", "refunded") if before[key] != charge[key]}
    emit(world, "charge.refunded", charge, previous=changed)
    emit(world, "refund.created", made)
    return made


def _refund(charge: Obj, given: dict[str, Any], *, now: int) -> Obj:
    made: Obj = {
        "id": "",
        "object": "refund",
        "amount": 0,
        "balance_transaction": None,
        "charge": charge["id"],
        "created": now,
        "currency": charge["currency"],
        "destination_details": {
            "card": {"reference_status": "pending", "reference_type": "acquirer_reference_number", "type": "refund"},
            "type": "card",
        },
        "metadata": {},
        "payment_intent": charge["payment_intent"],
        "reason": given.get("reason"),
        "receipt_number": None,
        "source_transfer_reversal": None,
        "status": "succeeded",
        "transfer_reversal": None,
    }
    set_metadata(made, given.get("metadata"))
    return made


@api("POST", "/v1/refunds", "RefundCreateParams")
def create(call: Call) -> Obj:
    if "charge" in call.params:
        charge = load(call.world, "charge", call.params["charge"], param="charge")
    elif "payment_intent" in call.params:
        intent = load(call.world, "payment_intent", call.params["payment_intent"], param="payment_intent")
        if intent["status"] != "succeeded":
            message = f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund."
            raise StripeError(message, code="payment_intent_unexpected_state", param="payment_intent")
        charge = load(call.world, "charge", intent["latest_charge"])
    else:
        raise StripeError("One of the following params should be provided: payment_intent or charge.")
    return refund(call.world, charge, call.params)


@api("GET", "/v1/refunds", "RefundListParams")
def list_refunds(call: Call) -> Obj:
    names = ("charge", "payment_intent")
    return page(
        find(call.world, "refund", **{n: call.params[n] for n in names if n in call.params}), call.path, call.params
    )


@api("GET", "/v1/refunds/{id}", "RefundRetrieveParams")
def retrieve(call: Call) -> Obj:
    return load(call.world, "refund", call.args["id"])


@api("POST", "/v1/refunds/{id}", "RefundUpdateParams")
def update(call: Call) -> Obj:
    made = load(call.world, "refund", call.args["id"])
    before = dict(made)
    set_metadata(made, call.params.get("metadata"))
    emit_updated(call.world, "refund.updated", before, save(call.world, made))
    return made
