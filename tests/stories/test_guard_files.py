"""The text inside documents, in the ways in which the usual programs write it."""

import io
import zipfile
from typing import Any

import pikepdf
import pytest
from django.core.files.base import ContentFile

from stories.guarding.files import texts_in
from tests.stories.guarded import NAME, index_of_the_name

INDEX = index_of_the_name()


def finds_in(data: bytes, name: str) -> bool:
    return any(INDEX.finds_in(text) for text in texts_in(ContentFile(data, name=name)))


def pdf(content: bytes, *, font: dict[str, Any] | None = None, title: str = "") -> bytes:
    with pikepdf.Pdf.new() as new:
        page = new.add_blank_page()
        made: dict[str, Any] = {"/Type": pikepdf.Name.Font, "/Subtype": pikepdf.Name.Type1}
        for key, value in (font or {}).items():
            made[key] = new.make_stream(value) if isinstance(value, bytes) else value
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pikepdf.Dictionary(made)))
        page.obj.Contents = new.make_stream(content)
        if title:
            new.docinfo["/Title"] = title
        buffer = io.BytesIO()
        new.save(buffer, compress_streams=True)
    return buffer.getvalue()


def cmap(letters: str) -> bytes:
    """As Word and LibreOffice write it: signs numbered in the order of their first use."""
    lines = "\n".join(f"<{number:04X}> <{ord(letter):04X}>" for number, letter in enumerate(letters, start=1))
    return f"1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfchar\n{lines}\nendbfchar".encode()


def docx(document: str, **parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", document)
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", text)
    return buffer.getvalue()


def test_a_pdf_in_a_plain_font() -> None:
    assert finds_in(pdf(f"BT /F1 12 Tf (Habla {NAME}.) Tj ET".encode()), "a.pdf")
    assert not finds_in(pdf(b"BT /F1 12 Tf (Habla Marisol.) Tj ET"), "a.pdf")


def test_a_pdf_whose_words_are_kerned_and_broken_over_lines() -> None:
    assert finds_in(pdf(b"BT /F1 12 Tf [(Xq) -20 (uenia) -300 (Tza) 15 (lamha)] TJ ET"), "a.pdf")
    assert finds_in(pdf(b"BT /F1 12 Tf (Xquenia) Tj 0 -14 Td (Tzalamha) Tj ET"), "a.pdf")


def test_a_pdf_with_a_part_of_a_font() -> None:
    """Its bytes are numbers of signs; only the font's own table says which letters they are."""
    letters = "".join(dict.fromkeys(NAME))
    shown = "".join(f"{letters.index(letter) + 1:04X}" for letter in NAME)
    data = pdf(
        f"BT /F1 12 Tf <{shown}> Tj ET".encode(),
        font={"/Subtype": pikepdf.Name.Type0, "/ToUnicode": cmap(letters)},
    )
    assert finds_in(data, "a.pdf")


def test_a_pdfs_properties() -> None:
    assert finds_in(pdf(b"", title=f"Acta de {NAME}"), "a.pdf")


@pytest.mark.parametrize(
    "document",
    [
        "<w:p><w:r><w:t>Xque</w:t></w:r><w:r><w:t>nia Tzalamha</w:t></w:r></w:p>",
        '<w:p><w:ins w:author="Xquenia Tzalamha"><w:r><w:t>nada</w:t></w:r></w:ins></w:p>',
        "<w:p><w:del><w:r><w:delText>Xquenia Tzalamha</w:delText></w:r></w:del></w:p>",
    ],
)
def test_a_document_of_word(document: str) -> None:
    assert finds_in(docx(f"<w:document>{document}</w:document>"), "a.docx")


def test_names_do_not_run_from_one_paragraph_into_the_next() -> None:
    parted = "<w:p><w:r><w:t>X</w:t></w:r></w:p><w:p><w:r><w:t>Tzalamh y más</w:t></w:r></w:p>"
    assert not finds_in(docx("<w:document><w:p><w:r><w:t>Una rosa</w:t></w:r></w:p></w:document>"), "a.docx")
    assert not any("XTzalamh" in text for text in texts_in(ContentFile(docx(parted), name="a.docx")))


def test_a_documents_author_and_comments() -> None:
    assert finds_in(docx("<w:document/>", docProps__core=f"<dc:creator>{NAME}</dc:creator>"), "a.docx")
    assert finds_in(docx("<w:document/>", word__comments=f"<w:p><w:t>{NAME}</w:t></w:p>"), "a.docx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_plain_text_in_every_usual_encoding(encoding: str) -> None:
    assert finds_in(f"nombre;año\n{NAME};2019\n".encode(encoding), "a.csv")


def test_what_the_browser_called_a_file_is_read() -> None:
    file = ContentFile(b"nada", name="0a1b2c.txt")
    file.original_name = "acta-xquenia-tzalamha.txt"  # type: ignore[attr-defined]
    assert any(INDEX.finds_in(text) for text in texts_in(file))


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 broken", b"PK\x03\x04 broken", b"\xff\xfe\x00"])
@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.txt"])
def test_broken_files_are_no_trouble(data: bytes, name: str) -> None:
    assert not finds_in(data, name)
