"""The right to sign: a link that is sent to a candidate's official contact and works once."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

LIFETIME = timedelta(days=45)


def new_nonce() -> str:
    return secrets.token_hex(16)


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def by_token(self, token: str) -> "InvitationQuerySet":
        return self.filter(token_hash=hash_of(token))

    def open(self, now: datetime) -> "InvitationQuerySet":
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=now)


class Invitation(models.Model):
    """The token itself is kept nowhere: it is derived from `nonce` by the server's key when the mail is written.

    So a retried mail carries the same link, and a stolen database or backup cannot sign.
    """

    class Standing(models.TextChoices):
        OPEN = "open", _("open")
        USED = "used", _("used")
        EXPIRED = "expired", _("expired")
        REVOKED = "revoked", _("revoked")

    signature = models.ForeignKey("Signature", models.PROTECT, related_name="invitations", verbose_name=_("signature"))
    contact_email = models.EmailField(_("sent to"))
    nonce = models.CharField(max_length=32, default=new_nonce, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("made"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    expires_at = models.DateTimeField(_("expires"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["signature", "-created_at"], name="pledges_invitation_recent")]

    def __str__(self) -> str:
        return f"{self.contact_email} {self.created_at:%Y-%m-%d}"

    @property
    def token(self) -> str:
        digest = salted_hmac("pledges.invitation", self.nonce, secret=settings.SECRET_KEY, algorithm="sha256").digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")

    def standing(self, now: datetime) -> "Invitation.Standing":
        """A contact that was corrected since takes the right to sign from the address that it was sent to."""
        if self.used_at:
            return self.Standing.USED
        if self.revoked_at or not hmac.compare_digest(self.contact_email, self.signature.candidate.contact_email):
            return self.Standing.REVOKED
        return self.Standing.EXPIRED if now >= self.expires_at else self.Standing.OPEN
