"""Where a story can be left: every column of every table, and every file under the folders that this site writes."""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from django.conf import settings
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

ROWS_AT_ONCE = 500
PIECE = 2 * 1024 * 1024
OVERLAP = 4096
"""Bytes that a file's pieces share, so that nothing hides at a seam."""


IS_GONE = 3
READER = f"""
import shutil, sys
try:
    with open(sys.argv[1], "rb") as file:
        shutil.copyfileobj(file, sys.stdout.buffer)
except FileNotFoundError:
    sys.exit({IS_GONE})
"""

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
        with _read_by_another_process(path) if path in _database_files() else path.open("rb") as file:
            tail = b""
            while piece := file.read(PIECE):
                yield tail + piece
                tail = piece[-OVERLAP:]
    except FileNotFoundError:
        return  # A temporary file that went away meanwhile.


@contextmanager
def _read_by_another_process(path: Path) -> Iterator[IO[bytes]]:
    """SQLite's locks belong to a process, and closing any of its files lets go of all of them.

    Other processes would then take the database for unused, cut its files under this one's feet (SIGBUS), or write at
    the same time (sqlite.org/howtocorrupt.html, 2.2). Raises OSError when it could not be read to its end.
    """
    with subprocess.Popen([sys.executable, "-IS", "-c", READER, path], stdout=subprocess.PIPE) as reader:  # noqa: S603 - our own
        yield cast("IO[bytes]", reader.stdout)
    if reader.returncode == IS_GONE:
        raise FileNotFoundError(path)
    if reader.returncode:
        raise OSError(f"{path} could not be read")


def folders_of_this_site() -> list[Path]:
    """Everything that this machine's processes write: the database's files, media, caches, logs and mails in VAR.

    On SQLite the database lies in VAR too. What lies elsewhere (S3, Redis, a remote PostgreSQL's disk) is read through
    its own interface or named in the report as something that a person must see to.
    """
    found = {Path(settings.VAR).resolve(), Path(settings.MEDIA_ROOT).resolve(), *_database_files()}
    return sorted(path for path in found if not any(path != other and path.is_relative_to(other) for other in found))


def _database_files() -> set[Path]:
    """SQLite's, whichever thread of this process has them open."""
    names = [str(each.settings_dict["NAME"]) for each in connections.all() if each.vendor == "sqlite"]
    endings = ("", "-wal", "-shm", "-journal")
    return {Path(name + ending).resolve() for name in names if "memory" not in name for ending in endings}
