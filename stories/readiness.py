"""What stands between a story and its readers, point by point, for whoever has it open."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from stories import translating
from stories.choices import Channel
from stories.models import StoryPage, StoryTranslationTask
from stories.models.review import wrote
from stories.refusals import ConsentMissing, LanguagesDiffer, PublicationRefused, TooRevealing


class State(StrEnum):
    DONE = "done"
    OPEN = "open"
    """Somebody still has something to do; the story can be published without it."""
    STOP = "stop"
    """Nothing is published before this is put right."""


@dataclass(frozen=True)
class Point:
    state: State
    words: str
    url: str = ""
    link: str = ""


def points(story: Any, *, user: Any, now: datetime) -> list[Point]:
    """All points of a story's draft, as `user` may act on them; the links lead where a point is put right."""
    refusals = list(story.refusals())
    return [
        *(_stop(refusal, story) for refusal in refusals),
        *_consent(story, now=now),
        *_given_away(story, refusals),
        *_languages(story, now=now),
        *_second_person(story, user=user),
    ]


def reasons(story: Any) -> list[str]:
    """Why this draft cannot be approved, in sentences."""
    return [message for refusal in story.refusals() for message in refusal.messages]


def _consent(story: Any, *, now: datetime) -> Iterator[Point]:
    record = story.narrator.consent_in_force(now=now)
    if record and Channel.SITE in record.channels:
        words = _("Consent in force until %(date)s: %(languages)s; %(channels)s; %(pictures)s.") % {
            "date": date_format(record.until_date),
            "languages": record.language_words(),
            "channels": record.channel_words(),
            "pictures": _("with pictures of this person") if record.with_image else _("no pictures of this person"),
        }
        yield Point(State.DONE, words, *_to_consent(story))


def _given_away(story: Any, refusals: list[PublicationRefused]) -> Iterator[Point]:
    if not any(isinstance(refusal, TooRevealing) for refusal in refusals):
        words = _("What this person's stories tell together was read, and may be told.")
        yield Point(State.DONE, words, *_to_given_away(story))


def _languages(story: Any, *, now: datetime) -> Iterator[Point]:
    source = translating.source_of(story)
    if source is not None:
        words = _("A translation: it is published with the story in %(language)s.")
        edit = reverse("wagtailadmin_pages:edit", args=[source.pk])
        yield Point(State.OPEN, words % {"language": source.locale.get_display_name()}, edit, source.draft_title)
    for one in translating.progress(story, now=now):
        yield _progress(one)


def _progress(one: translating.Progress) -> Point:
    edit = reverse("wagtailadmin_pages:edit", args=[one.page_id])
    if not one.left:
        return Point(State.DONE, _("%(language)s: translated.") % {"language": one.language}, edit, _("Open"))
    words = ngettext(
        "%(language)s: %(count)d passage is left to translate.",
        "%(language)s: %(count)d passages are left to translate.",
        one.left,
    )
    return Point(State.OPEN, words % {"language": one.language, "count": one.left}, edit, _("Translate"))


def _second_person(story: StoryPage, *, user: Any) -> Iterator[Point]:
    task = story.current_workflow_task
    if isinstance(task, StoryTranslationTask):
        url = reverse("stories_translating", args=[story.pk])
        words = _("It is with the translator now; then it goes to the reviewer.")
        yield Point(State.OPEN, words, url, _("Translation"))
    elif task is not None and wrote(user, story):
        yield Point(State.OPEN, _("It is in review. You wrote it, so somebody else approves it."))
    elif task is not None:
        yield Point(State.OPEN, _("It is in review: read it in each language, then approve it or ask for changes."))
    elif story.has_unpublished_changes or not story.live:
        yield Point(State.OPEN, _("It is a draft. Submit it: it goes to the translator, then to a reviewer."))


def _stop(refusal: PublicationRefused, story: Any) -> Point:
    """What the story itself says against publication, with the way to where it is put right."""
    way = ("", "")
    if isinstance(refusal, ConsentMissing):
        way = _to_consent(story)
    elif isinstance(refusal, TooRevealing | LanguagesDiffer):
        way = _to_given_away(story)
    return Point(State.STOP, " ".join(refusal.messages), *way)


def _to_consent(story: Any) -> tuple[str, str]:
    return reverse("narrators:inspect", args=[story.narrator_id]), _("See the narrator's consent")


def _to_given_away(story: Any) -> tuple[str, str]:
    return reverse("stories_given_away", args=[story.pk]), _("What the stories give away")
