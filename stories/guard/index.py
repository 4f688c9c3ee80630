"""The fingerprints of guarded terms, and the search for them in a text.

A fingerprint is a keyed BLAKE2b of a plain word (RFC 7693: a MAC, as HMAC is, at a quarter of the cost), of 8 bytes.
A term is kept as sequences of fingerprints, sealed with a key derived from the same secret: whoever has the database
without the key has random bytes of one length for nearly all terms.

One typing error is found without the plain word, by the symmetric-deletion method (W. Garbe, SymSpell, 2012): what is
kept for a word is each of its forms with one letter less, with the place of the missing letter, so that a letter
changed, left out, added, or two neighbours exchanged are told from two errors.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from cryptography.fernet import Fernet

from stories.guard.normalise import BARRIER, PARTICLES, all_words
from stories.guard.variants import Variants

SIZE = 8
TYPO_LENGTH = 4
"""A word of fewer letters must match as it is: too many words are one letter apart from it ("Pop", "por")."""
TYPO_LENGTH_ALONE = 6
"""The same for a guarded word that nothing else stands beside."""
JOINED_SHORTEST = 6
"""Words run together are looked for from this length on; letters set apart one by one, from four."""
JOINED_LONGEST = 48
WORDS_REMEMBERED = 20_000
BUCKET = 16 * 1024
"""Sealed terms are padded to multiples of this many bytes, so that their length tells nothing of the name's."""

Print = bytes
Phrase = tuple[Print, ...]
Forms = dict[str, Any]
Near = dict[Print, int]
"""Guarded words that are one error away, each with its length."""


class Fingerprinter:
    """Makes fingerprints under one key. The key never enters the database."""

    def __init__(self, key: str) -> None:
        self._key = hashlib.blake2b(key.encode(), person=b"guard words").digest()
        seal = hashlib.blake2b(key.encode(), person=b"guard seal", digest_size=32).digest()
        self._fernet = Fernet(base64.urlsafe_b64encode(seal))

    def print(self, text: str) -> Print:
        return hashlib.blake2b(text.encode(), key=self._key, digest_size=SIZE).digest()

    def seal(self, variants: Variants) -> bytes:
        """A term's ways as one encrypted blob. The plain words are gone after this."""
        plain = json.dumps(self._forms(variants), separators=(",", ":")).encode()
        return self._fernet.encrypt(plain + b" " * (-len(plain) % BUCKET))

    def unseal(self, sealed: bytes) -> Forms:
        """Raises cryptography.fernet.InvalidToken under another key or for altered bytes."""
        forms: Forms = json.loads(self._fernet.decrypt(bytes(sealed)))
        return forms

    def _forms(self, variants: Variants) -> Forms:
        """Every word once, in the order of its fingerprint; the ways as places in that list."""
        spelled = {self.print(word): word for way in variants.ways | variants.exact for word in way}
        prints = sorted(spelled)
        place = {spelled[print]: number for number, print in enumerate(prints)}
        return {
            "words": _packed(prints),
            "ways": sorted([place[word] for word in way] for way in variants.ways),
            "exact": sorted([place[word] for word in way] for way in variants.exact),
            "near": [
                _packed(sorted(map(self.print, near_keys(spelled[print]))) if spelled[print] in variants.typed else [])
                for print in prints
            ],
            "joined": _packed(sorted(self.print("+" + text) for text in variants.joined)),
            "lengths": sorted({len(text) for text in variants.joined}),
        }


def _packed(prints: Iterable[Print]) -> str:
    return base64.b85encode(b"".join(prints)).decode()


def _unpacked(text: str) -> list[Print]:
    joined = base64.b85decode(text)
    return [joined[at : at + SIZE] for at in range(0, len(joined), SIZE)]


def near_keys(word: str) -> Iterator[str]:
    """What is kept of a guarded word, to know a text's word with one error from it."""
    if len(word) < TYPO_LENGTH:
        return
    for place in range(len(word)):
        shorter = word[:place] + word[place + 1 :]
        yield f"less:{shorter}"
        yield f"{place}:{shorter}"
        if place and word[place] != word[place - 1]:
            yield f"swap:{word[: place - 1]}{word[place]}{word[place - 1]}{word[place + 1 :]}"
    yield f"more:{word}"


def probe_keys(word: str) -> Iterator[str]:
    """What is looked up for a word of a text. Together with near_keys: exactly one error, of any of four kinds."""
    if len(word) < TYPO_LENGTH - 1:
        return
    yield f"less:{word}"
    yield f"swap:{word}"
    for place in range(len(word)):
        shorter = word[:place] + word[place + 1 :]
        yield f"{place}:{shorter}"
        yield f"more:{shorter}"


