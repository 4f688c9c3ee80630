"""What every test may use. The cast is in tests/factories.py; journeys in Chromium have tests/browser/conftest.py."""

import functools
import gc
import hashlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.test import TransactionTestCase
from django.utils import timezone, translation
from PIL import Image

from core import outbox
from core.faces import finder
from core.messages import compile_catalogs
from home.models import HomePage
from tests import databases
from tests.stand_ins import stand_ins  # noqa: F401


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--of-the-database",
        action="store_true",
        help="leave out the tests that may not touch the database: on another one they would only say the same again",
    )


def pytest_configure() -> None:
    compile_catalogs()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--of-the-database"):
        config.hook.pytest_deselected(items=[item for item in items if not _may_touch_the_database(item)])
        items[:] = [item for item in items if _may_touch_the_database(item)]


def pytest_collection_finish() -> None:
    """What is imported stays: looking through all of it for garbage, again and again, took a seventh of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def _may_touch_the_database(item: pytest.Item) -> bool:
    """pytest-django lets no other test at it."""
    asks = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(asks or item.get_closest_marker("django_db"))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        databases.use_a_migrated_copy()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_setup", _renew_once)
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: databases.renew())
        yield
    with django_db_blocker.unblock():
        databases.drop_the_copy()


@functools.cache
def _renew_once() -> None:
    """Before the first test that commits. All that roll back ran before it, and left their words in the files."""
    databases.renew()


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _no_files_left() -> Iterator[None]:
    """Uploads outlive a test's transaction; the searches through all files would read those of a thousand tests."""
    yield
    folders, files = default_storage.listdir("")
    for name in [*folders, *files]:
        default_storage.delete(name)


@pytest.fixture(autouse=True)
def _nobodys_language() -> None:
    """A request leaves its reader's language behind; the next test begins in the site's own."""
    translation.deactivate()


@pytest.fixture(autouse=True, scope="session")
def _one_look_at_each_picture() -> Iterator[None]:
    """Finding faces takes most of a second, and the same few pictures are uploaded in hundreds of tests."""
    seen: dict[tuple[str, tuple[int, int], bytes], list[finder.Box]] = {}

    def find(picture: Image.Image) -> list[finder.Box]:
        key = (picture.mode, picture.size, hashlib.sha256(picture.tobytes()).digest())
        if key not in seen:
            seen[key] = finder.find(picture)
        return seen[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("core.faces.services.find", find)
        yield


@pytest.fixture
def home_es(db: None) -> HomePage:
    return HomePage.objects.get(locale__language_code="es")


@pytest.fixture
def home_en(db: None) -> HomePage:
    return HomePage.objects.get(locale__language_code="en")


@pytest.fixture
def run_outbox(db: None) -> Callable[[], int]:
    """Carry out everything that waits in the outbox, as the worker would; returns how many succeeded."""
    return lambda: outbox.sweep(now=timezone.now())


SAME_ORIGIN: dict[str, Any] = {"HTTP_SEC_FETCH_SITE": "same-origin"}
