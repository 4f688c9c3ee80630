"""What people say of the machine's reading of a story, and what a reviewer decided on it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.throttle import fingerprint
from stories.jigsaw.facets import Facet
from stories.jigsaw.text import fold
from stories.models.consent import AppendOnly

DIGITS = 32
"""Of each fingerprint in a decision or an agreement: 128 bits."""


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
    A dismissal counts once somebody else has agreed, for the sentences that they saw: keyed fingerprints are kept.
    """

    story = models.ForeignKey("stories.StoryPage", on_delete=models.CASCADE, related_name="facet_corrections")
    kind = models.CharField(_("kind"), max_length=12, choices=FacetKind)
    value = models.CharField(_("value"), max_length=50)
    is_dismissed = models.BooleanField(_("not told here"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("when"))
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(_("agreed"), null=True)
    agreed_sentences = models.TextField(_("sentences agreed with"), editable=False, default="")

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction of a facet")
        verbose_name_plural = _("corrections of facets")
        default_permissions: ClassVar = ()
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["story", "kind", "value"], name="stories_one_correction_a_facet"),
            models.CheckConstraint(
                condition=models.Q(agreed_by=None, agreed_at=None)
                | models.Q(is_dismissed=True, agreed_by__isnull=False, agreed_at__isnull=False),
                name="stories_agreement_with_who_and_when",
            ),
            models.CheckConstraint(
                condition=models.Q(agreed_by=None) | models.Q(by=None) | ~models.Q(agreed_by=models.F("by")),
                name="stories_nobody_agrees_with_themselves",
            ),
        ]

    def __str__(self) -> str:
        return f"{'-' if self.is_dismissed else '+'}{self.kind}"

    @property
    def facet(self) -> Facet:
        return Facet(self.kind, self.value)

    def agree(self, *, prints: Iterable[str], by: Any, now: datetime) -> None:
        """Somebody else has seen these sentences. Raises PermissionDenied for who made the correction."""
        if not self.is_dismissed or self.by_id == by.pk:
            raise PermissionDenied
        self.agreed_by, self.agreed_at, self.agreed_sentences = by, now, "".join(sorted(prints))
        self.save(update_fields=["agreed_by", "agreed_at", "agreed_sentences"])

    def covers(self, prints: Iterable[str]) -> bool:
        """Whether somebody agreed, having seen every one of these sentences."""
        return self.agreed_at is not None and set(prints) <= _parted(self.agreed_sentences)


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
        return {facet_print(narrator_id, facet) for facet in facets} <= _parted(self.facets)


def facet_print(narrator_id: Any, facet: Facet) -> str:
    return fingerprint(f"facet:{narrator_id}:{facet.code}")[:DIGITS]


def sentence_print(narrator_id: Any, facet: Facet, sentence: str) -> str:
    """Of a sentence in which a facet was read. The table tells nobody what it says."""
    words = " ".join(fold(sentence).split())
    return fingerprint(f"sentence:{narrator_id}:{facet.code}:{words}")[:DIGITS]


def _parted(prints: str) -> set[str]:
    return {prints[at : at + DIGITS] for at in range(0, len(prints), DIGITS)}
