"""A story with everything that a story can leave behind, on a real disk, before a queue that nobody works on yet."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from config import urls
from tests import databases
from tests.stories.withdrawal.canary import Canary, lay

AT_ONCE = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
LATER = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@pytest.fixture
def on_a_disk(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Media and tombstones where the search reads them, and the demo's address for media leading there."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    served: Any = next(one for one in urls.urlpatterns if str(getattr(one, "pattern", "")).startswith("media/"))
    monkeypatch.setitem(served.default_args, "document_root", settings.MEDIA_ROOT)
    settings.TOMBSTONES_FILE = tmp_path / "outside" / "tombstones.json"
    settings.VAR = tmp_path / "var"
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    }
    settings.TASKS = LATER
    return tmp_path


@dataclass
class LaidOnce:
    """The story as this process has laid it, once it has, and its files. Its rows are kept by `databases`."""

    folder: Path
    canary: Canary | None = None


@pytest.fixture(scope="session")
def laid_once(tmp_path_factory: pytest.TempPathFactory) -> LaidOnce:
    return LaidOnce(tmp_path_factory.getbasetemp() / "canary")


@pytest.fixture
def canary(on_a_disk: Path, ana: User, rosa: User, settings: Any, laid_once: LaidOnce) -> Canary:
    """Laid once a process for the tests that commit: what they do to it, they do to a copy."""
    if connection.in_atomic_block:
        return _lay(ana, rosa, settings)
    if laid_once.canary is None:
        laid_once.canary = _lay(ana, rosa, settings)
        databases.keep("canary")
        shutil.copytree(on_a_disk, laid_once.folder)
    else:
        databases.renew("canary")
        shutil.copytree(laid_once.folder, on_a_disk, dirs_exist_ok=True)
        for person in (ana, rosa):
            vars(person).update(vars(User.objects.get(email=person.email)))
    return laid_once.canary.read_again()


def _lay(ana: User, rosa: User, settings: Any) -> Canary:
    settings.TASKS = AT_ONCE
    laid = lay(ana, rosa)
    settings.TASKS = LATER
    return laid
