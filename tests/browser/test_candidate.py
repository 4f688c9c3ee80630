"""Journey 2: a candidate opens the invitation, reads the pledge and signs; two people verify; everybody sees it."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.translation import override
from playwright.sync_api import Page, expect

from pledges import verify_ledger
from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import HOMES, OpenPage
from tests.browser.demo import Site

# Each language signs for somebody of its own, whose open invitation lies in the demo's tray.
SIGNATORIES = {
    "es": ("mateo@jacaranda.example", "Mateo Solórzano Tux"),
    "en": ("leonel@acuerdo.example", "Leonel Samayoa Xol"),
}
CAMPAIGNS = {"es": "que-la-ninez-sea-lo-primero", "en": "children-come-first"}
PLEDGE = "que-la-ninez-sea-lo-primero"
REPLY = "Firmo los seis puntos, y rendiré cuentas."


def test_a_candidate_signs_and_everybody_sees_it_when_two_people_have_verified_it(
    site: Site, open_page: OpenPage, enter_as: Callable[[Page, str], None], language: str, tmp_path: Path
) -> None:
    contact, name = SIGNATORIES[language]
    tracker = address("tracker", PLEDGE, language=language)
    invitations = address("invitation", "TOKEN", language="es").partition("TOKEN")[0]
    visitor = open_page(language, path=tracker)
    before = signed_count(visitor)
    assert_accessible(visitor)

    candidate = open_page(language, path=urlsplit(site.mail_to(contact).link(invitations)).path)
    in_language(candidate, language)
    expect(candidate.locator(".pledge-text .steps > li").first).to_be_visible()
    expect(candidate.get_by_text(name).first).to_be_visible()
    assert_accessible(candidate)
    sign(candidate, name)
    assert_accessible(candidate)
    visitor.goto(tracker)
    assert signed_count(visitor) == before

    verify(open_page(language), "carlos", name, enter_as, "verified")
    visitor.goto(tracker)
    assert signed_count(visitor) == before
    verify(open_page(language), "rosa", name, enter_as, "published")

    visitor.goto(tracker)
    assert signed_count(visitor) == before + 1
    visitor.locator("main input[name=q]").fill(name.split()[1].replace("ó", "o").upper())
    visitor.locator(".filters button").click()
    card = visitor.locator(".candidates .candidate-card")
    expect(card).to_have_count(1)
    expect(card.locator(".badge--signed")).to_be_visible()
    card.get_by_role("link").click()
    expect(visitor.locator("h1")).to_have_text(name)
    expect(visitor.locator(".candidate-head .badge--signed")).to_be_visible()
    expect(visitor.locator(".reply")).to_contain_text(REPLY)
    expect(visitor.locator(".timeline__step")).to_have_count(5)
    assert_accessible(visitor)

    visitor.goto(HOMES[language])
    visitor.locator(f'a[href*="{CAMPAIGNS[language]}"]').first.click()
    expect(visitor.get_by_text(name).first).to_be_visible()

    the_ledger_holds(visitor, language, name, tmp_path)


def address(name: str, *arguments: str, language: str) -> str:
    with override(language):
        return reverse(f"pledges:{name}", args=arguments)


def signed_count(page: Page) -> int:
    return int(page.locator(".tally__signed").inner_text())


def in_language(page: Page, language: str) -> None:
    """The contact's mail is in Spanish; whoever reads it may prefer the other language."""
    if page.locator("html").get_attribute("lang") != language:
        page.locator(f'.nav--wide a[hreflang="{language}"]').click()
    expect(page.locator("html")).to_have_attribute("lang", language)


def sign(page: Page, name: str) -> None:
    form = page.locator("#sign form")
    form.locator("button").click()
    expect(page.locator("#sign .error-summary")).to_be_visible()
    form.locator('input[value="candidate"]').check()
    form.locator('input[name="sign-signatory_name"]').fill(name)
    form.locator('textarea[name="sign-reply"]').fill(REPLY)
    form.locator('input[name="sign-confirmed"]').check()
    form.locator("button").click()
    expect(page.locator("#sign")).to_have_count(0)
    expect(page.locator(".steps > li")).to_have_count(3)


def verify(page: Page, person: str, name: str, enter_as: Callable[[Page, str], None], step: str) -> None:
    enter_as(page, person)
    page.goto("/admin/signatures/")
    page.locator("table.listing a").first.click()
    page.locator("#board-q").fill(name)
    page.locator("#board-q").press("Enter")
    page.get_by_role("link", name=name).click()
    page.locator(f'input[name="step"][value="{step}"]').check()
    page.locator('input[name="source_url"]').fill("https://partido.example/firma")
    page.locator("form[enctype] button.button").click()
    expect(page.locator(".messages .success")).to_be_visible()


def the_ledger_holds(page: Page, language: str, name: str, folder: Path) -> None:
    """The published ledger has the entry, and the script that anybody can download finds it intact."""
    ledger: dict[str, Any] = page.request.get(address("ledger", PLEDGE, language=language)).json()
    facts = [entry["opened"] for entry in ledger["entries"] if entry["opened"]]
    steps = [opened["event"]["facts"]["step"] for opened in facts if opened["person"]["facts"]["name"] == name]
    assert steps == ["listed", "invited", "claimed", "verified", "published"]
    script, file = folder / "verify_ledger.py", folder / "ledger.json"
    script.write_bytes(page.request.get(address("verifier", language=language)).body())
    file.write_text(json.dumps(ledger), encoding="utf-8")
    result = subprocess.run([sys.executable, "-I", script, file], capture_output=True, text=True, check=False)
    assert result.stdout.startswith("intact: "), result.stdout + result.stderr
    ledger["entries"][3]["at"] = "2020-01-01T00:00:00.000000Z"
    file.write_text(json.dumps(ledger), encoding="utf-8")
    result = subprocess.run([sys.executable, "-I", script, file], capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout.strip()) == (1, "NOT intact: entry 4 was altered")
    assert ledger["format"] == verify_ledger.FORMAT
