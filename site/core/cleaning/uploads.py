"""Uploads stay in memory: Django writes large ones to a temporary file, and an original must never be on a disk.

Their names go here already. A file's name says who, where and when, and Wagtail carries it into titles and addresses.
"""

import secrets
from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers
from wagtail.models import UploadedFile

from core.cleaning.clean import LARGEST_BYTES, clean_document, clean_picture


class MemoryOnlyUploadHandler(FileUploadHandler):
    """Holds no more than the largest file that is taken, for all files of one request together.

    What is beyond is not kept: the file keeps its true size, and the form refuses it for that.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.room = LARGEST_BYTES + 1

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.file = BytesIO()
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        kept = raw_data[: self.room]
        self.room -= len(kept)
        self.file.write(kept)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        self.file.seek(0)
        given = self.file_name or ""
        upload = InMemoryUploadedFile(
            self.file,
            self.field_name,
            secrets.token_hex(8) + PurePath(given).suffix.lower(),
            self.content_type or "",
            file_size,
            self.charset,
            self.content_type_extra,
        )
        # Known until the request ends, so that a title that repeats it is not kept.
        upload.original_name = given  # type: ignore[attr-defined]
        return upload


def clean_held_upload(*, instance: UploadedFile, **_kwargs: Any) -> None:
    """Wagtail keeps an upload whose form has other errors as it came. Before that row is written, it is cleaned."""
    held = instance.file
    if not held or held._committed:
        return
    is_picture = instance.for_content_type.model == "coreimage"
    instance.file = clean_picture(held.file) if is_picture else clean_document(held.file, name=held.name)
