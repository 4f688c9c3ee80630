"""The text that a PDF shows, as far as its fonts say which letters their signs are; and its properties.

A page that is a picture (a scan) has no text, and is not read: what cannot be read here must be read by a person.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

DEEPEST = 4
SPACE_FROM = 180
"""Thousandths of the font's size: a wider gap in a line parts two words, a narrower one is kerning."""

_CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[(.*?)\])", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]+)>")
_MOVES = {"Td", "TD", "Tm", "T*", "BT", "'", '"'}


class _Letters:
    """Which letters the codes of one font stand for: its ToUnicode map, or Windows' Latin where it has none."""

    def __init__(self, font: Any) -> None:
        self.bytes_a_code = 2 if font.get("/Subtype") == "/Type0" else 1
        self.known: dict[int, str] = {}
        if "/ToUnicode" in font:
            self._read(font.ToUnicode.read_bytes())

    def _read(self, cmap: bytes) -> None:
        for block in _CHARS.findall(cmap):
            self.known.update((int(code, 16), _utf16(letters)) for code, letters in _PAIR.findall(block))
        for block in _RANGES.findall(cmap):
            for first, last, start, listed in _RANGE.findall(block):
                self._read_range(int(first, 16), int(last, 16), start, _HEX.findall(listed))

    def _read_range(self, first: int, last: int, start: bytes, listed: list[bytes]) -> None:
        for offset in range(min(last - first, 0xFFFF) + 1):
            if listed:
                self.known[first + offset] = _utf16(listed[offset]) if offset < len(listed) else ""
            elif begins := _utf16(start):
                self.known[first + offset] = begins[:-1] + chr(min(ord(begins[-1]) + offset, 0x10FFFF))

    def text(self, shown: bytes) -> str:
        if not self.known:
            return shown.decode("cp1252", "ignore")
        size = self.bytes_a_code
        codes = (int.from_bytes(shown[at : at + size], "big") for at in range(0, len(shown), size))
        return "".join(self.known.get(code, "") for code in codes)


def _utf16(digits: bytes) -> str:
    raw = re.sub(rb"\s", b"", digits).decode()
    return bytes.fromhex(raw if len(raw) % 2 == 0 else "0" + raw).decode("utf-16-be", "ignore")


def texts_in(data: bytes) -> Iterator[str]:
    """Properties one by one, then each page. Nothing of a file that no reader of PDF could open."""
    try:
        with pikepdf.Pdf.open(io.BytesIO(data)) as pdf:
            yield from (str(value) for value in pdf.docinfo.values())
            if "/Metadata" in pdf.Root:
                yield pdf.Root.Metadata.read_bytes().decode("utf-8", "ignore")
            for page in pdf.pages:
                yield "".join(_shown(page.obj, page.obj.get("/Resources", {}), 0))
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError):
        return


def _shown(content: Any, resources: Any, depth: int) -> Iterator[str]:
    fonts = {str(name): _Letters(font) for name, font in dict(resources.get("/Font", {})).items()}
    letters = _Letters(pikepdf.Dictionary())
    for instruction in pikepdf.parse_content_stream(content):
        operands, name = instruction.operands, str(instruction.operator)
        if name == "Tf":
            letters = fonts.get(str(operands[0]), letters)
        if name in _MOVES:
            yield " "
        if name in {"Tj", "'", '"'}:
            yield letters.text(bytes(operands[-1]))
        elif name == "TJ":
            yield from (_piece(each, letters) for each in operands[0])
        elif name == "Do" and depth < DEEPEST:
            form = dict(resources.get("/XObject", {})).get(str(operands[0]))
            if form is not None and form.get("/Subtype") == "/Form":
                yield from _shown(form, form.get("/Resources", resources), depth + 1)


def _piece(piece: Any, letters: _Letters) -> str:
    """A run of letters, or a gap, which is written as a negative number."""
    if isinstance(piece, pikepdf.String):
        return letters.text(bytes(piece))
    return " " if float(piece) < -SPACE_FROM else ""
