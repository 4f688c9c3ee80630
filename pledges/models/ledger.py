"""The public ledger: one hash chain a pledge, which every event is appended to.

An entry commits to the one before and, salted, to three groups of facts: the event, the person and the source. The
salts and facts stand apart in LedgerOpening, so that they can be hidden (a dispute) or erased (the law) while the chain
stays whole. verify_ledger.py holds the arithmetic, because it must also run without us.
"""

import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from pledges import verify_ledger
from pledges.append_only import AppendOnly, AppendOnlyQuerySet
from pledges.models.events import SignatureEvent
from pledges.models.texts import Pledge

if TYPE_CHECKING:
    from collections.abc import Iterable


class LedgerHead(models.Model):
    """The end of a pledge's chain; locked while an entry is appended."""

    pledge = models.OneToOneField(Pledge, models.PROTECT, primary_key=True, related_name="ledger_head")
    # The pledge's address as it was at first: the chain begins with it.
    name = models.CharField(max_length=50)
    sequence = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.name} {self.sequence}"

    @classmethod
    def locked_for(cls, pledge: Pledge) -> "LedgerHead":
        """Call in a transaction: PostgreSQL locks the row; SQLite's IMMEDIATE transactions are alone anyway."""
        cls.objects.get_or_create(
            pledge=pledge, defaults={"name": pledge.slug, "digest": verify_ledger.genesis(pledge.slug)}
        )
        return cls.objects.select_for_update().get(pledge=pledge)

    def advance(self, entry: "LedgerEntry") -> None:
        self.sequence, self.digest = entry.sequence, entry.digest
        self.save(update_fields=["sequence", "digest"])


class LedgerEntryQuerySet(AppendOnlyQuerySet):
    def of(self, pledge: Pledge) -> "LedgerEntryQuerySet":
        return self.filter(pledge=pledge).select_related("opening").order_by("sequence")


class LedgerEntry(AppendOnly):
    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="ledger_entries")
    event = models.OneToOneField(SignatureEvent, models.PROTECT, related_name="ledger_entry")
    sequence = models.PositiveIntegerField()
    at = models.CharField(max_length=32)
    previous = models.CharField(max_length=64)
    commitments = models.JSONField()
    digest = models.CharField(max_length=64, unique=True)

    objects: ClassVar = LedgerEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger entries")
        ordering = ["pledge", "sequence"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pledge", "sequence"], name="pledges_ledger_sequence"),
            models.UniqueConstraint(fields=["pledge", "previous"], name="pledges_ledger_previous"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.digest[:12]}"

    @classmethod
    @transaction.atomic
    def append(cls, event: SignatureEvent, *, is_public: bool) -> "LedgerEntry":
        """Add `event` at the end of its pledge's chain. One writer at a time."""
        pledge = event.signature.pledge
        head = LedgerHead.locked_for(pledge)
        groups: dict[str, dict[str, Any]] = {
            name: {"salt": secrets.token_hex(32), "facts": facts} for name, facts in facts_of(event).items()
        }
        entry = cls(
            pledge=pledge,
            event=event,
            sequence=head.sequence + 1,
            at=utc_text(event.at),
            previous=head.digest,
            commitments={name: verify_ledger.commitment(**group) for name, group in groups.items()},
        )
        entry.digest = verify_ledger.entry_digest(entry.as_json())
        entry.save()
        LedgerOpening.objects.create(entry=entry, groups=groups, is_public=is_public)
        head.advance(entry)
        return entry

    def as_json(self) -> dict[str, Any]:
        return {
            "sequence": self.sequence,
            "at": self.at,
            "previous": self.previous,
            "commitments": self.commitments,
            "digest": self.digest,
        }


class LedgerOpening(models.Model):
    """What an entry's commitments stand for. May be hidden, and erased group by group; the entry never changes."""

    entry = models.OneToOneField(LedgerEntry, models.PROTECT, related_name="opening")
    groups = models.JSONField()
    is_public = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.entry)

    def public_groups(self) -> dict[str, Any]:
        return self.groups if self.is_public else {}

    def erase(self, groups: "Iterable[str]") -> None:
        """Forget facts and salts for good. The commitment that stays says nothing without its salt."""
        self.groups = {name: group for name, group in self.groups.items() if name not in set(groups)}
        self.save(update_fields=["groups"])


def utc_text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def facts_of(event: SignatureEvent) -> dict[str, dict[str, Any]]:
    """What the public may know of an event. Never a member of the team, a signatory's name, or a contact."""
    candidate, pledge = event.signature.candidate, event.signature.pledge
    return {
        "event": {
            "step": event.step,
            "by": event.role,
            "text_version": event.text.number if event.text else None,
            "text_sha256": event.text.fingerprints if event.text else None,
        },
        "person": {
            "candidate": candidate.slug,
            "name": candidate.name,
            "party": candidate.party.name if candidate.party else "",
            "race": candidate.race.slug,
            "election": pledge.election.slug,
        },
        "source": {"url": event.source_url, "sha256": event.source_sha256, "reason": event.reason},
    }
