"""Facets in the reader's words."""

from collections.abc import Iterable

from django.utils.translation import gettext, ngettext, pgettext_lazy

from stories.jigsaw import Facet
from stories.jigsaw.guatemala import MUNICIPALITIES
from stories.jigsaw.text import fold
from stories.models import FacetKind

WORDS = {
    "stepfather": pgettext_lazy("facet", "stepfather"),
    "father": pgettext_lazy("facet", "father"),
    "husband": pgettext_lazy("facet", "husband"),
    "uncle": pgettext_lazy("facet", "uncle"),
    "mother": pgettext_lazy("facet", "mother"),
    "stepmother": pgettext_lazy("facet", "stepmother"),
    "aunt": pgettext_lazy("facet", "aunt"),
    "grandmother": pgettext_lazy("facet", "grandmother"),
    "father-in-law": pgettext_lazy("facet", "father-in-law"),
    "nephew": pgettext_lazy("facet", "nephew"),
    "relative": pgettext_lazy("facet", "another relative"),
    "classmate": pgettext_lazy("facet", "classmate"),
    "workmate": pgettext_lazy("facet", "workmate"),
    "friend": pgettext_lazy("facet", "friend"),
    "landlord": pgettext_lazy("facet", "landlord"),
    "gang member": pgettext_lazy("facet", "gang member"),
    "grandfather": pgettext_lazy("facet", "grandfather"),
    "brother": pgettext_lazy("facet", "brother"),
    "cousin": pgettext_lazy("facet", "cousin"),
    "brother-in-law": pgettext_lazy("facet", "brother-in-law"),
    "neighbour": pgettext_lazy("facet", "neighbour"),
    "boyfriend": pgettext_lazy("facet", "boyfriend"),
    "family friend": pgettext_lazy("facet", "family friend"),
    "teacher": pgettext_lazy("facet", "teacher"),
    "headmaster": pgettext_lazy("facet", "headmaster"),
    "pastor": pgettext_lazy("facet", "pastor"),
    "priest": pgettext_lazy("facet", "priest"),
    "coach": pgettext_lazy("facet", "coach"),
    "employer": pgettext_lazy("facet", "employer"),
    "police officer": pgettext_lazy("facet", "police officer"),
    "soldier": pgettext_lazy("facet", "soldier"),
    "doctor": pgettext_lazy("facet", "doctor"),
    "official": pgettext_lazy("facet", "official"),
    "driver": pgettext_lazy("facet", "driver"),
    "nurse": pgettext_lazy("facet", "nurse"),
    "midwife": pgettext_lazy("facet", "midwife"),
    "weaver": pgettext_lazy("facet", "weaver"),
    "lawyer": pgettext_lazy("facet", "lawyer"),
    "social worker": pgettext_lazy("facet", "social worker"),
    "psychologist": pgettext_lazy("facet", "psychologist"),
    "journalist": pgettext_lazy("facet", "journalist"),
    "domestic worker": pgettext_lazy("facet", "domestic worker"),
    "farmer": pgettext_lazy("facet", "farmer"),
    "coffee picker": pgettext_lazy("facet", "coffee picker"),
    "fisher": pgettext_lazy("facet", "fisher"),
    "baker": pgettext_lazy("facet", "baker"),
    "tailor": pgettext_lazy("facet", "tailor"),
    "market seller": pgettext_lazy("facet", "market seller"),
    "shopkeeper": pgettext_lazy("facet", "shopkeeper"),
    "cook": pgettext_lazy("facet", "cook"),
    "mason": pgettext_lazy("facet", "mason"),
    "carpenter": pgettext_lazy("facet", "carpenter"),
    "mayor": pgettext_lazy("facet", "mayor"),
    "hairdresser": pgettext_lazy("facet", "hairdresser"),
    "factory worker": pgettext_lazy("facet", "factory worker"),
    "security guard": pgettext_lazy("facet", "security guard"),
    "accountant": pgettext_lazy("facet", "accountant"),
    "engineer": pgettext_lazy("facet", "engineer"),
    "musician": pgettext_lazy("facet", "musician"),
    "healer": pgettext_lazy("facet", "healer"),
    "radio presenter": pgettext_lazy("facet", "radio presenter"),
    "tortilla maker": pgettext_lazy("facet", "tortilla maker"),
    "orphan": pgettext_lazy("facet", "orphan"),
    "widow": pgettext_lazy("facet", "widow or widower"),
    "raised by others": pgettext_lazy("facet", "raised by others"),
    "parents apart": pgettext_lazy("facet", "parents apart"),
    "twin": pgettext_lazy("facet", "twin"),
    "only child": pgettext_lazy("facet", "only child"),
    "eldest": pgettext_lazy("facet", "eldest"),
    "youngest": pgettext_lazy("facet", "youngest"),
    "raised by grandparents": pgettext_lazy("facet", "raised by grandparents"),
    "mother of a child": pgettext_lazy("facet", "has a child"),
    "migrated parent": pgettext_lazy("facet", "migrated parent"),
    "school": pgettext_lazy("facet", "school"),
    "church": pgettext_lazy("facet", "church"),
    "hospital": pgettext_lazy("facet", "hospital"),
    "home": pgettext_lazy("facet", "home"),
    "university": pgettext_lazy("facet", "university"),
    "company": pgettext_lazy("facet", "company"),
    "association": pgettext_lazy("facet", "association"),
    "maya": pgettext_lazy("facet", "maya"),
}
PLACES = {fold(name): name for names in MUNICIPALITIES.values() for name in names} | {
    fold(department): department for department in MUNICIPALITIES
}


def kind_words(facet: Facet) -> str:
    return str(FacetKind(facet.kind).label)


def value_words(facet: Facet) -> str:
    kind, value = facet
    if kind == "date" and value.startswith("ago "):
        years = int(value[4:])
        return ngettext("%(count)d year ago", "%(count)d years ago", years) % {"count": years}
    if kind == "family" and value.endswith(" siblings"):
        return gettext("%(count)s siblings") % {"count": value.split()[0]}
    if kind == "institution":
        sort, _colon, name = value.partition(":")
        return f"{WORDS.get(sort, sort)} {name.title()}"
    if kind in {"municipality", "department"}:
        return PLACES.get(value, value)
    return str(WORDS.get(value, value.title() if kind == "village" else value))


def listed(facets: Iterable[Facet]) -> str:
    """Several facets in one line: "age: 14, municipality: Nebaj"."""
    return ", ".join(sorted(f"{kind_words(facet)}: {value_words(facet)}" for facet in facets))
