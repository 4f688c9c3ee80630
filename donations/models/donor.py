"""Donors, and the e-mailed links that open their portal."""

import hashlib
import secrets
import unicodedata
from contextlib import suppress
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.throttle import fingerprint


def canonical_email(email: str) -> str:
    """One spelling for one mailbox: composed letters, lower case, the domain as the network writes it.

    Dots and +tags stay: only some providers ignore them, and two people must never become one donor.
    """
    local, _at, domain = unicodedata.normalize("NFKC", email.strip()).rpartition("@")
    with suppress(UnicodeError):  # A domain that DNS can't know is the form's to refuse.
        domain = domain.encode("idna").decode()
    return f"{local}@{domain}".lower()


class DonorQuerySet(models.QuerySet["Donor"]):
    def with_email(self, email: str) -> "DonorQuerySet":
        return self.filter(fingerprint=fingerprint(canonical_email(email)))

    def who_gave(self) -> "DonorQuerySet":
        """Those whose money arrived. An address that somebody merely typed opens nothing."""
        return self.filter(gifts__payments__isnull=False).distinct()

    def claim(self, *, email: str, language: str) -> "Donor":
        """The donor with this address, made when new. Call it in a transaction: the row stays locked until its end."""
        donor, _created = self.get_or_create(
            fingerprint=fingerprint(canonical_email(email)),
            defaults={"email": canonical_email(email), "language": language},
        )
        return self.select_for_update().get(pk=donor.pk)


class Donor(models.Model):
    """Somebody who gives, known by an address alone.

    There is no Stripe customer here: anyone may type anyone's address, and Checkout shows a known customer's saved
    card. Each gift has a customer of its own.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    fingerprint = models.CharField(_("fingerprint"), max_length=64, unique=True, editable=False)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = DonorQuerySet.as_manager()

    class Meta:
        verbose_name = _("donor")
        verbose_name_plural = _("donors")

    def __str__(self) -> str:
        return self.email


LINK_LASTS = timedelta(hours=1)
VISIT_LASTS = timedelta(minutes=30)


def digest(token: str) -> str:
    """Tokens are 256 random bits: a plain hash is enough. The token itself is only in the mail or the cookie."""
    return hashlib.sha256(token.encode()).hexdigest()


class PortalLinkQuerySet(models.QuerySet["PortalLink"]):
    def openable(self, token: str, *, now: datetime) -> "PortalLinkQuerySet":
        return self.filter(token_hash=digest(token), used_at=None, expires_at__gt=now)

    def visiting(self, visit: str, *, now: datetime) -> "PortalLinkQuerySet":
        return self.filter(visit_hash=digest(visit), visit_expires_at__gt=now)

    def stale(self, now: datetime) -> "PortalLinkQuerySet":
        """Links and visits that open nothing any more."""
        return self.filter(Q(visit_expires_at=None) | Q(visit_expires_at__lte=now), expires_at__lte=now)


class PortalLink(models.Model):
    """One e-mailed link, opened at most once, and the visit to the portal that came of it."""

    donor = models.ForeignKey(Donor, on_delete=models.CASCADE, related_name="portal_links")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    visit_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    visit_expires_at = models.DateTimeField(null=True, blank=True)

    objects = PortalLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("portal link")
        verbose_name_plural = _("portal links")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(visit_hash=None, visit_expires_at=None)
                | Q(visit_hash__isnull=False, visit_expires_at__isnull=False, used_at__isnull=False),
                name="donations_visit_came_of_a_used_link",
            )
        ]

    def __str__(self) -> str:
        return f"PortalLink {self.pk}"

    @classmethod
    def mint(cls, donor: Donor, *, now: datetime) -> str:
        """Make a link for this donor and return its token, which exists nowhere else."""
        token = secrets.token_urlsafe(32)
        cls.objects.create(donor=donor, token_hash=digest(token), expires_at=now + LINK_LASTS)
        return token

    @classmethod
    def open(cls, token: str, *, now: datetime) -> str | None:
        """Use the link up and return the visit's secret; None when it is unknown, used or too old.

        One UPDATE decides when two browsers open it together.
        """
        visit = secrets.token_urlsafe(32)
        opened = cls.objects.openable(token, now=now).update(
            used_at=now, visit_hash=digest(visit), visit_expires_at=now + VISIT_LASTS
        )
        return visit if opened else None

    def end(self, *, now: datetime) -> None:
        """Sign out of the portal, everywhere this visit's cookie may be."""
        self.visit_expires_at = now
        self.save(update_fields=["visit_expires_at"])
