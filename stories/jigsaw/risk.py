"""How many people would still fit, of all who may be meant.

Each facet parts a crowd: "Cobán" leaves one person of about 340 places, an age one of about 16. What it takes away is
counted in bits (log2), so that bits of independent facets add up:

    bits of one kind  = its most telling facet in full, and half of each further one (they are not independent:
                        who was eleven at the deed and fourteen at the trial has one birthday)
    bits              = the sum over kinds; department, municipality and village are one kind, since one lies in the
                        other, and so a department adds nothing to its own municipality
    group             = POPULATION / 2 ** bits
    too revealing     when group < SMALLEST_GROUP

POPULATION (settings.JIGSAW_POPULATION, 250,000 by default) is the crowd among whom a reader would look: not the
country, since a reader of these stories knows already that it is a survivor, and mostly a girl or a woman.
SMALLEST_GROUP (settings.JIGSAW_SMALLEST_GROUP, 20 by default) is the k of k-anonymity: with fewer than that, a
neighbour who knows one thing more knows who it is. The weights are estimates of a facet's rarity, rounded; they are
stated here so that they can be argued with. The sum warns; it proves nothing: a single rare fact may be enough, and
no number replaces the reviewer.

Sources: L. Sweeney, "k-anonymity: a model for protecting privacy" (2002), and "Simple demographics often identify
people uniquely" (2000: place, birth date and sex); Article 29 Working Party, Opinion 05/2014 on anonymisation
techniques; UNICEF, "Guidelines for journalists reporting on children" (change the name *and* obscure what identifies);
Murad Code (2022), on confidentiality across all of a survivor's accounts taken together.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from stories.jigsaw.facets import Facet
from stories.jigsaw.persons import RELATIONS
from stories.jigsaw.places import DEPARTMENTS_OF
from stories.jigsaw.vocabulary import PEOPLES

POPULATION = 250_000
SMALLEST_GROUP = 20

_AGE, _WORK, _FAMILY, _MAYA = 4.0, 5.0, 3.0, 1.0
_DEPARTMENT, _MUNICIPALITY, _VILLAGE, _ZONE = 4.5, 8.5, 12.0, 7.0
_INSTITUTION = {"school": 12.0, "church": 11.0, "home": 9.0, "company": 9.0, "association": 7.0, "hospital": 5.5}
_INSTITUTION_ELSE = 6.0
_DATE = {"day": 11.5, "month": 6.5, "year": 3.0, "day of no year": 8.5, "month of no year": 3.5, "ago": 3.0}
_FAMILY_RARE = {
    "twin": 6.5,
    "orphan": 4.5,
    "widow": 4.5,
    "parents apart": 2.0,
    "migrated parent": 3.5,
    "only child": 4.0,
}
_GROUPS = {"department": "place", "municipality": "place", "village": "place", "institution": "place"}


def bits_of(facet: Facet) -> float:
    """What this facet takes away, alone."""
    return _WEIGHTS[facet.kind](facet.value)


def _exactness(value: str) -> str:
    if value.startswith("ago"):
        return "ago"
    if value.startswith("--"):
        return "day of no year" if value.count("-") == 3 else "month of no year"
    return ("year", "month", "day")[min(value.count("-"), 2)]


_WEIGHTS: dict[str, Callable[[str], float]] = {
    "age": lambda value: _AGE,
    "date": lambda value: _DATE[_exactness(value)],
    "department": lambda value: _DEPARTMENT,
    "municipality": lambda value: _MUNICIPALITY,
    "village": lambda value: _ZONE if value.startswith("zona ") else _VILLAGE,
    "institution": lambda value: _INSTITUTION.get(value.split(":")[0], _INSTITUTION_ELSE),
    "relation": lambda value: RELATIONS[value][0] if value in RELATIONS else 5.0,
    "work": lambda value: _WORK,
    "people": lambda value: PEOPLES[value][0] if value in PEOPLES else _MAYA,
    "family": lambda value: _FAMILY_RARE.get(value, _FAMILY),
}


@dataclass(frozen=True)
class Risk:
    facets: frozenset[Facet]
    bits: float
    population: int
    smallest_group: int

    @property
    def group(self) -> int:
        """How many people would fit, one at least."""
        return max(1, math.floor(self.population / 2**self.bits))

    @property
    def about(self) -> int:
        """The group in no more figures than an estimate has: 11,000 for 11,048."""
        return round(self.group, 2 - len(str(self.group)))

    @property
    def limit(self) -> float:
        """The bits that leave just enough people."""
        return math.log2(self.population / self.smallest_group)

    @property
    def is_over(self) -> bool:
        return self.bits > self.limit


def risk_of(facets: Iterable[Facet], *, population: int = POPULATION, smallest_group: int = SMALLEST_GROUP) -> Risk:
    """What these facets give away together."""
    told = frozenset(facets)
    counted = [facet for facet in told if not _is_contained(facet, told)]
    kinds: dict[str, list[float]] = {}
    for facet in counted:
        kinds.setdefault(_GROUPS.get(facet.kind, facet.kind), []).append(bits_of(facet))
    bits = sum(max(found) + (sum(found) - max(found)) / 2 for found in kinds.values())
    return Risk(told, bits, population, smallest_group)


def _is_contained(facet: Facet, told: frozenset[Facet]) -> bool:
    """A department whose municipality is told, a year whose month is told."""
    if facet.kind == "department":
        return any(facet.value in DEPARTMENTS_OF.get(other.value, ()) for other in told if other.kind == "municipality")
    if facet.kind == "date":
        return any(other.kind == "date" and other.value.startswith(f"{facet.value}-") for other in told)
    return False
