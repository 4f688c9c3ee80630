"""What to look for: short runs of a story's words, in the plainest form that every spelling of them shares."""

import re
import unicodedata
from collections.abc import Iterable

LENGTH = 26
"""Letters and digits of one needle: long enough to be nobody else's words, short enough to survive being cut."""
SHORTEST = 12
"""A title or a slug of fewer letters is somebody else's, too."""
MOST = 1000

_TAG = re.compile(r"<[^<>]*>")
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


def squash(text: str) -> str:
    """Letters and digits alone, without case or accents: NFC, NFD, slugs and line breaks all come to the same."""
    decomposed = unicodedata.normalize("NFKD", text).lower()
    return _NOT_PLAIN.sub("", decomposed)


def needles_from(texts: Iterable[str]) -> list[str]:
    """Needles of LENGTH plain letters from all along each text (markup may stand in it); at most MOST in all.

    From each text at least its beginning and its end; texts of fewer than SHORTEST letters give none.
    """
    found: dict[str, None] = {}
    for text in texts:
        plain = squash(_TAG.sub(" ", text))
        if len(plain) >= SHORTEST:
            for start in _starts(len(plain)):
                found[plain[start : start + LENGTH]] = None
    every = list(found)
    if len(every) <= MOST:
        return every
    return [every[number * len(every) // MOST] for number in range(MOST)]


GRAM = 8
STRIDE = SHORTEST - GRAM + 1
"""Whatever is at least SHORTEST letters long has a run of GRAM letters that begins at a multiple of STRIDE."""


class Wanted:
    """Many needles looked for at once: a gigabyte of media must not take hours."""

    def __init__(self, needles: Iterable[str]) -> None:
        self._short: list[str] = []
        self._by_gram: dict[str, set[str]] = {}
        for needle in needles:
            if len(needle) < SHORTEST:
                self._short.append(needle)
            for start in range(len(needle) - GRAM + 1):
                self._by_gram.setdefault(needle[start : start + GRAM], set()).add(needle)

    def stands_in(self, plain: str) -> bool:
        """Whether any needle is part of this text, which is squashed already."""
        return any(needle in plain for needle in self._short) or any(
            needle in plain[max(0, start - LENGTH) : start + 2 * LENGTH]
            for start in range(0, len(plain) - GRAM + 1, STRIDE)
            for needle in self._by_gram.get(plain[start : start + GRAM], ())
        )


def _starts(length: int) -> list[int]:
    """Each needle begins in the middle of the one before, so that any cutting of 40 letters holds a whole one."""
    last = max(0, length - LENGTH)
    return sorted({*range(0, last, LENGTH // 2), last})
