"""Every reading of a value: as text, unescaped, decoded, unpacked, and the same again for what comes out."""

import base64
import binascii
import gzip
import io
import json
import quopri
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from html import unescape
from urllib.parse import unquote_to_bytes
from uuid import UUID

from stories.residue.needles import SHORTEST

DEEPEST = 5
LARGEST = 64 * 1024 * 1024
"""Bytes unpacked from one value at most: a bomb must not stop the proof."""

# Nothing in this can be packed, escaped or encoded: most values of a database are of this kind.
_PLAIN = re.compile(rb"[A-Za-z0-9 .,:;_<>/-]{,23}")
_WORDLESS = (bool, int, float, Decimal, date, time, timedelta, UUID)
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{24,}={0,2}")
_UNICODE_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
_BEGINNINGS = (b"\x78", b"\x1f\x8b", b"PK\x03\x04", b"%PDF-")
_PDF_STREAM = re.compile(rb"stream\r?\n")
_HEX = re.compile(rb"\\x[0-9a-fA-F]{16,}")


def views(value: object, depth: int = 0) -> Iterator[str]:
    """All readings of a value (text or bytes of any kind) as texts. The value's own comes first."""
    data = as_bytes(value)
    if len(data) < SHORTEST:
        return
    text = data.decode("utf-8", "ignore")
    yield text
    if _PLAIN.fullmatch(data):
        return
    yield from _unescaped(text, data)
    if b"\x00" in data:
        yield data.decode("utf-16-le", "ignore")
        yield data.decode("utf-16-be", "ignore")
    if depth < DEEPEST:
        for inner in _inner(data):
            yield from views(inner, depth + 1)


def is_packed(data: bytes) -> bool:
    """Whether these bytes mean something else when others stand before them: every other byte of UTF-16 is empty."""
    return data.startswith(_BEGINNINGS) or data.count(0) * 4 > len(data)


def as_bytes(value: object) -> bytes:
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass")
    if isinstance(value, (bytes, bytearray, memoryview)):
        return bytes(value)
    return b"" if value is None or isinstance(value, _WORDLESS) else str(value).encode()


def _unescaped(text: str, data: bytes) -> Iterator[str]:
    if "\\u" in text or "\\x" in text:
        yield _without_escapes(text)
    if "%" in text:
        yield unquote_to_bytes(data).decode("utf-8", "ignore")
    if "&" in text:
        yield unescape(text)
    if "=" in text:
        yield quopri.decodestring(data).decode("utf-8", "ignore")


def _without_escapes(text: str) -> str:
    """JSON's reader is many times as fast as a pattern, where the text lets it read."""
    plain = text.replace('"', " ").replace("\\u", "\0").replace("\\", " ").replace("\0", "\\u")
    try:
        if "\\x" not in text:
            return str(json.loads(f'"{plain}"', strict=False))
    except ValueError:
        pass
    return _UNICODE_ESCAPE.sub(lambda match: chr(int(match.group(1) or match.group(2), 16)), text)


def _inner(data: bytes) -> Iterator[bytes]:
    """What is packed within: archives, compressed runs, PDF's streams, and runs of base64 and hexadecimal."""
    if data[:2] == b"\x1f\x8b":
        yield from _attempt(lambda: gzip.GzipFile(fileobj=io.BytesIO(data)).read(LARGEST))
    if data[:4] == b"PK\x03\x04":
        yield from _members(data)
    yield from _attempt(lambda: _inflated(data))
    if data[:5] == b"%PDF-":
        for match in _PDF_STREAM.finditer(data):
            start = match.end()
            yield from _attempt(lambda start=start: _inflated(data[start:]))  # type: ignore[misc]
    yield from _all_decoded(match.group() for match in _BASE64.finditer(data))
    for match in _HEX.finditer(data):
        yield binascii.unhexlify(match.group()[2:][: (len(match.group()) - 2) // 2 * 2])


def _inflated(data: bytes) -> bytes:
    if data[:1] != b"\x78":
        return b""
    return zlib.decompressobj().decompress(data, LARGEST)


def _members(data: bytes) -> Iterator[bytes]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        return
    for member in archive.infolist():
        yield member.filename.encode()
        if member.file_size <= LARGEST:
            yield from _attempt(lambda member=member: archive.read(member))  # type: ignore[misc]


def _all_decoded(runs: Iterable[bytes]) -> Iterator[bytes]:
    """What is packed within base64 by itself, and the rest as one: a page of a database has thousands of runs."""
    plain = []
    for run in runs:
        if run.islower() or run.isdigit():
            continue  # Words, slugs and ids: what is base64 of a text has capitals.
        for decoded in _decoded(run):
            if is_packed(decoded):
                yield decoded
            else:
                plain.append(decoded)
    if plain:
        yield b"\n \n".join(plain)


def _decoded(run: bytes) -> Iterator[bytes]:
    """A run of base64, at each of the four places where it may have been cut. A dot before it means zlib to Django."""
    for offset in range(4):
        part = run[offset:].rstrip(b"=").replace(b"-", b"+").replace(b"_", b"/")
        part = part[: len(part) // 4 * 4 + (len(part) % 4 if len(part) % 4 > 1 else 0)]
        yield from _attempt(lambda part=part: base64.b64decode(part + b"=" * (-len(part) % 4)))  # type: ignore[misc]


def _attempt(read: "object") -> Iterator[bytes]:
    """What `read` gives, or nothing where the bytes were not what they seemed."""
    try:
        result = read()  # type: ignore[operator]
    except (OSError, EOFError, zlib.error, binascii.Error, ValueError, zipfile.BadZipFile, RuntimeError):
        return
    if result:
        yield result
