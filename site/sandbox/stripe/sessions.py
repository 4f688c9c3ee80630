"""Checkout sessions: made, paid, expired. The page that a person sees is checkout_page."""

from typing import Any

from sandbox.stripe import invoices
from sandbox.stripe.cards import make_payment_method
from sandbox.stripe.catalog import check_amount, price_of, product_name
from sandbox.stripe.customers import attach, create_customer, living_customer, update_customer
from sandbox.stripe.errors import StripeError
from sandbox.stripe.events import emit
from sandbox.stripe.objects import INCLUDABLE, Obj, list_object, load, new_id, public, save, set_metadata
from sandbox.stripe.payments import confirm, create_intent, fail
from sandbox.stripe.session_rules import LIVES_SECONDS, check
from sandbox.stripe.subscriptions import begin, bill, follow, full_line, item_of
from sandbox.world import World

SESSION_ID = "{CHECKOUT_SESSION_ID}"
NOT_AUTHENTICATED = (
    "payment_intent_authentication_failure",
    None,
    "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
)


def create_session(world: World, given: dict[str, Any]) -> Obj:
    now = world.clock.now()
    check(world, given)
    mode = given.get("mode", "payment")
    items = [_line_item(world, item, f"line_items[{n}]", mode) for n, item in enumerate(given["line_items"])]
    currency = items[0]["currency"]
    if any(item["currency"] != currency for item in items):
        raise StripeError("All line items must have the same currency.", param="line_items")
    total = sum(item["amount_total"] for item in items)
    check_amount(total, currency, param="line_items")
    id = new_id("cs_test_")
    asked = given.get("customer_creation") or ("if_required" if mode == "payment" else "always")
    session: Obj = {
        "id": id,
        "object": "checkout.session",
        "adaptive_pricing": {"enabled": False},
        "after_expiration": None,
        "allow_promotion_codes": given.get("allow_promotion_codes"),
        "amount_subtotal": total,
        "amount_total": total,
        "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
        "billing_address_collection": given.get("billing_address_collection"),
        "cancel_url": given.get("cancel_url"),
        "client_reference_id": given.get("client_reference_id"),
        "client_secret": None,
        "collected_information": {"business_name": None, "individual_name": None, "shipping_details": None},
        "consent": None,
        "consent_collection": None,
        "created": now,
        "currency": currency,
        "currency_conversion": None,
        "custom_fields": [],
        "custom_text": {
            "after_submit": None, "shipping_address": None, "submit": None, "terms_of_service_acceptance": None,
            **given.get("custom_text", {}),
        },
        "customer": given.get("customer"),
        "customer_creation": None if "customer" in given else asked,
        "customer_details": None,
        "customer_email": given.get("customer_email"),
        "discounts": [],
        "expires_at": given.get("expires_at", now + LIVES_SECONDS),
        "invoice": None,
        "invoice_creation": _invoice_creation() if mode == "payment" else None,
        "livemode": False,
        "locale": given.get("locale"),
        "metadata": {},
        "mode": mode,
        "origin_context": None,
        "payment_intent": None,
        "payment_link": None,
        "payment_method_collection": "if_required" if mode == "payment" else "always",
        "payment_method_configuration_details": None,
        "payment_method_options": {"card": {"request_three_d_secure": "automatic"}},
        "payment_method_types": ["card"],
        "payment_status": "unpaid",
        "permissions": None,
        "phone_number_collection": {"enabled": False},
        "recovered_from": None,
        "saved_payment_method_options": None,
        "setup_intent": None,
        "shipping_address_collection": None,
        "shipping_cost": None,
        "shipping_options": [],
        "status": "open",
        "submit_type": given.get("submit_type"),
        "subscription": None,
        "success_url": given["success_url"],
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "ui_mode": "hosted_page",
        "url": f"{world.origin}/pay/checkout/{id}",
        "wallet_options": None,
        "_items": items,
        "_intent": None,
        "_intent_data": given.get("payment_intent_data", {}),
        "_subscription_data": given.get("subscription_data", {}),
    }  # fmt: skip
    set_metadata(session, given.get("metadata"))
    return save(world, session)


def _invoice_creation() -> Obj:
    data: Obj = {
        "account_tax_ids": None, "custom_fields": None, "description": None, "footer": None, "issuer": None,
        "metadata": {}, "rendering_options": None,
    }  # fmt: skip
    return {"enabled": False, "invoice_data": data}


def _line_item(world: World, given: dict[str, Any], name: str, mode: str) -> Obj:
    price = price_of(world, given, param=name)
    if (price["type"] == "recurring") != (mode == "subscription"):
        wanted = "recurring" if mode == "subscription" else "one-time"
        raise StripeError(f"You must provide a {wanted} price in `{mode}` mode.", param=f"{name}[price]")
    quantity = given.get("quantity", 1)
    if quantity < 1:
        raise StripeError("Invalid positive integer", code="parameter_invalid_integer", param=f"{name}[quantity]")
    amount = price["unit_amount"] * quantity
    return {
        "id": new_id("li_"),
        "object": "item",
        "adjustable_quantity": None,
        "amount_discount": 0,
        "amount_subtotal": amount,
        "amount_tax": 0,
        "amount_total": amount,
        "currency": price["currency"],
        "description": product_name(world, price),
        "discounts": [],
        "metadata": given.get("metadata", {}),
        "price": price,
        "quantity": quantity,
        "taxes": [],
    }


