"""The way from an uploaded file to one that says nothing of where it came from."""

import secrets
from pathlib import PurePath
from typing import IO

from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from PIL import Image

from core.cleaning import captions, docx, mp3, mp4, pdf, pictures, text, webm
from core.cleaning.refusal import CannotClean

LARGEST_BYTES = 20 * 1024 * 1024
NAME_BYTES = 8
CLEANERS = {
    ".pdf": pdf.clean,
    ".docx": docx.clean,
    ".csv": text.clean,
    ".txt": text.clean,
    ".mp3": mp3.clean,
    ".m4a": mp4.clean,
    ".mp4": mp4.clean,
    ".webm": webm.clean,
    ".vtt": captions.clean,
}


class CleanFile(ContentFile):
    """A file that a cleaner wrote, under a random name. Only this module makes them."""


def clean_picture(file: File | IO[bytes]) -> CleanFile:
    """The picture's pixels in a new file. Raises CannotClean."""
    data, ending = pictures.clean(_read(file))
    return _named(data, ending)


def picture_of_ours(pixels: Image.Image, *, drawn: bool) -> CleanFile:
    """Pixels that this site made from a clean picture, as a file of its kind."""
    data, ending = pictures.written(pixels, drawn=drawn)
    return _named(data, ending)


def clean_document(file: File | IO[bytes], *, name: str) -> CleanFile:
    """The document's text and pictures in a new file; the kind is told by the name's ending. Raises CannotClean."""
    ending = PurePath(name).suffix.lower()
    if ending not in CLEANERS:
        raise CannotClean(
            _("Files of this kind cannot be cleaned. PDF, DOCX, CSV, TXT, MP3, M4A, MP4, WEBM and VTT can.")
        )
    return _named(CLEANERS[ending](_read(file)), ending)


def _read(file: File | IO[bytes]) -> bytes:
    file.seek(0)
    data = file.read(LARGEST_BYTES + 1)
    if len(data) > LARGEST_BYTES:
        raise CannotClean(_("This file is too large: 20 MB at most."))
    return data


def _named(data: bytes, ending: str) -> CleanFile:
    return CleanFile(data, name=secrets.token_hex(NAME_BYTES) + ending)
