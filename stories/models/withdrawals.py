"""One withdrawal on its way, and its report. It holds nothing of the story that could be read."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

NOT_SEEN = "not searched well: "
"""Before the name of a place where the search must have found the story, and did not."""
LEASE = timedelta(minutes=15)
"""A worker that has not been heard of for so long is taken for dead (stories.withdrawal.lease)."""


class Step(models.TextChoices):
    """What is done, in this order. A withdrawal's state is the last of them that was finished."""

    STARTED = "started", _("begun")
    TAKEN_DOWN = "taken_down", _("taken down; every address answers that it is gone")
    PURGED = "purged", _("caches emptied")
    CONTROLLED = "controlled", _("the search for remains was tried on what is still there")
    MEDIA = "media", _("pictures and documents deleted")
    PAGES = "pages", _("pages deleted")
    TRACES = "traces", _("traces deleted")
    SWEPT = "swept", _("the database rewritten")
    PROVEN = "proven", _("proven: nothing is left")


ORDER = [Step(value) for value in Step.values]


class WithdrawalQuerySet(models.QuerySet["Withdrawal"]):
    def unfinished(self) -> "WithdrawalQuerySet":
        return self.exclude(state=Step.PROVEN)


class Withdrawal(models.Model):
    """How far the removal of one person's stories has come.

    `sealed` holds, encrypted under a key outside the database, what is being removed and the words to search for
    afterwards; it is emptied when the proof has passed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    narrator_id = models.UUIDField(_("narrator"), db_index=True, editable=False)
    state = models.CharField(_("state"), max_length=12, choices=Step, default=Step.STARTED, editable=False)
    started_at = models.DateTimeField(_("started"), editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, editable=False)
    held_until = models.DateTimeField(_("held until"), null=True, editable=False)
    report = models.JSONField(_("report"), default=dict, editable=False)
    sealed = models.BinaryField(_("sealed"), null=True, editable=False)

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        ordering: ClassVar = ["-started_at"]
        default_permissions: ClassVar = ()
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["narrator_id"], condition=~Q(state="proven"), name="stories_one_withdrawal_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="proven") | Q(sealed=None), name="stories_proven_withdrawal_is_forgotten"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {str(self.pk)[:8]}"

    @property
    def is_proven(self) -> bool:
        return self.state == Step.PROVEN

    @property
    def has_failed(self) -> bool:
        """Whether the last search found something."""
        return bool(self.report.get("proof", {}).get("hits"))

    @property
    def is_kept_in_front(self) -> bool:
        """Whether the cache in front of the site may still hold something."""
        return bool(self.report.get("front", {}).get("left"))

    @property
    def is_only_blind(self) -> bool:
        """Whether nothing was found, but beforehand the search had missed the story somewhere."""
        return all(place.startswith(NOT_SEEN) for place in self.report.get("proof", {}).get("hits", {}))

    @property
    def blind_places(self) -> list[str]:
        """Where the story was, and the search for remains did not see it."""
        return list(self.report.get("control", {}).get("blind", []))

    def has_done(self, step: Step) -> bool:
        """Passed, at least. Emptying the caches is passed when it fails, and tried again before the proof."""
        return ORDER.index(Step(self.state)) >= ORDER.index(step)

    def take(self, *, now: datetime, by_force: bool = False) -> bool:
        """Take it for this worker. One UPDATE decides between two workers."""
        free = Q() if by_force else Q(held_until=None) | Q(held_until__lte=now)
        return bool(Withdrawal.objects.filter(free, pk=self.pk).update(held_until=now + LEASE))

    def hold(self, *, now: datetime) -> None:
        """For another while. What is over, or was let go, stays so."""
        Withdrawal.objects.unfinished().filter(pk=self.pk, held_until__isnull=False).update(held_until=now + LEASE)

    def let_go(self) -> None:
        Withdrawal.objects.filter(pk=self.pk).update(held_until=None)

    def count(self, removed: Mapping[str, int]) -> None:
        """Write down what was removed, beside what earlier tries did: in the transaction that removes it."""
        counts = self.report.setdefault("removed", {})
        for name, count in removed.items():
            if count:
                counts[name] = counts.get(name, 0) + count
        self.write_report()

    def finish_step(self, step: Step, *, facts: Mapping[str, Any], now: datetime) -> None:
        """Write down that a step is done, and what it saw."""
        self.report.update(facts)
        self.state, self.held_until = step, now + LEASE
        self.save(update_fields=["state", "report", "held_until"])

    def finish(self, *, now: datetime) -> None:
        """The proof has passed: forget what was searched for."""
        self.state, self.sealed, self.finished_at, self.held_until = Step.PROVEN, None, now, None
        self.save(update_fields=["state", "sealed", "finished_at", "held_until", "report"])

    def write_report(self) -> None:
        self.save(update_fields=["report"])

    def begin_anew(self) -> None:
        """After a failed proof every step is done again; each sees for itself what there is to do."""
        self.state, self.held_until = Step.CONTROLLED, None
        self.save(update_fields=["state", "held_until", "report"])
