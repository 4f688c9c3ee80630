"""Every public page of a running site, as a machine without JavaScript finds them: from the homes and the sitemap."""

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urldefrag, urljoin, urlsplit

import requests
from bs4 import BeautifulSoup

STARTS = ("/", "/en/", "/sitemap.xml")
NOT_PUBLIC = re.compile(r"^/(admin|django-admin|sandbox|static|media)/")
# Where a person signs in, a form of the account's own needs its cookie.
OF_ACCOUNTS = re.compile(r"^/(en/)?(cuenta|account)/")
MOST_PAGES = 400


@dataclass
class Found:
    """One address and what it answered. `found_on` is the page that links to it."""

    path: str
    found_on: str
    answer: requests.Response

    @property
    def is_html(self) -> bool:
        return self.answer.headers.get("Content-Type", "").startswith("text/html")

    @property
    def language(self) -> str:
        return "en" if self.path.startswith("/en/") else "es"

    @property
    def is_of_accounts(self) -> bool:
        return bool(OF_ACCOUNTS.match(self.path))

    @cached_property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.answer.text, "html.parser")

    @property
    def title(self) -> str:
        return self.soup.title.get_text(" ", strip=True) if self.soup.title else ""

    def alternates(self) -> dict[str, str]:
        """hreflang → path."""
        links = self.soup.select('link[rel="alternate"][hreflang]')
        return {str(link["hreflang"]): path_of(str(link["href"])) for link in links}


@dataclass
class Crawl:
    site: str
    found: dict[str, Found] = field(default_factory=dict)

    @property
    def pages(self) -> list[Found]:
        """Public HTML pages, one for each address without a query."""
        return [
            each
            for each in self.found.values()
            if each.is_html and "?" not in each.path and not each.answer.is_redirect
        ]


def path_of(url: str) -> str:
    """The path and query of an address on any host: pages name themselves by the site's canonical address."""
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def crawl(site: str, starts: Iterable[str] = STARTS) -> Crawl:
    """Follow every link within the site once. A new session for each request: nobody here has a cookie."""
    result, waiting, known = Crawl(site), deque((start, "the start") for start in starts), set(starts)
    while waiting:
        path, found_on = waiting.popleft()
        assert len(result.found) < MOST_PAGES, f"More than {MOST_PAGES} pages: does one link to itself endlessly?"
        answer = requests.get(site + path, timeout=60, allow_redirects=False)
        found = result.found[path] = Found(path, found_on, answer)
        for link in _links_from(found, site):
            if _key(link) not in known:
                known.add(_key(link))
                waiting.append((link, path))
    return result


def _key(path: str) -> str:
    """One query for each address is enough: filters and pages of lists multiply without end."""
    return path.split("?", maxsplit=1)[0] + ("?" if "?" in path else "")


def _links_from(found: Found, site: str) -> list[str]:
    if found.answer.is_redirect:
        targets = [found.answer.headers["Location"]]
    elif found.path == "/sitemap.xml":
        targets = re.findall(r"<loc>([^<]+)</loc>", found.answer.text)
        return [path_of(target) for target in targets]
    elif found.is_html:
        targets = [str(link["href"]) for link in found.soup.select("a[href]")]
    else:
        return []
    absolute = (urldefrag(urljoin(site + found.path, target)).url for target in targets)
    own = (path_of(url) for url in absolute if url.startswith((site + "/", site + "?")) or url == site)
    return [path for path in own if not NOT_PUBLIC.match(path)]
