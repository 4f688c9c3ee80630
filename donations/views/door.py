"""The way into the donor's portal: an e-mailed link, opened by a button, and a cookie that goes to the portal alone.

Paying opens nothing: a gift made with someone's address shows nobody their history.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.origin import public_form
from core.throttle import too_many
from donations import services
from donations.forms import PortalForm
from donations.models import PortalLink
from donations.models.donor import VISIT_LASTS, canonical_email
from donations.views.give import SeeOther

# Links that one address is sent in an hour.
LINKS_AN_HOUR = 4


def cookie_name(language: str) -> str:
    """One a language, since each is limited to that language's path and a response holds a name once."""
    return f"giving_{language}"


def visitor(request: HttpRequest) -> PortalLink | None:
    """The visit that this browser's cookie belongs to, while it lasts."""
    secret = request.COOKIES.get(cookie_name(get_language() or settings.LANGUAGE_CODE), "")
    if not secret:
        return None
    return PortalLink.objects.visiting(secret, now=timezone.now()).select_related("donor").first()


def for_visitor(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the donor whose portal is open in this browser; anyone else is led to its door."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        visit = visitor(request)
        return view(request, visit.donor, *args, **kwargs) if visit else redirect("donations:portal")

    return never_cache(checked)


def ask_for_link(request: HttpRequest) -> HttpResponse:
    form = PortalForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "donations/portal_door.html", {"form": form}, status=422 if form.errors else 200)
    email = form.cleaned_data["email"]
    # Above the limit the answer is the same: another one would tell that somebody asked before.
    if not too_many(scope="portal", subject=canonical_email(email), limit=LINKS_AN_HOUR, seconds=3600):
        services.request_portal_link(email=email, language=get_language() or settings.LANGUAGE_CODE)
    return SeeOther(reverse("donations:portal_sent"))


@require_safe
def portal_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "donations/portal_sent.html")


@never_cache
@public_form
def portal_open(request: HttpRequest, token: str) -> HttpResponse:
    """The e-mailed link. Only a POST uses it up: mail scanners follow links."""
    now = timezone.now()
    if request.method != "POST":
        return _link_page(request, is_open=PortalLink.objects.openable(token, now=now).exists())
    secret = PortalLink.open(token, now=now)
    if secret is None:
        return _link_page(request, is_open=False)
    response = SeeOther(reverse("donations:portal"))
    for code, path in _portal_paths().items():
        response.set_cookie(
            cookie_name(code),
            secret,
            max_age=VISIT_LASTS,
            path=path,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            # Strict would show donors who come back from Stripe's page the door again.
            samesite="Lax",
        )
    return response


@public_form
@require_POST
def portal_leave(request: HttpRequest) -> HttpResponse:
    visit = visitor(request)
    if visit:
        visit.end(now=timezone.now())
    response = SeeOther(reverse("donations:portal"))
    for code, path in _portal_paths().items():
        response.delete_cookie(cookie_name(code), path=path, samesite="Lax")
    return response


def _link_page(request: HttpRequest, *, is_open: bool) -> HttpResponse:
    response = render(request, "donations/portal_open.html", {"is_open": is_open}, status=200 if is_open else 410)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _portal_paths() -> dict[str, str]:
    """The portal's address in each language: no cookie goes anywhere else."""
    paths = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            paths[code] = reverse("donations:portal")
    return paths
