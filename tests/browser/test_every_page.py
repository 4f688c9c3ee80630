"""What holds for every public page, whatever is on it: found by following links, so that no page can be forgotten."""

import re
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser import accessibility
from tests.browser.conftest import OpenPage
from tests.browser.crawl import Crawl, Found, crawl
from tests.browser.demo import Site
from tests.browser.guard import Guard

LARGEST_FIRST_VISIT = 100_000
WIDTHS = (320, 390, 1280)
# What a person beside the reader must not read in a tab or in the history.
INDISCREET = re.compile(r"\babus|\bsexual|violaci[oó]n|\brape|\bincest|\bmolest", re.IGNORECASE)
OPEN_DATA = re.compile(r"/(candidates\.csv|candidates\.json|ledger\.json|text-\d+-\w+\.txt)$")
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "X-Frame-Options": "DENY",
}

# The widest elements that stick out of the page, unless something around them scrolls or clips them.
STICKING_OUT = """() => {
  const limit = document.documentElement.clientWidth + 1;
  const clipped = (e) => { for (let p = e.parentElement; p && p !== document.body; p = p.parentElement)
    if (getComputedStyle(p).overflowX !== "visible") return true; return false; };
  if (document.documentElement.scrollWidth <= limit) return [];
  return [...document.querySelectorAll("body *")]
    .filter((e) => e.getBoundingClientRect().right > limit && !clipped(e))
    .slice(0, 4).map((e) => `${e.tagName.toLowerCase()}.${e.className?.baseVal ?? e.className}`)
    .concat(`(${document.documentElement.scrollWidth} px wide)`);
}"""

FOCUSED = """() => {
  const e = document.activeElement, box = e.getBoundingClientRect();
  const isWithin = box.top >= 0 && box.left >= 0 && box.right <= innerWidth + 1 && box.bottom <= innerHeight + 1;
  const isLarge = box.width >= 24 && box.height >= 24;
  const seen = e.checkVisibility() && isWithin && isLarge;
  return { exit: "exit" in e.dataset, html: e.outerHTML.slice(0, 80), seen };
}"""


@pytest.fixture(scope="module")
def crawled(site: Site) -> Crawl:
    return crawl(site.url)


@pytest.fixture
def pages(crawled: Crawl, language: str) -> list[Found]:
    return [found for found in crawled.pages if found.language == language]


def none_of(faults: list[str]) -> None:
    """Every fault in one report: whoever mends one page sees what else is wrong."""
    if faults:
        pytest.fail(f"{len(faults)} faults:\n" + "\n".join(faults), pytrace=False)


def test_the_crawl_reaches_each_part_of_the_site(crawled: Crawl) -> None:
    paths = {found.path for found in crawled.pages}
    assert {"/", "/en/"} <= paths
    for language in ("es", "en"):
        assert len([found for found in crawled.pages if found.language == language]) >= 10, sorted(paths)


def test_every_link_within_the_site_leads_to_a_page(crawled: Crawl) -> None:
    none_of(
        [
            f"{found.answer.status_code}: {found.path} (linked from {found.found_on})"
            for found in crawled.found.values()
            if found.answer.status_code != 200 and not found.answer.is_redirect
        ]
    )


def test_every_page_of_the_sitemap_is_public_and_in_it_in_each_language(crawled: Crawl) -> None:
    listed = re.findall(r"<loc>([^<]+)</loc>", crawled.found["/sitemap.xml"].answer.text)
    assert listed
    assert any("/en/" in url for url in listed)


def test_every_answer_carries_the_security_headers(crawled: Crawl) -> None:
    faults = []
    for found in crawled.found.values():
        sent = found.answer.headers
        wrong = [name for name, value in HEADERS.items() if sent.get(name) != value]
        faults += [f"{found.path}: {name} is {sent.get(name)}" for name in wrong]
        # Open data may be read from anywhere; nothing else may be embedded.
        shared = {"cross-origin"} if OPEN_DATA.search(found.path) else {"same-origin"}
        if sent.get("Cross-Origin-Resource-Policy") not in shared:
            faults.append(f"{found.path}: Cross-Origin-Resource-Policy is {sent.get('Cross-Origin-Resource-Policy')}")
        policy = sent.get("Content-Security-Policy", "")
        if "default-src 'none'" not in policy or "unsafe-" in policy:
            faults.append(f"{found.path}: Content-Security-Policy is {policy!r}")
        if sent.get("Referrer-Policy") not in {"same-origin", "no-referrer"}:
            faults.append(f"{found.path}: Referrer-Policy is {sent.get('Referrer-Policy')}")
    none_of(faults)


def test_no_page_sets_a_cookie(crawled: Crawl) -> None:
    public = (found for found in crawled.found.values() if not found.is_of_accounts)
    none_of([f"{found.path}: {found.answer.headers['Set-Cookie']}" for found in public if found.answer.cookies])


def test_every_page_says_its_language_and_has_one_heading_and_a_description_of_its_own(pages: list[Found]) -> None:
    faults = []
    for found in pages:
        html, headings = found.soup.html, found.soup.find_all("h1")
        if html is None or html.get("lang") != found.language:
            faults.append(f"{found.path}: lang is {html and html.get('lang')}")
        if len(headings) != 1 or not headings[0].get_text(strip=True):
            faults.append(f"{found.path}: {len(headings)} h1")
        if not found.soup.select('meta[name="viewport"]'):
            faults.append(f"{found.path}: no viewport")
    none_of(faults)


