"""An invoice's own page, where an open one is paid with another card."""

from sandbox.http import Request, Response, redirect
from sandbox.stripe import changes, invoices
from sandbox.stripe.cards import CARDS, make_payment_method
from sandbox.stripe.checkout_page import refusal
from sandbox.stripe.customers import attach
from sandbox.stripe.objects import Obj, load
from sandbox.stripe.pages import card_form, day, error_box, page, router, typed_number, unknown_page
from sandbox.stripe.subscriptions import follow
from sandbox.stripe.words import WORDS, e, language_of, money
from sandbox.world import World


@router.route("GET", "/pay/invoice/{id}")
def show_invoice(request: Request) -> Response:
    invoice = request.world.store.get("stripe.invoice", request.args["id"])
    return _invoice_page(request.world, invoice) if invoice else unknown_page(request)


def _language(world: World, invoice: Obj) -> str:
    customer = load(world, "customer", invoice["customer"])
    return language_of(next(iter(customer.get("preferred_locales") or []), "es"))


def _invoice_page(world: World, invoice: Obj, *, problem: str = "") -> Response:
    language = _language(world, invoice)
    words = WORDS[language]
    title = f"{words['invoice']} {invoice['number']}"
    amount = money(invoice["amount_due"], invoice["currency"], language)
    form = ""
    if invoice["status"] == "open":
        form = card_form(language, action=f"/pay/invoice/{invoice['id']}", button=words["pay_now"])
    status = words[f"status_{invoice['status']}"]
    body = (
        f'<div class="panel"><h1>{e(title)}</h1><p class="amount">{amount}</p>'
        f'<p class="soft">{status} · {day(invoice["created"], language)}</p>{error_box(problem)}{form}</div>'
    )
    return page(language, title, body, status=402 if problem else 200)


@router.route("POST", "/pay/invoice/{id}")
def pay_invoice(request: Request) -> Response:
    """Pays an open invoice with another card, which the subscription keeps."""
    world = request.world
    invoice = world.store.get("stripe.invoice", request.args["id"])
    if invoice is None:
        return unknown_page(request)
    number = typed_number(request.form)
    if invoice["status"] == "open" and number in CARDS:
        subscription = invoices.subscription_of(world, invoice)
        made = make_payment_method(world, number, email=invoice["customer_email"])
        # The donor is there, but this page has no 3-D Secure: a card that asks for it is refused.
        invoice = invoices.attempt(world, invoice, made, off_session=True)
        follow(world, subscription["id"], invoice)
        if invoice["status"] == "paid" and subscription["status"] != "canceled":
            attach(world, made, invoice["customer"])
            changes.update(
                world, load(world, "subscription", subscription["id"]), {"default_payment_method": made["id"]}
            )
        if invoice["status"] != "paid":
            intent = invoices.intent_of(world, invoice)
            return _invoice_page(world, invoice, problem=refusal(_language(world, invoice), intent))
        return redirect(f"/pay/invoice/{invoice['id']}")
    if invoice["status"] == "open":
        return _invoice_page(world, invoice, problem=WORDS[_language(world, invoice)]["bad_number"])
    return _invoice_page(world, invoice)
