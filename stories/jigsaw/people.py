"""Who did it, and which people the narrator is of."""

import re
from collections.abc import Iterator
from itertools import pairwise

from stories.jigsaw.facets import Facet
from stories.jigsaw.harm import WITNESS, tells_of_harm
from stories.jigsaw.text import Text
from stories.jigsaw.vocabulary import PEOPLES, RELATIONS

_RELATION = {code: re.compile(rf"(?<![\w-])(?:{words})(?![\w-])") for code, (_bits, words) in RELATIONS.items()}
_PEOPLE = {code: re.compile(rf"(?<![\w'])(?:{words})(?![\w])") for code, (_bits, words) in PEOPLES.items()}
_MAYA = re.compile(r"\bmayas?\b|\bmayan\b")
_QUICHE = re.compile(r"\b(?:habl\w+|idioma|lengua|mujer|maya|speak\w*|en|soy|es|familia|abuela)(?: el)? quiche\b")
_STEPFATHER = _RELATION["stepfather"]


def relations(text: Text) -> Iterator[Facet]:
    """A relation is told of many who did nothing: it counts where a sentence, or what follows, speaks of harm."""
    for folded, following in _with_the_next(text):
        if tells_of_harm(folded, following):
            yield from (Facet("relation", code) for code in _related(folded))
        elif _STEPFATHER.search(folded):
            yield Facet("family", "stepfather")


def _related(folded: str) -> Iterator[str]:
    """A word within a longer relation is none: in "my father's friend" nobody says that it was the father."""
    found = [(*hit.span(), code) for code, pattern in _RELATION.items() for hit in pattern.finditer(folded)]
    for start, end, code in found:
        if not WITNESS.match(folded, end) and not any(
            left <= start and end <= right and right - left > end - start for left, right, _code in found
        ):
            yield code


def _with_the_next(text: Text) -> Iterator[tuple[str, str]]:
    yield from pairwise([*(sentence.folded for sentence in text.sentences()), ""])


def peoples(text: Text) -> Iterator[Facet]:
    folded = text.folded
    found = False
    for code, pattern in _PEOPLE.items():
        match = _QUICHE.search(folded) if code == "k'iche'" and "quiche" in folded else None
        if match or any(hit[0] != "quiche" for hit in pattern.finditer(folded)):
            found = True
            yield Facet("people", code)
    if not found and _MAYA.search(folded):
        yield Facet("people", "maya")
