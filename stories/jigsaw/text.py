"""Text as it is written, to folded text: without markup and accents, in lower case, every letter in its place.

The folded text has the length of the plain one, so that a capital can be looked up where a name was found.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from html import unescape

_INLINE = re.compile(r"</?(?:a|b|em|i|mark|s|small|span|strong|sub|sup|u)\b[^<>]*>", re.IGNORECASE)
_BLOCK = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼʻʹ`´ꞌ", "'") | dict.fromkeys("\u00a0\u202f\n\r\t", " "))
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)|\|")


@dataclass(frozen=True)
class Text:
    plain: str

    @classmethod
    def of(cls, html: str) -> "Text":
        """Blocks of markup are parted by "|", which ends a sentence."""
        plain = _BLOCK.sub(" | ", _INLINE.sub("", html))
        plain = _INVISIBLE.sub("", unescape(plain)).translate(_APOSTROPHES).replace("*", "")
        return cls(unicodedata.normalize("NFC", plain))

    @cached_property
    def folded(self) -> str:
        return "".join(_fold(letter) for letter in self.plain)

    def is_name(self, start: int) -> bool:
        """Whether what begins here is written with a capital."""
        return self.plain[start : start + 1].isupper()

    def sentences(self) -> list["Text"]:
        found, start = [], 0
        for end in _SENTENCE_END.finditer(self.plain):
            found.append(Text(self.plain[start : end.end()]))
            start = end.end()
        return [part for part in [*found, Text(self.plain[start:])] if part.plain.strip(" |")]


def fold(text: str) -> str:
    """The same for a word of our own lists."""
    return "".join(_fold(letter) for letter in unicodedata.normalize("NFC", text.translate(_APOSTROPHES)))


def _fold(letter: str) -> str:
    low = letter.casefold()
    return unicodedata.normalize("NFD", low)[0] if len(low) == 1 else letter
