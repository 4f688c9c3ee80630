"""A story with everything that a story can leave behind, on a real disk, before a queue that nobody works on yet."""

from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from config import urls
from tests.stories.withdrawal.canary import Canary, lay

AT_ONCE = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
LATER = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@pytest.fixture
def on_a_disk(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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


@pytest.fixture
def canary(on_a_disk: None, ana: User, rosa: User, settings: Any) -> Canary:
    settings.TASKS = AT_ONCE
    laid = lay(ana, rosa)
    settings.TASKS = LATER
    return laid
