"""Whatever a value is packed in, the story in it is found; and what does not hold it is not taken for it."""

import base64
import gzip
import io
import json
import quopri
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.mail import EmailMessage
from django.db import connection
from django.utils.text import slugify

from stories.residue.needles import LENGTH, needles_from, squash
from stories.residue.scan import Findings, scan
from stories.residue.views import views

STORY = "La niña caminó hasta el río Motagua con su hermana, y allí, por primera vez, contó lo que había pasado."
NEEDLES = needles_from([STORY])


def found_in(value: object) -> bool:
    return any(needle in squash(view) for view in views(value) for needle in NEEDLES)


def _docx() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:t>{STORY}</w:t>")
    return file.getvalue()


def _pdf() -> bytes:
    return b"%PDF-1.7\n1 0 obj <</Filter/FlateDecode>>\nstream\n" + zlib.compress(STORY.encode()) + b"\nendstream"


PACKINGS: dict[str, Callable[[], object]] = {
    "as it is": lambda: STORY,
    "decomposed": lambda: unicodedata.normalize("NFD", STORY),
    "in capitals": STORY.upper,
    "as JSON": lambda: json.dumps({"value": STORY}),
    "as JSON in JSON": lambda: json.dumps({"content": json.dumps({"value": STORY})}),
    "in an address": lambda: quote(STORY),
    "as a slug": lambda: slugify(STORY),
    "as entities": lambda: "".join(f"&#{ord(char)};" for char in STORY),
    "quoted-printable": lambda: quopri.encodestring(STORY.encode()),
    "base64": lambda: base64.b64encode(STORY.encode()),
    "base64, two bytes on": lambda: b"key=" + base64.b64encode(b"xy" + STORY.encode()),
    "base64 for addresses": lambda: base64.urlsafe_b64encode(STORY.encode()),
    "zlib": lambda: zlib.compress(STORY.encode()),
    "gzip": lambda: gzip.compress(STORY.encode()),
    "zlib in base64": lambda: base64.b64encode(zlib.compress(STORY.encode())),
    "gzip in zlib in base64": lambda: base64.b64encode(zlib.compress(gzip.compress(STORY.encode()))),
    "DOCX": _docx,
    "PDF": _pdf,
    "UTF-16": lambda: STORY.encode("utf-16-le"),
    "PostgreSQL's hexadecimal": lambda: "\\x" + STORY.encode().hex(),
    "a memoryview": lambda: memoryview(STORY.encode()),
    "a signed session": lambda: SessionStore().encode({"form": STORY}),
    "a mail": lambda: EmailMessage("x", STORY, to=["a@example.org"]).message().as_bytes(),
    "part of a page of a database": lambda: b"\x00\x05" + STORY.encode()[10:70] + b"\xff\xfe",
}


@pytest.mark.parametrize("packing", PACKINGS)
def test_a_story_is_found_however_it_is_packed(packing: str) -> None:
    assert found_in(PACKINGS[packing]())


@pytest.mark.parametrize(
    "value",
    ["", None, 5, True, b"\x78\x9c broken", b"PK\x03\x04 broken", b"\x1f\x8b broken", "La niña vivía junto al lago."],
)
def test_nothing_else_is_taken_for_it(value: object) -> None:
    assert not found_in(value)


def test_needles_come_from_all_along_a_text() -> None:
    text = " ".join(f"palabra{number}" for number in range(500))
    needles = needles_from([text])
    plain = squash(text)
    assert plain.startswith(needles[0])
    assert plain.endswith(needles[-1])
    assert all(len(needle) == LENGTH for needle in needles)


def test_a_text_too_short_to_be_anybodys_own_gives_no_needle() -> None:
    assert needles_from(["Rosa", "", "<p></p>"]) == []


@pytest.mark.django_db
def test_the_scan_says_where_and_never_what(tmp_path: Path) -> None:
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    Session.objects.create(
        session_key="k", session_data=SessionStore().encode({"a": STORY}), expire_date=timezone.now()
    )
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "site.log").write_text(f"GET /{slugify(STORY)}/")
    (tmp_path / f"{slugify(STORY)[:60]}.jpg").write_bytes(b"")
    findings = scan(connection=connection, folders=[tmp_path], needles=NEEDLES)
    assert findings.hits["django_session.session_data"] == 1
    assert findings.missing(["django_session.session_data", f"file:{tmp_path.name}/logs/*"]) == []
    assert findings.missing(["wagtailcore_page.title"]) == ["wagtailcore_page.title"]
    assert len(findings.hits) == 3
    assert "Motagua" not in repr([place for place in findings.hits if "django" in place])


@pytest.mark.django_db
def test_an_empty_search_is_refused() -> None:
    with pytest.raises(ValueError, match="proves nothing"):
        scan(connection=connection, folders=[], needles=[])


def test_a_scan_without_hits_is_clean() -> None:
    assert Findings().is_clean
