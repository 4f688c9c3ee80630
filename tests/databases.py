"""A migrated database is made once for a set of migrations, and copied for every test process.

Migrating takes twenty seconds, a copy a fraction of one. The first process migrates while the others wait at a lock.
SQLite's template lies in var/test-databases, PostgreSQL's in the server; `make reset` deletes the former.

A test that commits leaves a database that is thrown away: a copy is made faster than all tables are emptied and filled.
"""

import fcntl
import functools
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

FOLDER = settings.ROOT / "var" / "test-databases"


def use_a_migrated_copy() -> None:
    """Point Django's connection at a fresh, migrated database of this process's own."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with _lock():
        if connection.vendor == "sqlite":
            _make_sqlite_template()
        else:
            _make_postgresql_template()
    renew()


def renew(kept: str = "") -> None:
    """Give this process its database anew: as migrated, or as it was kept under this name.

    Its files are new ones: nothing of what was deleted or rolled back before lies in them.
    """
    connection.close()
    if connection.vendor == "sqlite":
        database = _own_sqlite()
        for file in ("", "-wal", "-shm"):
            Path(f"{database}{file}").unlink(missing_ok=True)
        shutil.copyfile(_kept_sqlite(kept) if kept else _sqlite_template(), database)
        _connect_to(str(database))
        return
    with _maintenance_connection() as cursor:
        _copy_postgresql(cursor, _kept_postgresql(kept) if kept else _postgresql_template(), _own_postgresql())
    _connect_to(_own_postgresql())


def keep(name: str) -> None:
    """Keep this process's database as it is now, for `renew(name)`."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        shutil.copyfile(connection.settings_dict["NAME"], _kept_sqlite(name))
        return
    connection.close()
    with _maintenance_connection() as cursor:
        _copy_postgresql(cursor, _own_postgresql(), _kept_postgresql(name))
    _kept.add(name)


def drop_the_copy() -> None:
    """Leave nothing behind. SQLite's copies go with the temporary folder that config.settings.test made."""
    connection.close()
    if connection.vendor == "postgresql":
        with _maintenance_connection() as cursor:
            for name in [_own_postgresql(), *map(_kept_postgresql, _kept)]:
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@functools.cache
def _fingerprint() -> str:
    """Changes with any migration, any pinned requirement, the apps and the languages."""
    digest = hashlib.sha256(repr((settings.INSTALLED_APPS, settings.LANGUAGES)).encode())
    ours = [Path(app.path) for app in apps.get_app_configs() if "site-packages" not in app.path]
    migrations = sorted(path for app in ours for path in app.glob("migrations/*.py"))
    for path in [settings.ROOT / "requirements.txt", *migrations]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def _lock() -> Iterator[None]:
    with (FOLDER / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


_kept: set[str] = set()


def _sqlite_template() -> Path:
    return FOLDER / f"{_fingerprint()}.sqlite3"


def _own_sqlite() -> Path:
    """In the temporary folder that config.settings.test made; a test may set VAR to another."""
    return Path(os.environ["HISTORIA_VAR"]) / "test.sqlite3"


def _kept_sqlite(name: str) -> Path:
    return _own_sqlite().with_name(f"test-{name}.sqlite3")


def _postgresql_template() -> str:
    return f"historia_template_{_fingerprint()}"


def _own_postgresql() -> str:
    return f"historia_test_{os.getpid()}"


def _kept_postgresql(name: str) -> str:
    return f"{_own_postgresql()}_{name}"


def _make_sqlite_template() -> None:
    template = _sqlite_template()
    if template.exists():
        return
    for outdated in FOLDER.glob("*.sqlite3*"):
        outdated.unlink()
    unfinished = template.with_suffix(".sqlite3-unfinished")
    _migrate(str(unfinished))
    unfinished.rename(template)


def _make_postgresql_template() -> None:
    template = _postgresql_template()
    with _maintenance_connection() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
        if cursor.fetchone() is None:
            unfinished = f"{template}_unfinished"
            cursor.execute(f'DROP DATABASE IF EXISTS "{unfinished}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{unfinished}"')
            _migrate(unfinished)
            cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{template}"')


def _copy_postgresql(cursor: Any, source: str, copy: str) -> None:
    """Nobody may be connected to the source: whoever is left of a test before is sent away."""
    cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [source])
    cursor.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
    cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{source}"')


def _maintenance_connection():
    """A cursor outside any transaction, on the server's own `postgres` database."""
    return connection._nodb_cursor()  # type: ignore[attr-defined]


def _migrate(name: str) -> None:
    _connect_to(name)
    call_command("migrate", verbosity=0, interactive=False)
    connection.close()


def _connect_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name
