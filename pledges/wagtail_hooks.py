"""The admin's menu, its lists and forms of the ballot, and who sees them."""

from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.auth.models import Permission
from django.db.models import ProtectedError, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from pledges import admin_views
from pledges.models import Candidate, Election, Party, Pledge, Race

admin_urls: list[URLPattern] = [
    path("", admin_views.boards, name="boards"),
    path("<int:pledge_id>/", admin_views.board, name="board"),
    path("<int:pledge_id>/list/", admin_views.list_everybody, name="list"),
    path("<int:pledge_id>/invite/", admin_views.invite_everybody, name="invite"),
    path("<int:pledge_id>/text/", admin_views.new_text, name="text"),
    path("signature/<int:signature_id>/", admin_views.signature, name="signature"),
    path("signature/<int:signature_id>/reply/", admin_views.show_reply, name="reply"),
]


@hooks.register("register_admin_urls")
def register_admin_urls() -> list[Any]:
    return [path("signatures/", include((admin_urls, "pledges_admin")))]


@hooks.register("register_permissions")
def register_permissions() -> "QuerySet[Permission]":
    """So that the two rights can be given to groups in the admin."""
    return Permission.objects.filter(
        content_type__app_label="pledges", codename__in=["manage_signature", "verify_signature"]
    )


class BoardsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        user = admin_views.person(request)
        return user.has_perm(admin_views.MANAGE) or user.has_perm(admin_views.VERIFY)


@hooks.register("register_admin_menu_item")
def register_menu_item() -> MenuItem:
    label = gettext_lazy("Signatures")
    return BoardsMenuItem(label, reverse("pledges_admin:boards"), icon_name="list-ul", order=240)


class KeepWhatIsUsed(generic.DeleteView):
    """What history rests on cannot be deleted; say so instead of failing."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(self.request, _("This cannot be deleted: signatures, or their history, rest on it."))
            return redirect(self.index_url_name)


class BallotViewSet(ModelViewSet):
    delete_view_class = KeepWhatIsUsed
    copy_view_enabled = False


class PledgeViewSet(BallotViewSet):
    model = Pledge
    icon = "form"
    menu_label = gettext_lazy("Pledges")
    list_display: ClassVar = ["title", "election", "slug"]
    form_fields: ClassVar = ["slug", "election", "display_order", "shuffle_seed"]


class CandidateViewSet(BallotViewSet):
    model = Candidate
    icon = "user"
    menu_label = gettext_lazy("Candidates")
    list_display: ClassVar = ["name", "party", "race"]
    list_filter: ClassVar = ["race", "party"]
    search_fields: ClassVar = ["name", "sort_name"]
    search_backend_name = None
    form_fields: ClassVar = [
        "race", "party", "name", "slug", "contact_email", "contact_language", "contact_is_public", "x_handle",
        "source_url", "source_read_date",
    ]  # fmt: skip


class RaceViewSet(BallotViewSet):
    model = Race
    icon = "list-ol"
    menu_label = gettext_lazy("Races")
    list_display: ClassVar = ["__str__", "election", "position"]
    list_filter: ClassVar = ["election"]
    form_fields: ClassVar = ["election", "slug", "offices", "area", "area_code", "position"]


class PartyViewSet(BallotViewSet):
    model = Party
    icon = "group"
    menu_label = gettext_lazy("Parties")
    list_display: ClassVar = ["name", "abbreviation"]
    form_fields: ClassVar = ["name", "slug", "abbreviation", "colour"]


class ElectionViewSet(BallotViewSet):
    model = Election
    icon = "date"
    menu_label = gettext_lazy("Elections")
    list_display: ClassVar = ["name", "election_date"]
    form_fields: ClassVar = ["names", "slug", "election_date", "source_url", "source_read_date"]


class BallotGroup(ViewSetGroup):
    menu_label = gettext_lazy("Ballot")
    menu_icon = "clipboard-list"
    menu_order = 245
    items = (PledgeViewSet, CandidateViewSet, RaceViewSet, PartyViewSet, ElectionViewSet)


@hooks.register("register_admin_viewset")
def register_viewset() -> BallotGroup:
    return BallotGroup()
