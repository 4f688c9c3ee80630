"""Wagtail's forms for pictures and documents, without its script that copies the file's name into the title."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class PictureFormField(WagtailImageField):
    def to_python(self, data: Any) -> Any:
        """Wagtail's own lets a picture that is cut off fail with a 500, and an error report that holds its bytes."""
        try:
            return super().to_python(data)
        except ValidationError:
            raise
        except Exception:  # noqa: BLE001 - a decoder of somebody's bytes may raise anything; all of it is a refusal
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from None


class PictureForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = self.fields.get("file")
        if given:
            field = PictureFormField(required=given.required, label=given.label, widget=given.widget)
            self.fields["file"] = field

    class Meta(BaseImageForm.Meta):
        widgets = {**BaseImageForm.Meta.widgets, "file": forms.FileInput}


class DocumentForm(BaseDocumentForm):
    class Meta(BaseDocumentForm.Meta):
        widgets = {**BaseDocumentForm.Meta.widgets, "file": forms.FileInput}
