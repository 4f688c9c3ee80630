"""Plain text and tables of it: the words, in UTF-8, without marks that nobody sees."""

import unicodedata

from django.utils.translation import gettext as _

from core.cleaning.refusal import CannotClean

_BY_MARK = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_KEPT_CONTROLS = "\n\r\t"


def clean(data: bytes) -> bytes:
    """Raises CannotClean for what is not text. Invisible characters go: a leak is traced by them."""
    words = _decoded(data)
    if any(unicodedata.category(letter) == "Cc" and letter not in _KEPT_CONTROLS for letter in words):
        raise CannotClean(_("This file is not plain text."))
    return "".join(letter for letter in words if unicodedata.category(letter) not in {"Cf", "Co", "Cs"}).encode()


def _decoded(data: bytes) -> str:
    """UTF-8 or UTF-16; else as Windows in Latin America writes it, which most spreadsheets' exports are."""
    encoding = next((name for mark, name in _BY_MARK.items() if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise CannotClean(_("This file is not plain text.")) from None
