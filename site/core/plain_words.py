"""Words without accents, case and apostrophes: what is searched for and what is found are both brought to this form.

PostgreSQL would need an extension for it, and SQLite does it for some letters only; here both databases see the same.
"""

import re
import unicodedata

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

APOSTROPHES = re.compile(r"(?<=\w)['’ʼ]")
WORD = re.compile(r"\w+(?:['’ʼ]\w+)*['’ʼ]?")
LONGEST_WORD = 60
"""Letters. PostgreSQL refuses words of more than 2,047 bytes, and no language that we speak has one of 60."""


def plain_words(text: str) -> list[str]:
    """ "Niñez en K'iche'" → ["ninez", "en", "kiche"]. Whatever is neither letter nor digit parts words."""
    bare = APOSTROPHES.sub("", text)
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", bare).casefold())
    letters = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return [word for word in re.findall(r"[^\W_]+", letters) if len(word) <= LONGEST_WORD]


def highlight(text: str, words: list[str]) -> SafeString:
    """The text as HTML, escaped, with <mark> around each of these plain words, however it is written there."""
    wanted, parts, end = set(words), [], 0
    for match in WORD.finditer(text):
        if wanted & set(plain_words(match.group())):
            parts += [escape(text[end : match.start()]), f"<mark>{escape(match.group())}</mark>"]
            end = match.end()
    return mark_safe("".join([*parts, escape(text[end:])]))  # noqa: S308 - every piece is escaped above
