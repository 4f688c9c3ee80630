"""/sandbox/ has no language in its address: it takes ?lang=, else what the browser prefers."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation


def sandbox_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """In the reader's language, never kept by a cache, and 404 wherever the stand-ins are not meant to be."""

    @wraps(view)
    def answered(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if settings.SANDBOX is not True:
            raise Http404
        with translation.override(_wanted(request)):
            response = view(request, *args, **kwargs)
            response.headers["Content-Language"] = translation.get_language() or ""
        response.headers["Cache-Control"] = "no-store"
        return response

    return answered


def _wanted(request: HttpRequest) -> str:
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else translation.get_language_from_request(request)
