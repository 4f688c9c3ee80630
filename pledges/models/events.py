"""The history of a signature, and the only place that its steps are written to."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from pledges.append_only import AppendOnly
from pledges.models.texts import PledgeText
from pledges.steps import Role, State

sha256_hex = RegexValidator(r"^[0-9a-f]{64}$", _("64 characters of 0–9 and a–f."))


class SignatureEvent(AppendOnly):
    """One step of one signature. `actor` is for the team alone; the public sees the role."""

    signature = models.ForeignKey("Signature", models.PROTECT, related_name="events", verbose_name=_("signature"))
    step = models.CharField(_("step"), max_length=12, choices=State)
    # Which claim of this candidate it belongs to: a claim is shown or hidden as a whole.
    claim = models.PositiveSmallIntegerField(_("claim"), default=0)
    at = models.DateTimeField(_("time"))
    role = models.CharField(_("by"), max_length=16, choices=Role)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    text = models.ForeignKey(
        PledgeText, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("text version")
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    source_url = models.URLField(_("source"), blank=True, max_length=500)
    source_sha256 = models.CharField(_("archived copy"), max_length=64, blank=True, validators=[sha256_hex])

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["pk"]
        indexes: ClassVar = [models.Index(fields=["signature", "claim"], name="pledges_event_claim")]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.at:%Y-%m-%d}"
