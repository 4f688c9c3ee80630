"""Narrators and their consent in the admin. What only grows cannot be edited here, by an administrator either."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from core.models import CoreDocument, CoreImage
from stories import services
from stories.choices import ConsentKind
from stories.forms import ConsentForm, NarratorForm
from stories.models import ConsentRecord, Narrator, Withdrawal
from stories.permissions import may_open
from stories.withdrawal_view import WithdrawalReportView, WithdrawView

TERMS = ("languages", "channels", "with_image", "witness_role", "text_version", "conditions")
# A renewal lasts until another day, which somebody must choose.
ANEW: dict[str, tuple[str, ...]] = {
    ConsentKind.RENEWED: TERMS,
    ConsentKind.NARROWED: (*TERMS, "until_date"),
}


class GrowingPolicy(ModelPermissionPolicy):
    """Nobody deletes, and nobody changes what `frozen` names: Django gives an administrator every permission."""

    def __init__(self, model: type, *, frozen: set[str]) -> None:
        super().__init__(model)
        self.frozen = frozen

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in self.frozen and bool(super().user_has_permission(user, action))


register_permission_policy(Narrator, GrowingPolicy(Narrator, frozen={"delete"}))
register_permission_policy(ConsentRecord, GrowingPolicy(ConsentRecord, frozen={"change", "delete"}))


NOT_SAVED = _("Nothing was saved yet: see what is marked below.")


class NarratorIndex(generic.IndexView):
    """Everybody, with what their consent allows today."""

    add_item_label = _("Add")

    def get_base_queryset(self) -> QuerySet[Narrator]:
        return super().get_base_queryset().annotate(story_count=Count("stories"))  # type: ignore[no-any-return]

    def get_edit_url(self, instance: Narrator) -> None:
        """The name leads to the person's page; editing is the exception."""
        return

    @cached_property
    def columns(self) -> list[Column]:
        name = self._get_title_column("marked_name")
        name.label = _("Name")
        return [
            name,
            Column("role", label=_("Role"), accessor="get_role_display"),
            Column("consent", label=_("Consent"), accessor="consent_today"),
            Column("stories", label=_("Pages"), accessor="story_count"),
        ]


class NarratorCreate(generic.CreateView):
    success_message = _("%(object)s was added.")
    error_message = NOT_SAVED

    def save_instance(self) -> Narrator:
        return services.add_narrator(**self.form.cleaned_data)

    def get_success_url(self) -> str:
        return reverse("narrators:inspect", args=[self.object.pk])


class NarratorEdit(generic.EditView):
    success_message = _("%(object)s was changed.")
    error_message = NOT_SAVED


MEDIA = (
    (CoreImage, "wagtailimages:add_multiple", _("Add pictures")),
    (CoreDocument, "wagtaildocs:add_multiple", _("Add recordings and documents")),
)


class NarratorInspect(generic.InspectView):
    """One person: what they allow, how that came about, and what is published."""

    template_name = "stories/admin/narrator.html"

    def get_page_title(self) -> str:
        return self.object.marked_name  # type: ignore[no-any-return]

    def get_page_subtitle(self) -> str:
        return ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        people = {"url": reverse("narrators:index"), "label": _("Narrators")}
        return [*self.breadcrumbs_items, people, {"url": "", "label": self.get_page_title()}]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = [button for button in super().header_more_buttons if button.url]
        user = self.request.user
        if user.has_perm("stories.add_consentrecord"):
            url = f"{reverse('consent:add')}?narrator={self.object.pk}"
            buttons.append(Button(_("Record consent"), url=url, icon_name="plus", priority=5))
        if user.has_perm("stories.change_narrator"):
            url = reverse("narrator_link", args=[self.object.pk])
            buttons.append(Button(_("Private link"), url=url, icon_name="link", priority=20))
        for model, add, words in MEDIA:
            if policy_registry.get_by_type(model).user_has_permission(user, "add"):
                url = f"{reverse(add)}?collection_id={self.object.collection_id}"
                buttons.append(Button(words, url=url, icon_name="upload", priority=30))
        if user.has_perm("stories.withdraw_narrator"):
            url = reverse("narrators:withdraw", args=[self.object.pk])
            buttons.append(Button(_("Withdraw consent"), url=url, icon_name="cross", priority=90))
        return buttons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            records=self.object.consent_records.all(),
            in_force=self.object.consent_in_force(now=timezone.now()),
            pages=[
                story.get_latest_revision_as_object()
                for story in services.stories_of(self.object)
                if may_open(self.request.user, story)
            ],
            guarded_count=self.object.guarded_terms.in_force().count(),
            may_record=self.request.user.has_perm("stories.add_consentrecord"),
            withdrawal=Withdrawal.objects.filter(narrator_id=self.object.pk).first(),
            may_withdraw=self.request.user.has_perm("stories.withdraw_narrator"),
            **kwargs,
        )  # type: ignore[no-any-return]


