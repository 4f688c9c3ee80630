"""The calls about Checkout sessions."""

from sandbox.stripe.errors import StripeError
from sandbox.stripe.gate import Call, api
from sandbox.stripe.objects import Obj, find, load, page, save, set_metadata
from sandbox.stripe.sessions import create_session, expire


@api("POST", "/v1/checkout/sessions", "checkout.SessionCreateParams")
def create(call: Call) -> Obj:
    return create_session(call.world, call.params)


@api("GET", "/v1/checkout/sessions", "checkout.SessionListParams")
def list_sessions(call: Call) -> Obj:
    names = ("customer", "payment_intent", "subscription", "status")
    rows = find(call.world, "checkout.session", **{n: call.params[n] for n in names if n in call.params})
    email = call.params.get("customer_details", {}).get("email")
    if email:
        rows = [row for row in rows if (row["customer_details"] or {}).get("email") == email]
    return page(rows, call.path, call.params)


@api("GET", "/v1/checkout/sessions/{id}", "checkout.SessionRetrieveParams")
def retrieve(call: Call) -> Obj:
    return load(call.world, "checkout.session", call.args["id"])


@api("POST", "/v1/checkout/sessions/{id}", "checkout.SessionUpdateParams")
def update(call: Call) -> Obj:
    session = load(call.world, "checkout.session", call.args["id"])
    set_metadata(session, call.params.get("metadata"))
    return save(call.world, session)


@api("POST", "/v1/checkout/sessions/{id}/expire", "checkout.SessionExpireParams")
def expire_session(call: Call) -> Obj:
    session = load(call.world, "checkout.session", call.args["id"])
    if session["status"] != "open":
        raise StripeError(
            'Only Checkout Sessions with a status in ["open"] can be expired. '
            f"This Checkout Session has a status of {session['status']}.",
        )
    return expire(call.world, session)


@api("GET", "/v1/checkout/sessions/{id}/line_items", "checkout.SessionLineItemListParams")
def line_items(call: Call) -> Obj:
    session = load(call.world, "checkout.session", call.args["id"])
    return page(list(reversed(session["_items"])), call.path, call.params)
