"""How the family is made."""

import re
from collections.abc import Iterator

from stories.jigsaw.facets import Facet
from stories.jigsaw.numbers import NUMBER, number
from stories.jigsaw.text import Text

_N = f"(?P<n>{NUMBER})"
_MY = r"(?:mi|mis|su|sus|nuestr[ao]s?|my|her|his|our)"
_MOTHER = r"(?:mama|madre|mother|mom|mum)"
_FATHER = r"(?:papa|padre|father|dad)"
_PARENT = rf"(?:{_MOTHER}|{_FATHER}|papas|padres|parents)"
_ABROAD = r"(?:norte|north|estados unidos|united states|ee\.? ?uu|usa|the us|the states|mexico|canada|los angeles|houston|chicago|new york|nueva york|california|florida|espana|spain|otro lado)"
_NOBODY_AFTER = r"(?=[.,;:|!?)]|$| (?:de|of|y|and|que|who|in|en|cuando|when|child|daughter|son|sister|brother|hij[ao]|herman[ao])\b)"

_FAMILY: dict[str, str] = {
    "orphan": rf"huerfan[ao]s?|orphan(?:ed)?|{_MY} {_PARENT} (?:se )?(?:murio|fallecio|murieron|died|passed away|(?:was|were) (?:killed|murdered))"
    rf"|(?:se )?(?:murio|fallecio) {_MY} {_PARENT}|mataron a {_MY} {_PARENT}|killed {_MY} {_PARENT}"
    rf"|perdi a {_MY} {_PARENT}|i lost {_MY} {_PARENT}(?! (?:for|in the|at))",
    "twin": r"gemel[ao]s?|melliz[ao]s?|twins?(?! (?:beds?|towers?|volcanoes))",
    "only child": r"(?:no (?:tengo|tenia|tuve)|sin) hermanos|no (?:siblings|brothers (?:or|and|nor) sisters)|hij[ao] unic[ao]|only (?:child|daughter|son)",
    "eldest": rf"(?:la|el|soy|era) (?:hij[ao] |herman[ao] )?mayor de (?:tod[ao]s|l[ao]s |mis |{NUMBER})|(?:soy|era|fui) (?:yo )?(?:la|el) (?:hij[ao] |herman[ao] )?(?:mayor|primer[ao]){_NOBODY_AFTER}"
    rf"|(?:eldest|oldest) (?:of|child|daughter|son)|(?:i am|i'm|i was|being) the (?:eldest|oldest|first-born){_NOBODY_AFTER}",
    "youngest": rf"(?:la|el|soy|era) (?:hij[ao] |herman[ao] )?(?:menor|mas (?:pequen|chiquit)\w+) de (?:tod[ao]s|l[ao]s |mis |{NUMBER})|(?:soy|era|fui) (?:yo )?(?:la|el) (?:hij[ao] |herman[ao] )?(?:menor|mas (?:pequen|chiquit)\w+|ultim[ao]){_NOBODY_AFTER}"
    rf"|youngest (?:of|child|daughter|son)|(?:i am|i'm|i was|being) the (?:youngest|smallest|last-born){_NOBODY_AFTER}",
    "raised by grandparents": rf"(?:me|nos) dej(?:o|aron) con (?:la|el|l[ao]s|mis?|su|nuestr[ao]) abuel\w+|(?:crio|criaron) (?:con )?{_MY} abuel\w+|(?:creci|me crie|viv\w+) con {_MY} abuel\w+|{_MY} abuel\w+ (?:me|la|lo|nos) cri(?:o|aron)"
    rf"|(?:raised|brought up) by (?:my|her|his|our) (?:\w+ )?grand\w+|(?:grew up|lived|live|left (?:me|us)) with (?:my|her|his|our) (?:\w+ )?grand\w+"
    r"|(?:my|her|his|our) grand\w+ (?:raised (?:me|us|her|him)|brought (?:me|us|her|him) up)",
    "mother of a child": rf"(?:mi|mis|nuestr[ao]s?)(?: {NUMBER})? (?:hij[ao]s?|bebe|nin[ao]s?(?! interior)|niet[ao]s?)|{NUMBER} niet[ao]s|di a luz|dar a luz|(?:tuve|tengo|tenemos|teniamos|con|sacado adelante a|crie a|criando a|los|las) (?:un|una|{NUMBER}) (?:hij[ao]s?|bebe|nin[ao]s?)(?! de\b)(?! \w+ (?:me|nos)\b)"
    r"|(?:soy|era|fui|ya era|ser) (?:mama|madre)\b|quede embarazada|(?:estaba|estoy|estuve|salio|sali|salir) embarazada|me embarac\w+|(?:el|mi|un) embarazo|embaraz(?:arme|o\b(?! (?:de|en|adolesc)))"
    rf"|(?:my|our)(?: {NUMBER})? (?:daughters?|sons?|baby|babies|child|children|(?:little )?(?:girls?|boys?)(?!friend)|grand(?:children|sons?|daughters?))\b|{NUMBER} grandchildren|gave birth|giving birth|(?:(?:i|we|i've|and) (?:had|have)|with|raised|raising) (?:a|an|{NUMBER}) (?:baby|sons?|daughters?|child|children|girls|boys)\b"
    r"|(?:am|was|being|became|already) a (?:\w+ )?mother|(?:i|me|being|for being) (?:\w+ ){0,2}pregnant|my pregnancy|pregnant by",
    "migrated parent": rf"{_MY} {_PARENT}\b[^.|]{{0,12}} (?:fue|fueron|ido|emigr\w+|migr\w+|vive|viven|vivia\w*|trabaja\w*|estaba\w*|left|gone|went|moved|lives?|lived|works?|worked|was|were|crossed)\b[^.|]{{0,20}}\b{_ABROAD}",
}
_FAMILIES = {code: re.compile(rf"\b(?:{words})(?!\w)") for code, words in _FAMILY.items()}
_BRETHREN = r"(?:herman[ao]s(?: y (?:herman[ao]s|yo)\b)?|siblings|brothers|sisters|brothers and sisters)"
_SIBLINGS = [
    re.compile(rf"\b(?:somos|eramos|tengo|tenia|tiene|tuve|mis|sus|con|de(?: l[ao]s)?|entre) {_N} {_BRETHREN}\b"),
    re.compile(
        rf"\b(?:i have|i had|we are|we were|she has|he has|my|of|his|with|are|were) {_N} (?:of us )?{_BRETHREN}\b"
    ),
    re.compile(rf"\b(?:we are|we were|one of|youngest of|eldest of) {_N} children\b"),
]
# A mother's children are one more than a child's brothers and sisters.
_CHILDREN = re.compile(rf"\b{_MY} (?:{_PARENT}) (?:tuvo|tuvieron|had) {_N} (?:hij[ao]s|children|kids)\b")


def family(text: Text) -> Iterator[Facet]:
    folded = text.folded
    yield from (Facet("family", code) for code, pattern in _FAMILIES.items() if pattern.search(folded))
    yield from (Facet("family", f"{count} siblings") for count in _siblings(folded) if count)


def _siblings(folded: str) -> Iterator[int]:
    for pattern in _SIBLINGS:
        yield from (number(match["n"]) for match in pattern.finditer(folded))
    yield from (number(match["n"]) - 1 for match in _CHILDREN.finditer(folded))
