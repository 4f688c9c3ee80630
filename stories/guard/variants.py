"""One term, typed once, to all the ways in which it may be written.

A way is a tuple of plain words. A person's name gives: given names with surnames in either order, each alone with each,
diminutives, initials with surnames, and a surname by itself where it is rare enough to point at somebody. A place or a
school gives its words, with and without the generic ones ("aldea", "escuela oficial rural mixta"), and abbreviations.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product

from stories.guard.names import ABBREVIATIONS, COMMON_WORDS, DIMINUTIVES, GENERIC_PLACE_WORDS
from stories.guard.normalise import BARRIER, all_words, words

Way = tuple[str, ...]

DISTINCTIVE_LENGTH = 4
"""Shorter words by themselves are too often something else ("Pop", "Can", "Us" are surnames, too)."""


LENGTH_WITH_AN_ERROR = 7
"""A part of a longer term, by itself, is found with a typing error only from this length on: "Pachoj" is one letter
from "pachón", "Chopén" from "chosen".
"""


class Kind(StrEnum):
    PERSON = "person"
    PLACE = "place"
    OTHER = "other"


@dataclass(frozen=True)
class Variants:
    """`ways` are found with one error in a word of `typed`, `exact` only as they are, `joined` without any spaces."""

    ways: frozenset[Way]
    typed: frozenset[str]
    exact: frozenset[Way] = field(default_factory=frozenset)
    joined: frozenset[str] = field(default_factory=frozenset)


class TermError(ValueError):
    """The term cannot be guarded: it has no letters, or is a word so common that no text could be written."""


def expand(term: str, kind: Kind, surnames: int | None = None) -> Variants:
    """All ways of writing `term`. `surnames` says how many of a person's last words are surnames; by default one of
    two words and two of more.

    Raises TermError for a term that cannot be guarded. The message does not repeat the term.
    """
    plain = [word for word in words(term) if word != BARRIER]
    if not plain or sum(map(len, plain)) < 3:
        raise TermError("too short")
    if len(plain) == 1:
        return _single(plain[0])
    if kind is Kind.PERSON:
        return _person(plain, surnames)
    return _place(plain, "".join(word for word in all_words(term) if word != BARRIER))


def is_distinctive(word: str) -> bool:
    """Whether a word by itself points at somebody: long enough, and neither a common word nor a common surname."""
    return len(word) >= DISTINCTIVE_LENGTH and word not in COMMON_WORDS


def _single(word: str) -> Variants:
    if word in COMMON_WORDS:
        raise TermError("too common")
    return Variants(ways=frozenset({(word,)}), typed=frozenset({word}), joined=_joined([(word,)]))


def _person(plain: list[str], surnames: int | None) -> Variants:
    count = surnames if surnames is not None else (1 if len(plain) == 2 else 2)
    given, family = plain[:-count] or plain[:1], plain[-count:]
    families = _families(family)
    full = {(*firsts, *last) for firsts in _given_orders(given) for last in families}
    full |= {(*last, *firsts) for firsts in _given_orders(given) for last in families}
    initials = {(*letters, *last) for letters in _initials(given) for last in families}
    initials |= {(*last, *letters) for letters in _initials(given) for last in families}
    both = {last for last in families if len(last) > 1}
    alone, short = _by_themselves(family)
    return Variants(
        ways=frozenset(full | both | alone),
        typed=frozenset(plain),
        exact=frozenset(initials | short),
        joined=_joined(full | both | alone | short),
    )


def _by_themselves(parts: list[str]) -> tuple[set[Way], set[Way]]:
    """Those that point at somebody without the rest: what may hold an error, and what is too short for it."""
    alone = {word for word in parts if is_distinctive(word)}
    long = {word for word in alone if len(word) >= LENGTH_WITH_AN_ERROR}
    return {(word,) for word in long}, {(word,) for word in alone - long}


def _families(family: list[str]) -> set[Way]:
    """Both surnames in either order, and each by itself."""
    return {tuple(family), tuple(reversed(family)), *((word,) for word in family)}


def _given_orders(given: list[str]) -> set[Way]:
    """Each given name by itself and all together, each also as its diminutives."""
    forms = [called(name) for name in given]
    together = set(product(*forms)) if len(given) <= 3 else {tuple(given)}
    with_initials = {(given[0], *(name[0] for name in given[1:]))} if len(given) > 1 else set()
    return together | {(form,) for names in forms for form in names} | with_initials


def called(name: str) -> tuple[str, ...]:
    """How somebody of this name is called: the name, its diminutives and abbreviations, and what they come from."""
    forms = {name, *DIMINUTIVES.get(name, ()), *ABBREVIATIONS.get(name, ()), *_endearments(name)}
    forms |= {full for full, shorts in DIMINUTIVES.items() if name in shorts}
    return tuple(sorted(forms))


def _endearments(name: str) -> set[str]:
    """Rosa: rosita. Carlos: carlitos. Carmen: carmencita."""
    if len(name) < 3:
        return set()
    if name.endswith(("os", "as")):
        return {f"{name[:-2]}it{name[-2:]}"}
    if name.endswith(("o", "a")):
        stem, last = name[:-1], name[-1]
        stem = {"c": f"{stem[:-1]}qu", "g": f"{stem}u"}.get(stem[-1], stem)
        return {f"{stem}it{last}"}
    return {f"{name}{ending}" for ending in ("ito", "ita", "cito", "cita")}


def _initials(given: list[str]) -> set[Way]:
    letters = tuple(name[0] for name in given)
    return {letters, letters[:1], ("".join(letters),)}


def _place(plain: list[str], written: str) -> Variants:
    core = [word for word in plain if word not in GENERIC_PLACE_WORDS]
    ways = set(_with_abbreviations(plain))
    short: set[Way] = set()
    if len(core) > 1:
        ways |= set(_with_abbreviations(core))
    else:
        alone, short = _by_themselves(core)
        ways |= alone
    for head in (word for word in plain if word in GENERIC_PLACE_WORDS):
        ways |= set(_with_abbreviations([head, *core])) if core else set()
    return Variants(
        ways=frozenset(ways), typed=frozenset(plain), exact=frozenset(short), joined=_joined(ways | short) | {written}
    )


def _with_abbreviations(plain: list[str]) -> set[Way]:
    return set(product(*((word, *ABBREVIATIONS.get(word, ())) for word in plain)))


def _joined(ways: "set[Way] | list[Way]") -> frozenset[str]:
    """Written without spaces."""
    return frozenset(joined for way in ways if len(joined := "".join(way)) >= DISTINCTIVE_LENGTH)
