"""Headers that every response carries; the content policy itself is sent by django-csp."""

from collections.abc import Callable

from csp.constants import SELF
from django.conf import settings
from django.http import HttpRequest, HttpResponse

DENIED_FEATURES = (
    "accelerometer browsing-topics camera geolocation gyroscope interest-cohort magnetometer microphone payment usb"
)
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in DENIED_FEATURES.split())


class SecurityHeadersMiddleware:
    """Isolation and permission headers on all responses, and the admin's looser content policy on the admin alone.

    Sits inside CSPMiddleware, which reads the `_csp_replace` that this sets.
    Values: OWASP ASVS 5.0 and docs/security.md.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.path.startswith(settings.ADMIN_PATHS):
            response._csp_replace = settings.ADMIN_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]
        else:
            response.headers.setdefault("Cross-Origin-Embedder-Policy", "require-corp")
        if getattr(request, "is_dummy", False):
            guard_preview(response)
        return response


def guard_preview(response: HttpResponse) -> None:
    """A page as its editor sees it before anybody else may: in a frame of the editor's, and kept by nobody.

    Wagtail asks for it with a request of its own making (`make_preview_request`), at the page's address, where the
    policy for the public holds; the admin's frame would stay empty.
    """
    response._csp_replace = {"frame-ancestors": [SELF], **getattr(response, "_csp_replace", {})}  # type: ignore[attr-defined]
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
