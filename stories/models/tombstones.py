"""What stays of a withdrawn story: that something was at an address, in a form that does not say which address."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar
from urllib.parse import unquote, urlsplit

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.throttle import fingerprint


def address_fingerprint(path: str) -> str:
    """A keyed hash of a path such as /en/stories/some-slug/, the same with and without its last slash."""
    return fingerprint(f"address:{path.strip('/')}")


class Tombstone(models.Model):
    """One withdrawal. Holds the narrator's random id, so that a restore or a translation sync applies it again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    narrator_id = models.UUIDField(_("narrator"), db_index=True, editable=False)
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("tombstone")
        verbose_name_plural = _("tombstones")
        default_permissions: ClassVar = ()

    def __str__(self) -> str:
        return str(self.pk)

    def make_again(self, *, now: datetime) -> None:
        """Withdrawn once more, after consenting anew. A backup from before this day must not take that for the last
        word."""
        if self.made_at < now:
            self.made_at = now
            self.save(update_fields=["made_at"])

    def close(self, addresses: Iterable[str]) -> None:
        """Let these addresses answer 410. Only their fingerprints are kept."""
        known = [address_fingerprint(unquote(urlsplit(address).path)) for address in addresses]
        rows = [GoneAddress(tombstone=self, fingerprint=one) for one in known]
        GoneAddress.objects.bulk_create(rows, ignore_conflicts=True)


class GoneAddressQuerySet(models.QuerySet["GoneAddress"]):
    def at(self, path: str) -> "GoneAddressQuerySet":
        return self.filter(fingerprint=address_fingerprint(path))


class GoneAddress(models.Model):
    """An address that answers 410, as a keyed fingerprint: a slug is part of a story."""

    tombstone = models.ForeignKey(Tombstone, on_delete=models.CASCADE, related_name="addresses")
    fingerprint = models.CharField(max_length=64, unique=True)

    objects = GoneAddressQuerySet.as_manager()

    class Meta:
        verbose_name = _("gone address")
        verbose_name_plural = _("gone addresses")
        default_permissions: ClassVar = ()

    def __str__(self) -> str:
        return self.fingerprint[:8]
