"""The calls about payment intents, charges and the balance."""

from sandbox.stripe.gate import Call, api
from sandbox.stripe.objects import INCLUDABLE, Obj, find, list_object, load, page, public
from sandbox.world import World


@api("GET", "/v1/payment_intents", "PaymentIntentListParams")
def list_intents(call: Call) -> Obj:
    wanted = {"customer": call.params["customer"]} if "customer" in call.params else {}
    return page(find(call.world, "payment_intent", **wanted), call.path, call.params)


@api("GET", "/v1/payment_intents/{id}", "PaymentIntentRetrieveParams")
def get_intent(call: Call) -> Obj:
    return load(call.world, "payment_intent", call.args["id"])


@api("GET", "/v1/charges", "ChargeListParams")
def list_charges(call: Call) -> Obj:
    names = ("customer", "payment_intent")
    return page(
        find(call.world, "charge", **{n: call.params[n] for n in names if n in call.params}), call.path, call.params
    )


@api("GET", "/v1/charges/{id}", "ChargeRetrieveParams")
def get_charge(call: Call) -> Obj:
    return load(call.world, "charge", call.args["id"])


@api("GET", "/v1/balance_transactions", "BalanceTransactionListParams")
def list_balance_transactions(call: Call) -> Obj:
    names = ("currency", "source", "type")
    rows = find(call.world, "balance_transaction", **{n: call.params[n] for n in names if n in call.params})
    return page([_settled(call.world, row) for row in rows], call.path, call.params)


@api("GET", "/v1/balance_transactions/{id}", "BalanceTransactionRetrieveParams")
def get_balance_transaction(call: Call) -> Obj:
    return _settled(call.world, load(call.world, "balance_transaction", call.args["id"]))


def _settled(world: World, row: Obj) -> Obj:
    return {**row, "status": "available" if row["available_on"] <= world.clock.now() else "pending"}


def _refunds(world: World, charge: Obj) -> Obj:
    rows = [public(row) for row in reversed(find(world, "refund", charge=charge["id"]))]
    return list_object(rows, f"/v1/charges/{charge['id']}/refunds")


INCLUDABLE["charge", "refunds"] = _refunds
