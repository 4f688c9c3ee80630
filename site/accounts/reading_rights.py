"""Closes where Wagtail's admin shows drafts and media to whoever may enter it, whatever they may edit.

The page chooser lists every page of the tree, and the admin's API every page, picture and document (Wagtail 8.0.1,
admin/views/chooser.py, admin/api/). A draft may be a story that nobody has consented to yet.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.permission_policies.pages import PagePermissionPolicy

from accounts.models import User

# Wagtail's own pages use only the listing of pages, for their menu.
UNUSED_API = ("/admin/api/main/images/", "/admin/api/main/documents/")


class UnusedApiMiddleware:
    """These addresses serve no page of the admin; administrators may keep them for their own scripts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        user = request.user
        if request.path_info.startswith(UNUSED_API) and isinstance(user, User) and not user.is_superuser:
            raise PermissionDenied
        return self.get_response(request)


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
