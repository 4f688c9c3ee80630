"""The persons named in a sentence: "the youngest brother of my father" is one, an uncle."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from stories.jigsaw.persons import KIN, OTHERS, RELATIONS, related_through
from stories.jigsaw.text import Text


class Person(NamedTuple):
    """`start` is that of "my" or "the" before the word. `code` is "" for whoever is not the narrator's."""

    start: int
    end: int
    code: str
    plural: bool
    mine: bool
    oblique: str
    """The preposition or the like before: "to", "a", "con"; "" for none."""


# The words of some length first: "classmate" before "companion".
_WORDS = {code: words for code, (_bits, words) in RELATIONS.items() if words} | OTHERS
_CODES = dict(enumerate(_WORDS))
_PERSON = re.compile(r"(?<![\w-])(?:" + "|".join(f"(?P<c{at}>{_WORDS[code]})" for at, code in _CODES.items()) + r")(?![\w-])")  # fmt: skip

_MINE = r"mis?|nuestr[ao]s?|my|our"
_THEIR = r"sus?|his|her|their|whose|cuy[oa]"
_ARTICLE = r"el|la|los|las|una?|unos|otr[oa]s?|es[ae]|aquel|al|del|the|an?|that|another|dos|tres|two|three|four|cuatro|no|ningun"
_ADJECTIVE = rf"(?:(?!(?:{_MINE}|{_THEIR}|{_ARTICLE}|of|to|and|or|who|that|in|on|at|was|is|were|es|era|eran|fue|when|with|by|for|from|de|que|y|a|en|con|por|para|como|before|while|un[oa])\b)[\w-]+ )"
_BEFORE = re.compile(
    rf"(?<![\w'])(?:(?P<mine>{_MINE})|(?P<their>{_THEIR})|(?P<article>{_ARTICLE})) {_ADJECTIVE}{{0,2}}$"
)
_SOME_OF = re.compile(r"\b(?:un[oa]|dos|tres|cuatro|varios|one|two|three|several) (?:de|of) $")
_PREPOSITION = re.compile(
    r"\b(?P<word>a|con|de|para|por|en|contra|ante|sin|sobre|como|hasta|desde|entre|to|with|of|for|by|from|against|told|asked|about|without|than|as|in front of) (?:mi |la |el )?$"
)
_ENDS_IN = re.compile(r"\b(?P<word>al|del)(?: \w+)?$")
_OF_THE = re.compile(r"(?: (?:menor|mayor|pequen[oa]|politic[oa]|gemel[oa]|matern[oa]|patern[oa]|grande|chiquit[oa]|actual|anterior|nuev[oa]))? (?:de(?:l| la| los| las| el| mis?| sus?| una?| nuestr[ao]s?)|of (?:my|the|our|an?|his|her)) (?:mejor(?:es)? |best |[\w-]+ )?$")  # fmt: skip
_POSSESSIVE = re.compile(r"(?: [\w]+)?(?:'s|(?<=s)') (?:[\w-]+ ){0,2}$")
_SOMEBODY_ELSES = re.compile(r" (?:suy[oa]s?|de el|of his|of hers|de ella|de ellos)\b")
_FATHER_ANSELMO = re.compile(r" (?:[A-ZÁÉÍÓÚ]\w+|de la parroquia|of the parish)")


class _Word(NamedTuple):
    """`start` is that of "my", `noun` that of the word itself."""

    start: int
    noun: int
    end: int
    code: str
    plural: bool
    mine: bool
    their: bool


def persons(text: Text, before: Person | None = None) -> list[Person]:
    """In order. `before` is whoever was spoken of last, in the sentence before: "her husband"."""
    found: list[Person] = []
    for word in _chained(text.folded, list(_words(text))):
        found.append(_person(text.folded, word, found[-1] if found else before))
    return found


def _words(text: Text) -> Iterator[_Word]:
    folded = text.folded
    for match in _PERSON.finditer(folded):
        code = _CODES[int((match.lastgroup or "c0")[1:])]
        before = _BEFORE.search(folded, max(0, match.start() - 40), match.start())
        start = before.start() if before else match.start()
        mine, their = (bool(before and before[who]) for who in ("mine", "their"))
        if code == "father" and not (mine or their) and _is_priest(text, match, before is not None):
            code = "priest"
        yield _Word(start, match.start(), match.end(), code, _is_plural(match[0]), mine, their)


def _is_plural(words: str) -> bool:
    return any(word.endswith(("s", "men")) and word != "boss" for word in re.split(r"[ -]", words))


def _is_priest(text: Text, match: re.Match[str], has_article: bool) -> bool:
    """ "El padre Anselmo", "Father Anselmo"."""
    says_father = (match[0] == "padre" and has_article) or (match[0] == "father" and text.is_name(match.start()))
    return says_father and bool(_FATHER_ANSELMO.match(text.plain, match.end()))


def _chained(folded: str, words: list[_Word]) -> list[_Word]:
    """The words of one chain made one: from the right for "de" and "of", from the left for "'s"."""
    for at in range(len(words) - 2, -1, -1):
        head, owner = words[at : at + 2]
        if _OF_THE.fullmatch(folded, head.end, owner.noun):
            words[at : at + 2] = [_through(head, owner)._replace(start=head.start, noun=head.noun, end=owner.end)]
    at = 0
    while at < len(words) - 1:
        owner, head = words[at : at + 2]
        if _POSSESSIVE.fullmatch(folded, owner.end, head.noun):
            words[at : at + 2] = [_through(head, owner)._replace(start=owner.start, noun=owner.noun, end=head.end)]
        else:
            at += 1
    return words


def _through(head: _Word, owner: _Word) -> _Word:
    code = related_through(head.code, owner.code)
    return head._replace(code=code, mine=owner.mine or head.mine, their=owner.their)


def _person(folded: str, word: _Word, before: Person | None) -> Person:
    some = _SOME_OF.search(folded, max(0, word.start - 12), word.start)
    start = some.start() if some else word.start
    preposition = _PREPOSITION.search(folded, max(0, start - 14), start) or _ENDS_IN.search(
        folded, max(0, start - 14), word.noun - 1
    )
    return Person(
        start,
        word.end,
        _whose(folded, word, before),
        bool(some) or word.plural,
        word.mine,
        preposition[0].split()[0] if preposition else "",
    )


def _whose(folded: str, word: _Word, before: Person | None) -> str:
    """ "Her husband" is my uncle where my aunt was spoken of, and nobody of mine where a stranger was."""
    elses = bool(_SOMEBODY_ELSES.match(folded, word.end))
    if before is None:
        return "" if elses else word.code
    if not (word.their or elses):
        return word.code
    if before.code in RELATIONS or (before.code in KIN and before.mine):
        return related_through(word.code, before.code)
    return ""
