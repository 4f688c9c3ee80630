"""An invented name that is guarded in the tests, its disguises, and the proof that none of them was written."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from stories.guard.index import Fingerprinter, Index
from stories.guard.variants import Kind, expand
from stories.guarding.terms import guard_term
from stories.models import GuardedTerm
from stories.residue.places import rows
from stories.residue.views import views

# Nobody's name; its words occur nowhere else in the project.
NAME = "Xquenia Tzalamha"
# What shows it in an answer, a log or a dump, in any of the spellings that the tests use.
NEEDLES = ("tzalamha", "xquenia")


def guard_the_name(**changes: Any) -> GuardedTerm:
    given = {"term": NAME, "kind": Kind.PERSON, "narrator": None, "by": None, "now": timezone.now()}
    return guard_term(**{**given, **changes})


def index_of_the_name() -> Index:
    fingerprinter = Fingerprinter(settings.FINGERPRINT_KEY)
    return Index.of(settings.FINGERPRINT_KEY, [fingerprinter.seal(expand(NAME, Kind.PERSON))])


def everything() -> dict[str, int]:
    """How many rows each table has, and how many files there are."""
    with connection.cursor() as cursor:
        tables = sorted(table.name for table in connection.introspection.get_table_list(cursor) if table.type == "t")
        counts = {}
        for table in tables:
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")
            counts[table] = cursor.fetchone()[0]
    return {**counts, "files": len(list(_files("")))}


def _files(folder: str) -> Iterator[str]:
    if folder and not default_storage.exists(folder):
        return
    folders, files = default_storage.listdir(folder)
    yield from (f"{folder}/{name}" for name in files)
    for name in folders:
        yield from _files(f"{folder}/{name}".strip("/"))


def is_anywhere() -> list[str]:
    """Where in the database or among the files the name is, in any reading."""
    found = {
        place for place, value in rows(connection) if any(n in view.lower() for view in views(value) for n in NEEDLES)
    }
    return sorted(found | {name for name in _files("") if _is_in_file(name)})


def _is_in_file(name: str) -> bool:
    with default_storage.open(name) as file:
        readings = [name, *views(file.read())]
    return any(needle in reading.lower() for reading in readings for needle in NEEDLES)


# What an admin's request may write all the same: that somebody tried, a message for them, and when they came by.
MAY_GROW = {
    *("stories_blockedattempt", "django_session", "wagtailadmin_editingsession", "wagtailcore_pagesubscription"),
    *(f"wagtailsearch_indexentry_fts_{part}" for part in ("data", "idx", "docsize", "config")),
}


@contextmanager
def nothing_is_written() -> Iterator[None]:
    before = everything()
    yield
    after = everything()
    grown = {table for table, count in after.items() if count != before.get(table, 0)} - MAY_GROW
    assert not grown, grown
    assert not is_anywhere()
