"""Withdrawn addresses."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from core.views import gone
from stories.models import GoneAddress


class GoneMiddleware:
    """Turns the 404 of a withdrawn story's address into 410, in the language of the address.

    Costs one query, on pages that are not found alone. Innermost, so that no redirect answers before it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 404 and GoneAddress.objects.at(request.path).exists():
            response = gone(request)
            response.headers["Referrer-Policy"] = "no-referrer"
            response.headers["Cache-Control"] = "private, no-store"
        return response
