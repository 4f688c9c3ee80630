"""A narrator's own page, behind a link that needs no account.

Whoever looks over a shoulder, or finds the address in a history, sees a page without a name and a button. What it is
about appears when that button is pressed, by POST, so that nothing of it is in an address, a cache or a preview.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from core import guarding
from core.origin import public_form
from core.throttle import client_address, too_many
from stories import services
from stories.link_services import ask, withdraw_by_link
from stories.models import NarratorLink, StoryPage
from stories.models.links import LONGEST_REQUEST

TRIES, SECONDS = 30, 300
REQUESTS_A_DAY = 5
HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


class RequestForm(forms.Form):
    text = forms.CharField(
        label=_("What should change"),
        max_length=LONGEST_REQUEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In a few words. Please write no names and no places."),
    )

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"]).strip()
        if guarding.check(text):
            raise forms.ValidationError(_("Please write it without names and places. Nothing was sent."))
        return text


def private(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Kept by nobody, whatever the answer."""

    @wraps(view)
    def kept_by_nobody(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return kept_by_nobody


@private
@public_form
@require_http_methods(["GET", "HEAD", "POST"])
def own_page(request: HttpRequest, token: str) -> HttpResponse:
    link = NarratorLink.objects.for_token(token, now=timezone.now())
    if link is None:
        return _no_such_link(request)
    step = request.POST.get("step", "") if request.method == "POST" else ""
    return STEPS.get(step, _closed_cover)(request, link)


def _no_such_link(request: HttpRequest) -> HttpResponse:
    """Only guesses are counted: nobody who shares an address with a narrator may keep them from withdrawing."""
    if too_many(scope="narrator-link", subject=client_address(request), limit=TRIES, seconds=SECONDS):
        return render(request, "stories/own/closed.html", {"busy": True}, status=429)
    return render(request, "stories/own/closed.html", status=404)


def _closed_cover(request: HttpRequest, link: NarratorLink) -> HttpResponse:
    return render(request, "stories/own/cover.html", {"is_sent": "sent" in request.GET})


def _show(request: HttpRequest, link: NarratorLink, form: RequestForm | None = None) -> HttpResponse:
    narrator, now = link.narrator, timezone.now()
    published = StoryPage.objects.filter(narrator=narrator).readable(now).latest_first().select_related("locale")
    context = {
        # What they read best comes first.
        "stories": sorted(published, key=lambda story: story.locale.language_code != get_language()),
        "consent": narrator.consent_in_force(now=now),
        "form": form or RequestForm(),
        "until": link.expires_at,
    }
    return render(request, "stories/own/page.html", context, status=422 if form else 200)


def _ask(request: HttpRequest, link: NarratorLink) -> HttpResponse:
    form = RequestForm(request.POST)
    if form.is_valid() and too_many(scope="narrator-ask", subject=str(link.pk), limit=REQUESTS_A_DAY, seconds=86_400):
        form.add_error(
            None, _("You have written several times today. We will answer you; please write again tomorrow.")
        )
    if not form.is_valid():
        return _show(request, link, form)
    ask(narrator=link.narrator, text=form.cleaned_data["text"], now=timezone.now())
    return redirect(request.path + "?sent")


def _sure(request: HttpRequest, link: NarratorLink) -> HttpResponse:
    count = sum(story.live for story in services.stories_of(link.narrator))
    return render(request, "stories/own/sure.html", {"count": count})


def _withdraw(request: HttpRequest, link: NarratorLink) -> HttpResponse:
    withdraw_by_link(narrator=link.narrator, now=timezone.now())
    return render(request, "stories/own/done.html")


STEPS: dict[str, Callable[[HttpRequest, NarratorLink], HttpResponse]] = {
    "show": _show,
    "ask": _ask,
    "withdraw": _sure,
    "withdraw-yes": _withdraw,
}
