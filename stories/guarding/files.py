"""Uploads: their names, and the text inside documents. Read before a byte is stored."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from django.core.files.base import File
from django.db import models
from django.db.models.signals import pre_save

from stories.guarding import memory, pdf_text, refused
from stories.guarding.found import GuardedTermFound
from stories.guarding.tables import is_exempt
from stories.guarding.values import texts

LARGEST = 32 * 1024 * 1024
"""Bytes read of a file, and unpacked from one part of it: a bomb must not stop the site."""

_PLAIN = (".txt", ".csv", ".tsv", ".json", ".po", ".xml", ".html", ".htm", ".md", ".vtt", ".srt", ".svg")
_PARAGRAPH_END = re.compile(r"</(?:w:p|w:tab|w:br|a:p|si)>|<w:(?:tab|br)\b[^>]*/>")
_XML_TAG = re.compile(r"<[^>]*>")


def texts_in(file: File) -> Iterator[str]:
    """The file's name, and the text inside where it is text, an Office document or a PDF. Leaves the file rewound."""
    name = str(file.name or "")
    yield from texts(name)
    # What the browser called it, before core.cleaning gave it a random name.
    yield from texts(getattr(file, "original_name", ""))
    data = _read(file)
    if name.lower().endswith(_PLAIN):
        yield from _decoded(data)
    elif data[:4] == b"PK\x03\x04":
        yield from _archive(data)
    elif data[:5] == b"%PDF-":
        yield from pdf_text.texts_in(data)


def _read(file: File) -> bytes:
    """A stored file that a form did not replace may have been closed: Django measures a picture, and closes it."""
    file.open("rb")
    file.seek(0)
    data: bytes | str = file.read(LARGEST)
    file.seek(0)
    return data.encode() if isinstance(data, str) else data


def _decoded(data: bytes) -> Iterator[str]:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        yield data.decode("utf-16", "ignore")
        return
    try:
        yield data.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield data.decode("cp1252", "ignore")


def _archive(data: bytes) -> Iterator[str]:
    """DOCX and its kin: a word may be parted between runs, so tags leave no trace, except where a paragraph ends."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        for member in archive.infolist():
            yield member.filename
            if member.filename.endswith((".xml", ".rels", ".txt")) and member.file_size <= LARGEST:
                text = archive.read(member).decode("utf-8", "ignore")
                yield _XML_TAG.sub("", _PARAGRAPH_END.sub(" | ", text))
                # Authors of changes and comments stand in attributes.
                yield text
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error):
        return


def install() -> None:
    pre_save.connect(_read_uploads, dispatch_uid="stories.guarding.files")


def _read_uploads(sender: Any, instance: models.Model, **kwargs: Any) -> None:
    """A file is stored before its row is written, so its own guard stands before that."""
    table = sender._meta.db_table
    if is_exempt(table):
        return
    for field in sender._meta.concrete_fields:
        if isinstance(field, models.FileField) and (file := getattr(instance, field.attname)) and not file._committed:
            terms = memory.current()
            found = [] if terms.is_empty else [text for text in texts_in(file) if terms.finds_in(text)]
            if found:
                refused.note(found)
                raise GuardedTermFound(table, [str(field.column)])
