"""`{% load navigation %}`: the menus. Editors put a page into the main menu with Wagtail's "show in menus"."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, Site

register = template.Library()

MENU_ATTRIBUTE = "_menu_pages"


@register.filter
def split_words(words: str) -> list[str]:
    return words.split()


@register.simple_tag(takes_context=True)
def navigation(context: template.Context) -> dict[str, Any]:
    """The main menu: pages shown in menus right under this language's home page, then the addresses of the apps."""
    request: HttpRequest = context["request"]
    pages = _menu_pages(request)
    items = [{"title": page.title, "url": page.get_url(request)} for page in pages if page.depth == 3 and page.in_first]
    items += _named([("pledges:index", pgettext("menu", "Pledges")), ("signups:signup", pgettext("menu", "News"))])
    for item in items:
        item["is_exact"] = item["url"] == request.path
        item["is_current"] = request.path.startswith(item["url"])
    return {"items": items, "home_url": _home_url(), "give_url": _reverse("donations:give")}


@register.simple_tag(takes_context=True)
def footer_navigation(context: template.Context) -> dict[str, Any]:
    """The footer: the other pages shown in menus (about, how we protect people …) and ways to take part."""
    request: HttpRequest = context["request"]
    pages = [page for page in _menu_pages(request) if not page.in_first]
    return {
        "pages": [{"title": page.title, "url": page.get_url(request)} for page in pages],
        "actions": _named(
            [
                ("signups:signup", _("Get the news")),
                ("donations:give", _("Give every month")),
                ("donations:portal", _("Your giving")),
                ("campaigns:share", _("For members: share")),
            ]
        ),
    }


def _menu_pages(request: HttpRequest) -> list[Any]:
    """One query a request, for both menus. Index pages lead; the rest belongs to the footer."""
    if not hasattr(request, MENU_ATTRIBUTE):
        locale = Locale.get_active()
        site = Site.find_for_request(request)
        home = site.root_page.get_translation_or_none(locale) if site else None
        pages = (
            list(Page.objects.child_of(home).live().public().in_menu().select_related("content_type")) if home else []
        )
        for page in pages:
            page.in_first = page.content_type.model.endswith("indexpage")
        setattr(request, MENU_ATTRIBUTE, pages)
    return list(getattr(request, MENU_ATTRIBUTE))


def _named(entries: list[tuple[str, str]]) -> list[dict[str, Any]]:
    return [{"title": title, "url": url} for name, title in entries if (url := _reverse(name))]


def _reverse(name: str) -> str:
    """Empty where an installation leaves the app out."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _home_url() -> str:
    from django.conf import settings

    language = get_language() or settings.LANGUAGE_CODE
    return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"
