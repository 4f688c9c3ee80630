"""The team's pages: the board of a pledge, one candidate's history with what may happen next, and a new text."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from pledges import services
from pledges.admin_forms import StepForm, TextForm, role_for, steps_open_to
from pledges.models import Candidate, Pledge, Signature
from pledges.steps import IllegalStep, State
from pledges.validators import fold

if TYPE_CHECKING:
    from accounts.models import User

PER_PAGE = 50
MANAGE, VERIFY = "pledges.manage_signature", "pledges.verify_signature"
View = Callable[..., HttpResponse]


def person(request: HttpRequest) -> "User":
    """Wagtail lets nobody in without an account."""
    return cast("User", request.user)


def needs(*permissions: str) -> Callable[[View], View]:
    """One of these permissions is enough. Wagtail has checked already that somebody is signed in to the admin."""

    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not any(person(request).has_perm(permission) for permission in permissions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return never_cache(checked)

    return decorate


@needs(MANAGE, VERIFY)
def boards(request: HttpRequest) -> HttpResponse:
    pledges = Pledge.objects.select_related("election", "current_text").with_counts()
    return render(request, "pledges/admin/boards.html", {"pledges": pledges, "header_icon": "list-ul"})


@needs(MANAGE, VERIFY)
def board(request: HttpRequest, pledge_id: int) -> HttpResponse:
    pledge = get_object_or_404(Pledge.objects.select_related("election", "current_text"), pk=pledge_id)
    everybody = Signature.objects.filter(pledge=pledge)
    state = request.GET.get("state", "")
    shown = everybody.filter(state=state) if state in State.values else everybody
    for word in fold(request.GET.get("q", "").replace("\0", "")).split():
        shown = shown.filter(candidate__sort_name__contains=word)
    counts = everybody.state_counts()
    context = {
        "pledge": pledge,
        "page_obj": Paginator(shown.with_candidates().in_display_order(pledge), PER_PAGE).get_page(
            request.GET.get("page")
        ),
        "states": [(one, one.label, counts[one]) for one in State if counts[one]],
        "state": state,
        "q": request.GET.get("q", ""),
        "not_listed": Candidate.objects.filter(race__election=pledge.election)
        .exclude(signatures__pledge=pledge)
        .count(),
        "listed": counts[State.LISTED],
        "texts": pledge.texts.all(),
        "may_manage": person(request).has_perm(MANAGE),
    }
    return render(request, "pledges/admin/board.html", context)


@require_POST
@needs(MANAGE)
def list_everybody(request: HttpRequest, pledge_id: int) -> HttpResponse:
    pledge = get_object_or_404(Pledge, pk=pledge_id)
    number = services.list_candidates(pledge=pledge, now=timezone.now())
    text = ngettext("%(number)d candidate was put on the list.", "%(number)d candidates were put on the list.", number)
    messages.success(request, text % {"number": number})
    return redirect("pledges_admin:board", pledge_id)


@require_POST
@needs(MANAGE)
def invite_everybody(request: HttpRequest, pledge_id: int) -> HttpResponse:
    pledge = get_object_or_404(Pledge, pk=pledge_id)
    try:
        number = services.invite_all_listed(pledge=pledge, by=person(request), now=timezone.now())
    except IllegalStep:
        messages.error(request, _("There is no text to sign yet: publish one first."))
    else:
        text = ngettext("%(number)d invitation is on its way.", "%(number)d invitations are on their way.", number)
        messages.success(request, text % {"number": number})
    return redirect("pledges_admin:board", pledge_id)


@needs(MANAGE, VERIFY)
@require_http_methods(["GET", "HEAD", "POST"])
def signature(request: HttpRequest, signature_id: int) -> HttpResponse:
    one = get_object_or_404(Signature.objects.with_candidates().select_related("text"), pk=signature_id)
    now, user = timezone.now(), person(request)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = StepForm(*posted, signature=one, user=user, now=now)
    if posted and form.is_valid():
        _take(request, one, form)
        return redirect("pledges_admin:signature", signature_id)
    if posted and not steps_open_to(one, user, now):
        messages.error(request, _("Somebody else was quicker, or this step is not open to you. Nothing was changed."))
        return redirect("pledges_admin:signature", signature_id)
    context = {
        "signature": one,
        "candidate": one.candidate,
        "form": form,
        "events": one.events.select_related("actor", "text", "ledger_entry__opening").order_by("-pk"),
        "invitations": one.invitations.all(),
        "waits_for_another": one.state == State.VERIFIED and one.verified_by_id == user.pk,
        "may_show_reply": one.state == State.DECLINED and one.reply and not one.reply_shown_at,
    }
    return render(request, "pledges/admin/signature.html", context, status=422 if posted else 200)


def _take(request: HttpRequest, one: Signature, form: StepForm) -> None:
    now, user = timezone.now(), person(request)
    try:
        if form.chosen == State.INVITED:
            services.invite(signature=one, by=user, now=now, reason=form.cleaned_data["reason"])
        else:
            one.take_step(form.chosen, now=now, role=role_for(form.chosen), actor=user, **form.facts)
    except IllegalStep:
        messages.error(request, _("Somebody else was quicker, or this step is not open to you. Nothing was changed."))
    else:
        messages.success(request, _("Recorded: %(state)s.") % {"state": one.get_state_display()})


@require_POST
@needs(MANAGE, VERIFY)
def show_reply(request: HttpRequest, signature_id: int) -> HttpResponse:
    one = get_object_or_404(Signature, pk=signature_id)
    try:
        one.show_reply(now=timezone.now())
    except IllegalStep:
        messages.error(request, _("There is no reply to show."))
    else:
        messages.success(request, _("The reply is shown on the candidate's page."))
    return redirect("pledges_admin:signature", signature_id)


@needs(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def new_text(request: HttpRequest, pledge_id: int) -> HttpResponse:
    pledge = get_object_or_404(Pledge.objects.select_related("current_text"), pk=pledge_id)
    form = TextForm(request.POST if request.method == "POST" else None, pledge=pledge)
    if form.is_bound and form.is_valid():
        text = services.publish_text(pledge=pledge, wordings=form.wordings, now=timezone.now())
        messages.success(request, _("Version %(number)d is published.") % {"number": text.number})
        return redirect("pledges_admin:board", pledge_id)
    context = {"pledge": pledge, "form": form}
    return render(request, "pledges/admin/text.html", context, status=422 if form.is_bound else 200)
