"""Addresses of stories that are not to be read any more."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect

from core.views import gone
from stories.models import GoneAddress, StoryPage


class GoneMiddleware:
    """Turns the 404 of a story's address into 410, in the language of the address: of one that was withdrawn, or was
    public once and may not be read now. So does an old address that would lead there, and tell its slug.

    Costs a few queries, on pages that are not found alone. Innermost, so that no redirect answers before it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 404 and _is_gone(request):
            response = gone(request)
        return response


def _is_gone(request: HttpRequest) -> bool:
    if GoneAddress.objects.at(request.path).exists():
        return True
    now = timezone.now()
    return any(_was_public_at(path, now) for path in (request.path, _redirected(request)) if path)


def _was_public_at(path: str, now: datetime) -> bool:
    """A draft's address that somebody guesses is not found, like any other."""
    if "\x00" in path:  # PostgreSQL takes none.
        return False
    slug = path.strip("/").rpartition("/")[2]
    found = StoryPage.objects.filter(slug=slug).exclude(first_published_at=None).select_related("locale", "narrator")
    return any(
        (story.get_url() or "").strip("/") == path.strip("/") and not story.may_be_named(now=now) for story in found
    )


def _redirected(request: HttpRequest) -> str:
    """The path that Wagtail's redirects lead to from here, asked as their middleware asks."""
    path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    redirect = get_redirect(request, path) or get_redirect(request, urlsplit(path).path)
    return urlsplit(redirect.link or "").path if redirect else ""
