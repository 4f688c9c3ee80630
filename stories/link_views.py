"""The reviewer makes a narrator's link, revokes it, and sees what was asked by it."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from stories.link_services import make_link
from stories.models import Narrator


@never_cache
@require_http_methods(["GET", "POST"])
@permission_required("stories.change_narrator", raise_exception=True)
def narrator_link(request: HttpRequest, pk: Any) -> HttpResponse:
    """A link is shown on the answer that makes it, and never again: only its hash is kept."""
    narrator, now = get_object_or_404(Narrator, pk=pk), timezone.now()
    url = ""
    if request.method == "POST":
        action = request.POST.get("action")
        if action == "make":
            codes = [code for code, _label in settings.LANGUAGES]
            language = request.POST.get("language", "")
            language = language if language in codes else settings.LANGUAGE_CODE
            url = make_link(narrator=narrator, by=request.user, language=language, now=now)
        elif action == "revoke":
            for link in narrator.links.open(now=now):
                link.revoke(now=now)
        elif action == "done":
            get_object_or_404(narrator.requests, pk=request.POST.get("request")).finish(by=request.user, now=now)
        if not url:
            return redirect("narrator_link", pk)
    context = {
        "narrator": narrator,
        "url": url,
        "link": narrator.links.open(now=now).first(),
        "requests": narrator.requests.all(),
        "languages": settings.LANGUAGES,
    }
    return render(request, "stories/admin/link.html", context)
