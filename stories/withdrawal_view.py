"""The page before the one action that cannot be taken back."""

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
from stories.models import Narrator, Withdrawal
from stories.models.withdrawals import ORDER


class WithdrawView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Says what would be taken away, and takes it away when that is confirmed."""

    template_name = "stories/admin/withdraw.html"
    permission_required = "withdraw"
    page_title = _("Withdraw consent")
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
        stories = services.stories_of(self.narrator)
        return super().get_context_data(narrator=self.narrator, stories=stories, back=self._back(), **kwargs)  # type: ignore[no-any-return]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        services.withdraw(narrator=self.narrator, by=request.user, now=timezone.now())
        messages.success(request, _("Withdrawn. Every story is taken down, and its addresses answer that it is gone."))
        return redirect(reverse("narrators:withdrawal", args=[self.narrator.pk]))

    def _back(self) -> str:
        return reverse("narrators:inspect", args=[self.narrator.pk])


class WithdrawalReportView(WithdrawView):
    """How far a withdrawal has come, what it removed, what its proof says, and what people must still do."""

    template_name = "stories/admin/withdrawal.html"
    page_title = _("Withdrawal")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        withdrawal = Withdrawal.objects.filter(narrator_id=self.narrator.pk).first()
        if withdrawal is None:
            raise Http404
        entry = OutboxEntry.objects.filter(key=f"withdrawal:{withdrawal.pk}").first()
        return super().get_context_data(
            withdrawal=withdrawal,
            steps=[(step.label, withdrawal.has_done(step)) for step in ORDER],
            removed=sorted(withdrawal.report.get("removed", {}).items()),
            proof=withdrawal.report.get("proof", {}),
            database=withdrawal.report.get("database", {}),
            has_stopped=not withdrawal.is_proven and entry is not None and bool(entry.last_error),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Carry on one that has stopped."""
        withdrawal = Withdrawal.objects.unfinished().filter(narrator_id=self.narrator.pk).first()
        entry = OutboxEntry.objects.filter(key=f"withdrawal:{withdrawal.pk}").first() if withdrawal else None
        if entry and outbox.try_again(entry, now=timezone.now()):
            messages.success(request, _("It is carried on."))
        return redirect(reverse("narrators:withdrawal", args=[self.narrator.pk]))
