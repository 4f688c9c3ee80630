"""Disguises and innocent sentences by hand, written before anybody looked at how the guard reads.

`disguises.txt` says of each whether docs/safety.md promises to find it. The guard is mended by what it promises in
general, never by one of these.
"""

from pathlib import Path
from typing import NamedTuple

from stories.guard.variants import Kind

FOLDER = Path(__file__).parent
KINDS = {"person": Kind.PERSON, "place": Kind.PLACE, "school": Kind.PLACE}
ESCAPES = {r"\n": "\n", r"\u200b": "\u200b"}


class Disguise(NamedTuple):
    term: str
    kind: Kind
    text: str
    is_promised: bool


def disguises() -> list[Disguise]:
    found: list[Disguise] = []
    term, kind = "", Kind.PERSON
    for line in (FOLDER / "disguises.txt").read_text().splitlines():
        mark, _space, rest = line.partition(" ")
        if mark == "=":
            name, _bar, term = (part.strip() for part in rest.partition("|"))
            kind = KINDS[name]
        elif mark in {"+", "-"}:
            found.append(Disguise(term, kind, _unescaped(rest), mark == "+"))
    return found


def terms() -> dict[str, Kind]:
    return {each.term: each.kind for each in disguises()}


def namesakes() -> list[str]:
    """About somebody or somewhere else of a guarded name: stopped on purpose, and not counted as innocent."""
    return (FOLDER / "namesakes.txt").read_text().splitlines()


def innocent_sentences(language: str = "*") -> list[str]:
    """Each once, in no order that means anything."""
    files = sorted(FOLDER.glob(f"innocent_{language}_*.txt"))
    return sorted({line for file in files for line in file.read_text().splitlines() if line})


def _unescaped(text: str) -> str:
    for escape, letter in ESCAPES.items():
        text = text.replace(escape, letter)
    return text
