"""SQLite stands several processes at once only with these; see docs/deploy.md."""

import pytest
from django.conf import settings
from django.db import connection

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"), reason="about SQLite"),
]


def pragma(name: str) -> object:
    with connection.cursor() as cursor:
        return cursor.execute(f"PRAGMA {name}").fetchone()[0]


def test_readers_do_not_wait_for_a_writer() -> None:
    assert pragma("journal_mode") == "wal"


def test_a_writer_waits_twenty_seconds_for_another() -> None:
    assert pragma("busy_timeout") == 20_000


def test_a_transaction_takes_its_place_at_its_beginning() -> None:
    assert connection.transaction_mode == "IMMEDIATE"  # type: ignore[attr-defined]


def test_what_is_deleted_is_overwritten() -> None:
    assert pragma("secure_delete") == 1


def test_a_commit_does_not_wait_for_the_disk_at_each_step_and_foreign_keys_hold() -> None:
    assert pragma("synchronous") == 1
    assert pragma("foreign_keys") == 1
