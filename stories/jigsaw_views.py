"""The editors' and the reviewer's page beside a story: what the narrator's stories give away together."""

import json
from collections.abc import Iterator
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from stories import agreement, revealing
from stories.choices import places
from stories.facet_words import kind_words, value_words
from stories.jigsaw import Facet
from stories.jigsaw_forms import DecisionForm, FacetForm, as_facet
from stories.models import FacetCorrection, JigsawDecision, StoryPage
from stories.readings import read

TEXTS = ("title", "intro", "content_note", "seo_title", "body-")
NO_TEXT = ("-type", "-order", "-id", "-deleted", "-count")


def row(facet: Facet, standing: revealing.Standing) -> dict[str, Any]:
    return {
        "code": facet.code,
        "kind": kind_words(facet),
        "value": value_words(facet),
        "is_here": facet in standing.here,
        "is_new": facet in standing.new,
        "waits": facet in standing.waiting,
    }


def panel_context(standing: revealing.Standing) -> dict[str, Any]:
    """What the panel shows: those that this draft brings first."""
    rows = [row(facet, standing) for facet in standing.risk.facets]
    rows.sort(key=lambda one: (not one["is_new"], one["kind"], one["value"]))
    return {
        "standing": standing,
        "rows": rows,
        "group": standing.risk.about,
        "group_if_agreed": standing.if_agreed.about,
    }


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def given_away(request: HttpRequest, pk: int) -> HttpResponse:
    """All facets, each to be corrected; one more; what waits for agreement; and the reviewer's decision."""
    page = _page(request, pk)
    draft = page.get_latest_revision_as_object()
    form = FacetForm(request.POST if "kind" in request.POST else None)
    decision = DecisionForm(request.POST if "reason" in request.POST else None)
    if request.method == "POST" and _carry_out(request, page, draft, form, decision):
        return redirect("stories_given_away", pk)
    standing = revealing.together(draft)
    panel = panel_context(standing)
    reading = read(draft)
    dismissable = {facet.code for facet in (standing.here & reading.found) - standing.waiting}
    context = {
        **_header(page),
        **panel,
        **_corrections(page, request.user),
        "page": page,
        "told_here": [
            {**one, "sentences": reading.sentences(Facet.of(one["code"]))}
            for one in panel["rows"]
            if one["code"] in dismissable
        ],
        "form": form,
        "decision_form": decision,
        "may_decide": revealing.may_judge(request.user, page) and not standing.may_be_told,
        "decisions": JigsawDecision.objects.of(page).select_related("by"),
    }
    return render(request, "stories/admin/given_away.html", context)


def _header(page: StoryPage) -> dict[str, Any]:
    title = _("What the stories give away")
    way = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        {"url": reverse("wagtailadmin_pages:edit", args=[page.pk]), "label": page.get_admin_display_title()},
        {"url": "", "label": title, "sublabel": page.narrator.marked_name},
    ]
    return {"page_title": title, "header_title": title, "header_icon": "view", "breadcrumbs_items": way}


def _corrections(page: StoryPage, user: Any) -> dict[str, Any]:
    """What editors corrected: what waits for agreement, what somebody agreed with, what was added."""
    dismissed = agreement.dismissals(page)
    waiting = [one for one in dismissed if one.waits]
    may_agree = agreement.may_agree(user, page, waiting)
    added = FacetCorrection.objects.of(page).filter(is_dismissed=False).select_related("by")
    return {
        "waiting": [{**_words(one.one), "dismissal": one, "may_agree": one in may_agree} for one in waiting],
        "may_agree": may_agree,
        "agreed": [{**_words(one.one), "dismissal": one} for one in dismissed if not one.waits],
        "added": [_words(one) for one in added],
    }


def _words(one: FacetCorrection) -> dict[str, Any]:
    return {"one": one, "kind": kind_words(one.facet), "value": value_words(one.facet)}


