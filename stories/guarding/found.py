"""The refusal. It says where, and never what."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models


class GuardedTermFound(Exception):
    """A guarded term was about to be written into these columns. Nothing of the statement was carried out.

    Holds names of tables and columns alone, so that it may be logged and shown.
    """

    def __init__(self, table: str = "", columns: Iterable[str] = ()) -> None:
        self.table, self.columns = table, sorted(set(columns))
        super().__init__(f"{table}: {', '.join(self.columns)}")

    @property
    def where(self) -> str:
        """The kind of thing and its fields in the reader's words, as far as they are known: "Story: introduction"."""
        return describe(self.table, self.columns)


def describe(table: str, columns: Iterable[Any]) -> str:
    model = model_of(table)
    if model is None:
        return ""
    fields: dict[Any, Any] = {field.column: field for field in model._meta.concrete_fields}
    names = [str(fields[column].verbose_name) for column in columns if column in fields]
    kind = str(model._meta.verbose_name).capitalize()
    return f"{kind}: {', '.join(names)}" if names else kind


def model_of(table: str) -> type[models.Model] | None:
    return next((model for model in apps.get_models(include_auto_created=True) if model._meta.db_table == table), None)
