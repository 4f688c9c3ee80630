"""What the frame of every page needs. Costs no query."""

from django.conf import settings
from django.http import HttpRequest


def site_frame(request: HttpRequest) -> dict[str, object]:
    """Names and addresses of this organisation, the quick exit's destination, and whether the stand-ins run."""
    return {
        "organisation_name": settings.ORGANISATION_NAME,
        "movement_name": settings.MOVEMENT_NAME,
        "contact_email": settings.CONTACT_EMAIL,
        "media_email": settings.MEDIA_EMAIL,
        "quick_exit_url": settings.QUICK_EXIT_URL,
        "sandbox": settings.SANDBOX,
        "canonical_url": settings.BASE_URL + request.path,
    }
