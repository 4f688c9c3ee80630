"""Text as it is written, in all its disguises, to plain words.

A name may hide behind accents, case, zero-width characters, look-alike letters of other scripts, digits for letters,
markup in its middle, entities, percent-encoding, hyphens, underscores or spaces between its letters. All of that is
taken away here, so that what is left can be compared by its fingerprint.
"""

import re
import unicodedata
from html import unescape
from urllib.parse import unquote

BARRIER = "|"
"""Stands where a block ends: a name does not run from a heading into the next paragraph."""

# Tags that can stand within a word without parting it; every other tag ends a block.
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|em|embed|font|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u|var|wbr)"
    r"\b[^<>]*>|<!--.*?-->",
    re.IGNORECASE | re.DOTALL,
)
# A line of a poem ends, and the sentence goes on.
_LINE_END = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)
_BLOCK = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
# What stands inside a tag or a comment is written, too, though no reader sees it. A bare tag has nothing inside.
_INSIDE_TAG = re.compile(r"<!--(.*?)-->|</?([a-z][^<>]*)>", re.IGNORECASE | re.DOTALL)
_BARE_TAG = re.compile(
    r"(?:a|abbr|b|blockquote|br|cite|code|dd|del|div|dl|dt|em|figure|figcaption|h[1-6]|hr|i|ins|li|mark|ol|p|pre|q|s|small"
    r"|span|strong|sub|sup|table|tbody|td|th|thead|tr|u|ul)\s*/?",
    re.IGNORECASE,
)
_PARTS_ATTRIBUTES = re.compile(r"[\"=<>]")
_PERCENT = re.compile(r"%[0-9a-f]{2}", re.IGNORECASE)
_UNICODE_ESCAPE = re.compile(r"\\u([0-9a-f]{4})", re.IGNORECASE)
# Glottal stops of Mayan names are written in many ways, or left out.
_APOSTROPHES = re.compile("['’‘ʼʻʹ`´ꞌ]")
# English: "Tzoc's".
_POSSESSIVE = re.compile(r"(?<=\w)['’]s\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9@$]+|\|")
_LETTERS_AND_SIGNS = re.compile(r"(?=.*[a-z])(?=.*[0-9@$])")

# Cyrillic and Greek letters that look like Latin ones, small capitals, and letters that decomposition leaves alone.
_LOOKALIKES = str.maketrans(
    "аеорсухкмнтвіјѕԁɡαβεικνορτυχωıłøđħßᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ",
    "aeopcyxkmhtbijsdgabeiknoptuxwilodhsabcdefghijklmnopqrstuvwyz",
)
_LEET = str.maketrans("013457@$", "oieastas")

PARTICLES = frozenset(["de", "del", "la", "las", "el", "los", "y", "e", "the", "of", "da", "do", "dos"])


def words(text: str) -> list[str]:
    """The plain words of a text in order, with BARRIER where blocks end. Particles ("de la", "of the") are left out."""
    return [word for word in all_words(text) if word not in PARTICLES]


def all_words(text: str) -> list[str]:
    """The plain words of a text in order, particles too."""
    return [_without_leet(word) for word in _WORD.findall(plain(text))]


def plain(text: str) -> str:
    """The text in lower-case ASCII letters where there are any, without markup, accents or invisible characters."""
    text = _decoded(text)
    inside = " | ".join(_inside_tags(text)) if "<" in text else ""
    text = _BLOCK.sub(" | ", _LINE_END.sub(" ", _INLINE.sub("", text)))
    if inside:
        text = f"{text} | {inside}"
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(char for char in text if unicodedata.category(char) not in {"Mn", "Cf", "Me"})
    return _APOSTROPHES.sub("", _POSSESSIVE.sub("", text.translate(_LOOKALIKES)))


def _inside_tags(text: str) -> list[str]:
    found = (comment or tag for comment, tag in _INSIDE_TAG.findall(text))
    return [_PARTS_ATTRIBUTES.sub(" | ", inside) for inside in found if not _BARE_TAG.fullmatch(inside)]


def _decoded(text: str) -> str:
    if "&" in text:
        text = unescape(unescape(text))
    if "\\u" in text:
        text = _UNICODE_ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), text)
    if _PERCENT.search(text):
        text = unquote(text)
    return text


def _without_leet(word: str) -> str:
    return word.translate(_LEET) if _LETTERS_AND_SIGNS.match(word) else word
