"""What leaves this site of a story, where consent covers sharing: its feed, its share card, and data about it.

A feed's readers keep copies, a search engine keeps copies, a network keeps copies: none of them takes a word back. So
whoever agreed to this site alone is in no feed, in no sitemap and in no search engine, and a link to their story shows
our name elsewhere, not theirs.
"""

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.share_card import share_card
from core.share_kit import ShareKit, share_kit
from stories import channels
from stories.choices import Channel

if TYPE_CHECKING:
    from stories.models import StoryPage

# Within a script element: nothing that ends it, nothing that a parser of HTML would read.
SCRIPT_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def of_story(story: "StoryPage", *, now: datetime) -> dict[str, Any]:
    """What the story's template says to others: nothing but whether they may know, where consent is for here alone."""
    stands = channels.standings(story, now=now)
    on_paper = stands[Channel.PRINT]
    known: dict[str, Any] = {
        "may_be_printed": on_paper.is_open,
        "pictures_may_be_printed": on_paper.shows_pictures,
        "may_travel": stands[Channel.SHARING].is_open,
    }
    if known["may_travel"] and story.get_url():
        known |= {"summary": with_note(story), "card_url": absolute(card_path(story)), "kit": kit(story)}
        known["data"] = structured_data(story)
    return known


def with_note(story: "StoryPage") -> str:
    """The introduction as it travels: the mark is in it, and the note comes along."""
    return f"{story.intro} ({_('*A pseudonym')})" if story.pseudonyms else story.intro


def kit(story: "StoryPage") -> ShareKit:
    return share_kit(url=absolute(story.get_url()), title=story.title, text=with_note(story))


def card_path(story: "StoryPage") -> str:
    """Where its share card is, in the story's own language."""
    with override(story.locale.language_code):
        return reverse("stories:card", args=[story.translation_key])


def share_picture(story: "StoryPage") -> bytes:
    """The picture beside a link to it, as a PNG, in the language that is active."""
    note = _("*A pseudonym") if story.pseudonyms else ""
    return share_card(seed=str(story.translation_key), title=story.title, note=note)


def add_entry(atom: Atom1Feed, story: "StoryPage") -> None:
    atom.add_item(
        title=story.title,
        link=absolute(story.get_url()),
        unique_id=f"urn:uuid:{story.translation_key}:{story.locale.language_code}",
        description=escape(with_note(story)),  # Atom takes it as HTML.
        pubdate=_month(story.first_published_at),
        updateddate=_month(story.last_published_at),
        categories=story.topic_names,
    )


def structured_data(story: "StoryPage") -> SafeString:
    """Schema.org's Article as JSON-LD. Its author is the organisation: the narrator is not a record in anybody's graph.

    Source: https://developers.google.com/search/docs/appearance/structured-data/article
    """
    organisation = {"@type": "Organization", "name": settings.ORGANISATION_NAME, "url": settings.BASE_URL}
    data = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": story.title,
        "description": with_note(story),
        "inLanguage": story.locale.language_code,
        "mainEntityOfPage": absolute(story.get_url()),
        "image": absolute(card_path(story)),
        "datePublished": story.first_published_at and f"{_month(story.first_published_at):%Y-%m}",
        "dateModified": story.last_published_at and f"{_month(story.last_published_at):%Y-%m}",
        "author": organisation,
        "publisher": organisation,
        "isAccessibleForFree": True,
    }
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(SCRIPT_ESCAPES))  # noqa: S308 - escaped here


def _month(moment: datetime | None) -> datetime | None:
    """Its beginning. Nobody is told the day: whoever knows when somebody came to us would know whose story it is."""
    return moment and timezone.localtime(moment).replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def absolute(path: str | None) -> str:
    return settings.BASE_URL + (path or "/")
