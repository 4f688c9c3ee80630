"""Watches a browser context: whatever a visitor should never meet becomes a fault that fails the test."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

# Chromium reports the answer of the page itself as an error too; tests of error pages look at the status themselves.
OF_THE_PAGE_ITSELF = re.compile(r"Failed to load resource: the server responded with a status of (4\d\d|500)")


@dataclass
class Guard:
    """`faults` is empty at the end of a journey that went well.

    Watched: requests to any host but the demo's, script errors, console errors (which hold every violation of the
    content policy), failed parts of pages, and cookies of somebody who has not signed in.
    """

    context: BrowserContext
    hosts: set[str]
    may_have_cookies: bool = False
    faults: list[str] = field(default_factory=list)
    allowed: list[re.Pattern[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.on("request", self._on_request)
        self.context.on("response", self._on_response)
        self.context.on("console", self._on_console)
        self.context.on("weberror", lambda error: self.faults.append(f"script error: {error.error}"))

    def allow(self, pattern: str) -> None:
        """Expect faults that match, such as the request that leaves the site by the quick exit."""
        self.allowed.append(re.compile(pattern))

    def finish(self) -> list[str]:
        """The faults that nothing allowed, after a last look at the cookies."""
        if not self.may_have_cookies:
            self.faults += [f"cookie of an anonymous visitor: {cookie['name']}" for cookie in self.context.cookies()]
        return [fault for fault in self.faults if not any(pattern.search(fault) for pattern in self.allowed)]

    def _on_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc not in self.hosts:
            self.faults.append(f"request to another host: {request.url}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.faults.append(f"{response.status} for a part of the page: {response.url}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not OF_THE_PAGE_ITSELF.search(message.text):
            self.faults.append(f"console: {message.text} ({message.page.url if message.page else ''})")
