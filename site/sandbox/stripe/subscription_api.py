"""The calls about subscriptions."""

from sandbox.stripe import changes
from sandbox.stripe.catalog import price_of
from sandbox.stripe.customers import attach, living_customer, payment_method_named
from sandbox.stripe.errors import StripeError
from sandbox.stripe.events import emit
from sandbox.stripe.gate import Call, api
from sandbox.stripe.objects import Obj, find, load, page
from sandbox.stripe.subscriptions import begin, bill, collect, full_line, item_of


@api("POST", "/v1/subscriptions", "SubscriptionCreateParams")
def create(call: Call) -> Obj:
    """Without Checkout, for a customer whose card is known; the first payment is tried at once."""
    world, given = call.world, call.params
    customer = living_customer(world, given.get("customer", ""))
    items = given.get("items") or []
    if len(items) != 1:
        raise StripeError("The stand-in keeps one item to a subscription.", code="parameter_missing", param="items")
    price = price_of(world, items[0], param="items[0]")
    card = None
    if "default_payment_method" in given:
        card = attach(world, payment_method_named(world, given["default_payment_method"]), customer["id"])
    if card is None and not customer["invoice_settings"]["default_payment_method"]:
        raise StripeError("This customer has no attached payment source or default payment method.")
    subscription = begin(
        world, customer=customer, price=price, quantity=items[0].get("quantity", 1), given=given, payment_method=card
    )
    emit(world, "customer.subscription.created", subscription)
    if subscription["status"] == "active":
        item = item_of(subscription)
        start, end = item["current_period_start"], item["current_period_end"]
        lines = [full_line(world, subscription, start=start, end=end)]
        invoice = bill(world, subscription, lines, reason="subscription_create", start=start, end=end)
        collect(world, subscription, invoice)
    return load(world, "subscription", subscription["id"])


@api("GET", "/v1/subscriptions", "SubscriptionListParams")
def list_subscriptions(call: Call) -> Obj:
    """Those that ended are left out unless they are asked for."""
    wanted = {"customer": call.params["customer"]} if "customer" in call.params else {}
    rows = find(call.world, "subscription", **wanted)
    if "price" in call.params:
        rows = [row for row in rows if item_of(row)["price"]["id"] == call.params["price"]]
    status = call.params.get("status")
    if status == "ended":
        rows = [row for row in rows if row["status"] in {"canceled", "incomplete_expired"}]
    elif status is None:
        rows = [row for row in rows if row["status"] != "canceled"]
    elif status != "all":
        rows = [row for row in rows if row["status"] == status]
    return page(rows, call.path, call.params)


@api("GET", "/v1/subscriptions/{id}", "SubscriptionRetrieveParams")
def retrieve(call: Call) -> Obj:
    return load(call.world, "subscription", call.args["id"])


@api("POST", "/v1/subscriptions/{id}", "SubscriptionUpdateParams")
def update(call: Call) -> Obj:
    return changes.update(call.world, load(call.world, "subscription", call.args["id"]), call.params)


@api("DELETE", "/v1/subscriptions/{id}", "SubscriptionCancelParams")
def cancel(call: Call) -> Obj:
    return changes.cancel(call.world, load(call.world, "subscription", call.args["id"]), call.params)


@api("GET", "/v1/subscription_items", "SubscriptionItemListParams")
def list_items(call: Call) -> Obj:
    subscription = load(call.world, "subscription", call.params["subscription"], param="subscription")
    return page(subscription["items"]["data"], call.path, call.params)
