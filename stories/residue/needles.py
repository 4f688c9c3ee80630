"""What to look for: short runs of a story's words, in the plainest form that every spelling of them shares."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

LENGTH = 26
"""Letters and digits of one needle: long enough to be nobody else's words, short enough to survive being cut."""
SHORTEST = 12
"""A title or a slug of fewer letters is somebody else's, too."""
MOST = 1000

_TAG = re.compile(r"<[^<>]*>")
_NOT_PLAIN = bytes(code for code in range(256) if not chr(code).isascii() or not chr(code).isalnum())


def squash(text: str) -> str:
    """Letters and digits alone, without case or accents: NFC, NFD, slugs and line breaks all come to the same."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
    return text.encode("ascii", "ignore").lower().translate(None, _NOT_PLAIN).decode("ascii")


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


BITS = 20
"""Of a table that says at once where no needle can be."""
LONG = 2000
"""Letters from which on comparing many runs at once is the faster way."""


class Wanted:
    """Many needles looked for at once: a gigabyte must not take hours."""

    def __init__(self, needles: Iterable[str]) -> None:
        self._short: list[str] = []
        self._by_gram: dict[str, set[str]] = {}
        for needle in needles:
            if len(needle) < SHORTEST:
                self._short.append(needle)
            for start in range(len(needle) - GRAM + 1):
                self._by_gram.setdefault(needle[start : start + GRAM], set()).add(needle)
        self._may_be = np.zeros(1 << BITS, dtype=bool)
        self._may_be[_hashes(_as_numbers("".join(self._by_gram), GRAM))] = True

    def stands_in(self, plain: str) -> bool:
        """Whether any needle is part of this text, which is squashed already."""
        return any(True for _needle in self._found_in(plain))

    def all_in(self, plain: str) -> set[str]:
        return set(self._found_in(plain))

    def _found_in(self, plain: str) -> Iterator[str]:
        yield from (needle for needle in self._short if needle in plain)
        for start in self._starts_in(plain):
            around = plain[max(0, start - LENGTH) : start + 2 * LENGTH]
            yield from (needle for needle in self._by_gram.get(plain[start : start + GRAM], ()) if needle in around)

    def _starts_in(self, plain: str) -> Iterable[int]:
        """Where a needle may be. A long text's runs are compared all at once, as numbers."""
        if len(plain) < LONG:
            return range(0, len(plain) - GRAM + 1, STRIDE)
        places = np.flatnonzero(self._may_be[_hashes(_as_numbers(plain, STRIDE))])
        return [int(place) * STRIDE for place in places]


def _as_numbers(plain: str, stride: int) -> npt.NDArray[np.uint64]:
    """Every run of GRAM letters that begins at a multiple of `stride`, as a number of 64 bits."""
    letters = np.frombuffer(plain.encode("ascii"), dtype=np.uint8)
    if len(letters) < GRAM:
        return np.empty(0, dtype=np.uint64)
    runs = np.lib.stride_tricks.sliding_window_view(letters, GRAM)[::stride]
    return np.ascontiguousarray(runs).view(np.uint64).ravel()


def _hashes(runs: npt.NDArray[np.uint64]) -> npt.NDArray[np.intp]:
    """A few bits of each, well mixed (Knuth's multiplicative hashing)."""
    mixed = runs * np.uint64(0x9E3779B97F4A7C15)
    return (mixed >> np.uint64(64 - BITS)).astype(np.intp)


def standing_in(plain: Iterable[str], needles: Iterable[str]) -> set[str]:
    """Those of the needles that stand in any of these texts, which are squashed already. Texts are read one by one."""
    left, found = Wanted(needles), set[str]()
    for text in plain:
        found |= left.all_in(text)
    return found


def _starts(length: int) -> list[int]:
    """Each needle begins in the middle of the one before, so that any cutting of 40 letters holds a whole one."""
    last = max(0, length - LENGTH)
    return sorted({*range(0, last, LENGTH // 2), last})
