"""The cache in front of this site, where there is one: addresses are taken out of it, and it is asked whether they are.

Wagtail's backends are called by hand. `PurgeBatch` puts the addresses, which name the story, into a queue that is kept,
and whatever fails there is said to the log alone, with the address. Here nothing is kept and failures are counted.
"""

import logging
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

from django.conf import settings
from wagtail.contrib.frontend_cache.utils import get_backends

PATIENCE = 5.0
"""Seconds that one request may take."""
GIVE_UP_AFTER = 3
"""Failures one after another: nobody is there, and the rest needs no waiting."""
NOT_IN_IT = {404, 410, 412}
"""What nginx and some Varnish configurations answer to PURGE when they hold no such page."""


def is_there() -> bool:
    return bool(getattr(settings, "WAGTAILFRONTENDCACHE", None))


def purge(addresses: Iterable[str]) -> int:
    """Take these absolute addresses out of every cache in front; returns how many may still be in one."""
    wanted = list(addresses)
    return sum(_purge_from(backend, wanted) for backend in get_backends().values()) if is_there() else 0


def _purge_from(backend: object, addresses: list[str]) -> int:
    left, running = 0, 0
    for number, address in enumerate(addresses):
        if not backend.invalidates_hostname(urlsplit(address).hostname):  # type: ignore[attr-defined]
            continue
        failed = not _is_purged(backend, address)
        left, running = left + failed, running + 1 if failed else 0
        if running == GIVE_UP_AFTER:
            return left + len(addresses) - number - 1
    return left


def _is_purged(backend: object, address: str) -> bool:
    with _impatient(), _failures_counted() as failures:
        try:
            backend.purge(address)  # type: ignore[attr-defined]
        except Exception:  # noqa: BLE001 - whatever a vendor's client raises, the address is still in its cache
            return False
    return not failures


@contextmanager
def _impatient() -> Iterator[None]:
    """Wagtail's own requests set no limit, and a cache that never answers must not hold up the rest."""
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(PATIENCE)
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)


@contextmanager
def _failures_counted() -> Iterator[list[str]]:
    """Wagtail's backends tell of failures in the log alone, with the address; they come here and not into any log."""
    failures: list[str] = []

    def take(record: logging.LogRecord) -> bool:
        is_ours = record.name == "wagtail.frontendcache" or "purge" in str(record.msg)
        if is_ours and record.levelno >= logging.ERROR and not NOT_IN_IT & set(record.args or ()):
            failures.append(record.levelname)
        return not is_ours

    loggers = [logging.getLogger("wagtail.frontendcache"), logging.getLogger()]
    level = loggers[0].level
    loggers[0].setLevel(logging.ERROR)
    for logger in loggers:
        logger.addFilter(take)
    try:
        yield failures
    finally:
        loggers[0].setLevel(level)
        for logger in loggers:
            logger.removeFilter(take)


def answers(addresses: Iterable[str]) -> Iterator[tuple[str, int, bytes]]:
    """(address, status, body) as the world sees them; status 0 where nobody answers."""
    running = 0
    for address in addresses:
        status, body = _asked(address) if running < GIVE_UP_AFTER else (0, b"")
        running = 0 if status else running + 1
        yield address, status, body


def _asked(address: str) -> tuple[int, bytes]:
    try:
        with urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - this site's own address
            return answer.status, answer.read()
    except HTTPError as error:
        return error.code, error.read()
    except (OSError, HTTPException):
        return 0, b""
