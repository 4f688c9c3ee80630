"""What all of one person's published stories, with the draft in hand, give away together, in every language."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied

from stories.jigsaw import Facet, Risk, risk_of
from stories.models import FacetCorrection, JigsawDecision, StoryPage
from stories.models.review import wrote
from stories.readings import Reading, read


@dataclass(frozen=True)
class Standing:
    """`here` is told by the draft in hand, `before` by what is public already.

    `risk` counts for publication. `if_agreed` is what it would be if a reviewer agreed with all that editors dismissed;
    `waiting` are the facets that make the difference.
    """

    here: frozenset[Facet]
    before: frozenset[Facet]
    waiting: frozenset[Facet]
    risk: Risk
    if_agreed: Risk
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
    told = {page.pk: told_by(page) for page in public}
    elsewhere = frozenset().union(*(facets for pk, facets in told.items() if pk != story.pk))
    reading = read(story, texts, place)
    corrections = list(FacetCorrection.objects.of(story))
    here = _told(reading, corrections)
    waiting = frozenset(one.facet for one in corrections if one.is_dismissed and one.facet in here)
    risk = _risk(here | elsewhere)
    return Standing(
        here=here,
        before=frozenset().union(*told.values()),
        waiting=waiting,
        risk=risk,
        if_agreed=_risk((here - waiting) | elsewhere),
        decision=_decision_on(story, risk.facets),
    )


def told_by(story: Any) -> frozenset[Facet]:
    """What one page tells, as the machine reads it and its editors correct it, with a reviewer's agreement."""
    return _told(read(story), FacetCorrection.objects.of(story))


def decide(*, story: Any, reason: str, by: Any, now: datetime) -> JigsawDecision:
    """Allow what `story` and the others give away now, no more. Raises PermissionDenied for whoever wrote it."""
    if not may_judge(by, story):
        raise PermissionDenied
    standing = together(story)
    return JigsawDecision.make(story=_row(story), facets=standing.risk.facets, reason=reason, by=by, now=now)


def correct(*, story: Any, facet: Facet, is_dismissed: bool, by: Any, now: datetime) -> None:
    """Say that the story doesn't tell this, or that it does. The last word counts, in whichever language.

    What is added counts at once. What is dismissed waits for somebody's agreement: see `stories.agreement`.
    """
    undo(story=story, facet=facet)
    FacetCorrection.objects.create(
        story=_row(story), kind=facet.kind, value=facet.value, is_dismissed=is_dismissed, by=by, at=now
    )


def undo(*, story: Any, facet: Facet) -> None:
    """Leave it to the machine again. Whoever agreed with the correction agreed with it alone."""
    FacetCorrection.objects.of(story).filter(kind=facet.kind, value=facet.value).delete()


def may_judge(user: Any, story: Any) -> bool:
    """Who may publish this story, and wrote it in none of its languages."""
    versions = story.get_translations(inclusive=True).filter(alias_of=None)
    return story.permissions_for_user(user).can_publish() and not any(wrote(user, page) for page in versions)


def _told(reading: Reading, corrections: Iterable[FacetCorrection]) -> frozenset[Facet]:
    corrections = list(corrections)
    added = {one.facet for one in corrections if not one.is_dismissed}
    gone = {one.facet for one in corrections if one.agreed_at and one.covers(reading.prints(one.facet))}
    return (reading.found | added) - gone


def _risk(facets: frozenset[Facet]) -> Risk:
    return risk_of(facets, population=settings.JIGSAW_POPULATION, smallest_group=settings.JIGSAW_SMALLEST_GROUP)


def _decision_on(story: Any, facets: frozenset[Facet]) -> JigsawDecision | None:
    if story.pk is None:
        return None
    made = JigsawDecision.objects.of(story)
    return next((one for one in made if one.covers(facets, narrator_id=story.narrator_id)), None)


def _row(story: Any) -> StoryPage:
    """The page itself, for a draft that was read from a revision."""
    return StoryPage.objects.get(pk=story.pk)
