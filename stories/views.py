"""The feed and the share cards: see stories.travelling for what may leave this site."""

import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.views import gone
from stories.models import StoryIndexPage, StoryPage
from stories.travelling import absolute, add_entry, share_picture

ENTRIES = 30


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The latest stories in this language as Atom: title and introduction, with mark and note."""
    language = get_language() or settings.LANGUAGE_CODE
    stories = StoryPage.objects.filter(locale__language_code=language).travelling(timezone.now()).latest_first()
    index = StoryIndexPage.objects.filter(locale__language_code=language).live().public().first()
    atom = Atom1Feed(
        title=f"{_('Stories')} · {settings.ORGANISATION_NAME}",
        link=absolute(index.get_url() if index else "/"),
        description=index.intro if index else "",
        language=language,
        feed_url=absolute(request.path),
        author_name=settings.ORGANISATION_NAME,
    )
    for story in stories[:ENTRIES]:
        add_entry(atom, story)
    response = HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def card(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The picture beside a link to this story. Gone as soon as consent is, and where there never was any."""
    stories = StoryPage.objects.filter(translation_key=key, locale__language_code=get_language())
    story = stories.travelling(timezone.now()).first()
    if story is None:
        return gone(request)
    response = HttpResponse(share_picture(story), content_type="image/png")
    response.headers["Cache-Control"] = "no-cache"
    # Networks fetch it from their own servers; a page elsewhere may show it.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