def _carry_out(request: HttpRequest, page: Any, draft: Any, form: FacetForm, decision: DecisionForm) -> bool:
    now = timezone.now()
    if form.is_bound and form.is_valid():
        facet = form.cleaned_data["facet"]
        revealing.correct(story=page, facet=facet, is_dismissed=False, by=request.user, now=now)
        return True
    if decision.is_bound and decision.is_valid():
        try:
            revealing.decide(story=draft, reason=decision.cleaned_data["reason"], by=request.user, now=now)
        except ValidationError as error:
            decision.add_error("reason", error.messages[0])
            return False
        messages.success(request, _("Recorded. It covers what the stories give away now, and nothing more."))
        return True
    return False


@login_required
@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Dismiss one facet, or leave it to the machine again."""
    page = _page(request, pk)
    try:
        facet = Facet.of(request.POST.get("code", ""))
        facet = Facet(facet.kind, facet.value) if _is_known(page, facet) else as_facet(*facet)
    except (ValueError, ValidationError):
        messages.error(request, _("There is no such thing here."))
        return redirect("stories_given_away", pk)
    if request.POST.get("undo"):
        revealing.undo(story=page, facet=facet)
    else:
        revealing.correct(story=page, facet=facet, is_dismissed=True, by=request.user, now=timezone.now())
        messages.info(request, _("Noted. It counts until a reviewer who did not write the story has agreed."))
    return redirect("stories_given_away", pk)


@login_required
@require_POST
def agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree with one dismissal or several: each `agreed` is its number and what was seen of it."""
    page = _page(request, pk)
    try:
        seen = {int(key): what for key, _colon, what in (one.partition(":") for one in request.POST.getlist("agreed"))}
        count = agreement.agree(story=page, seen=seen, by=request.user, now=timezone.now())
    except (ValueError, FacetCorrection.DoesNotExist, agreement.TextHasChanged):
        messages.error(request, _("The story or its corrections have changed meanwhile. Please look again."))
    else:
        done = ngettext("Agreed. It counts no more.", "Agreed. These %(count)s count no more.", count)
        messages.success(request, done % {"count": count})
    return redirect("stories_given_away", pk)


@login_required
@never_cache
@require_POST
def recompute(request: HttpRequest, pk: int) -> JsonResponse:
    """The panel for what stands in the form now. Nothing is saved."""
    page = _page(request, pk)
    place = dict(places()).get(request.POST.get("place", page.place), "")
    standing = revealing.together(page, texts=list(texts_of_form(request.POST)), place=place)
    context = panel_context(standing)
    return JsonResponse(
        {
            "facets": context["rows"],
            "group": context["group"],
            "is_over": standing.risk.is_over,
            "may_be_told": standing.may_be_told,
            "html": render_to_string("stories/admin/facets.html", context, request),
        }
    )


def texts_of_form(data: QueryDict) -> Iterator[str]:
    """The texts that an editor has typed into the page's form, without blocks that are taken out."""
    gone = tuple(name.removesuffix("deleted") for name, value in data.items() if name.endswith("-deleted") and value)
    for name, value in data.items():
        if name.startswith(TEXTS) and not name.endswith(NO_TEXT) and not name.startswith(gone or ("\0",)):
            yield from _plain(str(value))


def _plain(value: str) -> Iterator[str]:
    """Draftail sends its blocks as JSON."""
    if not value.startswith("{"):
        yield value
        return
    try:
        blocks = json.loads(value).get("blocks", [])
    except ValueError:
        yield value
        return
    yield from (str(block.get("text", "")) for block in blocks if isinstance(block, dict))


def _page(request: HttpRequest, pk: int) -> StoryPage:
    """The story, for whoever may edit or publish it. Others learn nothing of it."""
    page = get_object_or_404(StoryPage, pk=pk)
    rights = page.permissions_for_user(request.user)
    if not (rights.can_edit() or rights.can_publish()):
        raise PermissionDenied
    return page


def _is_known(page: StoryPage, facet: Facet) -> bool:
    """The machine's own facets may be longer than what may be typed."""
    if FacetCorrection.objects.of(page).filter(kind=facet.kind, value=facet.value).exists():
        return True
    return facet in revealing.together(page.get_latest_revision_as_object()).risk.facets
