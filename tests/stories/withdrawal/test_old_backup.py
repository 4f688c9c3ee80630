"""The database's and the media's copies of before come back: what was withdrawn since is withdrawn again."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import connection
from django.test import Client

from stories.models import StoryPage, Tombstone, Withdrawal
from stories.withdrawal import proof, run
from tests.stories.withdrawal.canary import TITLE, Canary

pytestmark = pytest.mark.django_db(transaction=True)


class Backup:
    """A copy of the whole database and of the media folder, and the way back."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.media = folder, Path(django_settings.MEDIA_ROOT)
        self.name = str(connection.settings_dict["NAME"])
        self._copy_database(self.name, self._kept)
        shutil.copytree(self.media, folder / "media")

    def restore(self) -> None:
        self._copy_database(self._kept, self.name)
        shutil.rmtree(self.media, ignore_errors=True)
        shutil.copytree(self.folder / "media", self.media)

    def forget(self) -> None:
        if connection.vendor == "postgresql":
            self._sql(f'DROP DATABASE IF EXISTS "{self._kept}" WITH (FORCE)')

    @property
    def _kept(self) -> str:
        return f"{self.name}_backup" if connection.vendor == "postgresql" else str(self.folder / "backup.sqlite3")

    def _copy_database(self, source: str, target: str) -> None:
        connection.close()
        if connection.vendor == "postgresql":
            self._sql(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
            self._sql(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
            return
        for ending in ("-wal", "-shm"):
            Path(target + ending).unlink(missing_ok=True)
            if Path(source + ending).exists():
                shutil.copyfile(source + ending, target + ending)
        shutil.copyfile(source, target)

    def _sql(self, statement: str) -> None:
        with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute(statement)


@pytest.fixture
def backup(canary: Canary, tmp_path: Path) -> Any:
    (tmp_path / "backup").mkdir()
    made = Backup(tmp_path / "backup")
    yield made
    made.forget()


def test_a_restored_backup_is_withdrawn_again_by_migrating(
    canary: Canary, backup: Backup, client: Client, run_outbox: Callable[[], int]
) -> None:
    needles = run.inventory.take(canary.narrator)["needles"]
    call_command("withdraw_consent", str(canary.narrator.pk))
    backup.restore()
    # It is all back: the page, its pictures, and no knowledge of any withdrawal.
    assert TITLE in client.get(canary.story.get_url()).content.decode()
    assert client.get(canary.of_kind("picture")[0]).status_code == 200
    assert not Tombstone.objects.exists()
    assert not Withdrawal.objects.exists()
    call_command("migrate", verbosity=0)
    still = [
        (kind, client.get(address).status_code)
        for address, (kind, _language) in canary.addresses.items()
        if client.get(address).status_code != 410
    ]
    assert still == []
    run_outbox()
    assert Withdrawal.objects.get().is_proven
    assert not StoryPage.objects.filter(narrator=canary.narrator).exists()
    assert proof.search({"needles": needles}).hits == {}
    assert not [file for file in backup.media.rglob("*") if file.is_file()]


def test_by_command_as_well_and_only_once(canary: Canary, backup: Backup, client: Client, capsys: Any) -> None:
    call_command("withdraw_consent", str(canary.narrator.pk))
    backup.restore()
    capsys.readouterr()
    call_command("reapply_withdrawals")
    assert "1 narrators" in capsys.readouterr().out
    assert client.get(canary.story.get_url()).status_code == 410
    call_command("withdraw_consent", str(canary.narrator.pk), "--resume")
    call_command("reapply_withdrawals")
    assert "0 narrators" in capsys.readouterr().out
