"""The campaign manager's list of sign-ups: to look at. People change their own, by the links in their mails."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from core.permissions import LookingPolicy
from signups.models import Signup

EXPORT = "signups.export_signup"

register_permission_policy(Signup, LookingPolicy(Signup))


class SignupIndex(generic.IndexView):
    """Shows addresses masked. Whole ones leave in bulk only with the permission to export."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not request.user.has_perm(EXPORT):
            self.list_export: tuple[str, ...] = ()
            self.is_export = False

    def get_base_queryset(self) -> QuerySet[Signup]:
        return super().get_base_queryset().prefetch_related("interests").distinct()  # type: ignore[no-any-return]


class SignupViewSet(ModelViewSet):
    model = Signup
    name = "signup_list"
    url_prefix = "signups"
    menu_label = _("Sign-ups")
    menu_name = "signups"
    icon = "mail"
    menu_order = 260
    add_to_admin_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = SignupIndex
    form_fields: tuple[str, ...] = ()
    list_display = (
        Column("address", label=_("Address"), accessor="__str__"),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        Column("language", label=_("Language"), accessor="get_language_display", sort_key="language"),
        Column("topics", label=_("Topics"), accessor=lambda signup: ", ".join(signup.topics)),
        "mailchimp_status",
        "created_at",
    )
    list_filter = ("state", "language", "interests__topic", "mailchimp_status", "created_at")
    list_export = ("email", "state", "language", "topics", "created_at", "confirmed_at", "withdrawn_at")
    search_fields = ("email",)
    inspect_view_fields = (
        "email", "state", "language", "topics", "campaign_keys", "created_at", "first_confirmed_at", "confirmed_at",
        "withdrawn_at", "mailchimp_status", "synced_at", "history",
    )  # fmt: skip
    ordering = ("-created_at", "-pk")


@hooks.register("register_admin_viewset")
def register_viewset() -> SignupViewSet:
    return SignupViewSet()


@hooks.register("register_permissions")
def register_permissions() -> "QuerySet[Permission]":
    return Permission.objects.filter(content_type__app_label="signups", codename__in=["view_signup", "export_signup"])
