"""Caches, and the addresses that must be gone afterwards."""

from collections.abc import Iterable, Iterator
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen

from django.conf import settings
from django.core.cache import caches
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils.translation import override
from wagtail.contrib.frontend_cache.utils import PurgeBatch
from wagtail.models import Page

from stories.models import StoryIndexPage
from stories.residue.needles import Wanted
from stories.residue.scan import holds

GONE = {404, 410}
LISTING_VIEWS = ("sitemap", "stories:feed", "stories:search")


def lists() -> list[str]:
    """The addresses that name stories: first pages, indexes, feeds, the sitemap."""
    pages = [*StoryIndexPage.objects.live(), *Page.objects.filter(depth=2, live=True)]
    return list(dict.fromkeys([*filter(None, (page.get_url() for page in pages)), *_views()]))


def _views() -> Iterator[str]:
    for code, _label in settings.LANGUAGES:
        with override(code):
            for name in LISTING_VIEWS:
                try:
                    yield reverse(name)
                except NoReverseMatch:
                    continue


def empty_caches(addresses: Iterable[str]) -> int:
    """Empty every cache of this site, and take these addresses out of the cache in front of it, if there is one."""
    absolute = [urljoin(settings.BASE_URL, address) for address in (*addresses, *lists())]
    for cache in caches.all(initialized_only=False):
        cache.clear()
    if getattr(settings, "WAGTAILFRONTENDCACHE", None):
        PurgeBatch(absolute).purge()
    return len(absolute)


def still_there(addresses: Iterable[str]) -> list[str]:
    """Those of these addresses that answer anything else than that they are gone."""
    return [address for address in addresses if any(status not in GONE for status, _body in _answers(address))]


def still_naming(needles: Iterable[str]) -> list[str]:
    """Those of the lists that hold any of these words, or cannot be read."""
    wanted = Wanted(needles)
    return [
        address
        for address in lists()
        if any(status >= 500 or holds(body, wanted) for status, body in _answers(address))
    ]


def _answers(address: str) -> Iterator[tuple[int, bytes]]:
    """What this process answers, and what the cache in front of it does."""
    yield _asked_here(address)
    if getattr(settings, "WAGTAILFRONTENDCACHE", None):
        yield _asked_outside(urljoin(settings.BASE_URL, address))


def _asked_here(address: str) -> tuple[int, bytes]:
    site = urlsplit(settings.BASE_URL)
    headers = {"HTTP_X_FORWARDED_PROTO": site.scheme, "HTTP_HOST": site.netloc}
    client = Client(raise_request_exception=False)
    parts = urlsplit(address)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    response = client.get(path, secure=site.scheme == "https", **headers)  # type: ignore[arg-type]
    body = b"".join(response) if response.streaming else response.content
    return response.status_code, body


def _asked_outside(address: str) -> tuple[int, bytes]:
    """Nobody there counts as gone for us: the report says that the address could not be asked from here."""
    try:
        with urlopen(Request(address), timeout=20) as answer:  # noqa: S310 - this site's own address
            return answer.status, answer.read()
    except HTTPError as error:
        return error.code, b""
    except (URLError, TimeoutError):
        return 503, b""
