"""Checkout's hosted page, and the bank's page for 3-D Secure."""

import re

from sandbox.http import Request, Response, redirect
from sandbox.stripe.cards import CARDS
from sandbox.stripe.objects import Obj, find
from sandbox.stripe.pages import card_form, error_box, page, rhythm, router, typed_number, unknown_page
from sandbox.stripe.sessions import authenticate, pay, success_url
from sandbox.stripe.words import WORDS, e, language_of, money


def refusal(language: str, intent: Obj) -> str:
    """Why the card was refused, as a person is told."""
    error = intent["last_payment_error"] or {}
    words = WORDS[language]
    if error.get("code") == "payment_intent_authentication_failure":
        return words["not_authenticated"]
    return words.get(error.get("decline_code") or error.get("code", ""), words["declined"])


def _session(request: Request) -> Obj | None:
    return request.world.store.get("stripe.checkout.session", request.args["id"])


@router.route("GET", "/pay/checkout/{id}")
def show(request: Request) -> Response:
    session = _session(request)
    return _closed(request, session) or _page(session or {})


def _closed(request: Request, session: Obj | None) -> Response | None:
    """What is answered when there is nothing to pay; None when there is."""
    if session is None:
        return unknown_page(request)
    if session["status"] == "complete":
        return redirect(success_url(session))
    if session["status"] == "expired":
        language = language_of(session["locale"])
        words = WORDS[language]
        body = f"<div class='panel'><h1>{words['expired']}</h1><p>{words['expired_text']}</p>{_back(session)}</div>"
        return page(language, words["expired"], body, status=410)
    return None


def _back(session: Obj) -> str:
    words = WORDS[language_of(session["locale"])]
    return f'<a href="{e(session["cancel_url"])}">← {words["back"]}</a>' if session["cancel_url"] else ""


def _button(session: Obj, language: str) -> str:
    asked = session["submit_type"] or ("subscribe" if session["mode"] == "subscription" else "pay")
    return WORDS[language].get(asked, WORDS[language]["pay"])


def _page(session: Obj, *, problem: str = "", typed: dict[str, str] | None = None) -> Response:
    typed = typed or {}
    language = language_of(session["locale"])
    words = WORDS[language]
    price = session["_items"][0]["price"]
    rows = "".join(
        f"<tr><td>{e(item['description'])}</td><td>{money(item['amount_total'], item['currency'], language)}</td></tr>"
        for item in session["_items"]
    )
    about = (session["custom_text"]["submit"] or {}).get("message", "")
    email = typed.get("email", session["customer_email"] or "")
    fixed = " readonly" if session["customer_email"] else ""
    between = "" if session["customer"] else (
        f'<label for="email">{words["email"]}</label>'
        f'<input id="email" name="email" type="email" required maxlength="254" value="{e(email)}"{fixed}>'
    )  # fmt: skip
    form = card_form(
        language, action=f"/pay/checkout/{session['id']}", button=_button(session, language),
        number=typed.get("number", ""), name=typed.get("name", ""), between=between,
    )  # fmt: skip
    total = rhythm(price, session["amount_total"], language)
    body = (
        f'<section><p>{_back(session)}</p><h1>Historia</h1><p class="amount">{total}</p>'
        f"<table>{rows}</table></section>"
        f'<section class="panel"><h2>{words["card"]}</h2>{error_box(problem)}{form}'
        f'<p class="soft">{e(about)}</p></section>'
    )
    return page(language, _button(session, language), body, shape="two", status=402 if problem else 200)


@router.route("POST", "/pay/checkout/{id}")
def submit(request: Request) -> Response:
    """A second press finds the session complete and goes where the first went: nothing is charged twice."""
    session = _session(request)
    closed = _closed(request, session)
    if closed or session is None:
        return closed or unknown_page(request)
    typed = {key: str(value)[:300] for key, value in request.form.items()}
    language = language_of(session["locale"])
    number, email = typed_number(typed), _email_of(request, session, typed)
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", email):
        return _page(session, problem=WORDS[language]["bad_email"], typed=typed)
    if number not in CARDS:
        return _page(session, problem=WORDS[language]["bad_number"], typed=typed)
    intent = pay(request.world, session, number=number, name=typed.get("name", "").strip(), email=email)
    return _after(session, intent, typed)


def _email_of(request: Request, session: Obj, typed: dict[str, str]) -> str:
    if session["customer"]:
        customer = request.world.store.get("stripe.customer", session["customer"]) or {}
        return str(customer.get("email") or "unknown@historia.example")
    return str(session["customer_email"] or typed.get("email", "").strip())


def _after(session: Obj, intent: Obj, typed: dict[str, str]) -> Response:
    if intent["status"] == "succeeded":
        return redirect(success_url(session))
    if intent["status"] == "requires_action":
        return redirect(f"/pay/secure/{intent['id']}")
    return _page(session, problem=refusal(language_of(session["locale"]), intent), typed=typed)


def _session_of_intent(request: Request) -> Obj | None:
    return next(iter(find(request.world, "checkout.session", _intent=request.args["id"])), None)


@router.route("GET", "/pay/secure/{id}")
def ask(request: Request) -> Response:
    session = _session_of_intent(request)
    closed = _closed(request, session)
    if closed or session is None:
        return closed or unknown_page(request)
    language = language_of(session["locale"])
    words = WORDS[language]
    answers = "".join(
        f'<form method="post"><input type="hidden" name="answer" value="{answer}">'
        f'<button class="{style}">{words[answer]}</button></form>'
        for answer, style in (("confirm", ""), ("deny", "quiet"))
    )
    amount = money(session["amount_total"], session["currency"], language)
    body = (
        f'<div class="panel"><h1>{words["secure"]}</h1><p>{words["secure_text"]}</p>'
        f'<p class="amount">{amount}</p><p></p>{answers}</div>'
    )
    return page(language, words["secure"], body)


@router.route("POST", "/pay/secure/{id}")
def answered(request: Request) -> Response:
    session = _session_of_intent(request)
    closed = _closed(request, session)
    if closed or session is None:
        return closed or unknown_page(request)
    intent = authenticate(request.world, session, passed=request.form.get("answer") == "confirm")
    return _after(session, intent, {"email": session.get("_email", "")})
