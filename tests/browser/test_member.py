"""Elena shares a campaign by a link of her own; the sign-up and the gift that it brought are counted.

The visitor who follows it has a browser of their own and gets no cookie; nothing of them is kept beside the numbers.
"""

import re
import sqlite3
import uuid
from collections.abc import Callable
from contextlib import closing
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import OpenPage
from tests.browser.demo import Site, wait_for

TITLES = {"es": "Que la niñez sea lo primero", "en": "Children come first"}
FEWER = re.compile("menos de diez|fewer than ten")


def test_a_members_link_counts_the_sign_up_and_the_gift_that_it_brought(
    site: Site, open_page: OpenPage, enter_as: Callable[[Page, str], None], language: str
) -> None:
    elena = open_page(language)
    enter_as(elena, "elena")
    link = copy_own_link(elena, language)
    code = urlsplit(link).path.rsplit("/", 1)[-1]
    before = counts(site, code)

    visitor = open_page(language, path=link)
    assert f"via={code}" in visitor.url
    expect(visitor.locator("h1")).to_have_text(TITLES[language])
    email = f"visita.{uuid.uuid4().hex[:8]}@ejemplo.example"
    sign_up(site, visitor, email)

    visitor.goto(link)
    give(visitor, email)
    wait_for(lambda: counts(site, code)["gift"] > before["gift"], "the gift to be counted")

    # One for the first visit, one for coming back to give: exact in the database, which only operators see …
    assert counts(site, code) == {
        "visit": before["visit"] + 2,
        "signup": before["signup"] + 1,
        "gift": before["gift"] + 1,
    }
    # … while Elena sees no number that could point at a person. (A demo that many have tried may have ten visits.)
    elena.reload()
    numbers = elena.locator(".share-counts").first
    expect(numbers).to_have_text(FEWER)
    assert all(int(number) >= 10 for number in re.findall(r"\d+", numbers.inner_text()))
    assert_accessible(elena)


def test_a_link_that_was_replaced_leads_to_all_campaigns_and_the_new_one_works(
    site: Site, open_page: OpenPage, enter_as: Callable[[Page, str], None], language: str
) -> None:
    elena = open_page(language)
    enter_as(elena, "elena")
    old = copy_own_link(elena, language)
    elena.locator("main a[href*='enlace/'], main a[href*='link/']").first.click()
    assert_accessible(elena)
    elena.locator("main form button").click()
    new = elena.locator("#link").input_value()
    assert new != old

    visitor = open_page(language, path=old)
    assert "via=" not in visitor.url
    expect(visitor.locator("h1")).not_to_have_text(TITLES[language])
    visitor.goto(new)
    expect(visitor.locator("h1")).to_have_text(TITLES[language])


def test_a_member_without_javascript_finds_link_texts_and_qr_code(
    site: Site, open_page: OpenPage, enter_as: Callable[[Page, str], None]
) -> None:
    elena = open_page("es", javascript=False, width=390)
    enter_as(elena, "elena")
    to_the_kit(elena, "es")
    assert elena.locator("#link").input_value().startswith(f"{site.url}/c/")
    assert elena.locator("textarea[readonly]").count() == 8
    expect(elena.locator(".qr-frame svg")).to_be_visible()
    expect(elena.locator("[data-copy]").first).to_be_hidden()


def to_the_kit(page: Page, language: str) -> None:
    """From the footer's link to the kit of the campaign; makes the link when there is none yet."""
    page.goto("/" if language == "es" else "/en/")
    page.locator("footer a[href$='/share/'], footer a[href$='/compartir/']").click()
    panel = page.locator("section.panel", has=page.get_by_role("heading", name=TITLES[language]))
    panel.locator("form button, a.button").first.click()
    expect(page.locator("#link")).to_be_visible()


def copy_own_link(page: Page, language: str) -> str:
    """As Elena does it: by the button, out of the clipboard."""
    allow_clipboard(page.context)
    to_the_kit(page, language)
    page.locator("[data-copy='link']").click()
    expect(page.locator("[data-copy='link'] [data-copy-label]")).to_have_text(re.compile("Copied|Copiado"))
    copied: str = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#link").input_value()
    return copied


def allow_clipboard(context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])


def sign_up(site: Site, page: Page, email: str) -> None:
    """For the campaign's updates, confirmed from the mail by its button."""
    form = page.locator("#updates form")
    form.locator("input[type=email]").fill(email)
    form.locator("button").click()
    page.goto(site.mail_to(email).link("/news/confirm/" if page.url.startswith(f"{site.url}/en/") else "/"))
    page.locator("main form button").click()
    expect(page.locator("h1")).to_be_visible()


def give(page: Page, email: str) -> None:
    """Every month, with a card that works, by the campaign's own button."""
    page.locator("main a[href*='campaign='][href*='via=']").first.click()
    page.locator("main input[type=email]").fill(email)
    page.locator("main form .button--give").click()
    page.locator("#number").fill("4242 4242 4242 4242")
    page.locator("form button").first.click()
    page.wait_for_url(re.compile(r"/(thanks|gracias)/"))


def counts(site: Site, code: str) -> dict[str, int]:
    """What the database holds for this code."""
    with closing(sqlite3.connect(site.var / "db.sqlite3", timeout=20)) as database:
        rows = database.execute(
            "SELECT kind, SUM(count) FROM campaigns_sharecount"
            " JOIN campaigns_sharelink ON campaigns_sharelink.id = link_id WHERE code = ? GROUP BY kind",
            [code],
        ).fetchall()
    return {"visit": 0, "signup": 0, "gift": 0, **dict(rows)}