class NarratorViewSet(ModelViewSet):
    model = Narrator
    name = "narrators"
    menu_label = _("Narrators")
    icon = "user"
    index_view_class = NarratorIndex
    add_view_class = NarratorCreate
    edit_view_class = NarratorEdit
    inspect_view_class = NarratorInspect
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = ("marked_name",)
    search_fields = ("shown_name",)

    def get_form_class(self, for_update: bool = False) -> type[NarratorForm]:
        return NarratorForm

    def get_urlpatterns(self) -> list[URLPattern]:
        withdraw = path("withdraw/<uuid:pk>/", self.construct_view(WithdrawView), name="withdraw")
        report = path("withdrawal/<uuid:pk>/", self.construct_view(WithdrawalReportView), name="withdrawal")
        return [*super().get_urlpatterns(), withdraw, report]


class ConsentIndex(generic.IndexView):
    add_item_label = _("Add")

    def get_base_queryset(self) -> QuerySet[ConsentRecord]:
        return super().get_base_queryset().select_related("narrator")  # type: ignore[no-any-return]

    def get_inspect_url(self, instance: ConsentRecord) -> str:
        return reverse("narrators:inspect", args=[instance.narrator_id])

    @cached_property
    def columns(self) -> list[Column]:
        return [
            self._get_title_column("narrator"),
            Column("kind", label=_("Kind"), accessor="get_kind_display"),
            Column("languages", label=_("Languages"), accessor="language_words"),
            Column("channels", label=_("Channels"), accessor="channel_words"),
            Column("from", label=_("From"), accessor=lambda record: _short(record.from_date)),
            Column("until", label=_("Until"), accessor=lambda record: _short(record.until_date)),
        ]


def _short(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


class ConsentCreate(generic.CreateView):
    """Appends a record. What it no longer covers is taken down in the same step."""

    error_message = NOT_SAVED

    def get_initial(self) -> dict[str, Any]:
        """A record that narrows or renews another begins with what that one allows."""
        asked = {name: self.request.GET[name] for name in ("narrator", "kind") if name in self.request.GET}
        return {**super().get_initial(), **self._in_force(**asked), **asked}

    def _in_force(self, narrator: str = "", kind: str = "") -> dict[str, Any]:
        try:
            record = ConsentRecord.objects.in_force(timezone.now()).filter(narrator__pk=narrator).first()
        except ValidationError:  # no id
            return {}
        return {name: getattr(record, name) for name in ANEW.get(kind, ())} if record else {}

    def save_instance(self) -> ConsentRecord:
        terms = {name: value for name, value in self.form.cleaned_data.items() if name != "narrator"}
        narrator = self.form.cleaned_data["narrator"]
        return services.record_consent(narrator=narrator, by=self.request.user, now=timezone.now(), **terms)

    def form_valid(self, form: Any) -> Any:
        try:
            return super().form_valid(form)
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)

    def get_success_url(self) -> str:
        return reverse("narrators:inspect", args=[self.object.narrator_id])

    def get_success_message(self, instance: ConsentRecord) -> Any:
        return _("Recorded.")

    def get_success_buttons(self) -> list[Any]:
        return []


class ConsentViewSet(ModelViewSet):
    model = ConsentRecord
    name = "consent"
    menu_label = _("Consent records")
    icon = "form"
    index_view_class = ConsentIndex
    add_view_class = ConsentCreate
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = ("narrator",)

    def get_form_class(self, for_update: bool = False) -> type[ConsentForm]:
        return ConsentForm

    def get_urlpatterns(self) -> list[URLPattern]:
        """A list and a form to append: there is no address for changing or deleting."""
        kept = {"index", "index_results", "add"}
        return [pattern for pattern in super().get_urlpatterns() if pattern.name in kept]


class PeopleViewSetGroup(ViewSetGroup):
    menu_label = _("Narrators")
    menu_icon = "user"
    menu_order = 150
    items = (NarratorViewSet, ConsentViewSet)
