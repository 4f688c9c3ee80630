"""Jigsaw risk: what a person's published stories give away together.

    guatemala.py    departments and municipalities, by name
    vocabulary.py   words for relations, work, peoples and institutions, in both languages, with one code each
    text.py         text as it is written, to folded text with its capitals remembered
    numbers.py      numbers in digits and words
    when.py         ages and dates
    places.py       departments, municipalities, villages, named institutions
    people.py       relation to the perpetrator, work, people or language, family
    risk.py         the facets' weights, their sum, and how many people would still fit

It imports nothing of Django, so that it can be read, tested and measured by itself. `found_in(text)` is the way in.
"""

from stories.jigsaw.facets import Facet
from stories.jigsaw.finder import found_in
from stories.jigsaw.risk import Risk, risk_of

__all__ = ["Facet", "Risk", "found_in", "risk_of"]
