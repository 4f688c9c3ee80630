"""Where a story can be left: every column of every table, and every file under the folders that this site writes."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

ROWS_AT_ONCE = 500
PIECE = 2 * 1024 * 1024
OVERLAP = 4096
"""Bytes that a file's pieces share, so that nothing hides at a seam."""


SAMPLES = (
    "SELECT tablename || '.' || attname, most_common_vals::text, histogram_bounds::text, most_common_elems::text"
    " FROM pg_stats WHERE schemaname = ANY (current_schemas(false))"
)
"""PostgreSQL's planner keeps whole values of each column, also of rows that are gone."""


def rows(connection: BaseDatabaseWrapper) -> Iterator[tuple[str, object]]:
    """("table.column", value) for every value in the database: tables, views' tables and full-text shadows alike.

    Streamed, a few hundred rows at a time: a large table must not fill the memory.
    """
    with connection.cursor() as cursor:
        tables = sorted(table.name for table in connection.introspection.get_table_list(cursor) if table.type != "v")
    for table in tables:
        with connection.chunked_cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - a name from the catalogue
            batch = cursor.fetchmany(ROWS_AT_ONCE)
            places = [f"{table}.{column[0]}" for column in cursor.description]
            while batch:
                for row in batch:
                    yield from zip(places, row, strict=True)
                batch = cursor.fetchmany(ROWS_AT_ONCE)
    if connection.vendor == "postgresql":
        yield from _samples(connection)


def _samples(connection: BaseDatabaseWrapper) -> Iterator[tuple[str, object]]:
    with connection.cursor() as cursor:
        cursor.execute(SAMPLES)
        for column, *kept in cursor.fetchall():
            yield from ((f"pg_stats {column}", values) for values in kept)


def files(folders: Iterable[Path]) -> Iterator[tuple[str, bytes]]:
    """("file:relative/name", piece of its bytes) for every file; its name is a piece of its own."""
    for folder in folders:
        for path in sorted(folder.rglob("*")) if folder.is_dir() else [folder] if folder.is_file() else []:
            if path.is_file():
                place = f"file:{path.relative_to(folder.parent)}"
                yield place, path.name.encode()
                yield from ((place, piece) for piece in _pieces(path))


def _pieces(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            tail = b""
            while piece := file.read(PIECE):
                yield tail + piece
                tail = piece[-OVERLAP:]
    except FileNotFoundError:
        return  # A temporary file that went away meanwhile.


def folders_of_this_site() -> list[Path]:
    """Everything that this machine's processes write: the database's files, media, caches, logs and mails in VAR.

    On SQLite the database lies in VAR too. What lies elsewhere (S3, Redis, a remote PostgreSQL's disk) is read through
    its own interface or named in the report as something that a person must see to.
    """
    found = {Path(settings.VAR).resolve(), Path(settings.MEDIA_ROOT).resolve()}
    for connection in connections.all(initialized_only=True):
        name = str(connection.settings_dict["NAME"])
        if connection.vendor == "sqlite" and "memory" not in name:
            found |= {Path(name + ending).resolve() for ending in ("", "-wal", "-shm", "-journal")}
    return sorted(path for path in found if not any(path != other and path.is_relative_to(other) for other in found))
