"""What is hidden inside a part of a Word document: who wrote it when, what it was before, where its pictures lay."""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from core.cleaning.refusal import CannotClean

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Attributes that number a session of editing, or name its author.
TELLING_ATTRIBUTE = re.compile(r"rsid\w*|paraId|textId|author|initials|date|docId|durableId|userId|providerId")
TRACKED = {
    *("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange"),
    *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblGridChange", "tcPrChange", "trPrChange"),
    *("tblPrExChange", "delText", "delInstrText"),
}
DROPPED = {
    *("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "proofErr", "dataBinding", "alias"),
    *("tag", "rsid", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "embedRegular"),
    *("embedBold", "embedItalic", "embedBoldItalic", "permStart", "permEnd", "bookmarkStart", "bookmarkEnd"),
    *("placeholder", "docPartObj", "nsid", "tmpl"),
}
KEPT_SETTINGS = {
    *("zoom", "defaultTabStop", "characterSpacingControl", "footnotePr", "endnotePr", "compat", "themeFontLang"),
    *("clrSchemeMapping", "decimalSymbol", "listSeparator", "evenAndOddHeaders", "mirrorMargins", "autoHyphenation"),
}
# Fields whose instruction says nothing but what is shown. Others name files, authors and printers.
KEPT_FIELD = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES|SEQ|HYPERLINK\s+\"https?://[^\"]*\")\b.*", re.DOTALL)
KEPT_ADDRESS = ("https://", "http://", "mailto:")
FILE_NAME = re.compile(r"[\\/]|\.\w{2,4}\s*$|^(IMG|DSC|PXL|WhatsApp)", re.IGNORECASE)


def part(data: bytes) -> bytes:
    """Text, styles, notes, headers. Raises CannotClean for tracked changes and hidden text."""
    root = _parsed(data)
    for element in _elements(root):
        if _local(element) in TRACKED:
            raise CannotClean(_("This document has tracked changes. Accept or reject all of them, then upload it."))
        if _local(element) == "vanish" and _hides(element):
            raise CannotClean(_("This document has hidden text. Delete it, then upload the document."))
    for element in list(_elements(root)):
        _clean_element(element)
    return _written(root)


def settings(data: bytes) -> bytes:
    """The few settings that the page's look depends on."""
    root = _parsed(data)
    for child in list(root):
        if not isinstance(child.tag, str) or _local(child) not in KEPT_SETTINGS:
            root.remove(child)
    for element in _elements(root):
        _drop_attributes(element)
    return _written(root)


def content_types(data: bytes, names: set[str]) -> bytes:
    root = _parsed(data)
    for child in list(root):
        is_override = _local(child) == "Override"
        if is_override and child.get("PartName", "").lstrip("/") not in names:
            root.remove(child)
    return _written(root)


def relationships(data: bytes, names: set[str], *, folder: str) -> bytes:
    """Only those that lead to a part that stays, or a link to the web: never to a template on somebody's disk."""
    root = _parsed(data)
    for child in list(root):
        target = child.get("Target", "")
        external = child.get("TargetMode") == "External"
        is_link = child.get("Type", "").endswith("/hyperlink")
        inside = target.lstrip("/") if target.startswith("/") else folder + target
        if not (is_link and target.startswith(KEPT_ADDRESS) if external else inside in names):
            root.remove(child)
    return _written(root)


def _clean_element(element: Any) -> None:
    name = _local(element)
    parent = element.getparent()
    if name in DROPPED and parent is not None:
        parent.remove(element)
        return
    if name == "instrText" and not KEPT_FIELD.fullmatch(element.text or ""):
        element.text = ""
    if name == "fldSimple" and not KEPT_FIELD.fullmatch(element.get(f"{W}instr", "")):
        element.set(f"{W}instr", "")
    if name in {"docPr", "cNvPr"}:
        _clean_drawing(element)
    _drop_attributes(element)


def _clean_drawing(element: Any) -> None:
    """A picture's name is its file's; its description is for readers, unless Word made it from the file's."""
    element.set("name", "")
    if FILE_NAME.search(element.get("descr", "")):
        element.attrib.pop("descr")
    element.attrib.pop("title", None)


def _drop_attributes(element: Any) -> None:
    for key in list(element.attrib):
        name = etree.QName(key)
        # VML names a picture's file in o:title and o:href; w:alt is written for readers.
        is_vml = name.namespace == "urn:schemas-microsoft-com:office:office" and name.localname in {"title", "href"}
        if is_vml or (name.namespace and TELLING_ATTRIBUTE.fullmatch(name.localname)):
            del element.attrib[key]


def _hides(element: Any) -> bool:
    """A run of text that is not shown. A style or a paragraph's end may be; they hold no words."""
    if element.get(f"{W}val") in {"0", "false", "off"}:
        return False
    run = element.getparent().getparent()
    return _local(run) == "r" and any(_local(child) == "t" and child.text for child in run)


def _parsed(data: bytes) -> Any:
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise CannotClean(_("This document cannot be read. Save it again as DOCX or PDF."))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(data, parser)


def _elements(root: Any) -> Iterator[Any]:
    return (element for element in root.iter() if isinstance(element.tag, str))


def _local(element: Any) -> str:
    return str(etree.QName(element).localname)


def _written(root: Any) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
