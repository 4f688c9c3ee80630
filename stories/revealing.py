"""What all of one person's published stories, with the draft in hand, give away together, in every language."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied

from stories.jigsaw import Facet, Risk, risk_of
from stories.jigsaw.finder import found_in_all
from stories.jigsaw.text import fold
from stories.models import FacetCorrection, JigsawDecision, StoryPage
from stories.models.review import wrote


@dataclass(frozen=True)
class Standing:
    """`here` is told by the draft in hand, `before` by what is public already."""

    here: frozenset[Facet]
    before: frozenset[Facet]
    dismissed: frozenset[Facet]
    risk: Risk
    decision: JigsawDecision | None

    @property
    def new(self) -> frozenset[Facet]:
        return self.here - self.before

    @property
    def may_be_told(self) -> bool:
        return not self.risk.is_over or self.decision is not None


def together(story: Any, *, texts: Iterable[str] | None = None, place: str | None = None) -> Standing:
    """Reads `story` as it is in memory, or these texts in its stead, beside the live stories of its narrator."""
    public = list(StoryPage.objects.live().filter(narrator_id=story.narrator_id, alias_of=None))
    others = [page for page in public if page.pk != story.pk]
    corrections = list(FacetCorrection.objects.of(story))
    here = _corrected(_read(story, texts, place), corrections)
    elsewhere = frozenset().union(*(told_by(page) for page in others))
    before = frozenset().union(*(told_by(page) for page in public))
    risk = risk_of(
        here | elsewhere, population=settings.JIGSAW_POPULATION, smallest_group=settings.JIGSAW_SMALLEST_GROUP
    )
    dismissed = frozenset(one.facet for one in corrections if one.is_dismissed)
    return Standing(here, before, dismissed, risk, _decision_on(story, risk.facets))


def told_by(story: Any) -> frozenset[Facet]:
    """What one page tells, as the machine reads it and its editors correct it."""
    return _corrected(_read(story, None, None), FacetCorrection.objects.of(story))


def decide(*, story: Any, reason: str, by: Any, now: datetime) -> JigsawDecision:
    """Allow what `story` and the others give away now, no more. Raises PermissionDenied for whoever wrote it."""
    if not story.permissions_for_user(by).can_publish() or wrote(by, story):
        raise PermissionDenied
    standing = together(story)
    return JigsawDecision.make(story=_row(story), facets=standing.risk.facets, reason=reason, by=by, now=now)


def correct(*, story: Any, facet: Facet, is_dismissed: bool, by: Any, now: datetime) -> None:
    """Say that the story doesn't tell this, or that it does. The last word counts, in whichever language."""
    FacetCorrection.objects.of(story).filter(kind=facet.kind, value=facet.value).delete()
    FacetCorrection.objects.create(
        story=_row(story), kind=facet.kind, value=facet.value, is_dismissed=is_dismissed, by=by, at=now
    )


def undo(*, story: Any, facet: Facet) -> None:
    """Leave it to the machine again."""
    FacetCorrection.objects.of(story).filter(kind=facet.kind, value=facet.value).delete()


def texts_of(story: Any) -> list[str]:
    """Every text of a story that a reader meets, its address with them."""
    body = story.body.stream_block.get_searchable_content(story.body) if story.body else []
    fields = (story.title, story.seo_title, story.intro, story.content_note, story.search_description)
    return [*map(str, fields), (story.slug or "").replace("-", " "), *map(str, body)]


def _read(story: Any, texts: Iterable[str] | None, place: str | None) -> frozenset[Facet]:
    names = unnamed(story)
    found = found_in_all(names.sub("—", text) for text in (texts_of(story) if texts is None else texts))
    name = story.place_name if place is None else place
    if name:
        found.add(Facet("department", fold(name)))
    return frozenset(found)


def unnamed(story: Any) -> re.Pattern[str]:
    """The names that a story shows. They are chosen, and may be a town's or stand after "shelter" as if it had one."""
    names = sorted({story.narrator.shown_name, *story.pseudonyms}, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(name) for name in names) + r")\b\*?")


def _corrected(found: frozenset[Facet], corrections: Iterable[FacetCorrection]) -> frozenset[Facet]:
    corrections = list(corrections)
    added = {one.facet for one in corrections if not one.is_dismissed}
    return (found | added) - {one.facet for one in corrections if one.is_dismissed}


def _decision_on(story: Any, facets: frozenset[Facet]) -> JigsawDecision | None:
    if story.pk is None:
        return None
    made = JigsawDecision.objects.of(story)
    return next((one for one in made if one.covers(facets, narrator_id=story.narrator_id)), None)


def _row(story: Any) -> StoryPage:
    """The page itself, for a draft that was read from a revision."""
    return StoryPage.objects.get(pk=story.pk)
