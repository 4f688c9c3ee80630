"""A list of short codes in one column."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

Options = Callable[[], Iterable[tuple[str, Any]]]


def held(code: str) -> str:
    """How one code stands in the column; look for it with `field__contains=held("es")`."""
    return f",{code},"


class CodesField(models.CharField):
    """Some of `options`, e.g. ["es", "en"].

    Kept as ",es,en,", so that SQLite and PostgreSQL both find one with LIKE; nothing chosen is the empty string.
    `options` is a function: a language more in the settings must not need a migration.
    """

    # What django-stubs takes the values for.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def __init__(self, *args: Any, options: Options | None = None, **kwargs: Any) -> None:
        self.options = options
        super().__init__(*args, **{"max_length": 120, "default": list, **kwargs})

    def from_db_value(self, value: str | None, *args: object) -> list[str]:
        return self.to_python(value)

    def to_python(self, value: object) -> list[str]:
        if isinstance(value, str):
            return [code for code in value.split(",") if code]
        return [str(code) for code in value] if isinstance(value, Iterable) else []

    def get_prep_value(self, value: object) -> str:
        codes = self.to_python(value)
        return f",{','.join(codes)}," if codes else ""

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def pre_save(self, model_instance: models.Model, add: bool) -> list[str]:
        return self.to_python(super().pre_save(model_instance, add))

    def validate(self, value: list[str], model_instance: models.Model | None) -> None:
        if not value and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")
        known = {code for code, _label in self.options()} if self.options else set(value)
        if unknown := set(value) - known:
            raise ValidationError(_("Unknown: %(codes)s."), params={"codes": ", ".join(sorted(unknown))})

    def formfield(self, **kwargs: Any) -> forms.Field:
        return forms.MultipleChoiceField(
            choices=self.options or (),
            required=not self.blank,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            initial=self.get_default(),
            widget=forms.CheckboxSelectMultiple,
        )