@dataclass
class Index:
    """All guarded terms, opened, in memory. Built once for many texts."""

    fingerprinter: Fingerprinter
    starts: dict[Print, list[Phrase]] = field(default_factory=dict)
    exact_starts: dict[Print, list[Phrase]] = field(default_factory=dict)
    near: dict[Print, set[Print]] = field(default_factory=dict)
    joined: set[Print] = field(default_factory=set)
    lengths: set[int] = field(default_factory=set)
    _innocent: set[str] = field(default_factory=set, repr=False)

    @classmethod
    def of(cls, key: str, sealed_terms: Iterable[bytes]) -> "Index":
        index = cls(Fingerprinter(key))
        for sealed in sealed_terms:
            index._add(index.fingerprinter.unseal(sealed))
        return index

    def _add(self, forms: Forms) -> None:
        words = _unpacked(forms["words"])
        for name, starts in (("ways", self.starts), ("exact", self.exact_starts)):
            for way in forms[name]:
                phrase = tuple(words[place] for place in way)
                starts.setdefault(phrase[0], []).append(phrase)
        for word, near in zip(words, forms["near"], strict=True):
            for form in _unpacked(near):
                self.near.setdefault(form, set()).add(word)
        self.joined.update(_unpacked(forms["joined"]))
        self.lengths.update(forms["lengths"])

    def finds_in(self, text: str) -> bool:
        """Whether a guarded term stands in `text` (any markup or encoding). Never says which, nor where."""
        if not self.joined:
            return False
        with_particles = all_words(text)
        plain = [word for word in with_particles if word not in PARTICLES]
        return self._finds_phrase(plain) or self._finds_joined(with_particles)

    def _finds_phrase(self, plain: list[str]) -> bool:
        same = {word: self.fingerprinter.print(word) for word in set(plain)}
        near = {word: self._nearly_remembered(word) for word in same}
        for position, word in enumerate(plain):
            if word == BARRIER:
                continue
            candidates = {same[word], *near[word]}
            for first in candidates:
                if any(self._continues(way, plain, position, same, near) for way in self.starts.get(first, ())):
                    return True
            if any(self._is_exactly(way, plain, position, same) for way in self.exact_starts.get(same[word], ())):
                return True
        return False

    def _nearly_remembered(self, word: str) -> Near:
        """A story repeats its words. Only those are remembered that are near nothing: they tell nothing."""
        if word in self._innocent:
            return {}
        found = self._nearly(word)
        if not found and len(self._innocent) < WORDS_REMEMBERED:
            self._innocent.add(word)
        return found

    def _nearly(self, word: str) -> Near:
        found: Near = {}
        for form in probe_keys(word):
            longer = {"less": 1, "more": -1}.get(form[:4], 0)
            found |= dict.fromkeys(self.near.get(self.fingerprinter.print(form), ()), len(word) + longer)
        return found

    def _continues(
        self, way: Phrase, plain: list[str], position: int, same: dict[str, Print], near: dict[str, Near]
    ) -> bool:
        """Whether the words from `position` are this way, with one error in all of them at most."""
        there = plain[position : position + len(way)]
        if len(there) < len(way):
            return False
        wrong = [word for word, wanted in zip(there, way, strict=True) if same[word] != wanted]
        if not wrong:
            return True
        if len(wrong) > 1 or (len(way) == 1 and near[wrong[0]].get(way[0], 0) < TYPO_LENGTH_ALONE):
            return False
        return all(same[word] == wanted or wanted in near[word] for word, wanted in zip(there, way, strict=True))

    @staticmethod
    def _is_exactly(way: Phrase, plain: list[str], position: int, same: dict[str, Print]) -> bool:
        there = plain[position : position + len(way)]
        return len(there) == len(way) and all(same[word] == wanted for word, wanted in zip(there, way, strict=True))

    def _finds_joined(self, plain: list[str]) -> bool:
        """Letters or syllables set apart ("T z o c"), words run together, and both within longer runs (file names)."""
        return any(self.fingerprinter.print("+" + run) in self.joined for run in self._runs(plain))

    def _runs(self, plain: list[str]) -> set[str]:
        found: set[str] = set()
        longest = min(max(self.lengths, default=0), JOINED_LONGEST)
        for word in set(plain):
            found.update(self._pieces(word, longest))
        for start, first in enumerate(plain):
            if first != BARRIER:
                found.update(self._runs_from(plain, start, longest))
        return found

    def _runs_from(self, plain: list[str], start: int, longest: int) -> Iterator[str]:
        """What the words from `start` give when written together: a name set apart has a piece of three letters or
        less, or is one word parted in two.
        """
        run, shortest, position = plain[start], len(plain[start]), start + 1
        while position < len(plain) and plain[position] != BARRIER and len(run) < longest:
            word = plain[position]
            run, shortest, position = run + word, min(shortest, len(word)), position + 1
            letter_by_letter = len(run) == position - start
            if len(run) in self.lengths and (
                letter_by_letter or (len(run) >= JOINED_SHORTEST and (shortest <= 3 or position - start == 2))
            ):
                yield run

    def _pieces(self, word: str, longest: int) -> Iterator[str]:
        """The word itself, and for one longer than any in a sentence what stands within: "fotomariatzoc2019"."""
        if len(word) in self.lengths and len(word) >= JOINED_SHORTEST:
            yield word
        if len(word) > 12:
            word = word[:200]
            for length in self.lengths:
                if JOINED_SHORTEST <= length <= longest:
                    yield from (word[at : at + length] for at in range(len(word) - length + 1))
