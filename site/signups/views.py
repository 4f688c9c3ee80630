"""Signing up, confirming from the mail, and the preferences. None needs an account, and none sets a cookie."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.origin import public_form
from core.throttle import client_address, too_many
from signups import services
from signups.addresses import canonical, masked
from signups.campaigns_by_key import find_campaign, titles
from signups.forms import PreferencesForm, SignupForm
from signups.models import Topic
from signups.services import Outcome
from signups.tokens import Expired, asked_record, person, preferences_token

# A family or an office shares one address; a person types theirs wrong a few times.
PER_CONNECTION = 30
PER_EMAIL = 4
WINDOW_SECONDS = 3600


@public_form
@require_http_methods(["GET", "HEAD", "POST"])
def signup(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        query = request.GET
        form = SignupForm.blank(campaign=query.get("campaign"), via=query.get("via"), source=f"signup:{request.path}")
        return render(request, "signups/signup.html", {"form": form})
    form = SignupForm(request.POST)
    if not form.is_valid():
        return render(request, "signups/signup.html", {"form": form}, status=422)
    if problem := _too_often(request, form.cleaned_data["email"]):
        form.add_error(None, problem)
        return render(request, "signups/signup.html", {"form": form}, status=429)
    data = form.cleaned_data
    services.ask(
        email=data["email"], wish=form.wish(), text=form.text, source=form.shown_on(), via=form.code(),
        now=timezone.now(),
    )  # fmt: skip
    return redirect("signups:check_inbox")


def _too_often(request: HttpRequest, email: str) -> str:
    """Asked kindly, whether the address is known or not. Nothing is kept of either but a count."""
    if too_many(scope="signup", subject=client_address(request), limit=PER_CONNECTION, seconds=WINDOW_SECONDS):
        return _("Many sign-ups have come from your connection in the last hour. Please try again in an hour.")
    if too_many(scope="signup", subject=canonical(email), limit=PER_EMAIL, seconds=WINDOW_SECONDS):
        return _(
            "We have already sent several mails to this address in the last hour. Please look in your spam folder, or "
            "try again in an hour."
        )
    return ""


@require_safe
def check_inbox(request: HttpRequest) -> HttpResponse:
    return render(request, "signups/check_inbox.html")


@never_cache
@public_form
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button: mail scanners follow links, and only a person presses it."""
    try:
        record = asked_record(token)
    except Expired:
        return _private(render(request, "signups/link_over.html", {"reason": "expired"}, status=410))
    if record is None:
        return _private(render(request, "signups/link_over.html", {"reason": "unknown"}, status=404))
    if request.method == "POST":
        outcome = services.confirm(record=record, now=timezone.now())
        if outcome is not Outcome.OVERTAKEN:
            return redirect("signups:confirmed", token=token)
    if record.is_answered and record.signup.is_confirmed:
        return redirect("signups:confirmed", token=token)
    if record.signup.withdrawn_at and record.at <= record.signup.withdrawn_at:
        return _private(render(request, "signups/link_over.html", {"reason": "overtaken"}, status=410))
    context = {"email": masked(record.signup.email), "chosen": _chosen(record.topics, record.campaign_key)}
    return _private(render(request, "signups/confirm.html", context))


@never_cache
@require_safe
def confirmed(request: HttpRequest, token: str) -> HttpResponse:
    try:
        record = asked_record(token)
    except Expired:
        record = None
    if record is None or not (record.is_answered and record.signup.is_confirmed):
        return redirect("signups:confirm", token=token)
    context = {
        "preferences_token": preferences_token(record.signup),
        "campaign": find_campaign(record.campaign_key),
    }
    return _private(render(request, "signups/confirmed.html", context))


@never_cache
@public_form
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest, token: str) -> HttpResponse:
    """Change or leave, by the link in any mail. Who has left sees that, and how to come back."""
    signup = person(token)
    if signup is None:
        return _private(render(request, "signups/link_over.html", {"reason": "unknown"}, status=404))
    is_change = request.method == "POST" and signup.is_confirmed
    names = titles(signup.campaign_keys)
    form = PreferencesForm(request.POST if is_change else None, signup=signup, titles=names)
    if is_change and form.is_valid():
        services.change(signup=signup, wish=form.wish(), source="preferences", now=timezone.now())
        return redirect(_with_note("signups:preferences", token))
    context = {
        "form": form,
        "signup": signup,
        "email": masked(signup.email),
        "token": token,
        "is_saved": request.GET.get("saved") == "1" and not is_change,
    }
    return _private(render(request, "signups/preferences.html", context, status=422 if is_change else 200))


@never_cache
@public_form
@require_POST
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """The button on the preferences page. Pressed twice it does what it did once."""
    if signup := person(token):
        services.withdraw(signup=signup, source="preferences", now=timezone.now())
    return redirect("signups:preferences", token=token)


@never_cache
@public_form
@require_POST
def erase(request: HttpRequest, token: str) -> HttpResponse:
    """Forget the address altogether. The link is worth nothing afterwards, so the answer names nobody."""
    if signup := person(token):
        services.erase(signup=signup, now=timezone.now())
    return redirect("signups:erased")


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    return render(request, "signups/erased.html")


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def one_click(request: HttpRequest, token: str) -> HttpResponse:
    """RFC 8058: mail programs post here without a browser, hence no check of the origin; the token is the proof.

    A person who opens the address gets the preferences page in their language; a scanner's GET changes nothing.
    """
    signup = person(token)
    if request.method == "POST":
        if signup:
            services.withdraw(signup=signup, source="one-click", now=timezone.now())
        return HttpResponse(status=200)
    with translation.override(signup.language if signup else None):
        return redirect("signups:preferences", token=token)


def _chosen(topics: list[str], campaign_key: uuid.UUID | None) -> list[str]:
    """What somebody asked for, in words."""
    chosen = [str(Topic(topic).label) for topic in topics]
    campaign = find_campaign(campaign_key)
    return [*chosen, campaign.title] if campaign else chosen


def _with_note(name: str, token: str) -> str:
    return reverse(name, kwargs={"token": token}) + "?saved=1"


def _private(response: HttpResponse) -> HttpResponse:
    """For a page whose address is somebody's key: kept by no search engine."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
