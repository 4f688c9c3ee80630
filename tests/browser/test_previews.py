"""Ana looks at what she is typing, on each channel, beside the form; and from there at the other language."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import OpenPage
from tests.browser.guard import Guard

TYPED = "Lucero escribe esto ahora mismo, y nadie lo ha guardado."
WATCHES_EDITS = """() => {
  const form = document.querySelector('form[data-controller~="w-unsaved"]');
  const app = window.wagtail?.app;
  return form && app && app.getControllerForElementAndIdentifier(form, "w-unsaved")?.initialFormData !== undefined;
}"""


def test_what_is_typed_is_seen_on_each_channel(
    open_page: OpenPage, enter_as: Callable[[Page, str], None], guard_of: Callable[[Page], Guard]
) -> None:
    page = open_page("es")
    # Wagtail's own: the account page offers time zones that Chromium does not know.
    guard_of(page).allow("localizeTimeZoneOptions")
    enter_as(page, "ana")
    page.goto("/admin/pages/")
    for title in ("Inicio", "Historias"):
        page.locator("tr", has_text=title).locator("a[href^='/admin/pages/']").last.click()
        page.wait_for_load_state()
    edit = page.locator("tr", has_text="El pan de las cuatro").locator("a[href$='/edit/']").first
    page.goto(edit.get_attribute("href") or "")
    page.locator("[data-side-panel-toggle=preview]").first.click()
    # Wagtail notes two seconds after opening what the form held; what is typed before that is no change to it.
    page.wait_for_function(WATCHES_EDITS)
    page.fill("[name=intro]", TYPED)
    for channel in ("site", "email", "sharing", "print"):
        page.select_option("[name=preview_mode]", channel)
        shown = page.frame_locator(f"iframe[src*='mode={channel}']").last
        expect(shown.locator(".preview-bar")).to_be_visible()
        inner = shown.frame_locator("iframe[data-fit]").locator("body") if channel == "email" else shown.locator("main")
        expect(inner).to_contain_text("Lucero* escribe esto ahora mismo")

    with page.context.expect_page() as opened:
        page.locator("[data-w-preview-target=newTab]").click()
    preview = opened.value
    expect(preview.locator("main")).to_contain_text("Lucero* escribe esto ahora mismo")
    assert_accessible(preview)
    preview.locator(".preview-ways li").nth(1).locator("a").first.click()
    expect(preview).to_have_url(re.compile("/view_draft/"))
    expect(preview.locator("html")).to_have_attribute("lang", "en")
    preview.close()
