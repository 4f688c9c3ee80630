"""When it happened."""

import re
from collections.abc import Iterator

from stories.jigsaw.facets import Facet
from stories.jigsaw.numbers import NUMBER, ORDINAL, YEAR_IN_WORDS, number
from stories.jigsaw.numbers import year as year_of
from stories.jigsaw.text import Text

_MONTHS = {
    **{
        name: at
        for at, name in enumerate(
            "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(), 1
        )
    },
    **{
        name: at
        for at, name in enumerate(
            "january february march april may june july august september october november december".split(), 1
        )
    },
    "setiembre": 9,
}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + ")"
_YEAR = rf"(?P<year>19[5-9]\d|20[0-4]\d|{YEAR_IN_WORDS})"
_DAY = rf"(?P<day>primero|{ORDINAL}|[0-3]?\d|{NUMBER})"
_DATES = [
    re.compile(rf"\b{_DAY}(?:ro)? (?:de |of )?{_MONTH}\b(?:,? (?:de |del |del ano |of )?{_YEAR})?"),
    re.compile(rf"\b{_MONTH} (?:the )?{_DAY}\b(?:,? {_YEAR})?"),
    re.compile(rf"\b{_MONTH},? (?:de |del |del ano |of )?{_YEAR}"),
    re.compile(rf"\b(?P<day>[0-3]?\d)[/.-](?P<month>[01]?\d)[/.-]{_YEAR}\b"),
    re.compile(rf"\b{_YEAR}-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b"),
    re.compile(
        rf"\b(?:en|de|desde|hasta|a|y|para|entre|del mes de|de cada|a finales de|a principios de|a mediados de|in|since|until|from|to|and"
        rf"|between|by|during|early|late|last|mid-?) ?(?:el mes de )?{_MONTH}\b(?! (?:be|have|not|i|we|you|the)\b)"
    ),
    re.compile(rf"\b(?:en|de|del|desde|hasta|ano|in|of|since|until|year) (?:el )?(?:ano )?(?P<year>{YEAR_IN_WORDS})"),
    re.compile(r"\b(?P<year>19[5-9]\d|20[0-4]\d)\b"),
    # "En el 98", "in '98": the century goes without saying.
    re.compile(
        r"(?:\b(?:en el|del|desde el|hasta el|ano) '?|\b(?:in|of|since|until) ')(?P<short>[5-9]\d|[0-2]\d)\b(?! (?:por|de|%))"
    ),
]
_N = rf"(?P<n>{NUMBER})"
_AGO = [
    re.compile(rf"\b(?:hace|hara) (?:\w+ |mas de |al menos |poco mas de )?{_N} anos?\b"),
    re.compile(rf"\b{_N} (?:long )?years? (?:ago|back)\b"),
]
_AGO_IN_WORDS = (
    (1, re.compile(r"\bel ano pasado\b|\blast year\b|\ba year ago\b")),
    (10, re.compile(r"\bhace (?:mas de |casi )?una decada\b|\ba decade ago\b")),
)


def dates(text: Text) -> Iterator[Facet]:
    """The most exact reading of each place: a day's month and year are not told again."""
    folded = text.folded
    taken: list[tuple[int, int]] = []
    for pattern in _DATES:
        for match in pattern.finditer(folded):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            value = _date(match.groupdict())
            if value and not _is_modal(text, match):
                taken.append(match.span())
                yield Facet("date", value)
    yield from (Facet("date", f"ago {years}") for years in _years_ago(folded))


def _years_ago(folded: str) -> Iterator[int]:
    for pattern in _AGO:
        yield from (number(match["n"]) for match in pattern.finditer(folded))
    yield from (years for years, pattern in _AGO_IN_WORDS if pattern.search(folded))


def _date(parts: dict[str, str | None]) -> str:
    """ISO 8601, with "--03-14" for a day of no year and "--03" for a month of no year."""
    month, year, day = parts.get("month"), _year(parts), parts.get("day")
    if not month:
        return year or ""
    place = int(month) if month.isdigit() else _MONTHS[month]
    if not 1 <= place <= 12:
        return ""
    exact = 1 if day == "primero" else number(day) if day else 0
    if exact > 31:
        return ""
    return f"{year or '-'}-{place:02}" + (f"-{exact:02}" if exact else "")


def _year(parts: dict[str, str | None]) -> str:
    """Four digits. Two are of this century up to 29."""
    if short := parts.get("short"):
        return f"{19 if int(short) > 29 else 20}{short}"
    year = parts.get("year") or ""
    return year if not year or year.isdigit() else str(year_of(year))


def _is_modal(text: Text, match: re.Match[str]) -> bool:
    """English "may" and "march" in lower case are verbs."""
    groups = match.groupdict()
    return groups.get("month") in {"may", "march"} and not text.is_name(match.start("month"))
