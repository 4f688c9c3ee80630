"""Searching what anybody may read, in the reader's language, with accents or without.

What is searched for is kept nowhere: the form is sent by POST, so that the words stand in no address, and so in no
history of a shared computer and no log of a server on the way.
"""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.models import Locale, Page, Site

from campaigns.models import CampaignPage
from core.origin import public_form
from core.plain_words import highlight, plain_words
from stories.models import StoryPage

RESULTS_A_PAGE = 10
LONGEST_QUERY = 120
"""Characters. What comes after them is not read."""
MOST_WORDS = 8


@require_http_methods(["GET", "HEAD", "POST"])
@public_form
def search(request: HttpRequest) -> HttpResponse:
    """An address with ?q= is answered too, for links; our own form never makes one."""
    sent = request.POST if request.method == "POST" else request.GET
    query = " ".join(sent.get("q", "").replace("\x00", " ").split())[:LONGEST_QUERY]
    words = plain_words(query)[:MOST_WORDS]
    results = Paginator(find(words, request=request, now=timezone.now()), RESULTS_A_PAGE).get_page(sent.get("page"))
    cards = [_card(page, words) for page in _with_narrators(results.object_list)]
    context: dict[str, Any] = {"query": query, "words": words, "results": results, "cards": cards}
    context["has_pseudonym"] = any(card["has_pseudonym"] for card in cards)
    response = render(request, "home/search.html", context)
    response.headers["Referrer-Policy"] = "no-referrer"
    # Not `no-store`: with it, going back to the results of a form is an error page in every browser.
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def find(words: list[str], *, request: HttpRequest, now: datetime) -> Any:
    """The pages that hold every one of these plain words, best first. Only what anybody may read at `now`."""
    home = _home(request)
    if not words or home is None:
        return Page.objects.none()
    withheld = StoryPage.objects.without_consent(now=now)
    readable = Page.objects.descendant_of(home).live().public().exclude(pk__in=withheld.values("pk"))
    return readable.specific().search(" ".join(words), operator="and")


def _home(request: HttpRequest) -> Page | None:
    site = Site.find_for_request(request)
    found: Page | None = site.root_page.get_translation_or_none(Locale.get_active()) if site else None
    return found


def _with_narrators(pages: Any) -> list[Page]:
    found = list(pages)
    prefetch_related_objects([page for page in found if isinstance(page, StoryPage)], "narrator")
    return found


def _card(page: Any, words: list[str]) -> dict[str, Any]:
    teaser = page.search_description or getattr(page, "ask", "") or getattr(page, "intro", "")
    is_story = isinstance(page, StoryPage)
    eyebrow = page.narrator.marked_name if is_story else _("Campaign") if isinstance(page, CampaignPage) else ""
    return {
        "url": page.get_url(),
        "title": highlight(page.title, words),
        "text": highlight(teaser, words),
        "eyebrow": eyebrow,
        "seed": page.translation_key if is_story else "",
        "has_pseudonym": is_story and bool(page.pseudonyms),
    }
