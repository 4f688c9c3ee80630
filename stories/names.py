"""The mark of a pseudonym: an asterisk after the name, set by the software wherever the name is shown.

Text that is marked already is left as it is, so marking may be repeated. A person who chose their own name gets none.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

MARK = "*"
TAG = re.compile(r"(<[^>]*>)")
# An editor may leave an accent out; that is the same name. ñ is a letter of its own.
ACCENTED = {"a": "aá", "e": "eé", "i": "ií", "o": "oó", "u": "uúü"}
PLAIN = {accented: plain for plain, group in ACCENTED.items() for accented in group}
APOSTROPHE = "(?:['’ʼ]|&#x27;|&#39;|&rsquo;)"


def mark(text: str, names: Iterable[str]) -> str:
    """Put the mark after each of these names in plain text."""
    pattern = _any_of(tuple(names))
    return pattern.sub(rf"\1{MARK}", text) if pattern else text


def unmark(text: str, names: Iterable[str]) -> str:
    """Take the mark away from names that turned out not to be pseudonyms."""
    pattern = _any_of(tuple(names))
    return pattern.sub(r"\1", text) if pattern else text


def mark_html(html: str, names: Iterable[str]) -> str:
    """Put the mark after each of these names in the text of rendered HTML; tags and attributes stay as they are."""
    names = tuple(names)
    return "".join(part if part.startswith("<") else mark(part, names) for part in TAG.split(html))


def split_names(text: str) -> list[str]:
    """ "El Lobo, La Jefa" as a list."""
    return [name for part in text.split(",") if (name := part.strip().rstrip(MARK).strip())]


@lru_cache(maxsize=512)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str] | None:
    """Any of these names, longest first, as it is written or in capitals, with or without its mark."""
    ordered = sorted({name.strip() for name in names if name.strip()}, key=len, reverse=True)
    if not ordered:
        return None
    spellings = "|".join(_spelling(form) for name in ordered for form in (name, name.upper()))
    return re.compile(rf"(?<!\w)({spellings})(?!\w)(?:{re.escape(MARK)})?")


def _spelling(name: str) -> str:
    return "".join(_letter(letter) for letter in " ".join(name.split()))


def _letter(letter: str) -> str:
    if letter == " ":
        return r"(?:\s|&nbsp;)+"
    if letter in "'’ʼ":
        return APOSTROPHE
    group = ACCENTED.get(PLAIN.get(letter.lower(), ""))
    if not group:
        return re.escape(letter)
    return f"[{group.upper() if letter.isupper() else group}]"
