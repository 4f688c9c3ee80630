"""The total layer: every INSERT and UPDATE of this process is read before it runs, whoever wrote the code.

Installed on each connection as Django opens it, so it holds for forms and commands, bulk_create, QuerySet.update, raw
SQL, fixtures, tasks and migrations. What it cannot see: SQL that does not pass Django (psql, COPY's stream, triggers).
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from stories.guarding import memory, refused
from stories.guarding.found import GuardedTermFound
from stories.guarding.statements import Write, parse
from stories.guarding.tables import EXEMPT_COLUMNS, NOTES, is_exempt
from stories.guarding.values import texts, texts_of

logger = logging.getLogger(__name__)
LEFT_OUT = "—"


_removing: ContextVar[bool] = ContextVar("removing", default=False)


@contextmanager
def removing() -> Iterator[None]:
    """While a story is taken down, the rows that it is in may be written as they are: nothing may hold that up.

    New rows are read all the same.
    """
    token = _removing.set(True)
    try:
        yield
    finally:
        _removing.reset(token)


def install() -> None:
    connection_created.connect(_install_on, dispatch_uid="stories.guarding")


def _install_on(sender: Any, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    if guard not in connection.execute_wrappers:
        connection.execute_wrappers.append(guard)


def guard(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """An execute wrapper (Django, "Database instrumentation"). Raises GuardedTermFound instead of writing a term."""
    write = parse(sql)
    if write is None or is_exempt(write.table):
        return execute(sql, params, many, context)
    terms = memory.current()
    if not terms.is_empty:
        rows = [_checked(write, row, terms, context["connection"]) for row in (params if many else [params])]
        params = rows if many else rows[0]
    return execute(sql, params, many, context)


def _checked(write: Write, params: Any, terms: memory.Memory, connection: BaseDatabaseWrapper) -> Any:
    """The row's parameters, without words in the machine's notes. Raises GuardedTermFound."""
    bad = {
        place: (column, value)
        for place, column, value in write.values(params)
        if (write.table, column) not in EXEMPT_COLUMNS
        and any(terms.finds_in(text) for text in texts_of(write.table, column, value))
    }
    notes = {place for place, (column, _value) in bad.items() if (write.table, column) in NOTES}
    news = {place: found for place, found in bad.items() if place not in notes}
    if news and _is_no_news(write, params, news, connection):
        news = {}
    in_sql = [text for literal in write.literals() for text in texts(literal) if terms.finds_in(text)]
    if news or in_sql:
        refused.note(in_sql)
        refused.note(text for column, value in news.values() for text in texts_of(write.table, column, value))
        error = GuardedTermFound(write.table, [column for column, _value in news.values() if column])
        logger.warning("the guard refused a write: %s", error)
        raise error
    if notes:
        return [_without_words(value) if place in notes else value for place, value in enumerate(params)]
    return params


def _without_words(value: Any) -> Any:
    if isinstance(value, str):
        return "{}" if value.lstrip().startswith("{") else LEFT_OUT
    return type(value)({}) if hasattr(value, "obj") else LEFT_OUT


def _is_no_news(
    write: Write, params: Any, found: dict[int | str, tuple[str, Any]], connection: BaseDatabaseWrapper
) -> bool:
    """Whether an UPDATE of one row writes only what this row holds already, or is part of taking a story down.

    It says nothing new, and it must be possible: taking a page down writes the whole row that it takes down.
    """
    key = write.key(params)
    if key is not None and _removing.get():
        return True
    if key is None or not all(column for column, _value in found.values()):
        return False
    quote = connection.ops.quote_name
    same = " AND ".join(f"{quote(column)} = %s" for column, _value in found.values())
    sql = f"SELECT 1 FROM {quote(write.table)} WHERE {quote(key[0])} = %s AND {same}"  # noqa: S608 - names alone
    with connection.cursor() as cursor:
        cursor.execute(sql, [key[1], *(value for _column, value in found.values())])
        return cursor.fetchone() is not None
