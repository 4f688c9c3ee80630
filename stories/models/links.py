"""A narrator's own way in, without an account, and what they ask for there."""

import secrets
import uuid
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.throttle import fingerprint

LASTS = timedelta(days=90)
LONGEST_REQUEST = 500


class LinkQuerySet(models.QuerySet["NarratorLink"]):
    def open(self, *, now: datetime) -> "LinkQuerySet":
        return self.filter(revoked_at=None, expires_at__gt=now)

    def for_token(self, token: str, *, now: datetime) -> "NarratorLink | None":
        """The link that opens with this token, if it is neither revoked nor over."""
        return self.open(now=now).select_related("narrator").filter(token_hash=token_hash(token)).first()


class NarratorLink(models.Model):
    """An unguessable address (256 random bits), of which only a keyed hash is kept: it is shown once, when made."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    narrator = models.ForeignKey(
        "stories.Narrator", verbose_name=_("narrator"), on_delete=models.CASCADE, related_name="links"
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    expires_at = models.DateTimeField(_("until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("narrator's link")
        verbose_name_plural = _("narrators' links")
        ordering: ClassVar = ["-made_at"]
        default_permissions: ClassVar = ()

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def make(cls, *, narrator: Any, by: Any, now: datetime) -> tuple["NarratorLink", str]:
        """A new link and its token, which is not kept. Older links of this person end."""
        token = secrets.token_urlsafe(32)
        cls.objects.filter(narrator=narrator, revoked_at=None).update(revoked_at=now)
        link = cls.objects.create(
            narrator=narrator, token_hash=token_hash(token), made_at=now, made_by=by, expires_at=now + LASTS
        )
        return link, token

    def revoke(self, *, now: datetime) -> None:
        if self.revoked_at is None:
            self.revoked_at = now
            self.save(update_fields=["revoked_at"])


class NarratorRequest(models.Model):
    """What a narrator asks the reviewer to change, in a few words that name nobody."""

    narrator = models.ForeignKey(
        "stories.Narrator", verbose_name=_("narrator"), on_delete=models.CASCADE, related_name="requests"
    )
    text = models.CharField(_("what should change"), max_length=LONGEST_REQUEST)
    at = models.DateTimeField(_("asked"))
    done_at = models.DateTimeField(_("done"), null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("narrator's request")
        verbose_name_plural = _("narrators' requests")
        ordering: ClassVar = ["-at"]
        default_permissions: ClassVar = ()

    def __str__(self) -> str:
        return f"request {self.pk}"

    def finish(self, *, by: Any, now: datetime) -> None:
        self.done_at, self.done_by = now, by
        self.save(update_fields=["done_at", "done_by"])


def token_hash(token: str) -> str:
    # fingerprint() ignores case; a token's case is part of it.
    return fingerprint(f"narrator-link:{token.encode().hex()}")
