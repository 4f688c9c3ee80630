"""The reviewer's pages: what is guarded (never in words), adding and removing, what was there before, what was tried;
and the editors' page that tells of a text, paragraph by paragraph, whether it could be saved.
"""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from core.throttle import too_many
from stories.guarding import memory
from stories.guarding.found import describe
from stories.guarding.terms import guard_term, places_of, remove_term
from stories.models import BlockedAttempt, GuardedTerm, Narrator
from stories.models.guarded import RemovalReason, TermKind

ADD, SEE, REMOVE = "stories.add_guardedterm", "stories.view_guardedterm", "stories.delete_guardedterm"
CHECK = "stories.view_narrator"
ATTEMPTS_A_PAGE = 50
CHECKS_AN_HOUR = 120
"""Texts that one person may check: enough to write by, too few to guess names by the thousand."""


class TermForm(forms.Form):
    """A term, typed once. It is never drawn again, with errors neither."""

    holds_a_term = True

    term = forms.CharField(
        label=gettext_lazy("What is guarded"),
        max_length=120,
        help_text=gettext_lazy("A full name, a place or a school. You won't see it again, and nobody else will."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    again = forms.CharField(
        label=gettext_lazy("Once more"),
        max_length=120,
        help_text=gettext_lazy("Since you can't see what you type."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("This is"), choices=TermKind.choices, initial=TermKind.PERSON)
    narrator = forms.ModelChoiceField(
        label=gettext_lazy("Whom it would lead to"),
        queryset=Narrator.objects.all(),
        required=False,
        empty_label=gettext_lazy("nobody of these: for the whole site"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("term") and cleaned.get("again") and cleaned["term"] != cleaned["again"]:
            raise ValidationError(_("The two are not the same. Type both again."))
        return cleaned


class RemovalForm(forms.Form):
    reason = forms.ChoiceField(
        label=gettext_lazy("Why"), choices=RemovalReason.choices, widget=forms.RadioSelect, initial=None
    )


class TextForm(forms.Form):
    holds_a_term = True

    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=200_000,
        help_text=gettext_lazy("It is read and forgotten: nothing of it is stored."),
        widget=forms.Textarea(attrs={"rows": 14, "autocomplete": "off"}),
    )


class GuardPage(PermissionCheckedMixin, WagtailAdminTemplateMixin):
    header_icon = "lock"
    permission_name = SEE

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm(self.permission_name):  # type: ignore[union-attr]
            messages.error(request, _("Sorry, you do not have permission to access this area."))
            return redirect("wagtailadmin_home")
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        first = {"url": reverse("guard_index"), "label": _("Guarded terms")}
        own = [] if type(self) in {GuardIndex, CheckText} else [first]
        return [*self.breadcrumbs_items, *own, {"url": "", "label": self.page_title}]


class GuardIndex(GuardPage, TemplateView):
    """How many terms there are for whom, of which kind."""

    template_name = "stories/admin/guard.html"
    page_title = gettext_lazy("Guarded terms")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        terms = GuardedTerm.objects.select_related("narrator")
        narrator = self.request.GET.get("narrator", "")
        groups = GuardedTerm.objects.in_force().order_by("narrator", "kind").values("narrator", "kind")
        counted: list[Any] = list(groups.annotate(count=Count("pk"), last_hit=Max("last_hit_on")))
        names = {each.pk: each.marked_name for each in Narrator.objects.filter(guarded_terms__isnull=False)}
        for row in counted:
            row["name"] = names.get(row["narrator"], _("the whole site"))
            row["kind_words"] = TermKind(row["kind"]).label
        return super().get_context_data(
            counted=counted,
            terms=[term for term in terms if not narrator or str(term.narrator_id) == narrator],
            may_add=self.request.user.has_perm(ADD),
            may_remove=self.request.user.has_perm(REMOVE),
            **kwargs,
        )  # type: ignore[no-any-return]


class GuardAdd(GuardPage, FormView):
    template_name = "stories/admin/guard_form.html"
    page_title = gettext_lazy("Guard a term")
    permission_name = ADD
    form_class = TermForm

    def get_initial(self) -> dict[str, Any]:
        return {"narrator": self.request.GET.get("narrator"), "kind": TermKind.PERSON}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        given = form.cleaned_data
        try:
            term = guard_term(
                term=given["term"],
                kind=given["kind"],
                narrator=given["narrator"],
                by=self.request.user,
                now=timezone.now(),
            )
        except ValidationError as error:
            form.add_error("term", error)
            return self.form_invalid(form)
        messages.success(self.request, _("It is guarded from now on."))
        return redirect("guard_places", term.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        explanation = _("It is turned into fingerprints in this moment and forgotten. Nobody can read it back.")
        return super().get_context_data(explanation=explanation, submit=_("Guard it"), **kwargs)  # type: ignore[no-any-return]


class GuardRemove(GuardPage, FormView):
    template_name = "stories/admin/guard_form.html"
    page_title = gettext_lazy("Guard it no longer")
    permission_name = REMOVE
    form_class = RemovalForm

    def form_valid(self, form: forms.Form) -> HttpResponse:
        term = get_object_or_404(GuardedTerm.objects.in_force(), pk=self.kwargs["pk"])
        remove_term(term=term, reason=form.cleaned_data["reason"], by=self.request.user, now=timezone.now())
        messages.success(self.request, _("It is not guarded any more."))
        return redirect("guard_index")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        term = get_object_or_404(GuardedTerm.objects.in_force(), pk=self.kwargs["pk"])
        explanation = _("%(term)s: from then on it may be written here. That you removed it, and why, stays.")
        return super().get_context_data(explanation=explanation % {"term": str(term)}, submit=_("Remove"), **kwargs)  # type: ignore[no-any-return]


class GuardPlaces(GuardPage, TemplateView):
    """Where a term stood before it was guarded: links, and never the term."""

    template_name = "stories/admin/guard_places.html"
    page_title = gettext_lazy("Where it stands already")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        term = get_object_or_404(GuardedTerm.objects.in_force(), pk=self.kwargs["pk"])
        finder = AdminURLFinder(self.request.user)
        places = [(place, finder.get_edit_url(_edited_as(place.instance()))) for place in places_of(term)]
        return super().get_context_data(term=term, places=places, **kwargs)  # type: ignore[no-any-return]


def _edited_as(instance: Any) -> Any:
    """What is opened to take a text out: of a revision or a comment, its page."""
    content = getattr(instance, "content_object", None) or getattr(instance, "page", None)
    return content or instance


class Attempts(GuardPage, TemplateView):
    template_name = "stories/admin/guard_attempts.html"
    page_title = gettext_lazy("Blocked attempts")
    permission_name = "stories.view_blockedattempt"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = Paginator(BlockedAttempt.objects.all(), ATTEMPTS_A_PAGE).get_page(self.request.GET.get("p"))
        rows = [(each, describe(each.table, each.columns.split(", ")), _way(each.way)) for each in page]
        return super().get_context_data(attempts=rows, page_obj=page, **kwargs)  # type: ignore[no-any-return]


WAYS = {
    "wagtailadmin_choose_page": gettext_lazy("a link in a text"),
    "wagtailadmin_pages:workflow": gettext_lazy("a comment in a review"),
    "wagtailadmin_pages": gettext_lazy("a page's form"),
    "wagtail_localize:upload_pofile": gettext_lazy("a PO file"),
    "wagtail_localize": gettext_lazy("the translation side by side"),
    "wagtailimages": gettext_lazy("pictures"),
    "wagtaildocs": gettext_lazy("documents and recordings"),
    "narrators": gettext_lazy("narrators"),
    "consent": gettext_lazy("consent records"),
    "wagtail_bulk_action": gettext_lazy("an action on many at once"),
}
"""Beginnings of the addresses' names, the longer before the shorter, in words."""


def _way(name: str) -> str:
    return str(next((words for beginning, words in WAYS.items() if name.startswith(beginning)), name))


class CheckText(GuardPage, FormView):
    """Says of each paragraph whether it could be saved. Stores nothing."""

    template_name = "stories/admin/guard_check.html"
    page_title = gettext_lazy("Check a text")
    permission_name = CHECK
    form_class = TextForm

    def form_valid(self, form: forms.Form) -> HttpResponse:
        if too_many(scope="guard.check", subject=str(self.request.user.pk), limit=CHECKS_AN_HOUR, seconds=3600):
            form.add_error("text", _("That was a great deal of text in one hour. Please go on later."))
            return self.form_invalid(form)
        terms = memory.current()
        paragraphs = [part.strip() for part in form.cleaned_data["text"].splitlines() if part.strip()]
        verdicts = [(part, terms.finds_in(part)) for part in paragraphs]
        # A name may be parted by a line's end; then no single paragraph shows it.
        across = not any(bad for _part, bad in verdicts) and terms.finds_in(form.cleaned_data["text"])
        return self.render_to_response(self.get_context_data(form=form, verdicts=verdicts, across=across))


class GuardMenuItem(MenuItem):
    def __init__(self, *args: Any, permission: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission)  # type: ignore[union-attr]


@hooks.register("register_admin_urls")
def guard_urls() -> list[URLPattern]:
    return [
        path("guard/", GuardIndex.as_view(), name="guard_index"),
        path("guard/add/", GuardAdd.as_view(), name="guard_add"),
        path("guard/attempts/", Attempts.as_view(), name="guard_attempts"),
        path("check-text/", CheckText.as_view(), name="guard_check"),
        path("guard/<uuid:pk>/places/", GuardPlaces.as_view(), name="guard_places"),
        path("guard/<uuid:pk>/remove/", GuardRemove.as_view(), name="guard_remove"),
    ]


@hooks.register("register_admin_menu_item")
def guarded_terms_item() -> MenuItem:
    return GuardMenuItem(
        gettext_lazy("Guarded terms"), reverse("guard_index"), name="guard", icon_name="lock", order=152, permission=SEE
    )


@hooks.register("register_admin_menu_item")
def check_text_item() -> MenuItem:
    return GuardMenuItem(
        gettext_lazy("Check a text"), reverse("guard_check"), name="guard-check", icon_name="check", order=153,
        permission=CHECK,
    )  # fmt: skip
