"""A JPEG inside a document, without loss: its pictures' data stays, every segment that only tells goes."""

from django.utils.translation import gettext as _

from core.cleaning.refusal import CannotClean

# APP0 to APP15 and comments. APP14 says how Adobe's colours are meant; without it they turn.
_TELLING = {*range(0xE0, 0xF0), 0xFE} - {0xEE}
_SOS, _EOI = 0xDA, 0xD9
_STANDALONE = {0x01, *range(0xD0, 0xD8)}
_ADOBE_LENGTH = 14


def without_segments(data: bytes) -> bytes:
    """The first picture in `data`, and nothing behind it. Raises CannotClean for what is no JPEG."""
    if data[:2] != b"\xff\xd8":
        raise CannotClean(_("A picture in this document cannot be read."))
    kept, at = [b"\xff\xd8"], 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise CannotClean(_("A picture in this document cannot be read."))
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == _EOI:
            break
        end = at + 2 if marker in _STANDALONE else at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == _SOS:
            end = _end_of_scan(data, end)
        if marker == 0xEE and data[at + 4 : at + 9] == b"Adobe":
            kept.append(b"\xff\xee\x00\x0e" + data[at + 4 : at + 2 + _ADOBE_LENGTH])
        elif marker not in _TELLING and marker != 0xEE:
            kept.append(data[at:end])
        at = end
    return b"".join(kept) + b"\xff\xd9"


def _end_of_scan(data: bytes, at: int) -> int:
    """Where the next marker begins that is neither a stuffed byte nor a restart."""
    while (at := data.find(b"\xff", at)) >= 0:
        following = data[at + 1] if at + 1 < len(data) else _EOI
        if following not in {0x00, 0xFF, *_STANDALONE}:
            return at
        at += 1 if following == 0xFF else 2
    return len(data)
