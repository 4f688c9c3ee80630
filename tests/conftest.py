"""What every test may use. The cast is in tests/factories.py; journeys in Chromium have tests/browser/conftest.py."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.utils import timezone

from core import outbox
from home.models import HomePage


@pytest.fixture(autouse=True)
def _fresh_cache() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


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


SAME_ORIGIN = {"HTTP_SEC_FETCH_SITE": "same-origin"}
