"""The calls about invoices and what paid them."""

from typing import Any

from sandbox.stripe import invoices
from sandbox.stripe.customers import living_customer, payment_method_named
from sandbox.stripe.errors import StripeError, card_error
from sandbox.stripe.gate import Call, api
from sandbox.stripe.invoice_forms import draft
from sandbox.stripe.objects import Obj, find, load, page, save, set_metadata
from sandbox.stripe.subscriptions import follow, full_line, item_of, new_item, period_after, proration_lines
from sandbox.world import World


@api("GET", "/v1/invoices", "InvoiceListParams")
def list_invoices(call: Call) -> Obj:
    names = ("customer", "status", "collection_method")
    rows = find(call.world, "invoice", **{name: call.params[name] for name in names if name in call.params})
    if "subscription" in call.params:
        wanted = call.params["subscription"]
        rows = [row for row in rows if row["parent"]["subscription_details"]["subscription"] == wanted]
    return page(rows, call.path, call.params)


@api("POST", "/v1/invoices/create_preview", "InvoiceCreatePreviewParams")
def create_preview(call: Call) -> Obj:
    """The next invoice of a subscription, with the changes that are considered. Nothing is kept."""
    if "subscription" not in call.params:
        raise StripeError(
            "The stand-in previews a subscription's next invoice.", code="parameter_missing", param="subscription"
        )
    subscription = load(call.world, "subscription", call.params["subscription"], param="subscription")
    if subscription["status"] == "canceled":
        raise StripeError("No upcoming invoices for customer", status=404, code="invoice_upcoming_none")
    with call.world.store.undone():
        return _preview(call.world, subscription, call.params.get("subscription_details", {}))


def _preview(world: World, subscription: Obj, considered: dict[str, Any]) -> Obj:
    customer = living_customer(world, subscription["customer"])
    lines = list(subscription["_pending_lines"])
    if "items" in considered:
        old = item_of(subscription)
        new = new_item(world, old, considered["items"][0])
        subscription["items"]["data"] = [new]
        if considered.get("proration_behavior", "create_prorations") != "none":
            lines += proration_lines(world, subscription, old, new, at=world.clock.now())
    item = item_of(subscription)
    start = item["current_period_end"]
    if isinstance(considered.get("trial_end"), int):
        start = considered["trial_end"]
        subscription["billing_cycle_anchor"] = start
    end = period_after(start, item["price"], anchor=subscription["billing_cycle_anchor"])
    lines.append(full_line(world, subscription, start=start, end=end))
    invoice = draft(
        world, customer=customer, subscription=subscription, lines=lines, reason="upcoming", start=start, end=end
    )
    invoice.update(id=f"upcoming_{invoice['id']}", next_payment_attempt=start)
    return invoice


@api("GET", "/v1/invoices/{id}", "InvoiceRetrieveParams")
def retrieve(call: Call) -> Obj:
    return load(call.world, "invoice", call.args["id"])


@api("POST", "/v1/invoices/{id}", "InvoiceUpdateParams")
def update(call: Call) -> Obj:
    invoice = load(call.world, "invoice", call.args["id"])
    set_metadata(invoice, call.params.get("metadata"))
    if "auto_advance" in call.params:
        invoice["auto_advance"] = call.params["auto_advance"]
    return save(call.world, invoice)


@api("GET", "/v1/invoices/{id}/lines", "InvoiceLineItemListParams")
def list_lines(call: Call) -> Obj:
    lines = load(call.world, "invoice", call.args["id"])["lines"]["data"]
    return page(list(reversed(lines)), call.path, call.params)


@api("POST", "/v1/invoices/{id}/finalize", "InvoiceFinalizeInvoiceParams")
def finalize(call: Call) -> Obj:
    return invoices.finalize(call.world, _in_state(call, "draft"))


@api("POST", "/v1/invoices/{id}/pay", "InvoicePayParams")
def pay(call: Call) -> Obj:
    """Raises StripeError (402) when the card is refused; the attempt is on record all the same."""
    invoice = load(call.world, "invoice", call.args["id"])
    if invoice["status"] == "paid":
        raise StripeError("Invoice is already paid", code="invoice_already_paid")
    if invoice["status"] == "draft":
        invoice = invoices.finalize(call.world, invoice)
    if invoice["status"] not in {"open", "uncollectible"}:
        raise _wrong_state(invoice, "open")
    subscription = invoices.subscription_of(call.world, invoice)
    named = call.params.get("payment_method")
    card = payment_method_named(call.world, named) if named else invoices.default_card(call.world, subscription)
    invoice = invoices.attempt(call.world, invoice, card, off_session=call.params.get("off_session", True))
    follow(call.world, subscription["id"], invoice)
    if invoice["status"] != "paid":
        intent = invoices.intent_of(call.world, invoice)
        raise card_error(
            intent["last_payment_error"]
            or {"message": "Authentication required.", "code": "invoice_payment_intent_requires_action"}
        )
    return invoice


@api("POST", "/v1/invoices/{id}/void", "InvoiceVoidInvoiceParams")
def void(call: Call) -> Obj:
    return invoices.void(call.world, _in_state(call, "open"))


@api("POST", "/v1/invoices/{id}/mark_uncollectible", "InvoiceMarkUncollectibleParams")
def mark_uncollectible(call: Call) -> Obj:
    return invoices.mark_uncollectible(call.world, _in_state(call, "open"))


def _in_state(call: Call, status: str) -> Obj:
    invoice = load(call.world, "invoice", call.args["id"])
    if invoice["status"] != status:
        raise _wrong_state(invoice, status)
    return invoice


def _wrong_state(invoice: Obj, wanted: str) -> StripeError:
    return StripeError(
        f"Invoice {invoice['id']} is {invoice['status']}; it must be {wanted}.", code="invoice_not_editable"
    )


@api("GET", "/v1/invoice_payments", "InvoicePaymentListParams")
def list_payments(call: Call) -> Obj:
    names = ("invoice", "status")
    rows = find(call.world, "invoice_payment", **{name: call.params[name] for name in names if name in call.params})
    paid_by = call.params.get("payment", {}).get("payment_intent")
    if paid_by:
        rows = [row for row in rows if row["payment"]["payment_intent"] == paid_by]
    return page(rows, call.path, call.params)


@api("GET", "/v1/invoice_payments/{id}", "InvoicePaymentRetrieveParams")
def retrieve_payment(call: Call) -> Obj:
    return load(call.world, "invoice_payment", call.args["id"])
