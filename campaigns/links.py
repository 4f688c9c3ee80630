"""Following a member's short link: one visit counted, and on to the campaign in the visitor's language."""

import re
import uuid
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import get_language_from_request
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Page

from campaigns import services
from campaigns.models import CampaignIndexPage, CampaignPage, ShareLink

# Networks fetch an address to draw its preview before anybody has seen it.
ROBOTS = re.compile(
    r"bot\b|crawl|spider|preview|facebookexternalhit|facebot|whatsapp/|telegram|slack|discord|embedly|skypeuri|curl/|wget/"
    r"|python-",
    re.IGNORECASE,
)


@require_safe
@never_cache
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """302 to the campaign with `?via=`. An unknown or ended code leads to all campaigns, and says no more."""
    link = ShareLink.objects.by_code(code.lower())
    language = get_language_from_request(request)
    campaign = _page(CampaignPage, language, link.campaign_key) if link else None
    if link is None or campaign is None:
        return _redirect(request, _page(CampaignIndexPage, language))
    if is_a_visit(request):
        services.count_visit(link=link, now=timezone.now())
    return _redirect(request, campaign, via=link.code)


def is_a_visit(request: HttpRequest) -> bool:
    """False for what no person asked for: HEAD, a browser's prefetch, a network's preview. Nothing of it is kept."""
    purpose = " ".join(request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"))
    ahead_of_time = any(word in purpose for word in ("prefetch", "prerender", "preview"))
    return request.method == "GET" and not ahead_of_time and not ROBOTS.search(request.headers.get("User-Agent", ""))


def _page(model: type[Page], language: str, key: uuid.UUID | None = None) -> Page | None:
    """The live page in this language, else in the first language."""
    found = model.objects.live().public().filter(locale__language_code__in={language, settings.LANGUAGE_CODE})
    if key is not None:
        found = found.filter(translation_key=key)
    pages = {page.locale.language_code: page for page in found.select_related("locale")}
    return pages.get(language) or pages.get(settings.LANGUAGE_CODE)


def _redirect(request: HttpRequest, page: Page | None, **query: str) -> HttpResponse:
    address = page.get_url(request) if page else "/"
    response = HttpResponseRedirect(f"{address}?{urlencode(query)}" if query else address)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    response["Vary"] = "Accept-Language"
    return response
