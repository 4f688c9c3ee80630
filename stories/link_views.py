"""The reviewer makes a narrator's link, revokes it, and sees what was asked by it."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from stories.link_services import make_link
from stories.models import Narrator


class LinkView(WagtailAdminTemplateMixin, TemplateView):
    """A link is shown on the answer that makes it, and never again: only its hash is kept."""

    template_name = "stories/admin/link.html"
    page_title = gettext_lazy("Private link")
    header_icon = "link"
    url = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.narrator = get_object_or_404(Narrator, pk=kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        people = {"url": reverse("narrators:index"), "label": _("Narrators")}
        person = {"url": reverse("narrators:inspect", args=[self.narrator.pk]), "label": self.narrator.marked_name}
        return [*self.breadcrumbs_items, people, person, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            narrator=self.narrator,
            url=self.url,
            link=self.narrator.links.open(now=timezone.now()).first(),
            requests=self.narrator.requests.all(),
            languages=settings.LANGUAGES,
            **kwargs,
        )  # type: ignore[no-any-return]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        step = {"make": self._make, "revoke": self._revoke, "done": self._finish}.get(request.POST.get("action", ""))
        if step:
            step(request)
        if self.url:
            return self.get(request, *args, **kwargs)
        return redirect("narrator_link", self.narrator.pk)

    def _make(self, request: HttpRequest) -> None:
        codes = [code for code, _label in settings.LANGUAGES]
        language = request.POST.get("language", "")
        language = language if language in codes else settings.LANGUAGE_CODE
        self.url = make_link(narrator=self.narrator, by=request.user, language=language, now=timezone.now())

    def _revoke(self, request: HttpRequest) -> None:
        now = timezone.now()
        for link in self.narrator.links.open(now=now):
            link.revoke(now=now)
        messages.success(request, _("Revoked. Whoever opens the link now finds nothing."))

    def _finish(self, request: HttpRequest) -> None:
        asked = get_object_or_404(self.narrator.requests, pk=request.POST.get("request"))
        asked.finish(by=request.user, now=timezone.now())
        messages.success(request, _("Marked as done."))


narrator_link = never_cache(permission_required("stories.change_narrator", raise_exception=True)(LinkView.as_view()))
