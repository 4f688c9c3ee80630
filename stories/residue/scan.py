"""The search itself."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper

from stories.residue import places
from stories.residue.needles import Wanted, squash
from stories.residue.views import views


@dataclass
class Findings:
    """Where something was found, and how much was read. Never what: a report must not hold the story."""

    hits: Counter[str] = field(default_factory=Counter)
    values: int = 0
    files: set[str] = field(default_factory=set)

    @property
    def is_clean(self) -> bool:
        return not self.hits

    def missing(self, expected: Iterable[str]) -> list[str]:
        """The positive control: which of the places where a published story must be found gave no hit.

        A place ends with `*` to stand for all that begin so: "file:media/*".
        """
        return [place for place in expected if not self._has(place)]

    def _has(self, place: str) -> bool:
        if place.endswith("*"):
            return any(hit.startswith(place[:-1]) for hit in self.hits)
        return place in self.hits


def scan(*, connection: BaseDatabaseWrapper, folders: Iterable[Path], needles: Iterable[str]) -> Findings:
    """Read everything and say where any needle is. Needles come from `needles.needles_from`.

    Raises ValueError without needles: a search for nothing would prove nothing.
    """
    wanted = [needle for needle in needles if needle]
    if not wanted:
        raise ValueError("A search for nothing proves nothing.")
    findings = Findings()
    sought = Wanted(wanted)
    for place, value in places.rows(connection):
        findings.values += 1
        _look(findings, place, value, sought)
    for place, piece in places.files(folders):
        findings.files.add(place)
        _look(findings, place, piece, sought)
    return findings


def holds(value: object, wanted: Wanted) -> bool:
    """Whether any reading of this value has a needle in it."""
    return any(wanted.stands_in(squash(view)) for view in views(value))


def _look(findings: Findings, place: str, value: object, wanted: Wanted) -> None:
    if holds(value, wanted):
        findings.hits[place] += 1
