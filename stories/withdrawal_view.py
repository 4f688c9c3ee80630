"""The page before the one action that cannot be taken back."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from stories import services
from stories.models import Narrator


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
        return redirect(self._back())

    def _back(self) -> str:
        return reverse("narrators:inspect", args=[self.narrator.pk])
