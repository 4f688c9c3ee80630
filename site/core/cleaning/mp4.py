"""MP4 and M4A: what players need stays where it is; every other box becomes empty space of the same size.

Nothing moves, so the tables of offsets stay true. Only the boxes named here are known to say nothing of who recorded,
where, when and with what; a box that is not named is emptied.
Source: ISO/IEC 14496-12.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.cleaning.refusal import CannotClean

HOLDERS = {*(b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"dinf", b"mvex", b"moof", b"traf")}
KEPT = {
    *(b"ftyp", b"styp", b"mdat", b"sidx", b"mfra", b"elst", b"dref", b"vmhd", b"smhd", b"stsd", b"stts", b"ctts"),
    *(b"stss", b"stsc", b"stsz", b"stz2", b"stco", b"co64", b"sgpd", b"sbgp", b"sdtp", b"cslg", b"trex", b"mehd"),
    *(b"mfhd", b"tfhd", b"tfdt", b"trun"),
}
TIMED = {b"mvhd", b"tkhd", b"mdhd"}
PLAYED = {b"vide", b"soun"}
DEEPEST = 8


@dataclass(frozen=True)
class Box:
    kind: bytes
    start: int
    body: int
    end: int


def clean(data: bytes) -> bytes:
    """Raises CannotClean for what is no MP4, or has tracks beside picture and sound: those hold places and faces."""
    if data[4:8] != b"ftyp":
        raise CannotClean(_unreadable())
    cleaned = bytearray(data)
    kinds = _clean_boxes(cleaned, 0, len(data), 0)
    if not {b"moov", b"mdat"} <= kinds:
        raise CannotClean(_unreadable())
    return bytes(cleaned)


def _clean_boxes(data: bytearray, start: int, end: int, depth: int) -> set[bytes]:
    if depth > DEEPEST:
        raise CannotClean(_unreadable())
    kinds = set()
    for box in _boxes(data, start, end):
        kinds.add(box.kind)
        if box.kind in HOLDERS:
            _clean_boxes(data, box.body, box.end, depth + 1)
        elif box.kind in TIMED:
            _forget_times(data, box)
        elif box.kind == b"hdlr":
            _clean_handler(data, box)
        elif box.kind not in KEPT:
            data[box.start + 4 : box.start + 8] = b"free"
            data[box.body : box.end] = bytes(box.end - box.body)
    return kinds


def _boxes(data: bytearray, start: int, end: int) -> Iterator[Box]:
    at = start
    while at < end:
        if end - at < 8:
            raise CannotClean(_unreadable())
        size, kind, head = int.from_bytes(data[at : at + 4]), bytes(data[at + 4 : at + 8]), 8
        if size == 1:
            size, head = int.from_bytes(data[at + 8 : at + 16]), 16
        elif size == 0:
            size = end - at
        if size < head or at + size > end:
            raise CannotClean(_unreadable())
        yield Box(kind, at, at + head, at + size)
        at += size


def _forget_times(data: bytearray, box: Box) -> None:
    """When it was made and changed: two numbers after the version and flags, of 8 bytes in version 1 and 4 in 0."""
    length = 16 if data[box.body] == 1 else 8
    data[box.body + 4 : min(box.body + 4 + length, box.end)] = bytes(min(length, box.end - box.body - 4))


def _clean_handler(data: bytearray, box: Box) -> None:
    """The track's kind stays; the name that a phone or a program gave it goes."""
    kind = bytes(data[box.body + 8 : box.body + 12])
    if kind not in PLAYED:
        raise CannotClean(
            _("This recording has tracks beside picture and sound, as phones add them. Export it again without them.")
        )
    data[box.body + 12 : box.end] = bytes(box.end - box.body - 12)


def _unreadable() -> str:
    return _("This is not an MP4 or M4A recording that can be read. Export it again.")
