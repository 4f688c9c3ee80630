"""The ledger: money that arrived and money that went back."""

import secrets
import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from donations.models.gift import Gift

# Without letters and digits that look alike when read aloud or copied by hand.
READABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_receipt_number() -> str:
    """Random, so that a receipt does not tell how many people give: 2026-7F3K-9QX2."""
    letters = "".join(secrets.choice(READABLE) for _place in range(8))
    return f"{timezone.now().year}-{letters[:4]}-{letters[4:]}"


class Payment(models.Model):
    """One charge that succeeded. Amounts are what the donor's card was charged, in `currency`.

    `settled_minor` and `fee_minor` are what Stripe's balance was credited with and what it kept, in
    `settled_currency`, which is the account's and may be another.
    """

    class State(models.TextChoices):
        PAID = "paid", _("paid")
        PARTLY_REFUNDED = "part_refund", _("partly refunded")
        REFUNDED = "refunded", _("refunded")
        DISPUTED = "disputed", _("disputed")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    receipt_number = models.CharField(_("receipt"), max_length=20, default=new_receipt_number, unique=True)
    gift = models.ForeignKey(Gift, on_delete=models.PROTECT, related_name="payments", verbose_name=_("gift"))
    charge_id = models.CharField(_("charge"), max_length=255, unique=True)
    payment_intent_id = models.CharField(_("payment intent"), max_length=255, unique=True)
    # One invoice may be settled by more than one charge.
    invoice_id = models.CharField(_("invoice"), max_length=255, blank=True, db_index=True)
    balance_transaction_id = models.CharField(max_length=255, unique=True, null=True, blank=True)
    amount_minor = models.PositiveBigIntegerField(_("amount in minor units"))
    refunded_minor = models.PositiveBigIntegerField(_("refunded in minor units"), default=0)
    currency = models.CharField(_("currency"), max_length=3)
    settled_minor = models.BigIntegerField(_("settled in minor units"), null=True, blank=True)
    fee_minor = models.BigIntegerField(_("fee in minor units"), null=True, blank=True)
    settled_currency = models.CharField(_("settled in"), max_length=3, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.PAID)
    paid_at = models.DateTimeField(_("paid"), db_index=True)
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        ordering: ClassVar = ["-paid_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="donations_payment_amount_positive"),
            models.CheckConstraint(
                condition=Q(refunded_minor__lte=F("amount_minor")), name="donations_refunds_within_payment"
            ),
            models.CheckConstraint(condition=Q(currency__regex=r"^[A-Z]{3}$"), name="donations_payment_currency_iso"),
        ]

    def __str__(self) -> str:
        return self.receipt_number

    @property
    def kept_minor(self) -> int:
        return self.amount_minor - self.refunded_minor


class Refund(models.Model):
    """Money on its way back, or back. A refund that the bank sends back to us (`failed`) counts for nothing."""

    class State(models.TextChoices):
        PENDING = "pending", _("on its way")
        SUCCEEDED = "succeeded", _("returned")
        FAILED = "failed", _("failed")

    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds", verbose_name=_("payment"))
    refund_id = models.CharField(_("refund"), max_length=255, unique=True)
    balance_transaction_id = models.CharField(max_length=255, unique=True, null=True, blank=True)
    amount_minor = models.PositiveBigIntegerField(_("amount in minor units"))
    settled_minor = models.BigIntegerField(_("settled in minor units"), null=True, blank=True)
    settled_currency = models.CharField(_("settled in"), max_length=3, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State)
    refunded_at = models.DateTimeField(_("refunded"))

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        ordering: ClassVar = ["-refunded_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount_minor__gt=0), name="donations_refund_amount_positive")
        ]

    def __str__(self) -> str:
        return self.refund_id
