"""What is hidden inside a PDF's objects: comments in its drawing commands, the camera in its pictures."""

import zlib
from typing import cast

import pikepdf
from django.utils.translation import gettext as _
from pikepdf import Dictionary, Name, Object, Operator, Pdf, Stream

from core.cleaning.jpeg import without_segments
from core.cleaning.refusal import CannotClean

# Who made an object, when, with what; what it was before; and what a click would do.
UNWANTED = (
    *("/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/AF", "/AA", "/OPI", "/Measure", "/PtData", "/Alternates"),
    *("/StructParent", "/StructParents", "/ID", "/SourceInfo", "/Ref"),
)
LARGEST_STREAM = 64 * 1024 * 1024
UNREADABLE = ("/JPXDecode", "/JBIG2Decode")


def clean(target: Pdf) -> None:
    """Clean every object in place. Raises CannotClean."""
    for thing in target.objects:
        if isinstance(thing, (Dictionary, Stream)):
            _drop_unwanted(thing)
        if isinstance(thing, Stream):
            _clean_stream(target, thing)
    for page in target.pages:
        page.contents_coalesce()
        if "/Contents" in page.obj:
            _refuse_bomb(cast(Stream, page.obj.Contents))
            page.obj.Contents = target.make_stream(_commands(page.obj))


def _drop_unwanted(thing: Object) -> None:
    for key in UNWANTED:
        if key in thing:
            del thing[key]
    for value in [thing[key] for key in thing.keys()]:  # noqa: SIM118 - a pikepdf object is no mapping
        if isinstance(value, Dictionary) and not value.is_indirect:
            _drop_unwanted(value)


def _clean_stream(target: Pdf, stream: Stream) -> None:
    _refuse_bomb(stream)
    kind = str(stream.get("/Subtype", ""))
    if kind == "/Image":
        _clean_image(stream)
    elif kind == "/Form":
        stream.write(_commands(stream))


def _refuse_bomb(stream: Stream) -> None:
    """Before anything unpacks it: a few kilobytes may become a thousand megabytes."""
    if "/FlateDecode" not in _filters(stream):
        return
    unpacked = zlib.decompressobj()
    unpacked.decompress(stream.read_raw_bytes(), LARGEST_STREAM)
    if unpacked.unconsumed_tail:
        raise CannotClean(_("This PDF unpacks to something too large."))


def _clean_image(stream: Stream) -> None:
    filters = _filters(stream)
    if any(name in UNREADABLE for name in filters):
        raise CannotClean(_("This PDF has a scanned picture that cannot be cleaned. Print it into a new PDF."))
    if filters == ["/DCTDecode"]:
        parameters = cast(Dictionary | None, stream.get("/DecodeParms"))
        stream.write(without_segments(stream.read_raw_bytes()), filter=Name.DCTDecode, decode_parms=parameters)


def _filters(stream: Stream) -> list[str]:
    found = stream.get("/Filter")
    if found is None:
        return []
    return [str(found)] if isinstance(found, Name) else [str(name) for name in found]


def _commands(owner: Object) -> bytes:
    """The drawing commands alone: their comments go, and the properties of marked content with them."""
    kept: list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage] = []
    for instruction in pikepdf.parse_content_stream(owner):
        operator = str(instruction.operator)
        if operator == "BDC" and str(instruction.operands[0]) != "/OC":
            kept.append(pikepdf.ContentStreamInstruction([instruction.operands[0]], Operator("BMC")))
        elif operator not in {"DP", "MP"}:
            kept.append(instruction)
    return pikepdf.unparse_content_stream(kept)
