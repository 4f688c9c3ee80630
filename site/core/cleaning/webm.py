"""WebM: what players need stays where it is; everything else becomes a Void element of the same size.

Only the elements named here are kept. Titles, tags, chapters, attachments, dates and the programs' names are not.
Source: RFC 8794 (EBML) and RFC 9559 (Matroska).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.cleaning.refusal import CannotClean

EBML, SEGMENT, INFO, TRACKS, TRACK, CLUSTER = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE, 0x1F43B675
HOLDERS = {SEGMENT, INFO, TRACKS, TRACK, CLUSTER}
KEPT = {
    # The whole of: the header, where things are, cues.
    *(EBML, 0x114D9B74, 0x1C53BB6B),
    # Info: the scale of times and the duration.
    *(0x2AD7B1, 0x4489),
    # A track: number, id, kind, flags, language, codec with its data and delays, video, audio, encodings, durations.
    *(0xD7, 0x73C5, 0x83, 0xB9, 0x88, 0x55AA, 0x9C, 0x22B59C, 0x86, 0x63A2, 0x56AA, 0x56BB, 0xE0, 0xE1, 0x6D80),
    0x23E383,
    # A cluster: its time, blocks and groups of them, positions.
    *(0xE7, 0xA3, 0xA0, 0xA7, 0xAB),
}  # fmt: skip
PLAYED = {b"\x01", b"\x02"}
TRACK_TYPE = 0x83


@dataclass(frozen=True)
class Element:
    kind: int
    start: int
    body: int
    end: int


def clean(data: bytes) -> bytes:
    """Raises CannotClean for what is no WebM, has other tracks than picture and sound, or elements without an end."""
    if int.from_bytes(data[:4]) != EBML or b"webm" not in data[:64]:
        raise CannotClean(_unreadable())
    cleaned = bytearray(data)
    if not {EBML, SEGMENT, INFO, TRACKS, TRACK, CLUSTER} <= _clean_elements(cleaned, 0, len(data)):
        raise CannotClean(_unreadable())
    return bytes(cleaned)


def _clean_elements(data: bytearray, start: int, end: int) -> set[int]:
    kinds: set[int] = set()
    for element in _elements(data, start, end):
        kinds.add(element.kind)
        if element.kind in HOLDERS:
            kinds |= _clean_elements(data, element.body, element.end)
        elif element.kind not in KEPT:
            _empty(data, element)
        if element.kind == TRACK_TYPE and bytes(data[element.body : element.end]) not in PLAYED:
            raise CannotClean(_("This recording has tracks beside picture and sound. Export it again without them."))
    return kinds


def _elements(data: bytearray, start: int, end: int) -> Iterator[Element]:
    at = start
    while at < end:
        kind, body = _number(data, at, keep_marker=True)
        size, body = _number(data, body, keep_marker=False)
        if body + size > end:
            raise CannotClean(_unreadable())
        yield Element(kind, at, body, body + size)
        at = body + size


def _number(data: bytearray, at: int, *, keep_marker: bool) -> tuple[int, int]:
    """A number of variable length and where it ends. A size that is "unknown" is one that no element here has."""
    if at >= len(data) or not data[at]:
        raise CannotClean(_unreadable())
    length = 9 - data[at].bit_length()
    value = int.from_bytes(data[at : at + length])
    return (value if keep_marker else value & (1 << 7 * length) - 1), at + length


def _empty(data: bytearray, element: Element) -> None:
    """A Void of exactly this size: one byte of kind, one or eight of size, zeros."""
    size = element.end - element.start
    head = b"\xec" + (bytes([0x80 | size - 2]) if size - 2 < 127 else b"\x01" + (size - 9).to_bytes(7))
    data[element.start : element.end] = head + bytes(size - len(head))


def _unreadable() -> str:
    return _("This is not a WebM recording that can be read. Export it again, as WebM or MP4.")
