"""Departments, municipalities, villages, and schools, churches and the like that have a name."""

import re
from collections.abc import Iterator

from stories.jigsaw.facets import Facet
from stories.jigsaw.guatemala import AMBIGUOUS, MUNICIPALITIES, OTHER_DEPARTMENTS, OTHER_NAMES
from stories.jigsaw.text import Text, fold
from stories.jigsaw.vocabulary import INSTITUTIONS

DEPARTMENTS = {fold(name): fold(name) for name in MUNICIPALITIES} | {
    fold(name): fold(department) for name, department in OTHER_DEPARTMENTS.items()
}
TOWNS = {fold(name): fold(name) for names in MUNICIPALITIES.values() for name in names} | {
    fold(name): fold(town) for name, town in OTHER_NAMES.items()
}
DEPARTMENTS_OF: dict[str, set[str]] = {}
for _department, _names in MUNICIPALITIES.items():
    for _name in _names:
        DEPARTMENTS_OF.setdefault(fold(_name), set()).add(fold(_department))
_AMBIGUOUS = {fold(name) for name in AMBIGUOUS}
_ALL = sorted({*DEPARTMENTS, *TOWNS}, key=len, reverse=True)
_PLACE = re.compile(
    r"(?<![\w'])(?:el )?(" + "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in _ALL) + r")(?![\w'])"
)
_IN_DEPARTMENT = re.compile(
    r"\s*(?:,|\(|en|de|del|in)\s*(?:el )?("
    + "|".join(map(re.escape, sorted(DEPARTMENTS, key=len, reverse=True)))
    + r")(?!\w)"
)
_SAYS_TOWN = re.compile(
    r"(?:municipio|municipalidad|municipios|pueblo|ciudad|cabecera|casco urbano|alcaldia|alcalde|feria|mercado|parque|centro)(?: municipal| departamental)? de(?: la| el)? $"
    r"|(?:town|city|municipality|village|mayor|market) (?:hall )?of $"
)
_SAYS_DEPARTMENT = re.compile(r"(?:departamento|department)(?: de| del| of)(?: el)? $")
_SAYS_VILLAGE_OF = re.compile(r"(?:aldea|caserio|canton|barrio|comunidad|finca)\b[^.,|]{0,30}, $")
_LIVES_IN = re.compile(
    r"\b(?:viv[eioa]\w*|naci\w*|crec\w+|lleg\w+|mud\w+|trasla\w+|estudi\w+|originari\w+|vecin\w+|regres\w+|volv\w+|soy|era|es|somos|is|was|am|audiencia"
    r"|live[ds]?|living|born|grew up|moved|from|raised|came back|returned|went to school)\b[^.|]{0,25}?\b(?:en|a|de|in|to|from|at) $"
)
_NAMED = r"(?P<name>(?:[A-ZÁÉÍÓÚÑ][\w'’áéíóúñü.]*|\d+)(?:\s+(?:(?:de|del|la|las|los|el|y|of|the)\s+){0,2}[A-ZÁÉÍÓÚÑ\d][\w'’áéíóúñü]*){0,4})"
_VILLAGE_BEFORE = re.compile(
    rf"\b(?i:aldea|caser[ií]o|cant[oó]n|paraje|barrio|colonia|lotificaci[oó]n|asentamiento|comunidad|village of|hamlet of|neighbou?rhood of|community of)\s+(?:(?:de|del|of)\s+)?(?:(?i:el|la|los|las)\s+)?{_NAMED}"
)
_VILLAGE_AFTER = re.compile(rf"\b{_NAMED}\s+(?:village|hamlet|neighbou?rhood)\b")
_ZONE = re.compile(r"\b(?:zona|zone) (\d{1,2})\b")
_KINDS = "|".join(INSTITUTIONS.values())
_INSTITUTION_BEFORE = re.compile(
    rf"\b(?P<kind>(?i:{_KINDS}))\s+(?:(?i:named|called|llamad[ao]|de nombre|of)\s+)?(?:[«“\"']\s*)?{_NAMED}"
)
_INSTITUTION_AFTER = re.compile(rf"\b{_NAMED}\s+(?P<kind>(?i:(?:primary |high |secondary )?{_KINDS}))\b")
_KIND_OF = {kind: re.compile(pattern) for kind, pattern in INSTITUTIONS.items()}
_STARTS = {
    "el",
    "la",
    "los",
    "las",
    "the",
    "mi",
    "my",
    "un",
    "una",
    "a",
    "su",
    "her",
    "en",
    "in",
    "at",
    "de",
    "our",
    "that",
}
# Names of no school in particular.
_GENERAL = {"publico", "nacional", "catolica", "evangelica", "publica"}


def places(text: Text) -> Iterator[Facet]:
    folded = text.folded
    for match in _PLACE.finditer(folded):
        name = re.sub(r"\s+", " ", match[1])
        before = folded[max(0, match.start() - 60) : match.start() + match[0].find(match[1])]
        before = re.sub(r"\bel $", "", before) if not name.startswith("el ") else before
        within = _IN_DEPARTMENT.match(folded, match.end())
        yield from _place(text, match.start(1), name, before, within is not None)
    yield from _villages(text)


def _place(text: Text, start: int, name: str, before: str, within: bool) -> Iterator[Facet]:
    if _SAYS_DEPARTMENT.search(before) and name in DEPARTMENTS:
        yield Facet("department", DEPARTMENTS[name])
    elif name in TOWNS and (_SAYS_TOWN.search(before) or (within and (name not in DEPARTMENTS or name in _AMBIGUOUS))):
        yield Facet("municipality", TOWNS[name])
    elif name in TOWNS and name == "guatemala":
        return
    elif name in _AMBIGUOUS:
        if (
            (_LIVES_IN.search(before) or _SAYS_VILLAGE_OF.search(before))
            and text.is_name(start)
            and not _runs_on(text, start, name)
        ):
            yield Facet(*(("department", DEPARTMENTS[name]) if name in DEPARTMENTS else ("municipality", TOWNS[name])))
    elif name in DEPARTMENTS:
        if (
            name != "quiche"
            or not re.search(r"(?:habl\w+|en|maya|idioma|speak\w*|soy|mujer|es) $", before)
            or re.search(r"\bel $", before)
        ):
            yield Facet("department", DEPARTMENTS[name])
    else:
        yield Facet("municipality", TOWNS[name])


def _runs_on(text: Text, start: int, name: str) -> bool:
    """Whether another word with a capital follows: "Flores Costa Cuca", "Concepción Morales"."""
    return bool(re.match(r"\s+[A-ZÁÉÍÓÚÑ]", text.plain[start + len(name) :]))


def _villages(text: Text) -> Iterator[Facet]:
    for pattern in (_VILLAGE_BEFORE, _VILLAGE_AFTER):
        for match in pattern.finditer(text.plain):
            if name := _slug(match["name"]):
                yield Facet("village", name)
    for match in _ZONE.finditer(text.folded):
        yield Facet("village", f"zona {int(match[1])}")


def institutions(text: Text) -> Iterator[Facet]:
    for pattern in (_INSTITUTION_BEFORE, _INSTITUTION_AFTER):
        for match in pattern.finditer(text.plain):
            name = _slug(match["name"])
            if name and name not in _GENERAL and name not in DEPARTMENTS:
                yield Facet("institution", f"{_kind(fold(match['kind']))}:{name}")


def _kind(word: str) -> str:
    return next(kind for kind, pattern in _KIND_OF.items() if pattern.search(word))


def _slug(name: str) -> str:
    """Without the words that only begin a sentence before it, or an article."""
    words = re.sub(r"[^\w' ]", " ", fold(name)).split()
    while words and words[0] in _STARTS:
        words = words[1:]
    return " ".join(words)[:40]
