"""Error pages in our own look, and the one address that a load balancer asks."""

from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language

from core import duties
from core.share_card import share_card


def healthz(request: HttpRequest) -> HttpResponse:
    """Answers 200 while this process can answer at all. Touches nothing else, so a slow database doesn't restart it."""
    return HttpResponse("ok", content_type="text/plain")


def healthz_worker(request: HttpRequest) -> HttpResponse:
    """503 when nothing that is due is being done: for a monitor that tells somebody, not for a load balancer."""
    if duties.standstill(now=timezone.now()):
        return HttpResponse("no worker", content_type="text/plain", status=503)
    return HttpResponse("ok", content_type="text/plain")


def site_card(request: HttpRequest) -> HttpResponse:
    """The picture beside a link to any page that has none of its own."""
    response = HttpResponse(_site_card(), content_type="image/png")
    response.headers["Cache-Control"] = "public, max-age=86400"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@lru_cache(maxsize=1)
def _site_card() -> bytes:
    return share_card(seed=settings.MOVEMENT_NAME, title=settings.MOVEMENT_NAME)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def gone(request: HttpRequest) -> HttpResponse:
    """410: what was here was taken away on purpose. Says nothing of what it was, and is kept by nobody."""
    response = render(request, "410.html", status=410)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500, drawn without a query, a session or a context processor: any of these may be what has failed."""
    language = get_language() or settings.LANGUAGE_CODE
    home_url = "/" if language == settings.LANGUAGE_CODE else f"/{language}/"
    context = {"quick_exit_url": settings.QUICK_EXIT_URL, "home_url": home_url}
    return HttpResponseServerError(render_to_string("500.html", context))
