"""Journey 3: Lucía gives every month, has her receipt, changes her gift and ends it. Real Chromium, both languages."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import OpenPage
from tests.browser.demo import Site, wait_for
from tests.browser.guard import Guard

GIVE = {"es": "/donar/", "en": "/en/give/"}
PORTAL = {"es": "/mis-donaciones/", "en": "/en/giving/"}
OPEN = {"es": "/mis-donaciones/abrir/", "en": "/en/giving/open/"}
WORDS = {
    "es": {
        "go": "Continuar al pago seguro",
        "thanks": "Gracias. Su donación llegó.",
        "link": "Enviarme el enlace",
        "open": "Abrir",
        "change": "Cambiar el monto",
        "save": "Guardar el nuevo monto",
        "amount": "Nuevo monto de cada mes",
        "end": "Terminar esta donación",
        "now": "Terminarla ahora",
        "ended": "Su donación mensual terminó",
        "subject": "Su recibo",
        "own": "O el monto que usted decida",
        "back": "No se cobró nada",
    },
    "en": {
        "go": "Continue to secure payment",
        "thanks": "Thank you. Your gift has arrived.",
        "link": "Send me the link",
        "open": "Open",
        "change": "Change the amount",
        "save": "Save the new amount",
        "amount": "New amount every month",
        "end": "End this gift",
        "now": "End it now",
        "ended": "Your monthly gift has ended",
        "subject": "Your receipt",
        "own": "Or your own amount",
        "back": "Nothing was charged",
    },
}


def email(language: str, who: str = "lucia") -> str:
    return f"{who}-{language}@ejemplo.example"


def go_to_checkout(page: Page, language: str, address: str) -> None:
    page.locator('input[name="email"]').fill(address)
    page.get_by_role("button", name=WORDS[language]["go"]).click()
    page.wait_for_url("**/pay/checkout/**")


def pay(page: Page) -> None:
    page.locator('input[name="number"]').fill("4242 4242 4242 4242")
    for name, value in (("name", "Lucía"), ("expiry", "12 / 40"), ("cvc", "123")):
        field = page.locator(f'input[name="{name}"]')
        if field.count():
            field.fill(value)
    page.locator("form button").first.click()


def events(site: Site) -> set[str]:
    return {event["id"] for event in site.state()["stripe"]["events"]}


def come_again(site: Site, ids: set[str]) -> None:
    """Each of these events comes twice more, so three times in all; waits until they have arrived."""
    assert len(ids) >= 3
    for _time in range(2):
        for id_ in ids:
            site.control("stripe/resend", event=id_)
    wait_for(lambda: not any(hook["state"] == "pending" for hook in site.state()["webhooks"]), "the webhooks")


def receipts(site: Site, address: str, language: str) -> int:
    return sum(mail.subject == WORDS[language]["subject"] for mail in site.mails(address))


def opening_link(site: Site, language: str, address: str) -> str | None:
    found = [link for mail in site.mails(address) for link in mail.links if OPEN[language] in link]
    return found[-1] if found else None


def enter_portal(page: Page, site: Site, language: str, address: str) -> None:
    page.goto(PORTAL[language])
    page.locator('input[name="email"]').fill(address)
    page.get_by_role("button", name=WORDS[language]["link"]).click()
    link = wait_for(lambda: opening_link(site, language, address), "the link to the portal")
    page.goto(link)
    page.get_by_role("button", name=WORDS[language]["open"], exact=True).click()
    page.wait_for_url(f"**{PORTAL[language]}")


def test_a_supporter_gives_monthly_changes_the_gift_and_ends_it(
    site: Site, open_page: OpenPage, guard_of: Callable[[Page], Guard], language: str
) -> None:
    words, lucia = WORDS[language], email(language)
    before = events(site)
    page = open_page(language, path=GIVE[language])
    assert_accessible(page)
    expect(page.locator('input[name="kind"][value="monthly"]')).to_be_checked()
    go_to_checkout(page, language, lucia)
    pay(page)
    expect(page.get_by_role("heading", name=words["thanks"])).to_be_visible()
    assert_accessible(page)
    page.reload()
    expect(page.get_by_role("heading", name=words["thanks"])).to_be_visible()
    wait_for(lambda: receipts(site, lucia, language) == 1, "the receipt")
    come_again(site, events(site) - before)

    guard_of(page).may_have_cookies = True
    enter_portal(page, site, language, lucia)
    assert_accessible(page)
    expect(page.locator(".gift")).to_have_count(1)
    expect(page.locator(".portal__payments tbody tr")).to_have_count(1)
    assert receipts(site, lucia, language) == 1

    page.get_by_text(words["change"]).click()
    page.get_by_label(words["amount"]).fill("35")
    page.get_by_role("button", name=words["save"]).click()
    expect(page.locator(".gift__amount")).to_contain_text("35")

    site.advance(months=1)
    wait_for(lambda: receipts(site, lucia, language) == 2, "the renewal's receipt")
    page.reload()
    expect(page.locator(".portal__payments tbody tr")).to_have_count(2)
    expect(page.locator(".portal__payments tbody tr").first).to_contain_text("35")

    page.locator(".portal__payments a").first.click()
    expect(page.locator(".receipt__amount")).to_contain_text("35")
    assert_accessible(page)
    page.go_back()

    page.get_by_text(words["end"]).click()
    page.get_by_role("button", name=words["now"]).click()
    expect(page.locator(".notice--success")).to_contain_text(words["ended"])
    expect(page.locator(".gift__actions")).to_have_count(0)
    site.mail_to(lucia, containing=words["ended"])
    site.advance(months=2)
    page.reload()
    expect(page.locator(".portal__payments tbody tr")).to_have_count(2)


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_turning_back_keeps_what_was_typed(
    site: Site, open_page: OpenPage, guard_of: Callable[[Page], Guard], language: str, javascript: bool
) -> None:
    words = WORDS[language]
    page = open_page(language, path=GIVE[language], width=390, javascript=javascript)
    page.locator(".give__kind").nth(1).click()
    page.locator(".give__currency").nth(1).click()
    expect(page.locator('.give__set[data-currency="GTQ"] .give__group--once')).to_be_visible()
    expect(page.locator('.give__set[data-currency="USD"]')).to_be_hidden()
    page.get_by_label(words["own"]).fill("Q 175.50")
    go_to_checkout(page, language, email(language, f"back-{javascript}".lower()))
    page.locator('a[href*="/give/"], a[href*="/donar/"]').first.click()
    expect(page.get_by_text(words["back"])).to_be_visible()
    expect(page.get_by_label(words["own"])).to_have_value("175.50")
    expect(page.locator('input[name="currency"][value="GTQ"]')).to_be_checked()
    page.get_by_role("button", name=words["go"]).click()
    page.wait_for_url("**/pay/checkout/**")
    expect(page.locator("body")).to_contain_text(re.compile(r"175[.,]50"))
