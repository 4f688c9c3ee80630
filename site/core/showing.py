"""Pictures and documents, as readers get them: each is asked for here, so that one may be gone from one moment to the
next.

The address says nothing of the file: whoever knows it cannot ask the proxy for the file itself. An app answers the hook
`before_serve_picture(image, request)` with a response of its own to refuse.
"""

import mimetypes

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.documents.views.serve import serve

from core.media import CoreImage, CoreRendition


def token_of(rendition: CoreRendition) -> str:
    """Of what makes it this rendition: Wagtail makes several at once, and does not tell them their ids."""
    which = f"{rendition.image_id} {rendition.filter_spec} {rendition.focal_point_key}"
    return salted_hmac("core.picture", which, algorithm="sha256").hexdigest()[:24]


def address(rendition: CoreRendition) -> str:
    return reverse("core_picture", args=[rendition.image_id, token_of(rendition)])


@require_safe
def picture(request: HttpRequest, image_id: int, token: str) -> HttpResponse:
    renditions = CoreRendition.objects.select_related("image").filter(image=image_id)
    rendition = next((one for one in renditions if constant_time_compare(token, token_of(one))), None)
    if rendition is None or _is_private(rendition.image, request):
        raise Http404
    for may_refuse in hooks.get_hooks("before_serve_picture"):
        refusal = may_refuse(rendition.image, request)
        if isinstance(refusal, HttpResponse):
            return refusal
    with rendition.file.open("rb") as file:
        response = HttpResponse(file.read(), content_type=mimetypes.guess_type(rendition.file.name)[0])
    return _kept_by_nobody(response)


@require_safe
def document(request: HttpRequest, document_id: int, document_filename: str) -> HttpResponse:
    """As Wagtail serves it, which says nothing of how long it may be kept."""
    response: HttpResponse = serve(request, document_id, document_filename)
    # A digest of the file, by which somebody who has it could tell it again.
    del response.headers["ETag"]
    return _kept_by_nobody(response)


def _is_private(image: CoreImage, request: HttpRequest) -> bool:
    """In a collection that is not for everybody. Wagtail asks this of documents alone."""
    return not all(restriction.accept_request(request) for restriction in image.collection.get_view_restrictions())


def _kept_by_nobody(response: HttpResponse) -> HttpResponse:
    """It may have to be gone tomorrow."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "private, no-store"
    return response
