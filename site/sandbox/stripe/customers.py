"""Customers and their cards."""

import secrets
from typing import Any

from sandbox.stripe.cards import READY_MADE, make_payment_method
from sandbox.stripe.errors import StripeError, missing
from sandbox.stripe.events import emit, emit_updated
from sandbox.stripe.gate import Call, api
from sandbox.stripe.objects import INCLUDABLE, Obj, find, list_object, load, new_id, page, public, save, set_metadata
from sandbox.world import World

PLAIN_FIELDS = ("address", "description", "email", "name", "phone", "preferred_locales", "shipping")


def create_customer(world: World, given: dict[str, Any]) -> Obj:
    customer: Obj = {
        "id": new_id("cus_"),
        "object": "customer",
        "address": None,
        "balance": given.get("balance", 0),
        "created": world.clock.now(),
        "currency": None,
        "default_source": None,
        "delinquent": False,
        "description": None,
        "email": None,
        "invoice_prefix": secrets.token_hex(4).upper(),
        "invoice_settings": {
            "custom_fields": None, "default_payment_method": None, "footer": None, "rendering_options": None,
        },
        "livemode": False,
        "metadata": {},
        "name": None,
        "next_invoice_sequence": 1,
        "phone": None,
        "preferred_locales": [],
        "shipping": None,
        "tax_exempt": given.get("tax_exempt") or "none",
        "test_clock": None,
    }  # fmt: skip
    _apply(customer, given)
    save(world, customer)
    emit(world, "customer.created", customer)
    return customer


def _apply(customer: Obj, given: dict[str, Any]) -> None:
    for name in PLAIN_FIELDS:
        if name in given:
            customer[name] = given[name] or None
    customer["preferred_locales"] = customer["preferred_locales"] or []
    set_metadata(customer, given.get("metadata"))


def living_customer(world: World, id: str, *, param: str = "customer") -> Obj:
    """Raises StripeError when there is none, or it was deleted."""
    customer = load(world, "customer", id, param=param)
    if customer.get("deleted"):
        raise missing("customer", id, param=param)
    return customer


def update_customer(world: World, customer: Obj, given: dict[str, Any]) -> Obj:
    before = {**customer, "invoice_settings": dict(customer["invoice_settings"])}
    _apply(customer, given)
    card = given.get("invoice_settings", {}).get("default_payment_method")
    if card is not None:
        if card and load(world, "payment_method", card, param="invoice_settings")["customer"] != customer["id"]:
            raise missing("payment_method", card, param="invoice_settings[default_payment_method]")
        customer["invoice_settings"]["default_payment_method"] = card or None
    save(world, customer)
    emit_updated(world, "customer.updated", before, customer)
    return customer


def attach(world: World, payment_method: Obj, customer: str) -> Obj:
    if payment_method["customer"] not in {None, customer}:
        raise StripeError("The payment method you provided has already been attached to a customer.")
    if payment_method["customer"] is None:
        payment_method["customer"] = customer
        save(world, payment_method)
        emit(world, "payment_method.attached", payment_method)
    return payment_method


def detach(world: World, payment_method: Obj) -> Obj:
    previous = {"customer": payment_method["customer"]}
    payment_method["customer"] = None
    save(world, payment_method)
    emit(world, "payment_method.detached", payment_method, previous=previous)
    return payment_method


def payment_method_named(world: World, id: str) -> Obj:
    """A kept one, or one of Stripe's ready-made test ones, which becomes a new object."""
    if id in READY_MADE:
        return make_payment_method(world, READY_MADE[id])
    return load(world, "payment_method", id, param="payment_method")


@api("POST", "/v1/customers", "CustomerCreateParams")
def create(call: Call) -> Obj:
    customer = create_customer(call.world, call.params)
    if "payment_method" in call.params:
        attach(call.world, payment_method_named(call.world, call.params["payment_method"]), customer["id"])
    return customer


@api("GET", "/v1/customers", "CustomerListParams")
def list_customers(call: Call) -> Obj:
    wanted = {"email": call.params["email"]} if "email" in call.params else {}
    return page(
        [row for row in find(call.world, "customer", **wanted) if not row.get("deleted")], call.path, call.params
    )


@api("GET", "/v1/customers/{id}", "CustomerRetrieveParams")
def retrieve(call: Call) -> Obj:
    return load(call.world, "customer", call.args["id"])


@api("POST", "/v1/customers/{id}", "CustomerUpdateParams")
def update(call: Call) -> Obj:
    return update_customer(call.world, living_customer(call.world, call.args["id"], param="id"), call.params)


@api("DELETE", "/v1/customers/{id}", "CustomerDeleteParams")
def delete(call: Call) -> Obj:
    """Deleting ends what the customer pays for, at once."""
    from sandbox.stripe.subscriptions import end_subscription

    customer = living_customer(call.world, call.args["id"], param="id")
    for subscription in find(call.world, "subscription", customer=customer["id"]):
        if subscription["status"] not in {"canceled", "incomplete_expired"}:
            end_subscription(call.world, subscription, reason="cancellation_requested")
    emit(call.world, "customer.deleted", customer)
    return save(call.world, {"id": customer["id"], "object": "customer", "deleted": True})


@api("GET", "/v1/customers/{id}/payment_methods", "CustomerPaymentMethodListParams")
def list_cards(call: Call) -> Obj:
    customer = living_customer(call.world, call.args["id"], param="id")
    return page(find(call.world, "payment_method", customer=customer["id"]), call.path, call.params)


@api("GET", "/v1/payment_methods", "PaymentMethodListParams")
def list_payment_methods(call: Call) -> Obj:
    return page(find(call.world, "payment_method", customer=call.params.get("customer")), call.path, call.params)


@api("GET", "/v1/payment_methods/{id}", "PaymentMethodRetrieveParams")
def retrieve_payment_method(call: Call) -> Obj:
    return load(call.world, "payment_method", call.args["id"])


@api("POST", "/v1/payment_methods/{id}/attach", "PaymentMethodAttachParams")
def attach_payment_method(call: Call) -> Obj:
    customer = living_customer(call.world, call.params.get("customer", ""))
    method = payment_method_named(call.world, call.args["id"])
    return attach(call.world, method, customer["id"])


@api("POST", "/v1/payment_methods/{id}/detach", "PaymentMethodDetachParams")
def detach_payment_method(call: Call) -> Obj:
    return detach(call.world, load(call.world, "payment_method", call.args["id"]))


def _subscriptions(world: World, customer: Obj) -> Obj:
    live = [s for s in find(world, "subscription", customer=customer["id"]) if s["status"] != "canceled"]
    return list_object([public(s) for s in reversed(live)], f"/v1/customers/{customer['id']}/subscriptions")


INCLUDABLE["customer", "subscriptions"] = _subscriptions
