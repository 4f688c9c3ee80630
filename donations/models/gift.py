"""A gift: what somebody promised, monthly or once, and where it stands at Stripe."""

import secrets
import uuid
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from donations.models.donor import Donor


def new_return_token() -> str:
    return secrets.token_urlsafe(24)


class GiftQuerySet(models.QuerySet["Gift"]):
    def open_for(self, donor: Donor, campaign_key: uuid.UUID | None) -> "GiftQuerySet":
        """Begun and not yet paid: at most one for a donor and a campaign."""
        return self.filter(donor=donor, campaign_key=campaign_key, state=Gift.State.PENDING)

    def live(self) -> "GiftQuerySet":
        return self.filter(kind=Gift.Kind.MONTHLY, state__in=Gift.LIVE_STATES)

    def seen_by(self, donor: Donor) -> "GiftQuerySet":
        """What a donor sees in the portal: gifts whose money arrived, the newest first."""
        return self.filter(donor=donor, payments__isnull=False).distinct().order_by("-created_at", "-pk")


class Gift(models.Model):
    """One decision to give. `amount_minor` is what is charged each time, the covered fee included.

    `public_id` is our reference at Stripe and the idempotency key of the Checkout: the row is there before the call,
    so that an unknown outcome can be asked about. `return_token` is in the addresses that Stripe sends the donor back
    to; it shows the gift's outcome and nothing of the donor. `version` grows with each snapshot of Stripe's state that
    was applied: one fetched before another was applied is stale, and is fetched again.

    Nothing of a gift is shown in public, so that every donor is anonymous. A dedication in free words is left out on
    purpose: it is where a survivor's real name would be written.
    """

    class Kind(models.TextChoices):
        MONTHLY = "monthly", _("every month")
        ONCE = "once", _("once")

    class State(models.TextChoices):
        PENDING = "pending", pgettext_lazy("gift", "not paid yet")
        ACTIVE = "active", pgettext_lazy("gift", "active")
        PAST_DUE = "past_due", pgettext_lazy("gift", "payment overdue")
        PAUSED = "paused", pgettext_lazy("gift", "paused")
        CANCELLED = "cancelled", pgettext_lazy("gift", "cancelled")
        COMPLETED = "completed", pgettext_lazy("gift", "received")
        FAILED = "failed", pgettext_lazy("gift", "not completed")

    class Ending(models.TextChoices):
        """Why a gift ended; empty while it runs."""

        DONOR = "donor", _("by the donor")
        DUPLICATE = "duplicate", _("a second gift to the same end")
        STRIPE = "stripe", _("at Stripe")

    LIVE_STATES: ClassVar = [State.ACTIVE, State.PAST_DUE, State.PAUSED]
    FINAL_STATES: ClassVar = [State.CANCELLED, State.COMPLETED, State.FAILED]

    public_id = models.UUIDField(_("reference"), default=uuid.uuid4, unique=True, editable=False)
    return_token = models.CharField(max_length=40, default=new_return_token, unique=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    donor = models.ForeignKey(Donor, on_delete=models.PROTECT, related_name="gifts", verbose_name=_("donor"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PENDING)
    amount_minor = models.PositiveBigIntegerField(_("amount in minor units"))
    fee_cover_minor = models.PositiveBigIntegerField(_("of it, for the card's fee"), default=0)
    currency = models.CharField(_("currency"), max_length=3)
    receipt_name = models.CharField(_("name on the receipt"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    # A page's translation_key: the same campaign in every language.
    campaign_key = models.UUIDField(_("campaign"), null=True, blank=True, db_index=True)
    share_code = models.CharField(_("share code"), max_length=40, blank=True, db_index=True)
    livemode = models.BooleanField(_("real money"))

    # Unique where set: an empty one is NULL.
    checkout_id = models.CharField(max_length=255, unique=True, null=True, blank=True)
    checkout_url = models.TextField(blank=True)
    # Paid by a bank's slow way: the Checkout is complete, the money on its way.
    is_processing = models.BooleanField(default=False)
    subscription_id = models.CharField(max_length=255, unique=True, null=True, blank=True)
    customer_id = models.CharField(max_length=255, null=True, blank=True)

    next_payment_at = models.DateTimeField(_("next payment"), null=True, blank=True)
    cancel_requested_at = models.DateTimeField(_("cancellation asked for"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    ending = models.CharField(_("why it ended"), max_length=10, choices=Ending, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = GiftQuerySet.as_manager()

    class Meta:
        verbose_name = _("gift")
        verbose_name_plural = _("gifts")
        ordering: ClassVar = ["-created_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["state", "created_at"], name="donations_gift_state")]
        # NULLs differ from each other in a unique index, so that gifts to no campaign need an index of their own.
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="donations_gift_amount_positive"),
            models.CheckConstraint(
                condition=Q(fee_cover_minor__lt=models.F("amount_minor")), name="donations_gift_cover_below_amount"
            ),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="donations_gift_currency_iso"),
            models.UniqueConstraint(
                fields=["donor", "campaign_key"],
                condition=Q(state="pending", campaign_key__isnull=False),
                name="donations_one_open_checkout",
            ),
            models.UniqueConstraint(
                fields=["donor"],
                condition=Q(state="pending", campaign_key__isnull=True),
                name="donations_one_open_checkout_general",
            ),
            models.UniqueConstraint(
                fields=["donor", "campaign_key"],
                condition=Q(kind="monthly", state__in=["active", "past_due", "paused"], campaign_key__isnull=False),
                name="donations_one_live_subscription",
            ),
            models.UniqueConstraint(
                fields=["donor"],
                condition=Q(kind="monthly", state__in=["active", "past_due", "paused"], campaign_key__isnull=True),
                name="donations_one_live_subscription_general",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.public_id}"

    @property
    def is_monthly(self) -> bool:
        return self.kind == self.Kind.MONTHLY

    @property
    def is_live(self) -> bool:
        return self.is_monthly and self.state in self.LIVE_STATES

    @property
    def is_changeable(self) -> bool:
        """A donor may change its amount or its card: it runs, and its end was not asked for."""
        return self.is_live and self.cancel_requested_at is None

    @property
    def is_payable(self) -> bool:
        """Its Checkout is open: `checkout_url` leads there."""
        return self.state == self.State.PENDING and bool(self.checkout_url) and not self.is_processing

    @property
    def given_minor(self) -> int:
        """The gift itself, without what covers the card's fee."""
        return self.amount_minor - self.fee_cover_minor

    def begin_checkout(self, *, checkout_id: str, url: str) -> None:
        self.checkout_id, self.checkout_url = checkout_id, url
        self.save(update_fields=["checkout_id", "checkout_url"])

    def fail(self) -> None:
        """Never paid: refused, or its Checkout has run out."""
        Gift.objects.filter(pk=self.pk, state=self.State.PENDING).update(
            state=self.State.FAILED, version=models.F("version") + 1
        )
        self.refresh_from_db()

    def ask_to_cancel(self, *, now: datetime) -> None:
        self.cancel_requested_at = self.cancel_requested_at or now
        self.save(update_fields=["cancel_requested_at"])
