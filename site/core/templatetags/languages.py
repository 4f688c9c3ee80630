"""`{% load languages %}`: the same page in the other languages."""

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils import timezone
from django.utils.translation import get_language, get_language_info

from core.models import BasePage

register = template.Library()


@register.simple_tag(takes_context=True)
def language_versions(context: template.Context) -> list[dict[str, object]]:
    """One entry a language that this page exists in: code, name in itself, address, and whether it is the present one.

    For a Wagtail page these are those that may be read, at two queries; for any other address, its translated twin.
    """
    request: HttpRequest | None = context.get("request")
    if request is None:
        return []
    page = context.get("page")
    addresses = _of_page(page, request) if isinstance(page, BasePage) and page.pk else _of_view(request)
    current = get_language()
    return [
        {
            "code": code,
            "name": get_language_info(code)["name_local"].capitalize(),
            "url": addresses[code],
            "absolute_url": addresses[code]
            if addresses[code].startswith("http")
            else settings.BASE_URL + addresses[code],
            "is_current": code == current,
        }
        for code, _name in settings.LANGUAGES
        if code in addresses
    ]


def _of_page(page: BasePage, request: HttpRequest) -> dict[str, str]:
    versions = page.readable_versions(now=timezone.now())
    found = {version.locale.language_code: version.get_url(request) for version in versions}
    return {code: url for code, url in found.items() if url}


def _of_view(request: HttpRequest) -> dict[str, str]:
    match = request.resolver_match
    # Where no page is, or may be read, there is none in another language either: to the first page, then.
    is_nowhere = match is not None and match.url_name == "wagtail_serve"
    path = "/" if is_nowhere else request.get_full_path()
    return {code: translate_url(path, code) for code, _name in settings.LANGUAGES}
