"""The admin's colours, and what waits in the outbox or has failed, for the people who must see to it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import Button
from wagtail.permissions import register_permission_policy

from core import (
    duties_admin,  # noqa: F401 - registers its page
    guide,  # noqa: F401 - registers its page
    links,  # noqa: F401 - registers the links of rich text
    outbox,
)
from core.faces.views import FacesView
from core.models import OutboxEntry
from core.permissions import LookingPolicy
from core.playing import play

TRY_AGAIN = "core.change_outboxentry"

register_permission_policy(OutboxEntry, LookingPolicy(OutboxEntry))


@hooks.register("insert_global_admin_css")
def our_colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("before_serve_document", order=100)
def play_recordings(document: Any, request: HttpRequest) -> Any:
    """After every hook that may refuse a document: this one answers."""
    return play(document, request)


class OutboxIndex(generic.IndexView):
    def get_list_more_buttons(self, instance: OutboxEntry) -> list[Any]:
        buttons = super().get_list_more_buttons(instance)
        if instance.may_be_tried_again and self.request.user.has_perm(TRY_AGAIN):
            url = reverse("outbox_try_again", args=[instance.pk])
            buttons.append(Button(_("Try again"), url=url, icon_name="rotate", priority=5))
        return list(buttons)


class OutboxViewSet(ModelViewSet):
    model = OutboxEntry
    name = "outbox"
    menu_label = gettext_lazy("Outbox")
    menu_name = "outbox"
    icon = "mail"
    menu_order = 900
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = OutboxIndex
    form_fields: tuple[str, ...] = ()
    list_display = (
        "__str__",
        Column("state", label=gettext_lazy("State"), accessor="get_state_display", sort_key="state"),
        "attempts",
        "last_error",
        "next_attempt_at",
        "created_at",
    )
    list_filter = ("state", "kind", "created_at")
    search_fields = ("kind", "key", "last_error")
    inspect_view_fields = (
        "kind", "key", "payload", "state", "attempts", "last_error", "next_attempt_at", "created_at", "done_at",
    )  # fmt: skip
    ordering = ("-created_at", "-pk")


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(TRY_AGAIN, raise_exception=True)
def try_again(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Asks first; then the entry begins anew, with all its tries."""
    entry = get_object_or_404(OutboxEntry, pk=entry_id)
    index = reverse("outbox:index")
    if request.method != "POST":
        return render(request, "core/admin/try_again.html", {"entry": entry, "index_url": index})
    if outbox.try_again(entry, now=timezone.now()):
        messages.success(request, _("It will be tried again at once."))
    else:
        messages.warning(request, _("This is done, or being done just now."))
    return redirect(index)


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[URLPattern]:
    return [
        path("outbox/<int:entry_id>/try-again/", try_again, name="outbox_try_again"),
        path("pictures/<int:image_id>/faces/", FacesView.as_view(), name="core_faces"),
    ]


@hooks.register("register_admin_viewset")
def register_viewset() -> OutboxViewSet:
    return OutboxViewSet()


@hooks.register("register_permissions")
def register_permissions() -> "QuerySet[Permission]":
    return Permission.objects.filter(
        content_type__app_label="core", codename__in=["view_outboxentry", "change_outboxentry"]
    )
