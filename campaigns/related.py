"""Stories that an editor chose for a page, in that page's language."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from stories.models import StoryPage


class Choice(Protocol):
    """A row that names a story."""

    story_id: int


def readable_stories(choices: Iterable[Choice], *, locale_id: int, now: datetime) -> list[StoryPage]:
    """The chosen stories' versions in this language that anybody may read at `now`, in the editors' order.

    Whatever consent does not cover is left out, without a gap. Two queries.
    """
    chosen = [choice.story_id for choice in choices]
    if not chosen:
        return []
    places = dict(StoryPage.objects.filter(pk__in=chosen).values_list("translation_key", "pk"))
    stories = StoryPage.objects.filter(locale_id=locale_id, translation_key__in=places).readable(now)
    return sorted(stories, key=lambda story: chosen.index(places[story.translation_key]))
