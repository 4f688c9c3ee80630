"""A second person agrees that a story does not tell what its editors dismissed; until then it counts.

Dismissing lowers the risk of one's own story. So somebody who may publish it, wrote none of it and did not dismiss it
looks at the sentences first. Their agreement covers these sentences, in all languages, and ends with them: where the
facet is read in another one later, it counts again.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail_localize.models import MissingRelatedObjectError

from core.throttle import fingerprint
from stories import translating
from stories.models import FacetCorrection
from stories.readings import Reading, read
from stories.revealing import may_judge


class TextHasChanged(Exception):
    """What somebody agreed with is not what the story says now."""


@dataclass(frozen=True)
class Dismissal:
    """One that an editor made, with the sentences in which the machine reads it now, in every language and version."""

    one: FacetCorrection
    sentences: list[str]
    prints: frozenset[str]

    @property
    def waits(self) -> bool:
        """Read somewhere, and nobody has agreed with all of it."""
        return bool(self.prints) and not self.one.covers(self.prints)

    @property
    def seen(self) -> str:
        """Stands for these sentences in a form: who agrees says with what."""
        return fingerprint("agreed:" + "".join(sorted(self.prints)))[:32]


def dismissals(story: Any) -> list[Dismissal]:
    """All of a story's, those that wait first."""
    made = FacetCorrection.objects.of(story).filter(is_dismissed=True).select_related("by", "agreed_by")
    readings = _versions(story) if made else []
    return sorted((_dismissal(one, readings) for one in made), key=lambda each: not each.waits)


def agree(*, story: Any, seen: Mapping[int, str], by: Any, now: datetime) -> int:
    """Agree with these dismissals of `story`, each as it was seen; all of them or none. Returns how many.

    Raises PermissionDenied for whoever wrote the story, may not publish it or made one of them, DoesNotExist for what
    is no dismissal of this story, TextHasChanged where the sentences are others by now.
    """
    if not may_judge(by, story):
        raise PermissionDenied
    with transaction.atomic():
        of_story = {each.one.pk: each for each in dismissals(story)}
        for key, what in seen.items():
            if key not in of_story:
                raise FacetCorrection.DoesNotExist
            if of_story[key].seen != what:
                raise TextHasChanged
            of_story[key].one.agree(prints=of_story[key].prints, by=by, now=now)
    return len(seen)


def may_agree(user: Any, story: Any, waiting: Iterable[Dismissal]) -> list[Dismissal]:
    """Those of them that this person may agree with."""
    return [each for each in waiting if each.one.by_id != user.pk] if may_judge(user, story) else []


def _dismissal(one: FacetCorrection, readings: list[Reading]) -> Dismissal:
    sentences = dict.fromkeys(sentence for reading in readings for sentence in reading.sentences(one.facet))
    return Dismissal(one, list(sentences), frozenset().union(*(reading.prints(one.facet) for reading in readings)))


def _versions(story: Any) -> list[Reading]:
    """Of each language what is public, what is being written, and what is being translated."""
    pages = list(story.get_translations(inclusive=True).filter(alias_of=None).specific())
    drafts = [page.get_latest_revision_as_object() for page in pages]
    public = [page for page in pages if page.live]
    return [read(version) for version in [*drafts, *public, *_in_translation(pages)]]


def _in_translation(pages: list[Any]) -> Iterator[Any]:
    """As far as translators have come: their pages show it only once it is published."""
    for translation in (one for page in pages for one in translating.of_story(page)):
        with suppress(MissingRelatedObjectError):
            yield translation.source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)
