"""Model fields that clean what is put into them, before storage sees it: forms, several uploads at once, code, APIs."""

from typing import Any, cast

from django.core.files.base import File
from django.db import models
from django.db.models.fields.files import FieldFile
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from core.cleaning.clean import CleanFile, clean_document, clean_picture


class _CleanFieldFile(FieldFile):
    def save(self, name: str, content: File, save: bool = True) -> None:
        """The only way into storage. What no cleaner wrote is cleaned here, and its name forgotten."""
        clean = cast("CleaningField", self.field).cleaned(content, name)
        cast(Any, self.instance).note_new_file(name)
        super().save(cast(str, clean.name), clean, save)


class _CleanPictureFieldFile(_CleanFieldFile, WagtailImageFieldFile):
    def get_image_dimensions(self) -> tuple[int | None, int | None]:
        """Known once it is clean: a foreign file is opened by the cleaner alone."""
        if not self._committed and not isinstance(self.file, CleanFile):
            return None, None
        found: tuple[int, int] = super().get_image_dimensions()
        return found


class CleaningField(models.FileField):
    """Cleans at validation, so that a form can say what is wrong, and again at the door of storage."""

    def cleaned(self, content: File, name: str) -> CleanFile:
        raise NotImplementedError

    def clean(self, value: Any, model_instance: Any) -> Any:
        value = super().clean(value, model_instance)
        if not value or value._committed:
            return value
        return self.cleaned(value.file, value.name)


class CleanPictureField(CleaningField, WagtailImageField):
    attr_class = _CleanPictureFieldFile

    def cleaned(self, content: File, name: str) -> CleanFile:
        return content if isinstance(content, CleanFile) else clean_picture(content)


class CleanDocumentField(CleaningField):
    attr_class = _CleanFieldFile

    def cleaned(self, content: File, name: str) -> CleanFile:
        return content if isinstance(content, CleanFile) else clean_document(content, name=name)
