"""The page that everything else builds on, and the rows of the outbox and of duties. Media are in core.media."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageQuerySet
from wagtail.search import index

from core.faces.regions import FaceRegion
from core.media import CoreDocument, CoreImage, CoreRendition
from core.plain_words import plain_words

__all__ = [
    "BasePage",
    "CoreDocument",
    "CoreImage",
    "CoreRendition",
    "Duty",
    "FaceRegion",
    "OutboxEntry",
    "OutboxQuerySet",
]


class BasePage(Page):
    """A page of this site. Its search description is its teaser, wherever it is listed."""

    search_fields: ClassVar = [*Page.search_fields, index.SearchField("plain_text")]

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A cache in front asks before it shows it again: a page may name a story that has to be gone by then."""
        response: HttpResponse = super().serve(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    def may_be_named(self, *, now: datetime) -> bool:
        """May other pages of this site lead to it at `now`?"""
        return bool(self.live)

    def readable_versions(self, *, now: datetime) -> PageQuerySet:
        """This page in each language that anybody may read it in."""
        found: PageQuerySet = self.get_translations(inclusive=True).live().public().select_related("locale")
        return found

    def plain_text(self) -> str:
        """All that can be searched in this page, without accents: written into the index beside the text itself."""
        fields = [field for field in self.get_searchable_search_fields() if field.field_name != "plain_text"]
        return " ".join(word for field in fields for word in plain_words(_text(field.get_value(self))))


def _text(value: Any) -> str:
    """A text, or a StreamField's list of texts, as one."""
    return " ".join(map(_text, value)) if isinstance(value, list) else str(value or "")


class OutboxQuerySet(models.QuerySet["OutboxEntry"]):
    def due(self, now: datetime) -> "OutboxQuerySet":
        """Waiting and due, or held by a worker whose lease has run out."""
        waiting = Q(state=OutboxEntry.State.WAITING, next_attempt_at__lte=now)
        abandoned = Q(state=OutboxEntry.State.RUNNING, lease_until__lte=now)
        return self.filter(waiting | abandoned)

    def dead(self) -> "OutboxQuerySet":
        """What has failed so often that a person must look."""
        return self.filter(state=OutboxEntry.State.DEAD)


class OutboxEntry(models.Model):
    """One thing to be done outside the database. Read and written through core.outbox alone."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        DEAD = "dead", _("failed")

    kind = models.CharField(_("kind"), max_length=80)
    key = models.CharField(_("key"), max_length=200, unique=True)
    payload = models.JSONField(_("payload"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=200, blank=True)
    next_attempt_at = models.DateTimeField(_("next attempt"))
    lease_until = models.DateTimeField(_("held until"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("outbox entry")
        verbose_name_plural = _("outbox entries")
        indexes: ClassVar = [models.Index(fields=["state", "next_attempt_at"], name="core_outbox_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def may_be_tried_again(self) -> bool:
        return self.state in {self.State.WAITING, self.State.DEAD}

    def begin_anew(self, *, now: datetime) -> bool:
        """Due now, with all tries before it. One UPDATE decides against a worker that takes it meanwhile."""
        resting = OutboxEntry.objects.filter(pk=self.pk, state__in=[self.State.WAITING, self.State.DEAD])
        return bool(resting.update(state=self.State.WAITING, attempts=0, next_attempt_at=now, lease_until=None))

    def finish(self, *, now: datetime) -> None:
        self.state, self.done_at, self.lease_until, self.last_error = self.State.DONE, now, None, ""
        self.save(update_fields=["state", "done_at", "lease_until", "last_error"])

    def retry(self, *, at: datetime, error: str, counts: bool = True, dead_after: int | None = None) -> None:
        """Put back for later; for good when it has failed `dead_after` times."""
        self.attempts += 1 if counts else 0
        is_dead = dead_after is not None and self.attempts >= dead_after
        self.state = self.State.DEAD if is_dead else self.State.WAITING
        self.next_attempt_at, self.lease_until, self.last_error = at, None, error[:200]
        self.save(update_fields=["attempts", "state", "next_attempt_at", "lease_until", "last_error"])


class DutyQuerySet(models.QuerySet["Duty"]):
    def due(self, now: datetime) -> "DutyQuerySet":
        """Its time has come, and nobody is at it; or whoever was has not finished in time."""
        free = Q(lease_until=None) | Q(lease_until__lte=now)
        return self.filter(free, next_at__lte=now)


class Duty(models.Model):
    """How far one recurring duty is. What it does and when is declared in code; see core.duties."""

    name = models.CharField(max_length=80, primary_key=True)
    next_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    # Since it was done last.
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("recurring duty")
        verbose_name_plural = _("recurring duties")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name

    def finish(self, *, now: datetime, next_at: datetime, finding: str = "") -> None:
        self._let_go(done_at=now, next_at=next_at, attempts=0, last_error=finding[:200])

    def fail(self, *, error: str, next_at: datetime) -> None:
        self._let_go(next_at=next_at, last_error=error[:200])

    def _let_go(self, **values: Any) -> None:
        """Unless it took so long that another worker has it by now: then the row is theirs."""
        Duty.objects.filter(pk=self.pk, lease_until=self.lease_until).update(lease_until=None, **values)
