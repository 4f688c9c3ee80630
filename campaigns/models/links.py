"""A member's own short link for a campaign, and what it brought, by day.

Nothing here says who followed a link: no cookie, address of the network, browser or time of day. Nothing in a code says
whose it is, and two codes of one member have nothing in common.
"""

import secrets
import uuid
from datetime import date, datetime
from typing import ClassVar

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.throttle import fingerprint

# Without 0, 1, i, l and o: people read codes aloud and copy them from paper. 31^10 is about 8·10^14.
CODE_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
CODE_LENGTH = 10

# Below this a number could point at a person ("your link brought one sign-up").
FEWEST_SHOWN = 10


def new_code() -> str:
    """A random code that is derived from nothing."""
    return "".join(secrets.choice(CODE_ALPHABET) for _position in range(CODE_LENGTH))


class ShareLinkQuerySet(models.QuerySet["ShareLink"]):
    def active(self) -> "ShareLinkQuerySet":
        return self.filter(ended_at__isnull=True)

    def of(self, owner_id: int, campaign_key: uuid.UUID) -> "ShareLinkQuerySet":
        return self.filter(owner_id=owner_id, campaign_key=campaign_key)

    def by_code(self, code: str) -> "ShareLink | None":
        """The active link with this code; None for one that is unknown, ended, or no code at all."""
        if not is_code(code):
            return None
        return self.active().filter(code=code).first()


class ShareLink(models.Model):
    """One random code of one member for one campaign. Ended codes stay, so that what they brought still counts."""

    class Ended(models.TextChoices):
        ROTATED = "rotated", _("replaced by a new link")
        REVOKED = "revoked", _("revoked")

    code = models.CharField(_("code"), max_length=16, unique=True, default=new_code, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("member"), on_delete=models.CASCADE, related_name="share_links"
    )
    campaign_key = models.UUIDField(_("campaign"), help_text=_("The translation key of the campaign's page."))
    created_at = models.DateTimeField(_("made"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    ended_by = models.CharField(_("ended by"), max_length=10, choices=Ended, blank=True)

    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("share link")
        verbose_name_plural = _("share links")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner", "campaign_key"], condition=Q(ended_at__isnull=True), name="campaigns_one_active_link"
            )
        ]

    def __str__(self) -> str:
        """The row's number: neither the code nor the owner belongs in a log."""
        return f"share link {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("share-link", args=[self.code])

    @property
    def short_url(self) -> str:
        """The whole address that a member copies."""
        return settings.BASE_URL + self.get_absolute_url()

    def end(self, how: "ShareLink.Ended", *, now: datetime) -> None:
        """Stop answering to this code, for good."""
        self.ended_at, self.ended_by = now, how
        self.save(update_fields=["ended_at", "ended_by"])


def is_code(text: object) -> bool:
    """True for what could be one of our codes; whatever else arrives as `via` is nothing."""
    return isinstance(text, str) and len(text) == CODE_LENGTH and set(text) <= set(CODE_ALPHABET)


class ShareCountQuerySet(models.QuerySet["ShareCount"]):
    def add_one(self, *, link: ShareLink, kind: str, day: date) -> None:
        """Count one more. Two at once both count: the row is raised in the database, never in Python."""
        row = self.filter(link=link, kind=kind, date=day)
        if row.update(count=F("count") + 1):
            return
        try:
            with transaction.atomic():
                self.create(link=link, kind=kind, date=day, count=1)
        except IntegrityError:  # Somebody made the day's row between the two statements.
            row.update(count=F("count") + 1)

    def totals(self, *, owner_id: int) -> dict[uuid.UUID, dict[str, int]]:
        """By campaign and kind, what one member's links brought in all, ended ones included. One query."""
        rows = self.filter(link__owner_id=owner_id).values_list("link__campaign_key", "kind")
        found: dict[uuid.UUID, dict[str, int]] = {}
        for campaign_key, kind, total in rows.annotate(total=Sum("count")).order_by():
            found.setdefault(campaign_key, {})[kind] = total
        return found


class ShareCount(models.Model):
    """How many of one kind a link brought on one day."""

    class Kind(models.TextChoices):
        VISIT = "visit", _("visits")
        SIGNUP = "signup", _("sign-ups")
        ENDORSEMENT = "endorsement", _("endorsements")
        GIFT = "gift", _("gifts")

    link = models.ForeignKey(ShareLink, verbose_name=_("link"), on_delete=models.CASCADE, related_name="counts")
    date = models.DateField(_("date"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    count = models.PositiveIntegerField(_("count"), default=0)

    objects = ShareCountQuerySet.as_manager()

    class Meta:
        verbose_name = _("share count")
        verbose_name_plural = _("share counts")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["link", "date", "kind"], name="campaigns_one_count_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.kind}"


class CountedFact(models.Model):
    """That a sign-up or gift was counted, so that a signal sent again counts nothing. Does not say for which link."""

    fact = models.CharField(_("fingerprint"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("counted fact")
        verbose_name_plural = _("counted facts")

    def __str__(self) -> str:
        return f"counted fact {self.pk}"

    @classmethod
    def is_new(cls, kind: str, identity: object) -> bool:
        """True the first time that this sign-up, endorsement or gift is named; False ever after."""
        _row, created = cls.objects.get_or_create(fact=fingerprint(f"share-count:{kind}:{identity}"))
        return created
