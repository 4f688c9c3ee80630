"""Journey 1: Ana writes a story for a narrator with consent, Tomás translates it, Rosa publishes and withdraws it."""

import re
import time
from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from sandbox.people import PASSWORD, code_now
from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import OpenPage
from tests.browser.guard import Guard

GuardOf = Callable[[Page], Guard]

# One person a language of the admin: the demo is shared by both runs.
NAMES = {"es": "Aurelia", "en": "Benita"}
SLUGS = {"es": "lo-que-aurelia-sembro", "en": "lo-que-benita-sembro"}
ENGLISH_SLUGS = {"es": "what-aurelia-sowed", "en": "what-benita-sowed"}
NOTES: dict[str | None, str] = {"es": "*Seudónimo", "en": "*A pseudonym"}

# Words of wagtail-localize's editor, in the admin's two languages; and of Wagtail's review, without a comment.
TRANSLATE = re.compile("^(Traducir|Translate)$")
SAVE = re.compile("^(Guardar|Save)$")
APPROVE = "button[data-workflow-action-name=approve]:not([data-workflow-action-modal-url])"


def test_the_editors_journey(open_page: OpenPage, guard_of: GuardOf, language: str) -> None:
    name, slug, english_slug = NAMES[language], SLUGS[language], ENGLISH_SLUGS[language]
    rosa, ana, tomas, reader = (open_page(language) for _ in range(4))
    for page, key in ((rosa, "rosa"), (ana, "ana"), (tomas, "tomas")):
        guard_of(page).may_have_cookies = True
        # Wagtail's own: the account page offers time zones that Chromium does not know.
        guard_of(page).allow("localizeTimeZoneOptions")
        sign_in(page, key)
        use_language(page, language)

    narrator = enter_narrator(rosa, name)
    record_consent(rosa, narrator)
    edit = write_story(ana, name, slug)
    send_to_review(ana, edit)
    translate_to_english(tomas, name, english_slug)
    hand_on(tomas, name)
    addresses = [f"/historias/{slug}/", f"/en/stories/{english_slug}/"]
    assert [status(reader, address) for address in addresses] == [404, 404]

    approve(rosa, edit)
    for address in addresses:
        reads_with_mark_and_note(reader, address, name)

    withdraw(rosa, narrator)
    for address in addresses:
        assert status(reader, address) == 410
        expect(reader.locator("body")).not_to_contain_text(name)
    nothing_is_left(rosa)


