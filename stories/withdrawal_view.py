"""The page before the one action that cannot be taken back."""

from enum import StrEnum
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from core import outbox
from core.models import OutboxEntry
from stories import services
from stories.models import Narrator, Step, Withdrawal
from stories.models.withdrawals import ORDER
from stories.withdrawal import inventory, report
from stories.withdrawal.sweep import StillOpen

# What runs is looked at again after so many seconds, and so is what waits for somebody else and then goes on by itself.
SECONDS_BETWEEN_LOOKS = {"running": 10, "held": 60, "front": 60}


class Stage(StrEnum):
    """What the report's first lines say."""

    RUNNING = "running"
    STOPPED = "stopped"
    FRONT = "front"
    HELD = "held"
    REMAINS = "remains"
    BLIND = "blind"
    PROVEN = "proven"


class AboutNarrator(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """A page for whoever may withdraw this person's consent."""

    permission_required = "withdraw"
    header_icon = "warning"
    model = Narrator

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.narrator = get_object_or_404(Narrator, pk=kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.narrator.marked_name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        people = {"url": reverse("narrators:index"), "label": _("Narrators")}
        person = {"url": self._back(), "label": self.narrator.marked_name}
        return [*self.breadcrumbs_items, people, person, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(back=self._back(), **kwargs)
        return context

    def _back(self) -> str:
        return reverse("narrators:inspect", args=[self.narrator.pk])


class WithdrawView(AboutNarrator):
    """Says what would be taken away, and takes it away when that is confirmed."""

    template_name = "stories/admin/withdraw.html"
    page_title = _("Withdraw consent")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stories = services.stories_of(self.narrator)
        context: dict[str, Any] = super().get_context_data(stories=stories, **kwargs)
        return context

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        would_go = report.removed(inventory.counts(inventory.take_at_once(self.narrator)))
        return self.render_to_response(self.get_context_data(would_go=would_go, **kwargs))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        services.withdraw(narrator=self.narrator, by=request.user, now=timezone.now())
        messages.success(request, _("Withdrawn. Every story is taken down, and its addresses answer that it is gone."))
        return redirect(reverse("narrators:withdrawal", args=[self.narrator.pk]))


class WithdrawalReportView(AboutNarrator):
    """How far a withdrawal has come, what it removed, what its proof says, and what people must still do."""

    template_name = "stories/admin/withdrawal.html"
    page_title = _("Withdrawal")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().get(request, *args, **kwargs)
        stage: Stage = response.context_data["stage"]  # type: ignore[attr-defined]
        if stage in SECONDS_BETWEEN_LOOKS:
            response.headers["Refresh"] = str(SECONDS_BETWEEN_LOOKS[stage])
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        withdrawal = Withdrawal.objects.filter(narrator_id=self.narrator.pk).first()
        if withdrawal is None:
            raise Http404
        told, stage = withdrawal.report, _stage(withdrawal)
        return super().get_context_data(
            withdrawal=withdrawal,
            stage=stage,
            steps=[(step.label, _step_state(withdrawal, step, stage)) for step in ORDER[1:]],
            hits=report.places(told.get("proof", {}).get("hits", {})),
            removed=report.removed(told.get("removed", {})),
            **{name: told.get(name, {}) for name in ("control", "proof", "database")},
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Carry on one that has stopped."""
        withdrawal = Withdrawal.objects.unfinished().filter(narrator_id=self.narrator.pk).first()
        entry = OutboxEntry.objects.filter(key=f"withdrawal:{withdrawal.pk}").first() if withdrawal else None
        if entry and outbox.try_again(entry, now=timezone.now()):
            messages.success(request, _("It is carried on."))
        return redirect(reverse("narrators:withdrawal", args=[self.narrator.pk]))


def _stage(withdrawal: Withdrawal) -> Stage:
    entry = OutboxEntry.objects.filter(key=f"withdrawal:{withdrawal.pk}").first()
    if withdrawal.is_proven:
        return Stage.PROVEN
    if withdrawal.has_failed:
        return Stage.BLIND if withdrawal.is_only_blind else Stage.REMAINS
    if withdrawal.has_done(Step.SWEPT) and withdrawal.is_kept_in_front:
        return Stage.FRONT
    if entry is None or not entry.last_error:
        return Stage.RUNNING
    return Stage.HELD if entry.last_error == StillOpen.__name__ else Stage.STOPPED


def _step_state(withdrawal: Withdrawal, step: Step, stage: Stage) -> str:
    """done, open (passed, and to be tried again), now (while it runs), or later."""
    if step == Step.PURGED and withdrawal.has_done(step) and withdrawal.is_kept_in_front:
        return "open"
    if withdrawal.has_done(step):
        return "done"
    return "now" if stage == Stage.RUNNING and withdrawal.has_done(ORDER[ORDER.index(step) - 1]) else "later"
