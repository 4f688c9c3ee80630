"""Journey 4, first half: a visitor signs up for news, confirms from the mail, is in the audience, and leaves."""

import re
import secrets
from typing import Any

from playwright.sync_api import Page, expect

from signups.mailchimp_client import INTEREST_NAMES
from tests.browser.accessibility import assert_accessible
from tests.browser.conftest import OpenPage
from tests.browser.demo import Site, wait_for

NEWS = {"es": "/noticias/", "en": "/en/news/"}
EVENTS = {"es": "Actividades en mi zona", "en": "Events in my area"}
SIGN_UP = {"es": "Suscribirme", "en": "Sign up"}
CONFIRM = {"es": "Sí, confirmo", "en": "Yes, confirm"}
DONE = {"es": "Su suscripción está lista", "en": "You are signed up"}
LEAVE = {"es": "Darme de baja", "en": "Unsubscribe"}
LEFT = {"es": "Ya no recibe nuestros correos", "en": "You are unsubscribed"}
WRONG = {"es": "no parece una dirección de correo", "en": "does not look like an e-mail address"}


def new_address() -> str:
    """Of somebody whom neither the site nor Mailchimp has met, also where a demo is used a second time."""
    return f"visitor-{secrets.token_hex(4)}@example.org"


def in_audience(site: Site, email: str) -> dict[str, Any] | None:
    members = site.state()["mailchimp"]["members"]
    return next((member for member in members if member["email_address"] == email), None)


def sign_up(page: Page, language: str, email: str) -> None:
    page.goto(NEWS[language])
    page.locator("main input[type=email]").fill(email)
    page.get_by_label(EVENTS[language]).check()
    page.locator("main").get_by_role("button", name=SIGN_UP[language]).click()


def confirm(page: Page, site: Site, language: str, email: str) -> None:
    page.goto(site.mail_to(email, containing="/confirm").link("/confirm"))
    assert_accessible(page)
    page.get_by_role("button", name=CONFIRM[language]).click()
    expect(page.locator("h1")).to_have_text(DONE[language])


def test_a_visitor_signs_up_confirms_is_in_the_audience_and_leaves(
    site: Site, open_page: OpenPage, language: str
) -> None:
    email = new_address()
    page = open_page(language)
    sign_up(page, language, email)
    assert_accessible(page)
    assert in_audience(site, email) is None
    confirm(page, site, language, email)
    member = wait_for(lambda: in_audience(site, email), "the new member of the audience")
    assert (member["status"], member["language"]) == ("subscribed", language)
    assert member["interests"] == [INTEREST_NAMES["events"]]
    page.goto(site.mail_to(email, containing="/preferenc").link("/preferenc"))
    page.get_by_role("button", name=LEAVE[language]).click()
    expect(page.locator("h1")).to_have_text(LEFT[language])
    wait_for(lambda: in_audience(site, email)["status"] == "unsubscribed" or None, "leaving there")  # type: ignore[index]
    assert page.context.cookies() == []


def test_a_slip_is_explained_and_what_was_typed_is_still_there(site: Site, open_page: OpenPage, language: str) -> None:
    page = open_page(language, width=390, javascript=False)
    sign_up(page, language, "elena@")
    expect(page.locator("main")).to_contain_text(re.compile(WRONG[language]))
    expect(page.locator("main input[type=email]")).to_have_value("elena@")
    expect(page.get_by_label(EVENTS[language])).to_be_checked()
    assert site.mails("elena@") == []


def test_who_leaves_by_a_newsletter_is_told_so_here(site: Site, open_page: OpenPage) -> None:
    """By Mailchimp's own link: its webhook comes, and the preferences say it."""
    email = new_address()
    page = open_page("en")
    sign_up(page, "en", email)
    confirm(page, site, "en", email)
    preferences = site.mail_to(email, containing="/preferenc").link("/preferenc")
    wait_for(lambda: in_audience(site, email), "the new member of the audience")
    site.control("mailchimp/unsubscribe", email=email)

    def has_left() -> bool | None:
        page.goto(preferences)
        return page.locator("h1").inner_text() == LEFT["en"] or None

    wait_for(has_left, "the webhook of leaving")
