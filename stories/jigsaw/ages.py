"""Ages."""

import re
from collections.abc import Iterator

from stories.jigsaw.facets import Facet
from stories.jigsaw.numbers import NUMBER, ORDINAL, WORDS, number
from stories.jigsaw.text import Text

# "Eight or nine" are two ages.
_N = rf"(?P<n>{NUMBER})(?:(?: (?:o|u|or|a|to) | ?[-–] ?)(?P<n2>{NUMBER}))?"
_BARELY = (
    r"(?:(?:apenas|solo|solamente|ya|como|unos|casi|los|only|just|barely|about|around|almost|already|maybe|not yet) )*"
)
_STOP = r"[.,;:|!?)\"”»—–]|$"
_THEN = (
    rf"(?={_STOP}| (?:when|and|in|i|she|he|my|they|we|until|till|the|but|or|then|before|after|on|that|already|with|who|so|as"
    rf"|because|while|an|now|today|at the time|years old|years of age)\b)(?! o'clock)"
)
_KIN = (
    r"(?:my|our|her|his) (?:\w+ )?(?:sister|brother|daughter|son|child|cousin|friend|niece|girl|boy|baby|mother|twin)"
)
_WHO = rf"(?:i|she|he|{_KIN}|both of us|the two of us|all of us)"

# The smallest age that a pattern may mean: "Tengo tres." is as often children.
_PATTERNS = [
    (
        2,
        rf"\b(?:ten[ig]\w*|tien\w+|cumpl\w+|con|a los|a mis|de|desde los|hasta los|edad de|entre los|entre) {_BARELY}{_N} (?:anos|anitos|ano)\b",
    ),
    (2, rf"\bcumpl\w+ {_BARELY}{_N}(?={_STOP}| (?:cuando|en|y|no|hasta|antes|el|la|supe|me|mi|ya|a)\b)"),
    (2, rf"\bten(?:go|ia|iamos|ian) {_BARELY}{_N}(?= (?:cuando|la vez|el dia|y (?:el|ella|yo|mi)\b))"),
    (5, rf"\bten(?:go|ia|iamos|ian) {_BARELY}{_N}(?={_STOP}| y (?:era|me|le|la|lo|no|ya|todavia|aun)\b)"),
    # What is counted ends in -s: "a los tres hijos", "a los dos meses"; "a los once nos mudamos" does not count.
    (
        3,
        rf"\b(?:a|hasta|desde) (?:los|mis|sus|tus) {_BARELY}{_N}(?! (?!anos|anitos|nos\b|les\b|los\b|las\b|mis\b|sus\b|mas\b|entonces\b|\w+mos\b)\w+s\b)(?! (?:de|por) \w)",
    ),
    (2, rf"\b{_N} (?:anos|anitos) (?:de edad|tenia|tengo|cumplidos|recien)\b"),
    (
        2,
        rf"\b(?:nin[ao]s?|hombre|senor|mujer|adolescentes?|muchach[ao]s?|jovencit[ao]s?|joven(?:es)?|patoj[ao]s?|chic[ao]s?|senorita|hij[ao]s?|bebe) de {_BARELY}{_N}(?! (?:meses|dias|semanas|herman|mayo|enero|libras|mujeres|hombres|familias))",
    ),
    (2, rf"\b(?:age|aged|ages) (?:of )?{_BARELY}{_N}"),
    (2, rf"\b{_N}[- ]years?[- ](?:olds?|of age)\b"),
    (
        2,
        rf"\b{_WHO} (?:(?:am|was|were|is|will be|would be|had|have|turn|turned|turning|would soon be|will soon be) )+{_BARELY}{_N}{_THEN}",
    ),
    (2, rf"\b(?:i'm|i'd turned|she's|he's) {_BARELY}{_N}{_THEN}"),
    (2, rf"\b(?:to turn|turn(?:ed|ing|s)?|when i was|when she was|by) {_BARELY}{_N}{_THEN}"),
    (2, rf"\b(?:girls?|boys?|child|children|daughter|son|teenagers?|woman|man) of {_BARELY}{_N}{_THEN}"),
    # "At seven" is as often an hour: an age from thirteen on, or where a person follows.
    (2, rf"\bat {_BARELY}{_N}(?=,? (?:when|i|she|he|my)\b)(?! o'clock)"),
    (13, rf"\bat {_BARELY}(?P<n>(?:\d\d|{'|'.join(word for word in WORDS)})(?!\w))(?={_STOP})"),
    # What happens to a person and not to a clock: "gave birth at thirteen", "married at twelve".
    (
        9,
        rf"\b(?:pregnant|birth|bab(?:y|ies)|daughter|son|child|married|orphaned|widowed|rap\w+|school|working|mother|away|off|out)\b(?: (?!at\b)\w+){{0,4}} at {_BARELY}{_N}(?={_STOP}| (?:to a|by|and)\b)",
    ),
    (2, rf"\b(?:my|her|his|our) (?P<n>{ORDINAL}) birthday\b"),
    (2, rf"\b(?:mis|sus|fiesta de|mi cumpleanos numero) {_N}(?: anos|{_STOP})"),
]
_AGE = [(least, re.compile(pattern)) for least, pattern in _PATTERNS]
_BETWEEN = re.compile(
    rf"\b(?:entre los|de los|between(?: the ages of)?|from(?: the age of)?|desde los) (?P<n>{NUMBER}) (?:y los|a los|hasta los|and|to|until) (?P<n2>{NUMBER})(?: anos|[.,;| ]|$)"
)
# Where one age is told, a bare number after a person or a bound is another: "she was six; he, seventeen".
_ANOTHER = re.compile(
    rf"(?<!nta )\b(?:yo|el|ella|i|he|she|until|till|hasta|con|at|y|and)(?: a)?,? (?:los |was |tenia )?(?P<n>{NUMBER})(?={_STOP}| (?:cuando|when|and)\b)"
)
# "Once años después", "twelve years in prison", "a sentence of thirty years": not an age.
_LASTING = re.compile(
    r"[ ,]*(?:anos?|years)?[ ,]*(?:despues|antes|mas tarde|atras|later|ago|before|earlier|o'clock|percent|por ciento"
    r"|de (?:carcel|prision|cadena|condena|espera|lucha|silencio|terapia|trabajo|experiencia|casad\w+|edad adulta|estudi\w+|proceso)"
    r"|in (?:prison|jail)|of (?:prison|waiting|work|silence|therapy|experience|marriage)|sin\b|without\b)"
)
_LASTED = re.compile(
    r"(?:condena|pena|sentencia|plazo|espera|proceso|juicio|prision|carcel|contrato|beca|carrera|experiencia|periodo"
    r"|guerra|matrimonio|relacion|noviazgo|terapia|guerra|trabajo|lucha|silencio)\w* (?:de|con)(?: \w+)? $"
)


def ages(text: Text) -> Iterator[Facet]:
    for sentence in text.sentences():
        told = set(_ages(sentence.folded))
        if told:
            told |= {number(match["n"]) for match in _ANOTHER.finditer(sentence.folded)}
        yield from (Facet("age", str(age)) for age in told if 2 <= age <= 90)


def _ages(folded: str) -> Iterator[int]:
    for least, pattern in ((2, _BETWEEN), *_AGE):
        for match in pattern.finditer(folded):
            if _LASTING.match(folded, match.end()) or _LASTED.search(folded, 0, match.start("n")):
                continue
            found = (match["n"], match.groupdict().get("n2"))
            yield from (number(each) for each in found if each and number(each) >= least)
