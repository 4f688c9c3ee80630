"""The mail tray's pages: every mail that the site has sent, as its reader would see it."""

import re
from typing import Any

from csp.constants import NONE, SELF
from csp.decorators import csp_replace, csp_update
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from sandbox.language import sandbox_page
from sandbox.models import TrayMail

PER_PAGE = 25
# A mail runs nothing and loads nothing from outside; links open in a new tab, since the frame may not show the site.
MAIL_POLICY = {
    **{key: [NONE] for key in ["default-src", "script-src", "font-src", "connect-src", "media-src", "worker-src"]},
    "style-src": ["'unsafe-inline'"],
    "img-src": [SELF, "data:"],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [SELF],
    "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
}
URL = re.compile(r"https?://[^\s<>\"')\]]+")


@sandbox_page
def mails(request: HttpRequest) -> HttpResponse:
    page = Paginator(TrayMail.objects.all(), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "sandbox/mails.html", {"page_obj": page})


@csp_update({"frame-src": [SELF]})
@sandbox_page
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(TrayMail, pk=pk)
    return render(request, "sandbox/mail.html", {"mail": found, "links": links_of(found)})


@csp_replace(MAIL_POLICY)
@sandbox_page
def mail_html(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML part alone. `<base target>` sends its links out of the frame."""
    html = get_object_or_404(TrayMail, pk=pk).html
    return HttpResponse(re.sub(r"(<head[^>]*>)", r'\1<base target="_blank">', html, count=1))


@sandbox_page
def mails_json(request: HttpRequest) -> HttpResponse:
    """For tests: newest first; `?to=` keeps one person's, `?after=` those with a greater id."""
    found = TrayMail.objects.all()
    if after := request.GET.get("after", ""):
        found = found.filter(pk__gt=int(after) if after.isdigit() else 0)
    wanted = request.GET.get("to", "").lower()
    records = [_as_json(mail) for mail in found if not wanted or wanted in [address.lower() for address in mail.to]]
    return JsonResponse({"mails": records})


def _as_json(mail: TrayMail) -> dict[str, Any]:
    return {
        "id": mail.pk,
        "to": mail.to,
        "subject": mail.subject,
        "text": mail.text,
        "html": mail.html,
        "headers": mail.headers,
        "language": mail.language,
        "created_at": mail.created_at.isoformat(),
        "links": links_of(mail),
        "url": reverse("sandbox:mail", args=[mail.pk]),
    }


def links_of(mail: TrayMail) -> list[str]:
    """Each address in the text part once, in order, without the sentence's full stop."""
    return list(dict.fromkeys(link.rstrip(".,;:!?") for link in URL.findall(mail.text)))
