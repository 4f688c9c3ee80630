"""Deleted is overwritten: not one byte of the story is left in the database's own files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.models import OutboxEntry
from stories import services
from stories.models import Step, Withdrawal
from stories.withdrawal import run, sweep
from tests.stories.withdrawal.canary import TITLE, WORDS, Canary

Enter = Callable[[User], Client]
pytestmark = pytest.mark.django_db(transaction=True)
ON_SQLITE = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite's files")
ON_POSTGRESQL = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL's files")
SAID = [text.encode() for text in (WORDS, TITLE, "la-canoa-verde", "The green canoe", "la llave del granero")]


def one(sql: str, *params: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()[0]


def found_in(files: list[Path]) -> set[bytes]:
    read = [file.read_bytes() for file in files if file.is_file()]
    return {text for text in SAID if any(text in data for data in read)}


@ON_SQLITE
def test_sqlites_files_hold_nothing_of_it(canary: Canary) -> None:
    name = str(connection.settings_dict["NAME"])
    files = [Path(name + ending) for ending in ("", "-wal", "-shm", "-journal")]
    assert found_in(files) == set(SAID)
    call_command("withdraw_consent", str(canary.narrator.pk))
    assert found_in(files) == set()
    # What is freed from now on is overwritten with zeros too.
    assert one("PRAGMA secure_delete") == 1
    one("PRAGMA wal_checkpoint(TRUNCATE)")
    assert found_in(files) == set()
    assert not files[1].exists() or files[1].stat().st_size == 0
    assert Withdrawal.objects.get().report["database"] == {"kind": "sqlite", "journal": "empty"}


@ON_POSTGRESQL
def test_postgresqls_files_and_samples_hold_nothing_of_it(canary: Canary, capsys: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    assert "canoa verde" in _samples()
    capsys.readouterr()
    call_command("scan_residue", str(canary.narrator.pk))
    assert "pg_stats stories_storypage.intro" in capsys.readouterr().out
    assert found_in(_files()) >= {WORDS.encode(), TITLE.encode(), b"la-canoa-verde"}
    call_command("withdraw_consent", str(canary.narrator.pk))
    assert "canoa" not in _samples()
    assert {_relation(file) for file in _files() if found_in([file])} == set()


@ON_POSTGRESQL
@pytest.mark.parametrize("reads", ["SELECT 1", "SELECT count(*) FROM stories_narrator"], ids=["anything", "a table"])
def test_while_a_backup_reads_the_database_as_it_was_nothing_is_called_proven(
    canary: Canary, reads: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """VACUUM keeps what an open snapshot may still see; and nobody else may be kept waiting behind it."""
    backup = connection.copy()
    with backup.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        cursor.execute(reads)
    with monkeypatch.context() as hurried:
        hurried.setattr(sweep, "PATIENCE", 0.5)
        hurried.setattr(sweep, "LOCK_MILLISECONDS", 50)
        with pytest.raises(CommandError, match="a backup perhaps"):
            call_command("withdraw_consent", str(canary.narrator.pk))
    stuck = Withdrawal.objects.get()
    assert (stuck.state, stuck.is_proven) == (Step.TRACES, False)
    assert one("SHOW lock_timeout") == "0"
    backup.close()
    call_command("withdraw_consent", str(canary.narrator.pk), "--resume")
    assert Withdrawal.objects.get().is_proven
    assert {_relation(file) for file in _files() if found_in([file])} == set()


@ON_POSTGRESQL
def test_a_snapshot_that_the_server_does_not_list_is_noticed_all_the_same(
    canary: Canary, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that is just connecting has one, and is not among those that the server tells of."""
    monkeypatch.setattr(sweep, "PATIENCE", 0.5)
    monkeypatch.setattr(sweep, "OLDER_SNAPSHOTS", "SELECT %s::text IS NULL")
    backup = connection.copy()
    with backup.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT 1")
    with pytest.raises(CommandError, match="a backup perhaps"):
        call_command("withdraw_consent", str(canary.narrator.pk))
    backup.close()


def test_the_editor_is_told_that_a_backup_is_being_made_and_that_it_goes_on(
    canary: Canary, rosa: User, admin_as: Enter, run_outbox: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def held() -> dict[str, Any]:
        raise sweep.StillOpen

    began = timezone.now()
    services.withdraw(narrator=canary.narrator, by=rosa, now=began)
    with monkeypatch.context() as while_it_lasts:
        while_it_lasts.setattr(sweep, "sweep", held)
        for tries in range(5):
            with time_machine.travel(began + tries * run.UNTIL_THEY_HAVE_READ):
                assert run_outbox() == 0
    assert OutboxEntry.objects.get(kind=run.KIND).attempts == 0
    browser, address = admin_as(rosa), reverse("narrators:withdrawal", args=[canary.narrator.pk])
    page = browser.get(address)
    assert "a backup perhaps. When they have finished, it goes on by itself" in page.content.decode()
    assert page.headers["Refresh"] == "60"
    with time_machine.travel(began + 5 * run.UNTIL_THEY_HAVE_READ):
        assert run_outbox() == 1
    page = browser.get(address)
    assert "Nothing is left on this site." in page.content.decode()
    assert "Refresh" not in page.headers


@ON_POSTGRESQL
def test_the_report_says_what_postgresqls_journal_still_holds(canary: Canary) -> None:
    call_command("withdraw_consent", str(canary.narrator.pk))
    told = Withdrawal.objects.get().report["database"]
    assert told["kind"] == "postgresql"
    assert told["archive_mode"] == "off"
    assert one("SELECT pg_current_wal_lsn() >= %s::pg_lsn", told["wal_position"])


def _samples() -> str:
    return str(
        one(
            "SELECT string_agg(concat(most_common_vals::text, histogram_bounds::text, most_common_elems::text), ' ')"
            " FROM pg_stats WHERE schemaname = current_schema()"
        )
    ).lower()


def _relation(file: Path) -> str:
    """What PostgreSQL keeps in this file, for whoever must find out how a story's words came to be there."""
    return str(one("SELECT pg_filenode_relation(0, %s::oid)::regclass", file.name.split(".")[0].split("_")[0]) or file)


def _files() -> list[Path]:
    """The tables' own files, as they lie on the disk; the journal (pg_wal) is another matter, and the report's."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
    folder = Path(one("SHOW data_directory")) / "base"
    oid = one("SELECT oid::text FROM pg_database WHERE datname = current_database()")
    if not (folder / oid).is_dir():
        pytest.skip("PostgreSQL runs on another machine")
    return list((folder / oid).iterdir())
