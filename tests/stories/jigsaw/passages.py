"""Passages by hand with what they tell, and how well the finder reads them.

`pairs.txt` served to mend the finder; `held_out.txt` never did, and says what it does with a text of tomorrow. The
`passing_*.txt` are of harm and family told in passing: the finder was mended by `tune` and, each writing after one
reading, by `more`; never by `blind`.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from stories.jigsaw.finder import found_in

FOLDER = Path(__file__).parent


class Pair(NamedTuple):
    spanish: str
    english: str
    told: frozenset[str]


class Reading(NamedTuple):
    """What was found of one passage beside what it tells."""

    found: frozenset[str]
    told: frozenset[str]

    def of(self, kind: str) -> "Reading":
        return Reading(*(frozenset(code for code in codes if code.startswith(f"{kind}:")) for codes in self))


def pairs(name: str) -> list[Pair]:
    """Blocks of three lines: "es | …", "en | …", "= code; code"."""
    blocks = (FOLDER / name).read_text().split("\n\n")
    lines = [[line for line in block.strip().splitlines() if not line.startswith("#")] for block in blocks]
    return [_pair(*three) for three in lines if three]


def _pair(spanish: str, english: str, told: str) -> Pair:
    codes = frozenset(code.strip() for code in told.removeprefix("=").split(";")) - {""}
    return Pair(spanish.removeprefix("es |").strip(), english.removeprefix("en |").strip(), codes)


def codes(text: str) -> frozenset[str]:
    return frozenset(facet.code for facet in found_in(text))


def readings(found: Iterable[Pair], *, languages: str = "es en") -> list[Reading]:
    texts = {"es": lambda pair: pair.spanish, "en": lambda pair: pair.english}
    return [Reading(codes(texts[language](pair)), pair.told) for pair in found for language in languages.split()]


def recall(found: list[Reading]) -> float:
    told = sum(len(one.told) for one in found)
    return sum(len(one.found & one.told) for one in found) / told if told else 1.0


def precision(found: list[Reading]) -> float:
    said = sum(len(one.found) for one in found)
    return sum(len(one.found & one.told) for one in found) / said if said else 1.0


def alike(found: list[Pair]) -> float:
    """The share of pairs of which both languages are read as telling the same, rightly or not."""
    return sum(codes(pair.spanish) == codes(pair.english) for pair in found) / len(found)
