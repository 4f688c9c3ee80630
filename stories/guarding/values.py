"""The texts that a value holds, one by one: a name does not run from one field of a form into the next."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import parse_qsl

from django.contrib.sessions.backends.db import SessionStore
from django.utils.functional import Promise

SHORTEST = 3
"""Letters of the shortest term (stories.guard.variants)."""

# What machines write: random ids, digests and times. Nobody's name.
_MACHINE = re.compile(r"[0-9a-f]{32,}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[\d\s.:+TZ-]*", re.IGNORECASE)
# What this site sealed itself (Fernet): at random, any letters come up in a text of that length.
_SEALED = re.compile(rb"gAAAAA[A-Za-z0-9_-]{60,}={0,2}")
_MAIL = re.compile(r"[^\s@\"'<>]+@[^\s@\"'<>]+")


class _Pairs(list[Any]):
    """A JSON object with every one of its keys: what a later one of the same name hides is written, too."""


def texts(value: object) -> Iterator[str]:
    """Every text in a value of a column: itself, or the leaves and keys of its JSON."""
    if isinstance(value, Promise):
        value = str(value)
    if isinstance(value, (bytes, bytearray, memoryview)):
        value = b"" if _SEALED.fullmatch(bytes(value)) else bytes(value).decode("utf-8", "ignore")
    if isinstance(value, str):
        yield from _of_string(value)
    elif isinstance(value, dict):
        yield from texts([*value.keys(), *value.values()])
    elif isinstance(value, (list, tuple, set, frozenset)):
        for each in value:
            yield from texts(each)
    elif hasattr(value, "obj"):  # psycopg's Json and Jsonb
        yield from texts(value.obj)


def _of_string(value: str) -> Iterator[str]:
    if len(value) < SHORTEST or _MACHINE.fullmatch(value):
        return
    if value.lstrip()[:1] in {"{", "["}:
        try:
            inner = json.loads(value, object_pairs_hook=_Pairs)
        except (ValueError, RecursionError):
            pass
        else:
            yield from texts(inner)
            return
    yield value


def of_form_state(value: object) -> Iterator[str]:
    """The form of a preview, as a browser sends it."""
    for name, field in parse_qsl(str(value)):
        yield from texts(name)
        yield from texts(field)


def of_session(value: object) -> Iterator[str]:
    """A session, without addresses: whoever signs in with one that has a name in it does not write it anywhere."""
    for text in texts(SessionStore().decode(str(value))):
        yield _MAIL.sub(" | ", text)


READERS = {
    ("wagtailadmin_formstate", "data"): of_form_state,
    ("django_session", "session_data"): of_session,
}


def texts_of(table: str, column: str, value: object) -> Iterable[str]:
    """The texts of a value for this column."""
    return READERS.get((table, column), texts)(value)
