"""Caches, and the addresses that must be gone afterwards."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.translation import override
from wagtail.models import Page

from stories.models import StoryIndexPage
from stories.residue.needles import Wanted
from stories.residue.scan import holds
from stories.withdrawal import front
from stories.withdrawal.inventory import Notes

GONE = {404, 410}
LISTING_VIEWS = ("sitemap", "stories:feed", "home:search")


@dataclass
class Asked:
    """What the addresses answered. Counts alone are told: an address names a story."""

    answering: set[str] = field(default_factory=set)
    naming: set[str] = field(default_factory=set)
    unreachable: set[str] = field(default_factory=set)
    """From outside, through the cache in front; nobody knows what it still holds."""


def lists() -> list[str]:
    """The addresses that name stories: first pages, indexes, feeds, the sitemap, the search."""
    pages = [*StoryIndexPage.objects.live(), *Page.objects.filter(depth=2, live=True)]
    return list(dict.fromkeys([*filter(None, (page.get_url() for page in pages)), *_views()]))


def _views() -> Iterator[str]:
    for code, _label in settings.LANGUAGES:
        with override(code):
            yield from map(reverse, LISTING_VIEWS)


def empty_caches(notes: Notes) -> dict[str, int]:
    """Empty every cache of this site, and take what ever named the story out of the cache in front, if there is one.

    Returns how many addresses that were, and how many may still be kept in front: then it is to be tried again.
    """
    for cache in caches.all(initialized_only=False):
        cache.clear()
    named = [*notes["addresses"], *notes["mentions"], *lists()]
    every = dict.fromkeys(_outside(spelled) for address in named for spelled in _spellings(address))
    return {"addresses": len(every), "left": front.purge(every)}


def ask(notes: Notes) -> Asked:
    """Whether each address says that it is gone, and no list names the story: here, and as the world sees it."""
    wanted, asked = Wanted(notes["needles"]), Asked()
    naming = [*notes["mentions"], *lists()]
    for address, status, _body in _answers(notes["addresses"], asked):
        if status not in GONE:
            asked.answering.add(address)
    for address, status, body in _answers(naming, asked):
        if status >= 500 or holds(body, wanted):
            asked.naming.add(address)
    return asked


def _answers(addresses: Iterable[str], asked: Asked) -> Iterator[tuple[str, int, bytes]]:
    """What this process answers, and what the cache in front of it does."""
    here = list(dict.fromkeys(addresses))
    reader = Client(raise_request_exception=False)
    yield from ((address, *_asked_here(reader, address)) for address in here)
    if front.is_there():
        outside = {_outside(address): address for address in here}
        for absolute, status, body in front.answers(outside):
            if status:
                yield outside[absolute], status, body
            else:
                asked.unreachable.add(absolute)


def _asked_here(reader: Client, address: str) -> tuple[int, bytes]:
    """As somebody without a cookie, whatever was asked before."""
    reader.cookies.clear()
    site = urlsplit(settings.BASE_URL)
    headers = {"HTTP_X_FORWARDED_PROTO": site.scheme, "HTTP_HOST": site.netloc}
    parts = urlsplit(address)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    response = reader.get(path, secure=site.scheme == "https", **headers)  # type: ignore[arg-type]
    body = b"".join(response) if response.streaming else response.content
    return response.status_code, body


def _spellings(address: str) -> Iterator[str]:
    """A cache keeps what it is asked for: a page with and without its last slash, and a file as it is."""
    yield address
    if "?" not in address and "." not in address.rsplit("/", 1)[-1]:
        yield address[:-1] if address.endswith("/") and address != "/" else f"{address}/"


def _outside(address: str) -> str:
    return str(iri_to_uri(urljoin(settings.BASE_URL, address)))
