"""The sentences in which a text tells something, for whoever must judge whether it does."""

from collections.abc import Iterable
from itertools import pairwise

from stories.jigsaw.facets import Facet
from stories.jigsaw.finder import found_in
from stories.jigsaw.text import Text


def telling(texts: Iterable[str], facet: Facet) -> list[str]:
    """In order, each once. Where it takes two sentences to tell it, both; where it takes more, the whole text."""
    found: dict[str, None] = {}
    for text in texts:
        if facet in found_in(text):
            found |= dict.fromkeys(_sentences(Text.of(text), facet))
    return list(found)


def _sentences(text: Text, facet: Facet) -> list[str]:
    every = [sentence.plain.strip(" |") for sentence in text.sentences()]
    alone = {sentence for sentence in every if facet in found_in(sentence)}
    couples = [f"{one} {other}" for one, other in pairwise(every) if not alone & {one, other}]
    told = [sentence for sentence in every if sentence in alone] + [two for two in couples if facet in found_in(two)]
    return told or [" ".join(text.plain.split())]
