"""Closes what wagtail-localize leaves open: its own right to translate is one for the whole site.

Its form that submits a page, its form that updates a translation, and its report ask only for that right, so a role
of one part of the tree could read the titles of another's drafts, and copy them (wagtail-localize 1.14.5,
views/submit_translations.py, update_translations.py, report.py).
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail_localize.models import TranslationSource
from wagtail_localize.views.report import TranslationsReportView

from accounts.models import User

LOCALIZE_PATH = "/admin/localize/"


class TranslationRightsMiddleware:
    """Whoever translates a page may also edit it. A middleware, since views of ours stand before some of these."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        if not request.path_info.startswith(LOCALIZE_PATH) or not isinstance(request.user, User):
            return
        if "page_id" in kwargs:
            refuse_unless_editable(request.user, get_object_or_404(Page, pk=kwargs["page_id"]))
        if "translation_source_id" in kwargs:
            source = get_object_or_404(TranslationSource, pk=kwargs["translation_source_id"])
            for page in Page.objects.filter(translation_key=source.object_id, locale=source.locale):
                refuse_unless_editable(request.user, page)


def refuse_unless_editable(user: User, page: Page) -> None:
    if not page.permissions_for_user(user).can_edit():
        raise PermissionDenied


class OwnTranslationsReportView(TranslationsReportView):
    """The report, of the pages that its reader may edit."""

    def get_queryset(self) -> QuerySet[Any]:
        translations: QuerySet[Any] = super().get_queryset()
        if self.request.user.is_superuser:
            return translations
        editable = PagePermissionPolicy().instances_user_has_permission_for(self.request.user, "change")
        return translations.filter(source__object_id__in=editable.values("translation_key"))


@hooks.register("register_admin_urls", order=-1)
def report_of_own_translations() -> list[URLPattern]:
    view = OwnTranslationsReportView.as_view()
    results = OwnTranslationsReportView.as_view(results_only=True)
    return [
        path("localize/reports/translations/", view),
        path("localize/reports/translations/results/", results),
    ]
