"""Deleted is not yet overwritten: what the database itself keeps of rows that are gone."""

import time
from typing import Any

from django.apps import apps
from django.db import connection

# Every table of these is rewritten: which of them were touched is not known for sure after a crash.
TOUCHED = {
    *("stories", "core", "wagtailcore", "wagtailsearch", "wagtail_localize", "wagtailredirects", "wagtailadmin"),
    *("wagtailembeds", "wagtailforms", "taggit", "sessions", "admin", "django_tasks_database", "sandbox"),
}
TRIES = 20


class StillOpen(RuntimeError):
    """Another process reads from the database's journal, so it cannot be emptied now. Trying again later helps."""


def sweep() -> dict[str, Any]:
    """Overwrite what was deleted. Returns what the report says of the database. Must not run in a transaction."""
    if connection.in_atomic_block:
        raise RuntimeError("The database is rewritten outside of transactions alone.")
    return _sqlite() if connection.vendor == "sqlite" else _postgresql()


def _sqlite() -> dict[str, Any]:
    with connection.cursor() as cursor:
        for table in _full_text_tables(cursor):
            quoted = connection.ops.quote_name(table)
            cursor.execute(f"INSERT INTO {quoted} ({quoted}) VALUES ('optimize')")  # noqa: S608 - from the catalogue
        cursor.execute("PRAGMA secure_delete = ON")
        cursor.execute("VACUUM")
        if str(connection.settings_dict["NAME"]) != ":memory:" and "memory" not in str(
            connection.settings_dict["NAME"]
        ):
            _empty_journal(cursor)
    return {"kind": "sqlite", "journal": "empty"}


def _empty_journal(cursor: Any) -> None:
    for _attempt in range(TRIES):
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, *_pages = cursor.fetchone()
        if not busy:
            return
        time.sleep(0.5)
    raise StillOpen


def _full_text_tables(cursor: Any) -> list[str]:
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND lower(sql) LIKE '%%using fts5%%'", [])
    return [name for (name,) in cursor.fetchall()]


def _postgresql() -> dict[str, Any]:
    """VACUUM FULL writes each table anew, its long values too, and lets the old files go.

    ANALYZE replaces the samples of values that the planner keeps; an empty table's would stay, so they go with a
    change of type that changes nothing.
    """
    with connection.cursor() as cursor:
        existing = set(connection.introspection.table_names(cursor))
        for table in sorted(_tables() & existing):
            _forget_samples(cursor, table)
            cursor.execute(f"VACUUM (FULL, ANALYZE) {connection.ops.quote_name(table)}")
        # The samples that were replaced lie on its pages still. The database's owner may; for others it is a warning.
        cursor.execute("VACUUM (FULL) pg_catalog.pg_statistic")
        cursor.execute(
            "SELECT name, setting FROM pg_settings WHERE name IN ('archive_mode', 'wal_keep_size', 'max_wal_size')"
        )
        settings = dict(cursor.fetchall())
        cursor.execute("SELECT pg_current_wal_lsn()::text")
        (position,) = cursor.fetchone()
    return {"kind": "postgresql", "wal_position": position, **settings}


def _forget_samples(cursor: Any, table: str) -> None:
    cursor.execute(f"SELECT NOT EXISTS (SELECT 1 FROM {connection.ops.quote_name(table)})")  # noqa: S608 - our own name
    (is_empty,) = cursor.fetchone()
    if not is_empty:
        return
    cursor.execute(
        "SELECT a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a JOIN pg_stats s"
        " ON s.attname = a.attname AND s.tablename = %s AND s.schemaname = current_schema()"
        " WHERE a.attrelid = %s::regclass AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''",
        [table, connection.ops.quote_name(table)],
    )
    for column, kind in cursor.fetchall():
        quote = connection.ops.quote_name
        cursor.execute(f"ALTER TABLE {quote(table)} ALTER COLUMN {quote(column)} TYPE {kind}")


def _tables() -> set[str]:
    models = apps.get_models(include_auto_created=True)
    return {model._meta.db_table for model in models if model._meta.app_label in TOUCHED and model._meta.managed}
