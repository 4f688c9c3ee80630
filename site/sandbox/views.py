"""/sandbox/: enter as one of the demo's people, look at what the stand-ins hold, and turn their controls."""

from typing import Any

from django.conf import settings
from django.contrib import auth
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render, resolve_url
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import second_factor
from accounts.models import User
from core.origin import public_form
from sandbox import stand_ins
from sandbox.language import sandbox_page
from sandbox.models import TrayMail
from sandbox.overview import tables
from sandbox.people import PASSWORD, PEOPLE, Person, authenticator_of, code_now, find

PARTS = ("stripe", "mailchimp")


@sandbox_page
def overview(request: HttpRequest) -> HttpResponse:
    context: dict[str, Any] = {
        "people": [{"person": p, "is_current": p.email == getattr(request.user, "email", "")} for p in PEOPLE],
        "password": PASSWORD,
        "code": code_now(),
        "mails": TrayMail.objects.all()[:8],
        "languages": settings.LANGUAGES,
        **_state(),
    }
    return render(request, "sandbox/overview.html", context)


def _state() -> dict[str, Any]:
    try:
        state = stand_ins.state()
    except (stand_ins.NotRunning, stand_ins.Refused):
        return {"is_running": False}
    return {
        "is_running": True,
        "clock": state.get("clock", {}),
        "faults": state.get("faults", []),
        "webhooks": tables({"webhooks": state.get("webhooks", [])}),
        "parts": [{"name": name, "tables": tables(state.get(name))} for name in PARTS],
        "state_url": f"{settings.SANDBOX_ORIGIN}/_control/state",
    }


@require_POST
@public_form
@sandbox_page
def enter(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demo's people, as if they had given password and code. Nobody else can be entered as."""
    person = find(request.POST.get("person", ""))
    user = User.objects.filter(email=person.email, is_active=True).first() if person else None
    if person is None or user is None:
        raise Http404
    auth.logout(request)
    auth.login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    authenticator = authenticator_of(user)
    if person.uses_second_factor and authenticator:
        second_factor.record_use(request, user, authenticator)
    return HttpResponseRedirect(_first_page(person, user))


def _first_page(person: Person, user: User) -> str:
    if person.uses_second_factor:
        return resolve_url("wagtailadmin_home")
    with translation.override(user.language):
        try:
            return reverse("campaigns:share")
        except NoReverseMatch:
            return "/"


@sandbox_page
def people_json(request: HttpRequest) -> HttpResponse:
    """For tests: who there is, with the password and the one-time code of this half minute."""
    people = [{"key": p.key, "name": p.name, "email": p.email, "role": p.role} for p in PEOPLE]
    return JsonResponse({"people": people, "password": PASSWORD, "code": code_now()})


@require_POST
@public_form
@sandbox_page
def control(request: HttpRequest) -> HttpResponse:
    """Turn one of the stand-ins' controls, or have them send an event's webhooks again."""
    try:
        if event := request.POST.get("resend"):
            stand_ins.resend(event)
        else:
            stand_ins.carry_out(request.POST.get("do", ""))
    except KeyError as error:
        raise Http404 from error
    except stand_ins.NotRunning:
        return _failure(request, _("The stand-ins' process isn't running."), 503)
    except stand_ins.Refused as refusal:
        return _failure(request, str(refusal), 502)
    return HttpResponseRedirect(reverse("sandbox:overview") + "#stand-ins")


def _failure(request: HttpRequest, reason: str, status: int) -> HttpResponse:
    return render(request, "sandbox/failure.html", {"reason": reason}, status=status)
