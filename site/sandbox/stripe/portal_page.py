"""The billing portal's hosted page: change the card, cancel, see what was paid, pay what is open."""

from sandbox.http import Request, Response, redirect
from sandbox.stripe import changes, invoices
from sandbox.stripe.cards import CARDS, make_payment_method
from sandbox.stripe.customers import attach, update_customer
from sandbox.stripe.objects import Obj, find, load
from sandbox.stripe.pages import card_form, day, error_box, page, rhythm, router, typed_number, unknown_page
from sandbox.stripe.portal import LIVES_SECONDS
from sandbox.stripe.subscriptions import end_subscription, item_of
from sandbox.stripe.words import WORDS, e, language_of, money
from sandbox.world import World


def _session(request: Request) -> Obj | None:
    """A portal's address is good for an hour, for its customer alone."""
    session = request.world.store.get("stripe.billing_portal.session", request.args["id"])
    if session is None or session["created"] + LIVES_SECONDS < request.world.clock.now():
        return None
    return None if load(request.world, "customer", session["customer"]).get("deleted") else session


def _features(world: World, session: Obj) -> Obj:
    features: Obj = load(world, "billing_portal.configuration", session["configuration"])["features"]
    return features


@router.route("GET", "/pay/portal/{id}")
def show(request: Request) -> Response:
    session = _session(request)
    if session is None:
        return unknown_page(request)
    flow = session["flow"] or {}
    if flow.get("type") == "payment_method_update":
        return _card_page(request.world, session)
    if flow.get("type") == "subscription_cancel":
        subscription = load(request.world, "subscription", flow["subscription_cancel"]["subscription"])
        return _cancel_page(request.world, session, subscription)
    return _home(request.world, session)


def _home(world: World, session: Obj) -> Response:
    language = language_of(session["locale"])
    words = WORDS[language]
    back = f'<p><a href="{e(session["return_url"])}">← {words["back"]}</a></p>' if session["return_url"] else ""
    live = [row for row in find(world, "subscription", customer=session["customer"]) if row["status"] != "canceled"]
    gifts = "".join(_subscription_box(world, session, row, language) for row in reversed(live))
    body = (
        f"<div>{back}<h1>{words['portal']}</h1>"
        f"<section><h2>{words['subscriptions']}</h2>{gifts or words['no_subscriptions']}</section>"
        f"<section class='panel'><h2>{words['payment_method']}</h2>{_card_box(world, session, language)}</section>"
        f"<section><h2>{words['invoices']}</h2>{_invoice_table(world, session, language)}</section></div>"
    )
    return page(language, words["portal"], body)


def _subscription_box(world: World, session: Obj, subscription: Obj, language: str) -> str:
    words, item = WORDS[language], item_of(subscription)
    name = e(load(world, "product", item["price"]["product"])["name"])
    amount = rhythm(item["price"], item["price"]["unit_amount"] * item["quantity"], language)
    lines = [f"<p><strong>{name}</strong><br>{amount}</p>"]
    if subscription["status"] == "past_due":
        lines.append(error_box(words["past_due"]))
    ends = subscription["cancel_at"]
    label, moment = (words["ends"], ends) if ends else (words["next"], item["current_period_end"])
    paused = f" · {words['paused']}" if subscription["pause_collection"] else ""
    lines.append(f'<p class="soft">{label}: {day(moment, language)}{paused}</p>')
    here = f"/pay/portal/{session['id']}/{subscription['id']}"
    if ends:
        lines.append(
            f'<form method="post" action="{here}/resume"><button class="quiet">{words["resume"]}</button></form>'
        )
    elif _features(world, session)["subscription_cancel"]["enabled"]:
        lines.append(f'<a class="button quiet" href="{here}/cancel">{words["cancel"]}</a>')
    return f'<div class="panel">{"".join(lines)}</div>'


def _card_box(world: World, session: Obj, language: str) -> str:
    words = WORDS[language]
    card = _current_card(world, session["customer"])
    text = f"{e(card['card']['brand'].title())} •••• {e(card['card']['last4'])}" if card else words["no_card"]
    link = ""
    if _features(world, session)["payment_method_update"]["enabled"]:
        link = f'<a class="button quiet" href="/pay/portal/{session["id"]}/card">{words["change_card"]}</a>'
    return f"<p>{text}</p>{link}"


def _current_card(world: World, customer: str) -> Obj | None:
    for subscription in reversed(find(world, "subscription", customer=customer)):
        if subscription["status"] != "canceled":
            return invoices.default_card(world, subscription)
    id = load(world, "customer", customer)["invoice_settings"]["default_payment_method"]
    return load(world, "payment_method", id) if id else None


def _invoice_table(world: World, session: Obj, language: str) -> str:
    words, rows = WORDS[language], []
    for invoice in reversed(find(world, "invoice", customer=session["customer"])):
        amount = money(invoice["amount_due"], invoice["currency"], language)
        status = words[f"status_{invoice['status']}"]
        if invoice["status"] == "open":
            status = f'<a href="{e(invoice["hosted_invoice_url"])}">{words["pay_now"]}</a>'
        rows.append(f"<tr><td>{day(invoice['created'], language)}</td><td>{amount}</td><td>{status}</td></tr>")
    return f"<table>{''.join(rows)}</table>"


