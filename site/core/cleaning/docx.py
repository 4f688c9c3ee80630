"""A Word document's text, styles and pictures, in a new archive. What holds something else is dropped or refused."""

import io
import re
import zipfile
from posixpath import basename, splitext

from django.utils.translation import gettext as _

from core.cleaning import docx_xml, pictures
from core.cleaning.refusal import CannotClean

MOST_PARTS = 2000
LARGEST_UNPACKED = 100 * 1024 * 1024
KEPT = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|word/_rels/[\w.]+\.xml\.rels|word/theme/theme\d*\.xml|word/media/[^/]+|"
    r"word/(document|styles|numbering|settings|fontTable|footnotes|endnotes|header\d*|footer\d*)\.xml"
)
# What the page shows, and what cannot be cleaned.
REFUSED = re.compile(r"word/(embeddings|charts|diagrams|activeX|drawings|ink)/|.*vbaProject|word/afchunk|word/.*\.mht")
PICTURE_FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF"}


def clean(data: bytes) -> bytes:
    """Raises CannotClean."""
    try:
        return _written(_parts(data))
    except CannotClean:
        raise
    except Exception:  # noqa: BLE001 - a reader of somebody's bytes may raise anything; all of it is a refusal
        raise CannotClean(_("This document cannot be read. Save it again as DOCX or PDF.")) from None


def _parts(data: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > MOST_PARTS or sum(member.file_size for member in members) > LARGEST_UNPACKED:
        raise CannotClean(_("This document unpacks to something too large."))
    if any(REFUSED.match(member.filename) for member in members):
        raise CannotClean(_("This document has charts, macros or files inside. Save it as PDF, then upload that."))
    names = {member.filename for member in members if KEPT.fullmatch(member.filename)}
    if "word/document.xml" not in names:
        raise CannotClean(_("This document cannot be read. Save it again as DOCX or PDF."))
    return {name: _cleaned(name, archive.read(name), names) for name in sorted(names)}


def _cleaned(name: str, data: bytes, names: set[str]) -> bytes:
    if name.startswith("word/media/"):
        return _picture(name, data)
    if name == "[Content_Types].xml":
        return docx_xml.content_types(data, names)
    if name.endswith(".rels"):
        return docx_xml.relationships(data, names, folder="word/" if name.startswith("word/") else "")
    if name == "word/settings.xml":
        return docx_xml.settings(data)
    return docx_xml.part(data)


def _picture(name: str, data: bytes) -> bytes:
    ending = splitext(basename(name))[1].lower()
    if ending not in PICTURE_FORMATS:
        raise CannotClean(_("A picture in this document is of a kind that cannot be cleaned. Save it as PDF."))
    pixels, _drawn = pictures.decode(data)
    return pictures.encode(pixels, PICTURE_FORMATS[ending])


def _written(parts: dict[str, bytes]) -> bytes:
    """A new archive: the old one's dates, comments and extra fields stay behind."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=zipfile.ZIP_DEFLATED)
    return output.getvalue()
