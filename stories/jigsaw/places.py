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
    r"\b(?:viv[eioa]\w*|naci\w*|crec\w+|lleg\w+|mud\w+|trasla\w+|estudi\w+|trabaj\w+|originari\w+|vecin\w+|regres\w+|volv\w+|vengo|venimos|vine|fui|fuimos|iba|ibamos|sali\w*|llev\w+|soy|era|es|somos|audiencia"
    r"|is|was|am|live[ds]?|living|work(?:s|ed|ing)?|born|grew up|moved|raised|came|come|goes|go|went|took|returned|went to school)\b[^.|]{0,25}?\b(?:en|a|de|hasta|in|to|from|at) $"
    # What stands in a town.
    r"|\b(?:juzgado|tribunal|fiscalia|comisaria|hospital|escuela|instituto|colegio|carcel|maquila|fabrica|terminal|calles|casa|fincas?|aldeas?|caserio|gente)"
    r"(?: municipal| departamental)? de $"
    # A saint is asked or feasted, not stood in.
    r"|(?<!creo )(?<!creemos )(?<!confio )(?<!believe )(?<!trust )\b(?:en|in|near|outside|cerca de|afueras de|from) $"
)
# "Para Todos Santos", "día de Todos Santos": the feast.
_FEAST = re.compile(r"(?:dia|fiesta|noche|para|visperas?)(?: de)? $|all saints.{0,20}$")
_CAPITAL = re.compile(r"\b(?:la capital|the capital(?: city)?|ciudad capital)\b(?! (?:de|del|of)\b)")
_NAMED = r"(?P<name>(?:[A-ZÁÉÍÓÚÑ][\w'’áéíóúñü.]*|\d+)(?:\s+(?:(?:de|del|al|la|las|los|el|y|of|the)\s+){0,2}[A-ZÁÉÍÓÚÑ\d][\w'’áéíóúñü]*){0,4})"
_VILLAGE_BEFORE = re.compile(
    rf"\b(?i:aldea|caser[ií]o|cant[oó]n|paraje|barrio|colonia|lotificaci[oó]n|asentamiento|comunidad|village of|hamlet of|neighbou?rhood of|community of)\s+(?:(?:de|del|of)\s+)?(?:(?i:el|la|los|las)\s+)?{_NAMED}"
)
_VILLAGE_AFTER = re.compile(rf"\b{_NAMED}\s+(?:village|hamlet|neighbou?rhood)\b")
_ZONE = re.compile(r"\b(?:zona|zone) (\d{1,2})\b")
_ACCENTS = {plain: f"[{plain}{accented}]" for plain, accented in zip("aeioun", "áéíóúñ", strict=True)}
_KINDS = re.sub(r"(?<!\\)[aeioun]", lambda letter: _ACCENTS[letter[0]], "|".join(INSTITUTIONS.values()))
"""Of text that has its accents still."""
_INSTITUTION_BEFORE = re.compile(
    rf"\b(?P<kind>(?i:{_KINDS}))\s+(?:(?i:named|called|llamad[ao]|de nombre|of)\s+)?(?:[«“\"']\s*)?{_NAMED}"
)
_INSTITUTION_AFTER = re.compile(rf"\b{_NAMED}\s+(?P<kind>(?i:{_KINDS}))\b")
_HOME_AFTER = re.compile(rf"\b[Tt]he {_NAMED} (?P<kind>home)\b")
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
_ENGLISH = set(
    "school academy institute college church parish temple chapel congregation clinic shelter orphanage home university"
    " company factory plantation estate foundation association cooperative center centre".split()
)
# Names of no school in particular.
_GENERAL = {
    "i",
    "publico",
    "nacional",
    "catolica",
    "evangelica",
    "publica",
    "victim's",
    "victims",
    "women's",
    "public",
    "national",
}
_SORTS = set(
    "primary secondary high middle elementary boarding rural public private technical teacher training mixed".split()
)


def places(text: Text) -> Iterator[Facet]:
    folded = text.folded
    for match in _PLACE.finditer(folded):
        name = re.sub(r"\s+", " ", match[1])
        before = folded[max(0, match.start() - 60) : match.start() + match[0].find(match[1])]
        before = re.sub(r"\bel $", "", before) if not name.startswith("el ") else before
        within = _IN_DEPARTMENT.match(folded, match.end())
        yield from _place(text, match.start(1), name, before, within is not None)
    if _CAPITAL.search(folded):
        yield Facet("municipality", "guatemala")
    yield from _villages(text)


def _place(text: Text, start: int, name: str, before: str, within: bool) -> Iterator[Facet]:
    if _SAYS_DEPARTMENT.search(before) and name in DEPARTMENTS:
        yield Facet("department", DEPARTMENTS[name])
    elif name in TOWNS and (_SAYS_TOWN.search(before) or (within and (name not in DEPARTMENTS or name in _AMBIGUOUS))):
        yield Facet("municipality", TOWNS[name])
    elif (name in TOWNS and name == "guatemala") or _FEAST.search(before):
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
    return bool(re.match(r"\s+[A-ZÁÉÍÓÚÑ]|'s\b", text.plain[start + len(name) :]))


def _villages(text: Text) -> Iterator[Facet]:
    for pattern in (_VILLAGE_BEFORE, _VILLAGE_AFTER):
        for match in pattern.finditer(text.plain):
            name = _slug(match["name"])
            # "Una aldea de Jocotán" lies in the town; "aldea San José" is called so.
            if name and (name not in TOWNS or name in _AMBIGUOUS):
                yield Facet("village", name)
    for match in _ZONE.finditer(text.folded):
        yield Facet("village", f"zona {int(match[1])}")


def institutions(text: Text) -> Iterator[Facet]:
    for pattern in (_INSTITUTION_BEFORE, _INSTITUTION_AFTER, _HOME_AFTER):
        for match in pattern.finditer(text.plain):
            name = _slug(match["name"])
            if name and name not in _GENERAL and name not in DEPARTMENTS and not _goes_on(match):
                yield Facet("institution", f"{_kind(fold(match['kind']))}:{name}")


def _goes_on(match: re.Match[str]) -> bool:
    """In English a name stands before the school: "at school Maria", "at the shelter Maria" are no names of one."""
    kind = match["kind"]
    follows = match.start("kind") < match.start("name")
    return (
        follows
        and kind.islower()
        and kind.split()[-1] in _ENGLISH
        and not re.search(r"\b(?:called|named|of)\b", match[0])
    )


def _kind(word: str) -> str:
    return next((kind for kind, pattern in _KIND_OF.items() if pattern.search(word)), "home")


def _slug(name: str) -> str:
    """Without the words that only begin a sentence before it, an article, or the sort of school after it."""
    words = re.sub(r"[^\w' ]", " ", fold(name)).split()
    while words and words[-1] in _SORTS:
        words.pop()
    while words and words[0] in _STARTS:
        words = words[1:]
    return " ".join(words)[:40]
