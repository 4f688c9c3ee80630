"""Ages, and when it happened."""

import re
from collections.abc import Iterator

from stories.jigsaw.facets import Facet
from stories.jigsaw.numbers import NUMBER, WORDS, number
from stories.jigsaw.text import Text

_N = f"(?P<n>{NUMBER})"
_ONE_AGE = [
    rf"\b(?:ten[ig]\w*|tien\w+|cumpl\w+|cumpli|con|a los|a mis|de|desde los|hasta los|edad de|entre los) (?:apenas |solo |ya |unos |casi )?{_N} (?:anos|anitos|ano)\b(?! (?:despues|antes|mas tarde|de (?:carcel|prision|cadena|condena|espera|lucha|silencio|terapia|trabajo|experiencia|casad\w+|edad adulta)))",
    rf"\b(?:a|hasta|desde) (?:los|mis|sus) {_N}\b(?! (?:meses|dias|semanas|minutos|horas|kilometros|pasos))",
    rf"\b{_N} (?:anos|anitos) (?:de edad|tenia|tengo|cumplidos)\b",
    rf"\b(?:nin[ao]s?|adolescente|muchach[ao]s?|joven|patoj[ao]s?|hij[ao]) de {_N}\b(?! (?:meses|dias|hermanos|mayo|enero))",
    rf"\b(?:age|aged|ages) (?:of )?{_N}",
    rf"\b{_N}[- ]years?[- ]old\b",
    rf"\b(?:i|she|he|i'm|i'd|she's) (?:am|was|is|turned|had turned|had just turned|had turned just)? ?(?:only |just |barely |about |almost )?{_N}(?= (?:when|and|years old)|[.,;:|!?)]|$)",
    rf"\b(?:turned|when i was|when she was|by|girl of|boy of) (?:only |just |barely )?{_N}(?= (?:when|and|in|i|she|he|years old|my|they)\b|[.,;:|!?)]|$)(?! o'clock)",
    # "At seven" is as often an hour: an age from thirteen on, or where a person follows.
    rf"\bat (?:only |just |barely )?{_N}(?=,? (?:when|i|she|he|my)\b)(?! o'clock)",
    r"\bat (?:only |just |barely )?(?P<n>"
    + "|".join([r"1[3-9]|[2-9]\d", *(word for word, is_ in WORDS.items() if is_ > 12)])
    + r")(?=[.,;:|!?)]|$)",
]
_AGE = [re.compile(pattern) for pattern in _ONE_AGE]
# "once años después", "twelve years in prison": not an age.
_NOT_AN_AGE = re.compile(r"(?:despues|antes|mas tarde|later|ago|before|in prison|of prison|in jail)")
_TWO_AGES = re.compile(
    rf"\b(?:entre los|de los|between(?: the ages of)?|from(?: the age of)?|desde los) (?P<a>{NUMBER}) (?:y los|a los|hasta los|and|to|until) (?P<b>{NUMBER})(?: anos|[.,;| ]|$)"
)

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
_YEAR = r"(?P<year>19[5-9]\d|20[0-4]\d)"
_DAY = rf"(?P<day>[0-3]?\d|primero|{NUMBER})"
_DATES = [
    re.compile(rf"\b{_DAY}(?:ro|st|nd|rd|th)? (?:de |of )?{_MONTH}\b(?:,? (?:de |del |del ano |of )?{_YEAR})?"),
    re.compile(rf"\b{_MONTH} {_DAY}(?:st|nd|rd|th)?\b(?:,? {_YEAR})?"),
    re.compile(rf"\b{_MONTH},? (?:de |del |del ano |of )?{_YEAR}"),
    re.compile(rf"\b(?P<day>[0-3]?\d)[/.-](?P<month>[01]?\d)[/.-]{_YEAR}\b"),
    re.compile(rf"\b{_YEAR}-(?P<month>[01]\d)-(?P<day>[0-3]\d)\b"),
    re.compile(
        rf"\b(?:en|de|desde|a finales de|a principios de|in|since|during|early|late|last) (?:el mes de )?{_MONTH}\b(?! (?:be|have|not|i|we|you|the)\b)"
    ),
    re.compile(rf"\b{_YEAR}\b"),
]
_AGO = re.compile(
    rf"\b(?:hace|hara|desde hace) (?:unos |casi |ya |mas de |como )?{_N} anos?\b|\b{_N} years? ago\b".replace(
        "(?P<n>", "(?P<m>", 1
    )
)
_MODAL_MAY = re.compile(r"\bmay\b")


def ages(text: Text) -> Iterator[Facet]:
    for sentence in text.sentences():
        folded = sentence.folded
        for pair in _TWO_AGES.finditer(folded):
            yield from (Facet("age", str(number(pair[name]))) for name in ("a", "b") if _lives(number(pair[name])))
        for pattern in _AGE:
            for match in pattern.finditer(folded):
                if _lives(number(match["n"])) and not _NOT_AN_AGE.match(folded, _word_after(folded, match.end())):
                    yield Facet("age", str(number(match["n"])))


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
    for match in _AGO.finditer(folded):
        yield Facet("date", f"ago {number(match['m'] or match['n'])}")


def _lives(age: int) -> bool:
    return 2 <= age <= 90


def _word_after(folded: str, end: int) -> int:
    gap = re.compile(r"[ ,]*(?:anos|years)?[ ,]*").match(folded, end)
    return gap.end() if gap else end


def _date(parts: dict[str, str | None]) -> str:
    """ISO 8601, with "--03-14" for a day of no year and "--03" for a month of no year."""
    month, year, day = parts.get("month"), parts.get("year"), parts.get("day")
    if not month:
        return year or ""
    place = int(month) if month.isdigit() else _MONTHS[month]
    if not 1 <= place <= 12:
        return ""
    exact = 1 if day == "primero" else number(day) if day else 0
    if exact > 31:
        return ""
    return f"{year or '-'}-{place:02}" + (f"-{exact:02}" if exact else "")


def _is_modal(text: Text, match: re.Match[str]) -> bool:
    """English "may" and "march" in lower case are verbs."""
    groups = match.groupdict()
    return groups.get("month") in {"may", "march"} and not text.is_name(match.start("month"))
