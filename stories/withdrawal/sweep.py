"""Deleted is not yet overwritten: what the database itself keeps of rows that are gone."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import OperationalError, connection

# Every table of these is rewritten: which of them were touched is not known for sure after a crash.
TOUCHED = {
    *("stories", "core", "wagtailcore", "wagtailsearch", "wagtail_localize", "wagtailredirects", "wagtailadmin"),
    *("wagtailembeds", "wagtailforms", "taggit", "sessions", "admin", "django_tasks_database", "sandbox"),
}
PATIENCE = 30
"""Seconds for which somebody who reads the database is waited for; SQLite may itself wait longer within one try."""
PAUSE = 0.1
LOCK_MILLISECONDS = 2000
LOCK_NOT_AVAILABLE = "55P03"
SAMPLES = "pg_catalog.pg_statistic"
OWNS_THE_DATABASE = "SELECT pg_has_role(datdba, 'USAGE') FROM pg_database WHERE datname = current_database()"
NOW = "SELECT pg_current_xact_id()::xid::text"
# Whoever has a snapshot of this database; and, in any database of the server, whoever has written and not finished: our
# own snapshot must allow for them, and VACUUM for our snapshot.
OLDER_SNAPSHOTS = (
    "SELECT EXISTS (SELECT 1 FROM pg_stat_activity, (SELECT age(%s::xid) AS ours) AS moment"
    " WHERE pid <> pg_backend_pid() AND backend_type <> 'autovacuum worker'"
    " AND (age(backend_xid) >= ours"
    " OR (age(backend_xmin) >= ours AND (datname IS NULL OR datname = current_database()))))"
)


class StillOpen(RuntimeError):
    """Somebody reads the database as it was before, a backup perhaps: what they see cannot be overwritten yet.

    Trying again when they have finished helps.
    """


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
    for _attempt in _tries():
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, *_pages = cursor.fetchone()
        if not busy:
            return
    raise StillOpen


def _tries() -> Iterator[None]:
    last = time.monotonic() + PATIENCE
    yield
    while time.monotonic() < last:
        time.sleep(PAUSE)
        yield


def _full_text_tables(cursor: Any) -> list[str]:
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND lower(sql) LIKE '%%using fts5%%'", [])
    return [name for (name,) in cursor.fetchall()]


def _postgresql() -> dict[str, Any]:
    """VACUUM FULL writes each table anew, its long values too, and lets the old files go.

    ANALYZE replaces the samples of values that the planner keeps; an empty table's would stay, so they go with a
    change of type that changes nothing. The samples that were replaced lie on the pages of a table of PostgreSQL's own.
    """
    with connection.cursor() as cursor:
        existing = set(connection.introspection.table_names(cursor))
        since = _one(cursor, NOW)
        with _impatient(cursor):
            for table in sorted(_tables() & existing):
                _forget_samples(cursor, table)
                _rewrite(cursor, connection.ops.quote_name(table), since)
            if may_rewrite_samples := _one(cursor, OWNS_THE_DATABASE):
                # The samples were deleted meanwhile, by each table's ANALYZE.
                _rewrite(cursor, SAMPLES, _one(cursor, NOW))
        cursor.execute(
            "SELECT name, setting FROM pg_settings WHERE name IN ('archive_mode', 'wal_keep_size', 'max_wal_size')"
        )
        settings = dict(cursor.fetchall())
        position = _one(cursor, "SELECT pg_current_wal_lsn()::text")
    return {"kind": "postgresql", "wal_position": position, "samples_rewritten": may_rewrite_samples, **settings}


@contextmanager
def _impatient(cursor: Any) -> Iterator[None]:
    """Wait for nobody's lock: all readers of a table would wait behind us, and the site would stand still.

    Raises StillOpen for a table that somebody holds.
    """
    before = _one(cursor, "SHOW lock_timeout")
    cursor.execute(f"SET lock_timeout = {LOCK_MILLISECONDS}")
    try:
        yield
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") == LOCK_NOT_AVAILABLE:
            raise StillOpen from error
        raise
    finally:
        cursor.execute("SELECT set_config('lock_timeout', %s, false)", [before])


def _rewrite(cursor: Any, table: str, since: str) -> None:
    """Write a table anew without the rows that were deleted before the transaction `since`.

    VACUUM keeps what any older snapshot may still see, and says so to nobody who reads no messages. With FREEZE it
    leaves in the catalogue how far back it had to keep rows. Raises StillOpen.
    """
    for _attempt in _tries():
        if not _one(cursor, OLDER_SNAPSHOTS, [since]):
            cursor.execute(f"VACUUM (FULL, FREEZE, ANALYZE) {table}")
            if _one(
                cursor, "SELECT age(relfrozenxid) < age(%s::xid) FROM pg_class WHERE oid = %s::regclass", [since, table]
            ):
                return
    raise StillOpen


def _one(cursor: Any, sql: str, params: list[str] | None = None) -> Any:
    cursor.execute(sql, params)
    return cursor.fetchone()[0]


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
