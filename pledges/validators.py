"""What may be written into names, replies and contacts. Everything here becomes public or sends a signing right."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Spreadsheets run what begins with these. Source: https://owasp.org/www-community/attacks/CSV_Injection
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def invisible_character(text: str, *, allowed: str = "") -> str | None:
    """The first control, direction, zero-width, private or unassigned character in `text`, if any."""
    return next((char for char in text if unicodedata.category(char)[0] == "C" and char not in allowed), None)


def plain_line(text: str) -> None:
    """One line without invisible characters that could reorder or hide what is read."""
    if invisible_character(text):
        raise ValidationError(_("Please remove invisible or control characters."), code="invisible")


def plain_paragraphs(text: str) -> None:
    """Lines of text without invisible characters."""
    if invisible_character(text, allowed="\n\r"):
        raise ValidationError(_("Please remove invisible or control characters."), code="invisible")


def ballot_name(text: str) -> None:
    """A name as it stands on a ballot: one line, and no spreadsheet formula."""
    plain_line(text)
    if text.lstrip(" ").startswith(FORMULA_STARTS):
        raise ValidationError(_("A name cannot begin with = + - or @."), code="formula")


def plain_ascii_address(address: str) -> None:
    """A contact that cannot be mistaken for another: letters of the Latin alphabet, and no encoded domain.

    "pаrtido.example" with a Cyrillic а is another domain; so is its xn-- form.
    """
    if not address.isascii():
        raise ValidationError(_("This address has letters of another alphabet, which can imitate Latin ones."))
    labels = address.rpartition("@")[2].lower().split(".")
    if any(label.startswith("xn--") for label in labels):
        raise ValidationError(_("This address is in an encoded domain (xn--), which can imitate another one."))


def looks_like(address: str) -> str:
    """Two addresses with the same result are easily taken for each other."""
    local, _at, domain = address.strip().lower().partition("@")
    return f"{_skeleton(local)}@{_skeleton(domain)}"


def _skeleton(text: str) -> str:
    text = text.replace("rn", "m").replace("vv", "w").replace("cl", "d")
    return re.sub(r"[-_.]", "", text.translate(str.maketrans("01i5", "olls")))


def fold(text: str) -> str:
    """For search and order: without accents or case, spaces made single. "  José Ñ" is "jose n"."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.casefold().split())
