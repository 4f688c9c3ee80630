"""The person who tells a story, as far as this site may know them."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from stories.choices import Channel, NameKind, NarratorRole
from stories.models.consent import ConsentRecord
from stories.models.tombstones import Tombstone
from stories.names import MARK

# Letters of any alphabet, spaces, hyphens, points and the glottal stop of Mayan names. Nothing that markup needs.
name_validator = RegexValidator(
    r"^[^\W\d_](?:[^\W\d_]|[ .'’ʼ-])*$", _("Only letters, spaces, hyphens, points and apostrophes.")
)


class NarratorQuerySet(models.QuerySet["Narrator"]):
    def consenting(self, *, language: str, channel: Channel, now: datetime) -> "NarratorQuerySet":
        """Those whose consent covers this language and channel at `now`."""
        covering = ConsentRecord.objects.covering(language=language, channel=channel, now=now)
        return self.filter(Exists(covering.filter(narrator=OuterRef("pk"))))

    def lapsed(self, *, now: datetime) -> "NarratorQuerySet":
        """Those who once consented and whose consent covers nothing any more."""
        in_force = ConsentRecord.objects.in_force(now).filter(narrator=OuterRef("pk"))
        return self.filter(Exists(ConsentRecord.objects.filter(narrator=OuterRef("pk")))).exclude(Exists(in_force))

    def not_withdrawn(self, *, now: datetime) -> "NarratorQuerySet":
        """All but those who took their stories back, and have not consented anew since."""
        withdrawn = Tombstone.objects.filter(narrator_id=OuterRef("pk"))
        in_force = ConsentRecord.objects.in_force(now).filter(narrator=OuterRef("pk"))
        return self.filter(~Exists(withdrawn) | Exists(in_force))


class Narrator(models.Model):
    """A random id, the name that this person wants to be shown by, and their role. There is no field for more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    shown_name = models.CharField(
        _("name that is shown"),
        max_length=60,
        validators=[name_validator],
        help_text=_("A pseudonym, or the person's own name if they want it so. Never write another name anywhere."),
    )
    name_kind = models.CharField(_("this name is a"), max_length=10, choices=NameKind, default=NameKind.PSEUDONYM)
    role = models.CharField(_("role"), max_length=12, choices=NarratorRole, default=NarratorRole.SURVIVOR)
    collection = models.OneToOneField(
        Collection, verbose_name=_("media"), on_delete=models.PROTECT, editable=False, related_name="narrator"
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = NarratorQuerySet.as_manager()

    class Meta:
        verbose_name = _("narrator")
        verbose_name_plural = _("narrators")
        ordering: ClassVar = ["-created_at", "id"]
        permissions: ClassVar = [("withdraw_narrator", _("Can withdraw a narrator's consent"))]

    def __str__(self) -> str:
        return self.marked_name

    @property
    def is_pseudonym(self) -> bool:
        return self.name_kind == NameKind.PSEUDONYM

    @property
    def marked_name(self) -> str:
        """The name as it is shown everywhere: a pseudonym with its mark."""
        return self.shown_name + (MARK if self.is_pseudonym else "")

    def consents_to(self, *, language: str, channel: Channel, now: datetime) -> bool:
        """Does this person's consent cover this language and this channel at `now`?"""
        return (
            ConsentRecord.objects.covering(language=language, channel=channel, now=now).filter(narrator=self).exists()
        )

    def consent_in_force(self, *, now: datetime) -> ConsentRecord | None:
        """The record that says what is allowed at `now`."""
        return ConsentRecord.objects.in_force(now).filter(narrator=self).first()

    def consent_today(self) -> str:
        """In words, for lists in the admin."""
        record = self.consent_in_force(now=timezone.now())
        if record is None:
            return gettext("none")
        return gettext("%(languages)s; %(channels)s; until %(date)s") % {
            "languages": record.language_words(),
            "channels": record.channel_words(),
            "date": date_format(record.until_date, "SHORT_DATE_FORMAT"),
        }
