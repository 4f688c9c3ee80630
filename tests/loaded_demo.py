"""The demo's content for tests: loaded once a module, and every test rolled back to it.

from tests.loaded_demo import demo  # noqa: F401 - a fixture
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Loading takes seconds, so it happens in a transaction around the module's tests, each of which nests in it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", verbosity=0)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(_loaded: None, db: None) -> None:
    """The demo's content is there."""
