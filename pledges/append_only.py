"""Rows that are written once. History is corrected by a further row, never by changing or deleting one."""

from collections.abc import Iterable
from typing import Any, NoReturn

from django.db import models


class HistoryIsFinal(Exception):
    """Somebody tried to change or delete a row that is history."""


class AppendOnlyQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def update(self, **kwargs: Any) -> NoReturn:
        raise HistoryIsFinal(self.model.__name__)

    def delete(self) -> NoReturn:
        raise HistoryIsFinal(self.model.__name__)

    def bulk_update(self, objs: Iterable[Any], fields: Iterable[str], batch_size: int | None = None) -> NoReturn:
        raise HistoryIsFinal(self.model.__name__)


class AppendOnly(models.Model):
    """Refuses save() of an existing row, delete(), and both by query."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise HistoryIsFinal(type(self).__name__)
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise HistoryIsFinal(type(self).__name__)
