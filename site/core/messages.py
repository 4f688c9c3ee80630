"""The interface's strings: found in Python and in templates, kept in locale/<language>/, compiled by Babel alone.

Stands in for Django's makemessages and compilemessages, which need gettext's programs on the machine. Nothing is
guessed: a string that changed is a new string, and one that is gone is dropped. English is its own translation.
"""

import os
import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "locale"
# Words of Wagtail that its own translation lacks, or says so that an editor would not understand them. Written by hand:
# `make messages` leaves them alone. When Wagtail brings one itself, a test says so.
OF_WAGTAIL = ROOT / "locale-wagtail"
# The language that msgids are written in.
SOURCE_LANGUAGE = "en"
NOT_OURS = {".git", ".venv", "var", "tests", "migrations", "node_modules", "staticfiles", "locale", "__pycache__"}
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


class DatelessCatalog(Catalog):
    """A catalogue whose header says nothing that changes by itself, so that two branches' files merge."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:  # type: ignore[override]
        return [
            ("Project-Id-Version", "Historia"),
            ("Language", str(self.locale_identifier)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]


def languages() -> list[str]:
    return sorted(folder.name for folder in LOCALE.iterdir() if folder.is_dir())


def po_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """The catalogue as it stands; empty when there is none yet."""
    path = po_path(language)
    if not path.exists():
        return DatelessCatalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def extracted() -> Catalog:
    """Every string that the code and the templates ask a translation for."""
    catalog = DatelessCatalog(fuzzy=False)
    for path in _sources():
        where = path.relative_to(ROOT).as_posix()
        for _line, message, comments, context in _strings_of(path):
            catalog.add(message, locations=[(where, 0)], auto_comments=comments, context=context)
    return catalog


def updated(language: str) -> Catalog:
    """The catalogue of `language` as the sources want it: known translations kept, obsolete ones gone."""
    known = {(message.id, message.context): message for message in read(language) if message.id}
    catalog = DatelessCatalog(locale=language, fuzzy=False)
    for wanted in extracted():
        if not wanted.id:
            continue
        message = known.get((wanted.id, wanted.context))
        string = wanted.id if language == SOURCE_LANGUAGE else message.string if message else ""
        catalog.add(
            wanted.id,
            string or None,
            locations=sorted(set(wanted.locations)),
            flags=wanted.flags - {"fuzzy"},
            auto_comments=wanted.auto_comments,
            user_comments=message.user_comments if message else (),
            context=wanted.context,
        )
    return catalog


def as_text(catalog: Catalog) -> bytes:
    """A .po file, sorted by msgid and without line numbers, so that a change shows in the diff alone."""
    catalog.header_comment = "# Made by `make messages`; the translations are written by hand."
    buffer = BytesIO()
    write_po(buffer, catalog, sort_output=True, include_lineno=False, width=100)
    return buffer.getvalue()


def write(language: str) -> bool:
    """Bring the .po file up to date. True when that changed it."""
    path, text = po_path(language), as_text(updated(language))
    if path.exists() and path.read_bytes() == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text)
    return True


def untranslated(catalog: Iterable[Message]) -> list[Message]:
    """Messages without a translation, plurals without all of their forms, and fuzzy ones."""
    return [message for message in catalog if message.id and (message.fuzzy or not _is_whole(message.string))]


def compile_catalogs() -> list[str]:
    """Compile the .po files that are newer than their .mo. Returns those compiled."""
    found = sorted(path for folder in (LOCALE, OF_WAGTAIL) for path in folder.glob("*/LC_MESSAGES/*.po"))
    stale = [path for path in found if _is_stale(path)]
    for path in stale:
        # Renamed into place: another process may be reading the old one, or compiling too.
        unfinished = path.with_suffix(f".{os.getpid()}")
        with path.open("rb") as po, unfinished.open("wb") as mo:
            write_mo(mo, read_po(po, locale=path.parts[-3]))
        unfinished.rename(path.with_suffix(".mo"))
    return [path.relative_to(ROOT).as_posix() for path in stale]


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return po.exists() and (not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime)


def _is_whole(string: str | tuple[str, ...] | list[str]) -> bool:
    return bool(string) if isinstance(string, str) else bool(string) and all(string)


def _sources() -> Iterator[Path]:
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(set(folders) - NOT_OURS)
        is_of_templates = "templates" in Path(folder).relative_to(ROOT).parts
        suffixes = {".py", ".html", ".txt", ".svg", ".xml"} if is_of_templates else {".py"}
        yield from (Path(folder, name) for name in sorted(names) if Path(name).suffix in suffixes)


def _strings_of(path: Path) -> Iterator[tuple]:
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Only the calls matter; Python's tokenizer must not stumble over a template's indentation.
        text = re.sub(r"^[ \t]+", "", templatize(text, str(path)), flags=re.MULTILINE)
    return extract("python", BytesIO(text.encode()), keywords=KEYWORDS, comment_tags=("Translators:",))
