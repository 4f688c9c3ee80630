"""What people say of the machine's reading of a story, and what a reviewer decided on it."""

from datetime import datetime
from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.throttle import fingerprint
from stories.jigsaw.facets import Facet
from stories.models.consent import AppendOnly

DIGITS = 32
"""Of each facet's fingerprint in a decision: 128 bits."""


class FacetKind(models.TextChoices):
    """stories.jigsaw.facets.KINDS in the editors' words."""

    AGE = "age", _("age")
    DATE = "date", _("date of the case")
    DEPARTMENT = "department", _("department")
    MUNICIPALITY = "municipality", _("municipality")
    VILLAGE = "village", _("village or quarter")
    INSTITUTION = "institution", _("school or other institution")
    RELATION = "relation", _("relation to the perpetrator")
    WORK = "work", _("work")
    PEOPLE = "people", _("people or language")
    FAMILY = "family", _("family")


class CorrectionQuerySet(models.QuerySet["FacetCorrection"]):
    def of(self, story: Any) -> "CorrectionQuerySet":
        """Corrections of this story, in whichever of its languages they were made."""
        return self.filter(story__translation_key=story.translation_key)


class FacetCorrection(models.Model):
    """An editor knows better than the machine: a facet that the story doesn't tell, or one that it overlooked.

    `value` is a short code such as "11" or "stepfather", checked by stories.jigsaw_forms; there is no room for prose.
    """

    story = models.ForeignKey("stories.StoryPage", on_delete=models.CASCADE, related_name="facet_corrections")
    kind = models.CharField(_("kind"), max_length=12, choices=FacetKind)
    value = models.CharField(_("value"), max_length=50)
    is_dismissed = models.BooleanField(_("not told here"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("when"))

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction of a facet")
        verbose_name_plural = _("corrections of facets")
        default_permissions: ClassVar = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["story", "kind", "value"], name="stories_one_correction_a_facet")
        ]

    def __str__(self) -> str:
        return f"{'-' if self.is_dismissed else '+'}{self.kind}"

    @property
    def facet(self) -> Facet:
        return Facet(self.kind, self.value)


class DecisionQuerySet(models.QuerySet["JigsawDecision"]):
    def of(self, story: Any) -> "DecisionQuerySet":
        return self.filter(story__translation_key=story.translation_key)

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly

    delete.queryset_only = True  # type: ignore[attr-defined]


class JigsawDecision(models.Model):
    """A reviewer allows these facets together, and says why. It goes with the story; until then nobody changes it.

    Keeps keyed fingerprints of the facets, salted with the narrator: the table tells nobody what a story tells.
    """

    story = models.ForeignKey("stories.StoryPage", on_delete=models.CASCADE, related_name="jigsaw_decisions")
    facets = models.TextField(_("facets"), editable=False)
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"))

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision on what a story gives away")
        verbose_name_plural = _("decisions on what a story gives away")
        ordering: ClassVar = ["-pk"]
        default_permissions: ClassVar = ()

    def __str__(self) -> str:
        return f"decision {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    def clean(self) -> None:
        super().clean()
        if len(self.reason.split()) < 3:
            raise ValidationError({"reason": _("Say why in a sentence.")})

    @classmethod
    def make(cls, *, story: Any, facets: frozenset[Facet], reason: str, by: Any, now: datetime) -> "JigsawDecision":
        prints = sorted(facet_print(story.narrator_id, facet) for facet in facets)
        decision = cls(story=story, facets="".join(prints), reason=reason.strip(), by=by, at=now)
        decision.full_clean()
        decision.save()
        return decision

    def covers(self, facets: frozenset[Facet], *, narrator_id: Any) -> bool:
        """Whether it saw every one of these. Fewer than it saw are covered; one more is not."""
        seen = {self.facets[at : at + DIGITS] for at in range(0, len(self.facets), DIGITS)}
        return {facet_print(narrator_id, facet) for facet in facets} <= seen


def facet_print(narrator_id: Any, facet: Facet) -> str:
    return fingerprint(f"facet:{narrator_id}:{facet.code}")[:DIGITS]
