"""The guarded terms, opened, in this process's memory.

Every question asks the database which set of terms is in force (one small query), so that a term that was added in one
process is known in all others at their next save. No cache stands between: what it forgot would go unguarded.
"""

import hashlib
import secrets
import threading
from collections import OrderedDict
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection

from stories.guard.index import Index

REMEMBERED = 20_000
"""Texts that were read and found clean; a page's paragraphs are saved in several places at once."""

_lock = threading.Lock()
_secret = secrets.token_bytes(32)


class Memory:
    """One set of terms. Remembers clean texts by a fingerprint under a key that dies with the process."""

    def __init__(self, version: tuple[int, int], index: Index) -> None:
        self.version, self._index = version, index
        self._clean: OrderedDict[bytes, None] = OrderedDict()

    @property
    def is_empty(self) -> bool:
        return self.version[0] == 0

    def finds_in(self, text: str) -> bool:
        if self.is_empty:
            return False
        key = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), key=_secret, digest_size=16).digest()
        if key in self._clean:
            return False
        if self._index.finds_in(text):
            return True
        self._remember(key)
        return False

    def forget(self) -> None:
        """Read every text anew."""
        with _lock:
            self._clean.clear()

    def _remember(self, key: bytes) -> None:
        with _lock:
            self._clean[key] = None
            if len(self._clean) > REMEMBERED:
                self._clean.popitem(last=False)


def _nothing() -> Memory:
    return Memory((0, 0), Index.of("", ()))


_held = _nothing()
_table_is_there = False


def current() -> Memory:
    """The terms that are in force now."""
    global _held  # noqa: PLW0603 - one index a process
    from stories.models import GuardedTerm

    if not _is_migrated():
        return _nothing()
    held, version = _held, GuardedTerm.objects.version()
    if held.version != version:
        sealed: Any = GuardedTerm.objects.in_force().values_list("sealed", flat=True)
        held = _held = Memory(version, Index.of(settings.FINGERPRINT_KEY, [bytes(each) for each in sealed]))
    return held


def forget_everything() -> None:
    """Open the terms anew at the next question."""
    global _held  # noqa: PLW0603
    _held = _nothing()


def terms_in(text: str) -> set[UUID]:
    """Which terms stand in a text, by their random ids. Slow (each is opened by itself): for refusals alone."""
    from stories.models import GuardedTerm

    terms: Any = GuardedTerm.objects.in_force().values_list("pk", "sealed")
    return {pk for pk, sealed in terms if Index.of(settings.FINGERPRINT_KEY, [bytes(sealed)]).finds_in(text)}


def _is_migrated() -> bool:
    """False while migrations are still on their way to the table of terms; asked again until it is there."""
    global _table_is_there  # noqa: PLW0603 - never becomes false again
    if not _table_is_there:
        from stories.models import GuardedTerm

        with connection.cursor() as cursor:
            tables = connection.introspection.table_names(cursor)
        _table_is_there = GuardedTerm._meta.db_table in tables
    return _table_is_there