def sign_in(page: Page, key: str) -> None:
    """By password and a one-time code, as staff do. A code is taken once: wait for the next if somebody used it."""
    page.goto("/admin/")
    page.fill("[name=login]", f"{key}@historia.example")
    page.fill("[name=password]", PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    for _ in range(40):
        page.fill("[name=code]", code_now())
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_load_state()
        if "/admin/" in page.url:
            return
        time.sleep(1)
    raise AssertionError(f"No code was accepted at {page.url}.")


def use_language(page: Page, language: str) -> None:
    """Choose the admin's language in the account's settings."""
    page.goto("/admin/account/")
    page.locator("select[name$=preferred_language]").select_option(language)
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state()
    expect(page.locator("html")).to_have_attribute("lang", language)


def enter_narrator(page: Page, name: str) -> str:
    page.goto("/admin/narrators/new/")
    page.fill("[name=shown_name]", name)
    page.locator("main form button[type=submit]").click()
    expect(page.locator("main")).to_contain_text(f"{name}*")
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def record_consent(page: Page, narrator: str) -> None:
    page.goto(f"/admin/consent/new/?narrator={narrator}")
    for choice in ("es", "en", "site"):
        page.locator(f"input[value={choice}]").check()
    page.fill("[name=until_date]", (timezone.localdate() + timedelta(days=700)).isoformat())
    page.select_option("[name=witness_role]", "psychologist")
    page.fill("[name=text_version]", "2026-1")
    # By keyboard: the calendar of the date field may lie over the button.
    page.press("[name=text_version]", "Enter")
    expect(page).to_have_url(re.compile(f"/inspect/{narrator}"))


def write_story(page: Page, name: str, slug: str) -> str:
    """In Spanish, from the explorer; returns the address of its form."""
    page.goto("/admin/pages/")
    for title in ("Inicio", "Historias"):
        page.locator("tr", has_text=title).locator("a[href^='/admin/pages/']").last.click()
        page.wait_for_load_state()
    page.locator("a[href*='/add_subpage/']").first.click()
    page.locator("[name=title]").press_sequentially(f"Lo que {name} sembró")
    page.locator("[name=narrator]").select_option(label=f"{name}*")
    page.fill("[name=intro]", f"{name} volvió a la milpa y contó lo que había callado.")
    page.locator("[data-contentpath=body] .c-sf-add-button").first.click()
    page.locator("[role=option]").first.click()
    editor = page.locator("[data-contentpath=body] .public-DraftEditor-content").first
    editor.click()
    page.keyboard.type(f"{name} sembró maíz, y después habló.")
    # Draftail hands what is typed to the form a quarter of a second later.
    expect(page.locator("input[name=body-0-value]")).to_have_value(re.compile("después habló"))
    page.locator("footer button.action-save").click()
    expect(page).to_have_url(re.compile(r"/admin/pages/\d+/edit/"))
    expect(page.locator("[name=slug]")).to_have_value(slug)
    return page.url


def translate_to_english(page: Page, name: str, slug: str) -> None:
    """From the translator's first page; side by side, passage by passage. Under the tab of the address is the slug."""
    open_translation(page, name)
    page.locator("main .readiness__point--open a[href*='/edit/']").click()
    words = [f"What {name} sowed", f"{name} went back to the field.", f"{name} sowed maize, and then spoke."]
    for tab, texts in enumerate([words, [slug]]):
        page.locator("[role=tab]").nth(tab).click()
        for text in texts:
            translate_next(page, text)
    expect(page.get_by_role("button", name=TRANSLATE)).to_have_count(0)


def open_translation(page: Page, name: str) -> None:
    page.goto("/admin/")
    page.locator("a[href*='/stories/translating/']", has_text=name).click()
    page.wait_for_load_state()


def hand_on(page: Page, name: str) -> None:
    """Everything is translated: on to the reviewer."""
    page.locator(".translation-strip a").click()
    expect(page.locator("main .readiness__point--done")).to_have_count(1)
    assert_accessible(page)
    page.locator("button[value=approve]").click()
    expect(page).to_have_url(re.compile(r"/admin/$"))
    expect(page.locator("a[href*='/stories/translating/']", has_text=name)).to_have_count(0)


def translate_next(page: Page, text: str) -> None:
    page.get_by_role("button", name=TRANSLATE).filter(visible=True).first.click()
    page.locator("main textarea").filter(visible=True).first.fill(text)
    with page.expect_response(lambda answer: answer.request.method == "PUT") as saved:
        page.get_by_role("button", name=SAVE).filter(visible=True).first.click()
    assert saved.value.ok
    expect(page.locator("main").get_by_text(text, exact=True).filter(visible=True).first).to_be_visible()


def send_to_review(page: Page, edit: str) -> None:
    page.goto(edit)
    open_actions(page)
    page.locator("button[name=action-submit]").click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/$"))


def approve(page: Page, edit: str) -> None:
    page.goto(edit)
    if not page.locator(APPROVE).is_visible():
        open_actions(page)
    page.locator(APPROVE).click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/$"))


def open_actions(page: Page) -> None:
    page.locator("footer .w-dropdown__toggle").first.click()


def reads_with_mark_and_note(page: Page, address: str, name: str) -> None:
    assert status(page, address) == 200
    expect(page.locator("h1")).to_contain_text(f"{name}*")
    expect(page.locator(".story-body")).to_contain_text(f"{name}*")
    expect(page.locator(".story-end .pseudonym-note")).to_have_text(NOTES[page.locator("html").get_attribute("lang")])
    assert_accessible(page)
    page.locator(".story-header .eyebrow a").click()
    expect(page.locator(".card", has_text=f"{name}*").first).to_be_visible()


def withdraw(page: Page, narrator: str) -> None:
    page.goto(f"/admin/narrators/inspect/{narrator}/")
    page.locator(f"main a.serious[href*='/withdraw/{narrator}/']").click()
    page.locator("main form button.serious").click()
    expect(page).to_have_url(re.compile(f"/withdrawal/{narrator}"))


def nothing_is_left(page: Page) -> None:
    """The report of the page that is open says so, once the worker has removed every trace and searched for it."""
    for _ in range(150):
        page.reload()
        assert page.locator(".help-critical").all_inner_texts() == []
        steps = page.locator(".withdrawal-step").count()
        if steps and page.locator(".withdrawal-step--done").count() == steps and page.locator(".help-info").count():
            return
        time.sleep(2)
    raise AssertionError(page.locator("main").inner_text())


def status(page: Page, address: str) -> int:
    response = page.goto(address)
    assert response
    return response.status
