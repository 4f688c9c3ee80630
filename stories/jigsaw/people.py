"""Which people the narrator is of."""

import re
from collections.abc import Iterator

from stories.jigsaw.facets import Facet
from stories.jigsaw.text import Text
from stories.jigsaw.vocabulary import PEOPLES

_PEOPLE = {code: re.compile(rf"(?<![\w'])(?:{words})(?![\w])") for code, (_bits, words) in PEOPLES.items()}
_MAYA = re.compile(r"\bmayas?\b|\bmayan\b")
_QUICHE = re.compile(r"\b(?:habl\w+|idioma|lengua|mujer|maya|speak\w*|en|soy|es|familia|abuela)(?: el)? quiche\b")


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
