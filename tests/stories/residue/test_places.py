"""Every file is read, and reading the database's own does no harm."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from stories.residue import places

# Where SQLite holds a lock for as long as somebody uses the database (wal.c, "deadman switch").
IN_USE = 128
TRY_TO_LOCK = f"""
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, {IN_USE})
"""
ON_SQLITE = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite's files")


def is_seen_to_be_in_use(index: Path) -> bool:
    """Whether another process is kept from taking the database for unused."""
    tried = subprocess.run([sys.executable, "-c", TRY_TO_LOCK, index], capture_output=True, text=True, check=False)
    assert tried.returncode == 0 or "BlockingIOError" in tried.stderr or "PermissionError" in tried.stderr
    return tried.returncode != 0


@ON_SQLITE
@pytest.mark.django_db(transaction=True)
def test_reading_the_databases_files_lets_go_of_none_of_its_locks() -> None:
    """Let go of, another process cut the index of the journal short, and the worker died of it in a withdrawal."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("CREATE TABLE canoe AS SELECT 'la canoa verde' AS words")
    name = str(connection.settings_dict["NAME"])
    index = Path(f"{name}-shm").resolve()
    assert is_seen_to_be_in_use(index)
    read = dict.fromkeys(place for place, _piece in places.files(places.folders_of_this_site()))
    assert any(place.endswith(Path(name).name) for place in read)
    assert is_seen_to_be_in_use(index)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE canoe")


@ON_SQLITE
@pytest.mark.django_db(transaction=True)
def test_they_are_read_whole_all_the_same() -> None:
    name = Path(str(connection.settings_dict["NAME"])).resolve()
    pieces = [piece for _place, piece in places.files([name])][1:]
    first, *rest = pieces
    assert first + b"".join(piece[places.OVERLAP :] for piece in rest) == name.read_bytes()


def test_one_that_went_away_meanwhile_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "db.sqlite3-journal"
    monkeypatch.setattr(places, "_database_files", lambda: {gone})
    assert list(places._pieces(gone)) == []


def test_one_that_cannot_be_read_is_not_called_clean(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_database_files", lambda: {tmp_path})
    with pytest.raises(OSError, match="could not be read"):
        list(places._pieces(tmp_path))
