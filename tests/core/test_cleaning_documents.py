"""No document keeps who wrote it, when, with what, or what it said before."""

import io
import zipfile

import pikepdf
import pytest
from PIL import Image

from core.cleaning import docx, pdf, text
from core.cleaning.refusal import CannotClean
from tests.core import canaries
from tests.core.canaries import CANARY, left_of

SEEN = "Lo que todos pueden leer"


def test_the_canary_is_in_both_documents_before_they_are_cleaned():
    assert left_of([CANARY], canaries.pdf())
    assert left_of([CANARY], canaries.docx())


def _all_of(data: bytes) -> bytes:
    """A PDF with every stream unpacked, and its strings as they are."""
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as opened:
        opened.save(
            output,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return output.getvalue()


def test_a_pdf_keeps_what_it_shows_and_nothing_else():
    cleaned = pdf.clean(canaries.pdf())
    assert left_of([CANARY], cleaned) == []
    unpacked = _all_of(cleaned)
    assert left_of([CANARY], unpacked) == []
    assert SEEN.encode() in unpacked
    with pikepdf.open(io.BytesIO(cleaned)) as opened:
        assert "/Info" not in opened.trailer
        assert set(opened.Root.keys()) == {"/Type", "/Pages"}
        assert not opened.attachments
        assert str(opened.pages[0].obj.Annots[0].A.URI) == "https://example.org/ayuda"
        photo = pikepdf.PdfImage(opened.pages[0].obj.Resources.XObject.P).as_pil_image()  # type: ignore[arg-type]
        assert photo.size == (320, 200)
        assert not photo.getexif()


def test_a_pdf_forgets_what_it_was_before():
    """An incremental update appends; the former page stays in the file for whoever looks."""
    first = canaries.pdf(says=f"Antes decia {CANARY}")
    with pikepdf.open(io.BytesIO(first)) as opened:
        old = opened.pages[0].obj.Contents.objgen[0]
    stream = b"BT /F 12 Tf 20 20 Td (Ahora no) Tj ET"
    at = len(first)
    update = b"%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (old, len(stream), stream)
    start = first.rindex(b"startxref") + 9
    previous = int(first[start:].split()[0])
    with pikepdf.open(io.BytesIO(first)) as opened:
        root, size = opened.Root.objgen[0], int(opened.trailer.Size)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (old, at)
    trailer = b"trailer\n<</Size %d /Root %d 0 R /Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    updated = first + update + table + trailer % (size, root, previous, at + len(update))
    assert b"Ahora no" in _all_of(updated)
    cleaned = pdf.clean(updated)
    assert b"Ahora no" in _all_of(cleaned)
    assert left_of([CANARY], _all_of(cleaned)) == []


def _pdf_with(change) -> bytes:
    made = pikepdf.new()
    change(made, made.add_blank_page().obj)
    output = io.BytesIO()
    made.save(output)
    return output.getvalue()


def _black_box(made, page):
    box = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Square, Rect=[0, 0, 99, 20])
    page.Annots = pikepdf.Array([box])


def _layers(made, page):
    made.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([]))


def _form(made, page):
    made.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([pikepdf.Dictionary(T=pikepdf.String("nombre"))]))


def _jpeg2000(made, page):
    picture = pikepdf.Stream(made, b"x")
    picture.update({"/Subtype": pikepdf.Name.Image, "/Filter": pikepdf.Name.JPXDecode})
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=made.make_indirect(picture)))


def _bomb(made, page):
    page.Contents = made.make_stream(b" " * (70 * 1024 * 1024))


@pytest.mark.parametrize("change", [_black_box, _layers, _form, _jpeg2000, _bomb])
def test_a_pdf_that_hides_something_is_refused(change):
    with pytest.raises(CannotClean):
        pdf.clean(_pdf_with(change))


def test_a_pdf_with_a_password_is_refused():
    output = io.BytesIO()
    made = pikepdf.new()
    made.add_blank_page()
    made.save(output, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(CannotClean):
        pdf.clean(output.getvalue())


def test_a_document_keeps_its_text_and_pictures_and_nothing_else():
    cleaned = docx.clean(canaries.docx())
    assert left_of([CANARY, "00AA1122"], cleaned) == []
    archive = zipfile.ZipFile(io.BytesIO(cleaned))
    assert archive.comment == b""
    assert SEEN in archive.read("word/document.xml").decode()
    assert "https://example.org/ayuda" in archive.read("word/_rels/document.xml.rels").decode()
    assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not [name for name in archive.namelist() if name.startswith(("docProps", "customXml", "word/comments"))]
    assert not Image.open(io.BytesIO(archive.read("word/media/image1.jpg"))).getexif()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(canaries.docx(canaries.TRACKED), id="tracked changes"),
        pytest.param(canaries.docx(canaries.HIDDEN), id="hidden text"),
        pytest.param(canaries.docx(extra={"word/embeddings/oleObject1.bin": b"x"}), id="a file inside"),
        pytest.param(canaries.docx(extra={"word/vbaProject.bin": b"x"}), id="macros"),
        pytest.param(canaries.docx(extra={"word/charts/chart1.xml": b"<c/>"}), id="a chart, with its table"),
        pytest.param(canaries.docx(extra={"word/media/image2.emf": b"x"}), id="a drawing of Windows"),
        pytest.param(canaries.docx(extra={"word/document.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}), id="entities"),
        pytest.param(canaries.docx(extra={"word/bomb.xml": bytes(101 * 1024 * 1024)}), id="a bomb"),
        pytest.param(b"PK\x03\x04 not really", id="broken"),
    ],
)
def test_a_document_that_hides_something_is_refused(data):
    with pytest.raises(CannotClean):
        docx.clean(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("\ufeffnombre,años\nAna,3\n".encode(), "nombre,años\nAna,3\n"),
        ("nombre;años\r\n".encode("cp1252"), "nombre;años\r\n"),
        ("años".encode("utf-16"), "años"),
        ("se\u200bcre\u2060to".encode(), "secreto"),
    ],
)
def test_text_keeps_its_words_without_marks_that_nobody_sees(data, words):
    assert text.clean(data).decode() == words


def test_what_is_not_text_is_refused():
    with pytest.raises(CannotClean):
        text.clean(b"\x00\x01\x02")
