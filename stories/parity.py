"""Safety parity: what is redacted in one language withholds the other until it matches.

Two signs of a redaction are read. A facet (an age, a village, a relation …) that one language tells and the other does
not: whoever wrote the second left it out. And a passage, a picture or a recording that was public and is not any more:
a translation that still has it must go, until its translator has followed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wagtail.log_actions import log
from wagtail_localize.models import MissingRelatedObjectError, MissingTranslationError, Translation
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from stories import revealing, translating
from stories.jigsaw import Facet
from stories.models import StoryPage

WITHHELD = "stories.withhold"
NOT_A_PASSAGE = {"slug"}


@dataclass(frozen=True)
class Difference:
    """What `language` leaves out of what the story tells in the language in hand."""

    language: str
    facets: frozenset[Facet]


def left_out_elsewhere(story: Any, *, now: datetime) -> list[Difference]:
    """What this text tells and another language, as it would stand beside it, does not."""
    here = revealing.told_by(story)
    if not here:
        return []
    compared = ((other.locale.get_display_name(), here - revealing.told_by(other)) for other in _beside(story, now=now))
    return [Difference(language, facets) for language, facets in compared if facets]


def tells_more(page: StoryPage, than: StoryPage) -> frozenset[Facet]:
    """What `page` still tells and `than` does not."""
    return revealing.told_by(page) - revealing.told_by(than)


def withhold_others(story: StoryPage, *, before: StoryPage | None, followed: Iterable[int]) -> list[StoryPage]:
    """Take down each other language that still says what `story`, now public, does not; returns them.

    `before` is the story as it was public until now; `followed` are the pages that were brought in step with it.
    """
    from stories.services import take_down

    withheld = []
    for twin in _live_twins(story):
        if twin.pk in followed or not _still_says(twin, story, before):
            continue
        take_down(twin, by=None)
        log(instance=twin, action=WITHHELD, data={"language": story.locale.language_code})
        withheld.append(twin)
    return withheld


def lost(before: StoryPage, after: StoryPage) -> bool:
    """Was a passage, a picture or a recording of `before` changed or taken out?"""
    return not said(before) <= said(after)


def said(story: StoryPage) -> set[str]:
    """Every passage of a story that a translator sees, and what stands beside the passages."""
    segments = extract_segments(story)
    texts = {
        one.string.data for one in segments if isinstance(one, StringSegmentValue) and one.path not in NOT_A_PASSAGE
    }
    return texts | {f"={one.data}" for one in segments if isinstance(one, OverridableSegmentValue)}


def _still_says(twin: StoryPage, story: StoryPage, before: StoryPage | None) -> bool:
    is_translation = translating.source_of(twin) == story
    return bool((is_translation and before and lost(before, story)) or tells_more(twin, story))


def _live_twins(story: StoryPage) -> list[StoryPage]:
    return list(StoryPage.objects.live().filter(pk__in=story.get_translations().filter(alias_of=None).values("pk")))


def _beside(story: StoryPage, *, now: datetime) -> list[StoryPage]:
    """The other languages as readers would have them: translations that are finished, and pages of their own."""
    in_step = translating.of_story(story)
    keys = {translation.target_locale_id for translation in in_step}
    drafts = [draft for one in in_step if (draft := _finished(one)) and draft.is_covered(at=now)]
    return drafts + [twin for twin in _live_twins(story) if twin.locale_id not in keys]


def _finished(translation: Translation) -> StoryPage | None:
    """A translation as it would be published; None while passages are missing: they are no redaction."""
    try:
        page: StoryPage = translation.source.get_ephemeral_translated_instance(translation.target_locale)
    except (MissingTranslationError, MissingRelatedObjectError):
        return None
    return page
