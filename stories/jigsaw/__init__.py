"""Jigsaw risk: what a person's published stories give away together.

    guatemala.py    departments and municipalities, by name
    vocabulary.py   words for relations, work, peoples and institutions, in both languages, with one code each
    text.py         text as it is written, to folded text with its capitals remembered
    numbers.py      numbers in digits and words
    ages.py         ages
    when.py         dates
    places.py       departments, municipalities, villages, named institutions
    harm.py         whether a sentence tells of harm or a trial
    people.py       relation to the perpetrator, people or language
    work.py         what people live from
    family.py       how the family is made
    risk.py         the facets' weights, their sum, and how many people would still fit

It imports nothing of Django, so that it can be read, tested and measured by itself. `found_in(text)` is the way in.
"""

from stories.jigsaw.facets import Facet
from stories.jigsaw.finder import found_in
from stories.jigsaw.risk import Risk, risk_of

__all__ = ["Facet", "Risk", "found_in", "risk_of"]
