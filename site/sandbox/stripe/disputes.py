"""Chargebacks: the bank takes the money back, and Stripe a fee."""

from sandbox.stripe.errors import StripeError
from sandbox.stripe.events import emit
from sandbox.stripe.gate import Call, api
from sandbox.stripe.objects import Obj, find, load, new_id, page, save
from sandbox.stripe.payments import move_balance
from sandbox.world import World

DISPUTE_FEE = 1500
ANSWER_WITHIN_SECONDS = 14 * 86400


def open_dispute(world: World, charge: Obj, *, reason: str = "fraudulent") -> Obj:
    if charge["disputed"] or not charge["paid"]:
        raise StripeError(f"Charge {charge['id']} cannot be disputed.", param="charge")
    id = new_id("du_")
    amount = charge["amount"] - charge["amount_refunded"]
    moved = move_balance(
        world, type="adjustment", amount=-amount, fee=DISPUTE_FEE, currency=charge["currency"], source=id,
        about=f"Chargeback withdrawal for {charge['id']}",
    )  # fmt: skip
    dispute = _dispute(charge, moved, reason=reason, now=world.clock.now())
    dispute.update(id=id, amount=amount)
    save(world, dispute)
    charge["disputed"] = True
    save(world, charge)
    emit(world, "charge.dispute.created", dispute)
    emit(world, "charge.dispute.funds_withdrawn", dispute)
    return dispute


def _dispute(charge: Obj, moved: Obj, *, reason: str, now: int) -> Obj:
    return {
        "id": "",
        "object": "dispute",
        "amount": 0,
        "balance_transactions": [moved],
        "charge": charge["id"],
        "created": now,
        "currency": charge["currency"],
        "enhanced_eligibility_types": [],
        "evidence": {"enhanced_evidence": {}},
        "evidence_details": {
            "due_by": now + ANSWER_WITHIN_SECONDS,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
        },
        "is_charge_refundable": False,
        "livemode": False,
        "metadata": {},
        "payment_intent": charge["payment_intent"],
        "payment_method_details": {
            "card": {"brand": "visa", "case_type": "chargeback", "network_reason_code": "10"},
            "type": "card",
        },
        "reason": reason,
        "status": "needs_response",
    }


def close_dispute(world: World, dispute: Obj, *, won: bool) -> Obj:
    """The bank's verdict. Won, the money comes back; the fee does not."""
    if dispute["status"] in {"won", "lost"}:
        raise StripeError(f"Dispute {dispute['id']} is closed.")
    if won:
        moved = move_balance(
            world, type="adjustment", amount=dispute["amount"], fee=0, currency=dispute["currency"],
            source=dispute["id"], about=f"Chargeback reversal for {dispute['charge']}",
        )  # fmt: skip
        dispute["balance_transactions"].append(moved)
    dispute["status"] = "won" if won else "lost"
    save(world, dispute)
    if won:
        emit(world, "charge.dispute.funds_reinstated", dispute)
    emit(world, "charge.dispute.closed", dispute, previous={"status": "needs_response"})
    return dispute


@api("GET", "/v1/disputes", "DisputeListParams")
def list_disputes(call: Call) -> Obj:
    names = ("charge", "payment_intent")
    return page(
        find(call.world, "dispute", **{n: call.params[n] for n in names if n in call.params}), call.path, call.params
    )


@api("GET", "/v1/disputes/{id}", "DisputeRetrieveParams")
def retrieve(call: Call) -> Obj:
    return load(call.world, "dispute", call.args["id"])
