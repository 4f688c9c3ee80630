"""The sitemap: every public page in every language, each naming its versions in the others (hreflang).

Source: https://developers.google.com/search/docs/specialty/international/localized-versions#sitemap
"""

from collections import defaultdict
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Q
from django.urls import reverse
from wagtail.models import Page, PageQuerySet, Site


class OwnSitemap(Sitemap):
    """Addresses begin with BASE_URL, as canonical ones do, whatever host was asked."""

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.BASE_URL).scheme

    def get_domain(self, site: object = None) -> str:
        return urlsplit(settings.BASE_URL).netloc


class PagesSitemap(OwnSitemap):
    """Wagtail pages. Wagtail's own sitemap knows only what is under the site's root page: the first language."""

    def __init__(self, *, withheld: Callable[[], PageQuerySet], undated: Callable[[], PageQuerySet]) -> None:
        """`withheld` gives the pages that are live in the database and must not be named, `undated` those of which
        nobody is told when they were changed."""
        self.withheld, self.undated = withheld, undated

    def items(self) -> PageQuerySet:
        root = Site.objects.select_related("root_page").get(is_default_site=True).root_page
        homes = root.get_translations(inclusive=True)
        is_ours = Page.objects.none()
        for home in homes:
            is_ours |= Page.objects.descendant_of(home, inclusive=True)
        named = is_ours.live().public().exclude(pk__in=self.withheld().values("pk"))
        dated = named.annotate(is_dated=~Q(pk__in=self.undated().values("pk")))
        return dated.select_related("locale").order_by("path")

    def _urls(self, page: int | str, protocol: str, domain: str) -> list[dict[str, Any]]:
        pages = [each for each in self.paginator.page(page).object_list if each.get_url_parts()]
        versions: dict[object, dict[str, str]] = defaultdict(dict)
        for each in pages:
            versions[each.translation_key][each.locale.language_code] = settings.BASE_URL + each.get_url_parts()[2]
        return [_entry(each, versions[each.translation_key]) for each in pages]


def _entry(page: Any, versions: dict[str, str]) -> dict[str, Any]:
    """What the template sitemap.xml reads. `versions` is language code → address."""
    return {
        "location": versions[page.locale.language_code],
        "lastmod": page.last_published_at if page.is_dated else None,
        "alternates": [{"lang_code": code, "location": address} for code, address in versions.items()],
    }


class ViewsSitemap(OwnSitemap):
    """The public pages that are no Wagtail pages, by the names of their addresses."""

    i18n = alternates = True

    def __init__(self, names: list[str]) -> None:
        self.names = names

    def items(self) -> list[str]:  # type: ignore[override]
        return self.names

    def location(self, item: str) -> str:  # type: ignore[override]
        return reverse(item)