@router.route("GET", "/pay/portal/{id}/card")
def card(request: Request) -> Response:
    session = _session(request)
    return _card_page(request.world, session) if session else unknown_page(request)


def _card_page(world: World, session: Obj, *, problem: str = "", typed: dict[str, str] | None = None) -> Response:
    language = language_of(session["locale"])
    words = WORDS[language]
    form = card_form(
        language, action=f"/pay/portal/{session['id']}/card", button=words["save"],
        number=(typed or {}).get("number", ""), name=(typed or {}).get("name", ""),
    )  # fmt: skip
    back = f'<p><a href="{e(_way_back(session))}">← {words["back"]}</a></p>'
    body = f'<div>{back}<div class="panel"><h1>{words["change_card"]}</h1>{error_box(problem)}{form}</div></div>'
    return page(language, words["change_card"], body, status=402 if problem else 200)


def _way_back(session: Obj) -> str:
    home = f"/pay/portal/{session['id']}"
    return str(session["return_url"] or home) if session["flow"] else home


def _done(session: Obj) -> Response:
    """After a flow, where its maker wanted; else the portal's first page."""
    after = (session["flow"] or {}).get("after_completion") or {}
    if after.get("redirect"):
        return redirect(after["redirect"]["return_url"])
    return redirect(_way_back(session))


@router.route("POST", "/pay/portal/{id}/card")
def change_card(request: Request) -> Response:
    """The new card becomes the customer's and each live subscription's. Attaching does not charge it."""
    session = _session(request)
    if session is None or not _features(request.world, session)["payment_method_update"]["enabled"]:
        return unknown_page(request)
    world, language = request.world, language_of(session["locale"])
    typed = {key: str(value)[:300] for key, value in request.form.items()}
    number = typed_number(typed)
    if number not in CARDS:
        return _card_page(world, session, problem=WORDS[language]["bad_number"], typed=typed)
    known = CARDS[number]
    if known.decline and not known.only_off_session:
        return _card_page(world, session, problem=WORDS[language]["declined"], typed=typed)
    customer = load(world, "customer", session["customer"])
    made = make_payment_method(world, number, name=typed.get("name") or None, email=customer["email"])
    attach(world, made, customer["id"])
    update_customer(world, customer, {"invoice_settings": {"default_payment_method": made["id"]}})
    for subscription in find(world, "subscription", customer=customer["id"]):
        if subscription["status"] != "canceled":
            changes.update(world, subscription, {"default_payment_method": made["id"]})
    return _done(session)


def _own_subscription(request: Request, session: Obj) -> Obj | None:
    found = request.world.store.get("stripe.subscription", request.args["subscription"])
    if found is None or found["customer"] != session["customer"] or found["status"] == "canceled":
        return None
    return found


@router.route("GET", "/pay/portal/{id}/{subscription}/cancel")
def ask_to_cancel(request: Request) -> Response:
    session = _session(request)
    subscription = _own_subscription(request, session) if session else None
    if session is None or subscription is None:
        return unknown_page(request)
    return _cancel_page(request.world, session, subscription)


def _cancel_page(world: World, session: Obj, subscription: Obj) -> Response:
    language = language_of(session["locale"])
    words = WORDS[language]
    at_once = _features(world, session)["subscription_cancel"]["mode"] == "immediately"
    date = day(item_of(subscription)["current_period_end"], language)
    text = words["cancel_now"] if at_once else words["cancel_period"].format(date=date)
    body = (
        f'<div class="panel"><h1>{words["cancel_sure"]}</h1><p>{text}</p>'
        f'<form method="post" action="/pay/portal/{session["id"]}/{subscription["id"]}/cancel">'
        f"<button>{words['cancel']}</button></form>"
        f'<p></p><a class="button quiet" href="{e(_way_back(session))}">{words["keep"]}</a></div>'
    )
    return page(language, words["cancel_sure"], body)


@router.route("POST", "/pay/portal/{id}/{subscription}/cancel")
def cancel(request: Request) -> Response:
    session = _session(request)
    subscription = _own_subscription(request, session) if session else None
    if session is None or subscription is None:
        return unknown_page(request)
    feature = _features(request.world, session)["subscription_cancel"]
    if feature["enabled"] and feature["mode"] == "immediately":
        end_subscription(request.world, subscription, reason="cancellation_requested")
    elif feature["enabled"]:
        changes.update(request.world, subscription, {"cancel_at_period_end": True})
    return _done(session)


@router.route("POST", "/pay/portal/{id}/{subscription}/resume")
def resume(request: Request) -> Response:
    session = _session(request)
    subscription = _own_subscription(request, session) if session else None
    if session is None or subscription is None:
        return unknown_page(request)
    changes.update(request.world, subscription, {"cancel_at_period_end": False})
    return _done(session)