def expire(world: World, session: Obj) -> Obj:
    session.update(status="expired", url=None)
    emit(world, "checkout.session.expired", save(world, session))
    return session


def pay(world: World, session: Obj, *, number: str, name: str, email: str) -> Obj:
    """A person has typed a card. The intent says how it went; when the money came, the session is complete."""
    session.update(_name=name, _email=email)
    card = make_payment_method(world, number, name=name or None, email=email)
    intent = confirm(world, _intent_of(world, session), card)
    if intent["status"] == "succeeded":
        _complete(world, session, intent)
    return intent


def authenticate(world: World, session: Obj, *, passed: bool) -> Obj:
    """What the bank said after 3-D Secure."""
    intent = load(world, "payment_intent", session["_intent"])
    if intent["status"] != "requires_action" or session["status"] != "open":
        return intent
    card = load(world, "payment_method", intent["payment_method"])
    if not passed:
        return fail(world, intent, card, NOT_AUTHENTICATED)
    intent = confirm(world, intent, card, authenticated=True)
    if intent["status"] == "succeeded":
        _complete(world, session, intent)
    return intent


def _intent_of(world: World, session: Obj) -> Obj:
    """One intent for a session, however often a card is refused."""
    if session["_intent"]:
        return load(world, "payment_intent", session["_intent"])
    if session["mode"] == "subscription":
        given = {"description": "Subscription creation", "setup_future_usage": "off_session"}
    else:
        given = session["_intent_data"]
    amount, currency = session["amount_total"], session["currency"]
    intent = create_intent(world, amount=amount, currency=currency, customer=session["customer"], given=given)
    session["_intent"] = intent["id"]
    if session["mode"] == "payment":
        session["payment_intent"] = intent["id"]
    save(world, session)
    return intent


def _complete(world: World, session: Obj, intent: Obj) -> None:
    card = load(world, "payment_method", intent["payment_method"])
    customer = _customer_of(world, session)
    if customer:
        session["customer"] = intent["customer"] = customer["id"]
        save(world, intent)
        charge = load(world, "charge", intent["latest_charge"])
        save(world, {**charge, "customer": customer["id"]})
        if session["mode"] == "subscription" or intent["setup_future_usage"]:
            attach(world, card, customer["id"])
    if session["mode"] == "subscription" and customer:
        _subscribe(world, session, customer, intent, card)
    details = {
        "address": None, "business_name": None, "email": session["_email"], "individual_name": None,
        "name": session["_name"] or None, "phone": None, "tax_exempt": "none", "tax_ids": [],
    }  # fmt: skip
    session.update(status="complete", payment_status="paid", url=None, customer_details=details)
    emit(world, "checkout.session.completed", save(world, session))


def _customer_of(world: World, session: Obj) -> Obj | None:
    if session["customer"]:
        return living_customer(world, session["customer"])
    if session["customer_creation"] == "if_required":
        return None
    locale = session["locale"]
    languages = [locale] if locale and locale != "auto" else []
    return create_customer(
        world, {"email": session["_email"], "name": session["_name"], "preferred_locales": languages}
    )


def _subscribe(world: World, session: Obj, customer: Obj, intent: Obj, card: Obj) -> None:
    item = session["_items"][0]
    subscription = begin(
        world, customer=customer, price=item["price"], quantity=item["quantity"],
        given=session["_subscription_data"], payment_method=card,
    )  # fmt: skip
    emit(world, "customer.subscription.created", subscription)
    period = item_of(subscription)
    start, end = period["current_period_start"], period["current_period_end"]
    lines = [full_line(world, subscription, start=start, end=end)]
    invoice = bill(world, subscription, lines, reason="subscription_create", start=start, end=end)
    invoices.finalize(world, invoice)
    invoices.adopt_intent(world, invoice, intent)
    invoice.update(attempted=True, attempt_count=1)
    invoices.mark_paid(world, invoice)
    follow(world, subscription["id"], invoice)
    if not customer["invoice_settings"]["default_payment_method"]:
        update_customer(
            world, customer_now(world, customer), {"invoice_settings": {"default_payment_method": card["id"]}}
        )
    session.update(subscription=subscription["id"], invoice=invoice["id"])


def customer_now(world: World, customer: Obj) -> Obj:
    """As it is kept: making an invoice has counted its number up."""
    return load(world, "customer", customer["id"])


def success_url(session: Obj) -> str:
    return str(session["success_url"]).replace(SESSION_ID, session["id"])


def _line_items(world: World, session: Obj) -> Obj:
    return list_object(public(session["_items"]), f"/v1/checkout/sessions/{session['id']}/line_items")


INCLUDABLE["checkout.session", "line_items"] = lambda world, session: _line_items(
    world, load(world, "checkout.session", session["id"])
)
