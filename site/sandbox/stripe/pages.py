"""The frame of the hosted pages: plain, no script, and clearly not Stripe's own."""

import datetime as dt

from babel.dates import format_date

from sandbox.clock import now_utc
from sandbox.http import Request, Response, Router, html_response
from sandbox.stripe.objects import Obj
from sandbox.stripe.words import WORDS, e, money

router = Router()
STYLE = """
:root { color-scheme: light dark; --ink: #1d2433; --soft: #566079; --paper: #f3f4f8; --panel: #fff; --line: #b9c0d0;
  --act: #3b3fbf; --act-ink: #fff; --bad: #a3132b; --note: #fff3d6; --note-ink: #5a4300; }
@media (prefers-color-scheme: dark) { :root { --ink: #eceff7; --soft: #aab3c8; --paper: #12151d; --panel: #1b202c;
  --line: #4a5468; --act: #a9adff; --act-ink: #12151d; --bad: #ff9aa8; --note: #3b3010; --note-ink: #ffe6ad; } }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
.note { margin: 0; padding: .5rem 1rem; text-align: center; background: var(--note); color: var(--note-ink);
  font-size: .875rem; }
main { max-width: 64rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; display: grid; gap: 1.5rem; }
@media (min-width: 48rem) { main.two { grid-template-columns: 1fr 1fr; padding-top: 4rem; gap: 3rem; }
  main.one { max-width: 36rem; padding-top: 4rem; } }
h1 { font-size: 1.25rem; margin: 0 0 .5rem; } h2 { font-size: 1.0625rem; margin: 0 0 .75rem; }
.amount { font-size: 2.25rem; font-weight: 650; line-height: 1.2; margin: 0; }
.soft { color: var(--soft); } p { margin: 0 0 .75rem; }
.panel { background: var(--panel); border: 1px solid var(--line); border-radius: .75rem; padding: 1.25rem; }
label { display: block; font-weight: 600; margin: 0 0 .25rem; }
input { width: 100%; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line);
  border-radius: .5rem; padding: .65rem .75rem; margin: 0 0 1rem; min-height: 2.75rem; }
button, .button { display: inline-block; width: 100%; font: inherit; font-weight: 650; text-align: center;
  cursor: pointer; color: var(--act-ink); background: var(--act); border: 1px solid var(--act); border-radius: .5rem;
  padding: .65rem 1rem; min-height: 2.75rem; text-decoration: none; }
.quiet { color: var(--act); background: transparent; } form + form { margin-top: .75rem; }
a { color: var(--act); } :focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
.error { border-left: 4px solid var(--bad); padding: .5rem .75rem; color: var(--bad); font-weight: 600; }
table { width: 100%; border-collapse: collapse; font-size: .9375rem; } td, th { padding: .5rem .25rem; text-align: left;
  border-top: 1px solid var(--line); vertical-align: top; } td:last-child { text-align: right; }
details { margin-top: 1.25rem; font-size: .9375rem; } summary { cursor: pointer; } ul { padding-left: 1.1rem; }
code { font-size: .9375em; white-space: nowrap; }
section + section { margin-top: 1.5rem; }
"""
TEST_CARDS = (
    "4242424242424242", "4000000000000002", "4000000000009995", "4000002500003155", "4000000000000341",
    "4000000000000259",
)  # fmt: skip


@router.route("GET", "/pay/style.css")
def style(request: Request) -> Response:
    return Response(STYLE.encode(), content_type="text/css; charset=utf-8")


def page(language: str, title: str, body: str, *, shape: str = "one", status: int = 200) -> Response:
    return html_response(
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{e(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="stylesheet" href="/pay/style.css"></head><body>'
        f'<p class="note">{WORDS[language]["stand_in"]}</p><main class="{shape}">{body}</main></body></html>',
        status,
    )


def unknown_page(request: Request) -> Response:
    """Nothing here: in the language that the browser asks for."""
    language = "es" if request.headers.get("Accept-Language", "").startswith("es") else "en"
    return page(language, WORDS[language]["unknown"], f"<h1>{WORDS[language]['unknown']}</h1>", status=404)


def error_box(text: str) -> str:
    return f'<p class="error" role="alert">{e(text)}</p>' if text else ""


def card_form(language: str, *, action: str, button: str, number: str = "", name: str = "", between: str = "") -> str:
    """Fields for a test card. `between` is put before them."""
    words = WORDS[language]
    cards = "".join(f"<li><code>{number}</code> {words[f'card_{number}']}</li>" for number in TEST_CARDS)
    return (
        f'<form method="post" action="{e(action)}">{between}'
        f'<label for="number">{words["number"]}</label>'
        f'<input id="number" name="number" inputmode="numeric" autocomplete="off" required value="{e(number)}"'
        ' placeholder="4242 4242 4242 4242">'
        f'<label for="name">{words["name"]}</label>'
        f'<input id="name" name="name" autocomplete="off" maxlength="200" value="{e(name)}">'
        f"<button>{e(button)}</button></form>"
        f"<details><summary>{words['choose']}</summary><ul>{cards}</ul></details>"
    )


def day(timestamp: int, language: str) -> str:
    moment: dt.datetime = now_utc(timestamp)
    return str(format_date(moment.date(), format="long", locale=language))


def rhythm(price: Obj, amount: int, language: str) -> str:
    """“$ 10.00 cada mes”."""
    text = money(amount, price["currency"], language)
    every = WORDS[language][f"every_{price['recurring']['interval']}"] if price["recurring"] else ""
    return f"{text} {every}".strip()


def typed_number(form: dict[str, str]) -> str:
    return "".join(character for character in str(form.get("number", "")) if character.isdigit())
