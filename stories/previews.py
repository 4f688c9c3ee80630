"""How a story stands on each channel, shown to its editors before anybody else may see it.

Each is made by what makes it for the public: the story's template, the mail's, the share card, the feed. What this
adds is the bar on top, in the editor's own language.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from csp.constants import SELF
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, override

from core import mail
from stories import channels
from stories.choices import Channel
from stories.preview_words import words

if TYPE_CHECKING:
    from stories import preview_links
    from stories.models import StoryPage

Show = Callable[["StoryPage", HttpRequest, dict[str, Any]], HttpResponse]


class PreviewedByChannel:
    """Wagtail's preview, once for each channel."""

    @property
    def preview_modes(self) -> list[tuple[str, str | Promise]]:
        return [(channel.value, capfirst(channel.label)) for channel in Channel]

    def serve_preview(self, request: HttpRequest, mode_name: str | None) -> HttpResponse:
        response = serve(self, request, mode_name or Channel.SITE)  # type: ignore[arg-type]
        response.headers["Referrer-Policy"] = "no-referrer"
        return response


def serve(story: "StoryPage", request: HttpRequest, mode: str) -> HttpResponse:
    """The preview of a text in hand. Raises Http404 for a mode that there is not."""
    if mode not in Channel.values:
        raise Http404
    language = getattr(request.user, "language", "") or settings.LANGUAGE_CODE
    story.settle()
    channel, now = Channel(mode), timezone.now()
    with override(language):
        bar = _bar(story, request, channel, now=now)
    return SHOWN[channel](story, request, {"page": story, "bar": bar, "admin_language": language, "now": now})


def _bar(story: "StoryPage", request: HttpRequest, channel: Channel, *, now: datetime) -> SafeString:
    """What stands on top: what consent says, and the way to the other channels and languages."""
    standing = channels.standing(story, channel, now=now)
    context = {
        "admin_language": get_language(),
        "channel": capfirst(str(channel.label)),
        "language": story.locale.get_display_name(),
        "is_open": standing.is_open,
        "words": words(standing, story),
        "rows": _ways(story, request, channel, now=now),
    }
    return render_to_string("stories/preview/bar.html", context)


def _ways(story: "StoryPage", request: HttpRequest, channel: Channel, *, now: datetime) -> "list[preview_links.Row]":
    """None in the editor's panel, which has a choice of its own."""
    from stories import preview_links

    if getattr(request, "in_preview_panel", False):
        return []
    rows = preview_links.rows(story, user=request.user, now=now, current=channel)
    if getattr(request, "is_editing", False) and rows and rows[0].code == story.locale.language_code:
        rows[0] = preview_links.in_hand(rows[0])
    return rows


def _on_site(story: "StoryPage", request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    with override(story.locale.language_code):
        return render(request, "stories/preview/site.html", story.get_context(request) | context)


def _on_paper(story: "StoryPage", request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    with override(story.locale.language_code):
        everything = story.get_context(request) | context | {"print_media": "all"}
        return render(request, "stories/preview/print.html", everything)


def _in_mail(story: "StoryPage", request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    from stories import mailing

    try:
        shown = mailing.draft_for_mail(story, now=context["now"])
        words = mail.render(template=mailing.TEMPLATE, language=shown.language, context={"story": shown})
    except mailing.NotForMail:
        words = None
    with override(context["admin_language"]):
        response = render(request, "stories/preview/email.html", context | {"mail": words})
    # A mail has its styles inline; it is shown in a frame in which no script runs.
    response._csp_replace = {"style-src": [SELF, "'unsafe-inline'"], "frame-src": [SELF]}  # type: ignore[attr-defined]
    return response


def _elsewhere(story: "StoryPage", request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    from stories import preview_shared

    with override(story.locale.language_code):
        known = story.get_context(request)
        shared = preview_shared.read(render_to_string("stories/story_page.html", known, request), story, known)
    with override(context["admin_language"]):
        response = render(request, "stories/preview/sharing.html", context | {"shared": shared})
    response._csp_replace = {"img-src": [SELF, "data:"]}  # type: ignore[attr-defined]
    return response


SHOWN: dict[Channel, Show] = {
    Channel.SITE: _on_site,
    Channel.EMAIL: _in_mail,
    Channel.SHARING: _elsewhere,
    Channel.PRINT: _on_paper,
}
