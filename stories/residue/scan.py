"""The search itself."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper

from stories.residue import places
from stories.residue.needles import SHORTEST, Wanted, squash
from stories.residue.views import as_bytes, is_packed, views

TOGETHER = 1024 * 1024
BETWEEN = b"\n \n"


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
    together = _Together(findings, sought)
    for place, value in places.rows(connection):
        findings.values += 1
        together.add(place, as_bytes(value))
    together.look()
    for place, piece in places.files(folders):
        findings.files.add(place)
        _look(findings, place, piece, sought)
    return findings


class _Together:
    """Many small values of one column are read as one text: only where that holds a needle is each read by itself.

    What is packed is always read by itself, since where it begins is part of how it is unpacked.
    """

    def __init__(self, findings: Findings, sought: Wanted) -> None:
        self._findings, self._sought = findings, sought
        self._values: dict[str, list[bytes]] = {}
        self._size = 0

    def add(self, place: str, data: bytes) -> None:
        if len(data) < SHORTEST:
            return
        if is_packed(data):
            _look(self._findings, place, data, self._sought)
            return
        self._values.setdefault(place, []).append(data)
        self._size += len(data)
        if self._size > TOGETHER:
            self.look()

    def look(self) -> None:
        for place, values in self._values.items():
            if holds(BETWEEN.join(values), self._sought):
                for value in values:
                    _look(self._findings, place, value, self._sought)
        self._values, self._size = {}, 0


def holds(value: object, wanted: Wanted) -> bool:
    """Whether any reading of this value has a needle in it."""
    return any(wanted.stands_in(squash(view)) for view in views(value))


def any_holds(values: Iterable[object], wanted: Wanted) -> bool:
    """Whether any of many small values does: read as one, as in `scan`."""
    read = [as_bytes(value) for value in values]
    return holds(BETWEEN.join(data for data in read if not is_packed(data)), wanted) or any(
        holds(data, wanted) for data in read if is_packed(data)
    )


def _look(findings: Findings, place: str, value: object, wanted: Wanted) -> None:
    if holds(value, wanted):
        findings.hits[place] += 1
