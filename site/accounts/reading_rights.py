"""Closes where Wagtail's admin shows drafts and media to whoever may enter it, whatever they may edit.

The page chooser lists every page of the tree, the admin's API every picture and document, and a report the latest
page of each kind (Wagtail 8.0.1: admin/views/chooser.py, admin/api/, admin/views/reports/page_types_usage.py).
A draft may be a story that nobody has consented to yet.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from wagtail import hooks
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from accounts.models import User

ADMINISTRATORS_ONLY = (
    # Every title; Wagtail's own pages use only the listing of pages, for their menu.
    "/admin/api/main/images/",
    "/admin/api/main/documents/",
    # Names the page of each kind that was edited last.
    "/admin/reports/page-types-usage/",
)


class ReadingRightsMiddleware:
    """Refuses what tells of pages and media without asking whose they are."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if request.path_info.startswith(ADMINISTRATORS_ONLY) and isinstance(user, User) and not user.is_superuser:
            raise PermissionDenied
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        """Moving names the page's slug in a complaint before it asks for the right to move."""
        if "page_to_move_id" in kwargs and isinstance(request.user, User):
            page = get_object_or_404(Page, pk=kwargs["page_to_move_id"])
            if not page.permissions_for_user(request.user).can_move():
                raise PermissionDenied


@hooks.register("construct_reports_menu")
def leave_out_the_report_of_kinds(request: HttpRequest, menu_items: list[Any]) -> None:
    if not request.user.is_superuser:
        menu_items[:] = [item for item in menu_items if item.name != "page-types-usage"]


@hooks.register("construct_page_chooser_queryset")
def choose_what_is_public_or_ones_own(pages: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    """Links lead to what everybody may read, or to what the editor works on."""
    return _readable(pages, request)


@hooks.register("construct_explorer_page_queryset")
def explore_what_is_public_or_ones_own(parent_page: Any, pages: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    return _readable(pages, request)


def _readable(pages: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    if not isinstance(request.user, User) or request.user.is_superuser:
        return pages
    own = PagePermissionPolicy().instances_user_has_any_permission_for(request.user, {"add", "change", "publish"})
    return pages.filter(live=True) | pages.filter(pk__in=own.values("pk"))
