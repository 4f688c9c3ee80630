"""What Stripe told us, and what a person must look at."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from donations.models.gift import Gift


class StripeEvent(models.Model):
    """One event, by its id: the proof that its effect is in the ledger. Of its payload nothing is kept."""

    class Outcome(models.TextChoices):
        RECORDED = "recorded", _("recorded")
        IGNORED = "ignored", _("of a kind that changes nothing here")
        FOREIGN = "foreign", _("not of this site")
        WRONG_MODE = "wrong_mode", _("test and real money mixed up")

    event_id = models.CharField(max_length=255, unique=True)
    type = models.CharField(max_length=100)
    object_id = models.CharField(max_length=255)
    outcome = models.CharField(max_length=12, choices=Outcome)
    gift = models.ForeignKey(Gift, on_delete=models.SET_NULL, null=True, blank=True, related_name="events")
    received_at = models.DateTimeField()
    processed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("Stripe event")
        verbose_name_plural = _("Stripe events")

    def __str__(self) -> str:
        return f"{self.type} {self.event_id}"


class Concern(models.Model):
    """Something about money that needs a person. It is raised once for a gift, however often it is noticed."""

    class Kind(models.TextChoices):
        DUPLICATE = "duplicate", _("a second monthly gift was cancelled and returned")
        AMOUNT = "amount", _("the amount charged is not the one asked for")
        LIVEMODE = "livemode", _("test and real money mixed up")
        DISPUTE = "dispute", _("the donor's bank disputes a payment")
        REFUND = "refund", _("a refund did not arrive")

    kind = models.CharField(_("what happened"), max_length=10, choices=Kind)
    gift = models.ForeignKey(Gift, on_delete=models.CASCADE, related_name="concerns", verbose_name=_("gift"))
    raised_at = models.DateTimeField(_("noticed"), auto_now_add=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        verbose_name = _("matter for the treasurer")
        verbose_name_plural = _("matters for the treasurer")
        ordering: ClassVar = ["-raised_at"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "gift"], name="donations_concern_raised_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.gift}"
