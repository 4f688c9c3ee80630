"""What the clock does, in the admin: for whoever sees to the outbox; and for everybody, when nobody does it."""

from typing import Any

from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from core import duties
from core.models import Duty

MAY_SEE = "core.view_outboxentry"


@require_safe
@permission_required(MAY_SEE, raise_exception=True)
def duties_page(request: HttpRequest) -> HttpResponse:
    now, rows = timezone.now(), Duty.objects.in_bulk()
    listed = [(one.title, rows[one.name]) for one in duties.all_declared() if one.name in rows]
    running = Duty.objects.filter(lease_until__gt=now)
    context = {"duties": listed, "running": set(running), "standstill": duties.standstill(now=now)}
    return render(request, "core/admin/duties.html", context)


class StandstillPanel(Component):
    """On everybody's first page: whoever sees it first tells whoever runs the site."""

    name = "standstill"
    template_name = "core/admin/standstill_panel.html"
    order = 10

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"standstill": duties.standstill(now=timezone.now())}


@hooks.register("construct_homepage_panels")
def say_when_nothing_is_done(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(StandstillPanel())


class DutiesItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(MAY_SEE))


@hooks.register("register_settings_menu_item")
def duties_item() -> MenuItem:
    return DutiesItem(_("Recurring duties"), reverse("core_duties"), icon_name="time", order=910)


@hooks.register("register_admin_urls")
def duties_urls() -> list[URLPattern]:
    return [path("duties/", duties_page, name="core_duties")]
