"""Jigsaw risk: what a person's published stories give away together.

    guatemala.py    departments and municipalities, by name
    vocabulary.py   words for work, peoples and institutions, in both languages, with one code each
    persons.py      words for persons, and who is what to the narrator: a mother's brother is an uncle
    text.py         text as it is written, to folded text with its capitals remembered
    numbers.py      numbers in digits and words
    ages.py         ages
    when.py         dates
    places.py       departments, municipalities, villages, named institutions
    named.py        the persons named in a sentence
    harm.py         the ways of telling harm (harm_spanish.py, harm_english.py), and where in them he stands who did it
    sentence.py     the subject of a harm, in its sentence or before it
    who.py          relation to the perpetrator
    people.py       people or language
    work.py         what people live from
    family.py       how the family is made
    risk.py         the facets' weights, their sum, and how many people would still fit

It imports nothing of Django, so that it can be read, tested and measured by itself. `finder.found_in(text)` is the way
in; it is not imported here, since its patterns take half a second to compile and most processes never read a story.
"""

from stories.jigsaw.facets import Facet
from stories.jigsaw.risk import Risk, risk_of

__all__ = ["Facet", "Risk", "risk_of"]