def test_every_title_is_discreet_and_its_own(pages: list[Found]) -> None:
    by_title: dict[str, list[str]] = defaultdict(list)
    for found in pages:
        by_title[found.title].append(found.path)
    faults = [f"“{title}” is the title of {', '.join(paths)}" for title, paths in by_title.items() if len(paths) > 1]
    faults += [f"{paths[0]}: no title" for title, paths in by_title.items() if len(title.strip(" ·")) < 3]
    faults += [f"{paths[0]}: “{title}” tells too much" for title, paths in by_title.items() if INDISCREET.search(title)]
    none_of(faults)


def test_the_same_page_in_the_other_language_points_back(crawled: Crawl) -> None:
    by_path = {found.path: found for found in crawled.pages}
    faults = []
    for found in by_path.values():
        alternates = found.alternates()
        if alternates.get(found.language) != found.path:
            faults.append(f"{found.path}: does not name itself among {alternates}")
        for code, path in alternates.items():
            other = by_path.get(path)
            if code != "x-default" and (other is None or other.alternates() != alternates):
                faults.append(f"{found.path}: {code} is {path}, which {'is no page' if other is None else 'disagrees'}")
    none_of(faults)


def test_every_page_fits_and_is_accessible_at_each_width_in_light_and_dark(
    pages: list[Found], open_page: OpenPage, language: str, allow_cookies_of_accounts: Callable[[Page], None]
) -> None:
    page, faults = open_page(language), []
    allow_cookies_of_accounts(page)
    for found in pages:
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        page.goto(found.path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            if sticking_out := page.evaluate(STICKING_OUT):
                faults.append(f"{found.path}: wider than {width} px: {', '.join(sticking_out)}")
            if width == WIDTHS[1]:
                faults += accessibility.violations(page)
        page.emulate_media(color_scheme="dark")
        faults += [f"dark: {fault}" for fault in accessibility.violations(page)]
    none_of(faults)


@pytest.fixture
def allow_cookies_of_accounts(guard_of: Callable[[Page], Guard]) -> Callable[[Page], None]:
    """A walk over all pages passes the sign-in form, whose cookie is fine. The others: test_no_page_sets_a_cookie."""

    def allow(page: Page) -> None:
        guard_of(page).may_have_cookies = True

    return allow


def test_the_quick_exit_is_what_the_keyboard_reaches_first(
    pages: list[Found], open_page: OpenPage, language: str, allow_cookies_of_accounts: Callable[[Page], None]
) -> None:
    page, faults = open_page(language), []
    allow_cookies_of_accounts(page)
    for found in pages:
        page.goto(found.path)
        page.keyboard.press("Tab")
        focused: dict[str, Any] = page.evaluate(FOCUSED)
        if not (focused["exit"] and focused["seen"]):
            faults.append(f"{found.path}: first comes {focused['html']}")
    none_of(faults)


def test_a_first_visit_to_any_page_moves_less_than_100_kb_without_its_images(
    pages: list[Found], open_page: OpenPage, language: str, allow_cookies_of_accounts: Callable[[Page], None]
) -> None:
    page, faults = open_page(language), []
    allow_cookies_of_accounts(page)
    devtools = page.context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    sizes: dict[str, float] = defaultdict(float)

    def on_finished(event: dict[str, Any]) -> None:
        sizes[kinds.get(event["requestId"], "?")] += event["encodedDataLength"]

    def on_response(event: dict[str, Any]) -> None:
        # Icons come as one picture, which Chromium does not call an image when <use> asks for it.
        is_picture = event["response"]["mimeType"] == "image/svg+xml"
        kinds[event["requestId"]] = "Image" if is_picture else event["type"]

    devtools.on("Network.responseReceived", on_response)
    devtools.on("Network.loadingFinished", on_finished)
    devtools.send("Network.enable")
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    for found in pages:
        kinds.clear()
        sizes.clear()
        page.goto(found.path, wait_until="networkidle")
        moved = sum(size for kind, size in sizes.items() if kind != "Image")
        if moved >= LARGEST_FIRST_VISIT:
            parts = ", ".join(f"{kind} {size / 1000:.0f}" for kind, size in sizes.items())
            faults.append(f"{found.path}: {moved / 1000:.0f} kB ({parts})")
    none_of(faults)


def test_every_page_can_be_read_without_javascript(
    pages: list[Found], open_page: OpenPage, language: str, allow_cookies_of_accounts: Callable[[Page], None]
) -> None:
    page, faults = open_page(language, javascript=False), []
    allow_cookies_of_accounts(page)
    for found in pages:
        page.goto(found.path)
        if not page.locator("h1").is_visible():
            faults.append(f"{found.path}: the heading is not to be seen")
        if len(" ".join(page.locator("main").all_inner_texts()).split()) < 5:
            faults.append(f"{found.path}: main is empty")
        if not page.locator('[data-exit][href^="https://"]').count():
            faults.append(f"{found.path}: the quick exit leads nowhere")
    none_of(faults)
