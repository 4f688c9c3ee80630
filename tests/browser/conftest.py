"""Journeys in Chromium against one real demo: `pytest tests/browser`, or `make test`.

    def test_something(site: Site, open_page: OpenPage, language: str) -> None:
        page = open_page(language)                  # at the home page in that language; guarded, see guard.py
        enter_as(page, "ana")                       # by /sandbox/; from then on cookies are allowed
        mail = site.mail_to("lucia@ejemplo.example")
        site.advance(months=1)
        assert_accessible(page)

The demo is shared by all tests of a run: use addresses and titles of your own, and count differences.
"""

import re
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import chromium
from tests.browser.demo import Site, running_demo
from tests.browser.guard import Guard
from tests.browser.screenshots import enter

ROOT = Path(__file__).resolve().parents[2]
FAILURES = ROOT / "screenshots" / "failures"
HOMES = {"es": "/", "en": "/en/"}
REPORT = pytest.StashKey[dict[str, pytest.TestReport]]()


class OpenPage(Protocol):
    def __call__(
        self,
        language: str = "es",
        *,
        path: str | None = None,
        width: int = 1280,
        height: int = 900,
        dark: bool = False,
        javascript: bool = True,
    ) -> Page: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    with running_demo() as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = chromium.launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(params=["es", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """Runs the test in Spanish and in English."""
    return str(request.param)


@pytest.fixture
def guards() -> dict[BrowserContext, Guard]:
    return {}


@pytest.fixture
def guard_of(guards: dict[BrowserContext, Guard]) -> Callable[[Page], Guard]:
    """The guard of a page's context: `guard_of(page).may_have_cookies = True`, `.allow("wikipedia")`."""
    return lambda page: guards[page.context]


@pytest.fixture
def open_page(
    request: pytest.FixtureRequest, site: Site, browser: Browser, guards: dict[BrowserContext, Guard]
) -> Iterator[OpenPage]:
    """Open a page as a new visitor with a browser of their own; each may be opened in another language and size."""

    def open_page(
        language: str = "es",
        *,
        path: str | None = None,
        width: int = 1280,
        height: int = 900,
        dark: bool = False,
        javascript: bool = True,
    ) -> Page:
        context = browser.new_context(
            base_url=site.url,
            locale={"es": "es-GT", "en": "en-US"}[language],
            timezone_id="America/Guatemala",
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        guards[context] = Guard(context, site.hosts)
        page = context.new_page()
        page.goto(path or HOMES[language])
        return page

    yield open_page

    if any(report.failed for report in request.node.stash.get(REPORT, {}).values()):
        _keep_what_was_seen(request.node, list(guards))
    faults = [fault for guard in guards.values() for fault in guard.finish()]
    for context in guards:
        context.close()
    assert not faults, "\n".join(dict.fromkeys(faults))


@pytest.fixture
def enter_as(guards: dict[BrowserContext, Guard]) -> Callable[[Page, str], None]:
    """Sign in as one of the demo's people by the stand-ins' page: ana, rosa, carlos, teresa, elena, admin."""

    def enter_as(page: Page, key: str) -> None:
        guards[page.context].may_have_cookies = True
        enter(page, key)

    return enter_as


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    item.stash.setdefault(REPORT, {})[report.when] = report
    return report


def _keep_what_was_seen(item: pytest.Item, contexts: list[BrowserContext]) -> None:
    folder = FAILURES / re.sub(r"[^\w.-]+", "-", item.name)
    folder.mkdir(parents=True, exist_ok=True)
    pages = [page for context in contexts for page in context.pages]
    for number, page in enumerate(pages, start=1):
        page.screenshot(path=folder / f"{number}.png", full_page=True)
        (folder / f"{number}.html").write_text(f"<!-- {page.url} -->\n{page.content()}")
    print(f"\nWhat Chromium showed is kept in {folder}")
