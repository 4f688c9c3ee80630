"""A migrated database is made once for a set of migrations, and copied for every test process.

Migrating takes twenty seconds, a copy a fraction of one. The first process migrates while the others wait at a lock.
SQLite's template lies in var/test-databases, PostgreSQL's in the server; `make reset` deletes the former.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
            _copy_sqlite(_fingerprint())
        else:
            _copy_postgresql(_fingerprint())
    # Tests that commit empty every table afterwards; pytest-django puts this content back before the next of them.
    connection._test_serialized_contents = connection.creation.serialize_db_to_string()  # type: ignore[attr-defined]


def drop_the_copy() -> None:
    """Leave nothing behind. SQLite's copy goes with the temporary folder that config.settings.test made."""
    connection.close()
    if connection.vendor == "postgresql":
        copy = connection.settings_dict["NAME"]
        with _maintenance_connection() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')


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


def _copy_sqlite(fingerprint: str) -> None:
    template = FOLDER / f"{fingerprint}.sqlite3"
    if not template.exists():
        for outdated in FOLDER.glob("*.sqlite3*"):
            outdated.unlink()
        unfinished = template.with_suffix(".sqlite3-unfinished")
        _migrate(str(unfinished))
        unfinished.rename(template)
    copy = Path(settings.VAR) / "test.sqlite3"
    shutil.copyfile(template, copy)
    _connect_to(str(copy))


def _copy_postgresql(fingerprint: str) -> None:
    template, copy = f"historia_template_{fingerprint}", f"historia_test_{os.getpid()}"
    with _maintenance_connection() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
        if cursor.fetchone() is None:
            unfinished = f"{template}_unfinished"
            cursor.execute(f'DROP DATABASE IF EXISTS "{unfinished}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{unfinished}"')
            _migrate(unfinished)
            cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{template}"')
        cursor.execute(f'DROP DATABASE IF EXISTS "{copy}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{copy}" TEMPLATE "{template}"')
    _connect_to(copy)


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
