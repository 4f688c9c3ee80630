"""A short text in each of the site's languages, kept in one column: {"es": "Presidencia", "en": "Presidency"}.

A further language is a setting and no migration.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


def in_readers_language(texts: Mapping[str, str]) -> str:
    """The reader's language, else the site's first, else whatever there is."""
    for code in (get_language() or "", settings.LANGUAGE_CODE, *texts):
        if texts.get(code):
            return texts[code]
    return ""


class InLanguagesWidget(forms.MultiWidget):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        names: dict[str, forms.Widget | type[forms.Widget]] = {
            code: forms.TextInput({"aria-label": name, "placeholder": name}) for code, name in settings.LANGUAGES
        }
        super().__init__(names, attrs)

    def decompress(self, value: Any) -> list[str]:
        return [(value or {}).get(code, "") for code, _name in settings.LANGUAGES]


class InLanguagesFormField(forms.MultiValueField):
    """One input a language; all of them are asked for when the field is required."""

    widget = InLanguagesWidget

    def __init__(self, *, max_length: int = 200, **kwargs: Any) -> None:
        fields = [forms.CharField(max_length=max_length, label=name) for _code, name in settings.LANGUAGES]
        super().__init__(fields, **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        return {code: text for (code, _name), text in zip(settings.LANGUAGES, data_list, strict=False) if text}


class InLanguages(models.JSONField):
    description = _("A text in each language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:  # type: ignore[override]
        options: dict[str, Any] = {
            "form_class": InLanguagesFormField,
            "initial": {},
            **kwargs,
            "show_hidden_initial": False,
        }
        return models.Field.formfield(self, **options)

    def validate(self, value: Any, model_instance: models.Model | None) -> None:
        super().validate(value, model_instance)
        if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
            raise ValidationError(_("One text for each language is needed."))
        missing = [name for code, name in settings.LANGUAGES if not value.get(code, "").strip()]
        if missing and not self.blank:
            raise ValidationError(
                _("Missing in: %(languages)s."), params={"languages": ", ".join(str(name) for name in missing)}
            )
