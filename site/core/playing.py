"""Sound, film and captions from our own origin, whole or in the parts that a player asks for."""

import re
from typing import Any

from django.http import HttpRequest, HttpResponse

KINDS = {
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "vtt": "text/vtt; charset=utf-8",
}
# One part, as players ask for; what asks for several gets the whole, which RFC 9110 (14.2) allows.
_RANGE = re.compile(r"^bytes=(\d{0,15})-(\d{0,15})$")


def play(document: Any, request: HttpRequest) -> HttpResponse | None:
    """An answer for what is played; None for documents that are read, which Wagtail serves."""
    kind = KINDS.get(document.file_extension.lower())
    if kind is None:
        return None
    size = document.file.size
    asked = _RANGE.match(request.headers.get("Range", ""))
    part = _part(asked.group(1), asked.group(2), size) if asked else (0, size - 1)
    if part is None:
        response = HttpResponse(status=416)
        response.headers["Content-Range"] = f"bytes */{size}"
    else:
        first, last = part
        response = HttpResponse(_bytes(document, first, last), content_type=kind)
        if asked:
            response.status_code = 206
            response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    return _safe(response)


def _part(first: str, last: str, size: int) -> tuple[int, int] | None:
    """Offsets of the first and the last byte asked for, or None where there are none."""
    if not first:
        length = min(int(last or 0), size)
        return (size - length, size - 1) if length else None
    start, end = int(first), min(int(last or size - 1), size - 1)
    return (start, end) if start <= end else None


def _bytes(document: Any, first: int, last: int) -> bytes:
    """At once: Wagtail's hook takes no streaming answer, and no upload is larger than 20 MB."""
    with document.file.open("rb") as file:
        file.seek(first)
        data: bytes = file.read(last - first + 1)
    return data


def _safe(response: HttpResponse) -> HttpResponse:
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Disposition"] = "inline"
    # A part that was compressed on the way would not be the bytes that were asked for.
    response.headers["Content-Encoding"] = "identity"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    # It may have to be gone tomorrow.
    response.headers["Cache-Control"] = "private, no-store"
    return response
