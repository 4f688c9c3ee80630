"""Consent, as a list of records that only grows: what was agreed, when, for how long, and what came after it."""

from datetime import date, datetime
from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from stories.choices import Channel, ConsentKind, WitnessRole, languages
from stories.fields import CodesField, held

LONGEST_YEARS = 3


def latest_end(from_date: date) -> date:
    """The last day that consent from this day on may last to: three years. Of 29 February, 28 February."""
    try:
        return from_date.replace(year=from_date.year + LONGEST_YEARS)
    except ValueError:
        return from_date.replace(year=from_date.year + LONGEST_YEARS, day=28)


class YearsAfter(models.Func):
    """A day some years later, in the database's own arithmetic, since a constraint must hold without Django."""

    output_field = models.DateField()
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template=f"DATE(%(expressions)s, '+{LONGEST_YEARS} years')")

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        template = f"CAST(%(expressions)s + INTERVAL '{LONGEST_YEARS} years' AS date)"
        return self.as_sql(compiler, connection, template=template)


class AppendOnly(RuntimeError):
    """Somebody tried to change or delete what only grows."""


class ConsentQuerySet(models.QuerySet["ConsentRecord"]):
    def in_force(self, now: datetime) -> "ConsentQuerySet":
        """For each narrator the one record that counts at `now`; none when it is withdrawn or over.

        The record written last counts, of those that have begun: a renewal for next month leaves today's in force,
        and a withdrawal ends all that were written before it, begun or not.
        """
        today = timezone.localdate(now)
        ends_it = Q(from_date__lte=today) | Q(kind=ConsentKind.WITHDRAWN)
        later = ConsentRecord.objects.filter(ends_it, narrator=OuterRef("narrator"), pk__gt=OuterRef("pk"))
        begun = self.filter(from_date__lte=today, until_date__gte=today)
        return begun.exclude(kind=ConsentKind.WITHDRAWN).filter(~Exists(later))

    def covering(self, *, language: Any, channel: str, now: datetime) -> "ConsentQuerySet":
        """Records in force that cover this channel and language. `language` is a code or an expression for `held`."""
        needle = held(language) if isinstance(language, str) else language
        return self.in_force(now).filter(channels__contains=held(channel), languages__contains=needle)

    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    def delete(self) -> NoReturn:
        raise AppendOnly

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    delete.queryset_only = True  # type: ignore[attr-defined]


class ConsentRecord(models.Model):
    """What one person agreed to, witnessed by somebody of a given role. Never changed: a later record replaces it."""

    narrator = models.ForeignKey(
        "stories.Narrator", verbose_name=_("narrator"), on_delete=models.PROTECT, related_name="consent_records"
    )
    kind = models.CharField(_("kind"), max_length=10, choices=ConsentKind, default=ConsentKind.GIVEN)
    languages = CodesField(_("languages"), options=languages, blank=True)
    channels = CodesField(_("channels"), options=lambda: Channel.choices, blank=True)
    with_image = models.BooleanField(_("with pictures of this person"), default=False)
    witness_role = models.CharField(_("witnessed by"), max_length=14, choices=WitnessRole)
    text_version = models.CharField(
        _("version of the consent text"), max_length=20, help_text=_("As printed at the foot of the form, e.g. 2026-1.")
    )
    conditions = models.TextField(
        _("conditions"),
        max_length=1000,
        blank=True,
        help_text=_("In the person's words, without anything that would identify them."),
    )
    from_date = models.DateField(_("from"), default=timezone.localdate)
    until_date = models.DateField(_("until"), help_text=_("The last day. Three years at most."))
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("recorded by"),
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent record")
        verbose_name_plural = _("consent records")
        ordering: ClassVar = ["-pk"]
        default_permissions = ("add", "view")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until_date__gte=F("from_date")), name="stories_consent_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(until_date__lte=YearsAfter("from_date")), name="stories_consent_three_years_at_most"
            ),
            models.CheckConstraint(
                condition=Q(kind="withdrawn", languages="", channels="")
                | (~Q(kind="withdrawn") & ~Q(languages="") & ~Q(channels="")),
                name="stories_consent_covers_something",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["narrator", "-id"], name="stories_consent_latest")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.from_date:%Y-%m-%d}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnly

    @property
    def is_withdrawal(self) -> bool:
        return self.kind == ConsentKind.WITHDRAWN

    def covers_more_than(self, other: "ConsentRecord") -> bool:
        """Another language or channel, pictures, or a later end."""
        return bool(
            set(self.languages) - set(other.languages)
            or set(self.channels) - set(other.channels)
            or (self.with_image and not other.with_image)
            or self.until_date > other.until_date
        )

    def language_words(self) -> str:
        return ", ".join(str(label) for code, label in languages() if code in self.languages)

    def channel_words(self) -> str:
        return ", ".join(str(label) for code, label in Channel.choices if code in self.channels)

    def clean(self) -> None:
        super().clean()
        if not self.is_withdrawal and not (self.languages and self.channels):
            raise ValidationError(_("Choose at least one language and one channel."))
        if self.from_date and self.until_date:
            self._clean_dates()

    def _clean_dates(self) -> None:
        if self.until_date < self.from_date:
            raise ValidationError({"until_date": _("This is before the first day.")})
        if self.until_date > latest_end(self.from_date):
            raise ValidationError({"until_date": _("Consent lasts three years at most.")})
