"""Forms that need no account: checked by where they come from, so that anonymous pages need no cookie.

A CSRF cookie would make each page personal (uncacheable) and would mark the reader's browser. There is no session to
ride on, so what is left to refuse is another site's page posting in a reader's name.
"""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
# `none` is a form posted from a bookmark or a restored tab; browsers never send it for another site's form.
OWN_SITE = {"same-origin", "none"}


def comes_from_this_site(request: HttpRequest) -> bool:
    """True when a browser says that this POST was made by a page of ours.

    `Sec-Fetch-Site` is sent by every current browser and cannot be set by a page. Older ones send `Origin`, or with
    `Referrer-Policy: no-referrer` the word "null", which any sandboxed frame may send too: refused.
    Source: https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
    """
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site:
        return fetch_site in OWN_SITE
    origin = request.headers.get("Origin", "")
    return bool(origin) and urlsplit(origin).netloc in {request.get_host(), urlsplit(settings.BASE_URL).netloc}


def public_form(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a view with a form that needs no account: no CSRF cookie, 403 for a POST from elsewhere."""

    @wraps(view)
    def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method not in SAFE_METHODS and not comes_from_this_site(request):
            return render(request, "403.html", status=403)
        return view(request, *args, **kwargs)

    return csrf_exempt(checked)
