"""A PDF's pages, in a new file: properties, history, attachments, scripts and comments have no way to come along.

What a reader would see or could reveal differently without them is refused instead of dropped: a black box drawn as a
comment covers a name for the eye alone, and a hidden layer would come to light.
"""

import io

import pikepdf
from django.utils.translation import gettext as _
from pikepdf import Dictionary, Name, Page, Pdf

from core.cleaning import pdf_streams
from core.cleaning.refusal import CannotClean

MOST_PAGES = 500
PAGE_KEYS = {
    *("/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox", "/Rotate"),
    *("/Contents", "/Group", "/UserUnit"),
}
# They show nothing on the page itself.
QUIET_ANNOTATIONS = {"/Text", "/Popup"}


def clean(data: bytes) -> bytes:
    """Raises CannotClean."""
    try:
        with Pdf.open(io.BytesIO(data)) as source, Pdf.new() as target:
            _refuse_what_hides(source)
            return _saved(source, target)
    except CannotClean:
        raise
    except pikepdf.PasswordError:
        raise CannotClean(_("This PDF needs a password. Save it without one, then upload that.")) from None
    except Exception:  # noqa: BLE001 - a reader of somebody's bytes may raise anything; all of it is a refusal
        raise CannotClean(_("This PDF cannot be read. Print it into a new PDF, then upload that.")) from None


def _refuse_what_hides(source: Pdf) -> None:
    if len(source.pages) > MOST_PAGES:
        raise CannotClean(_("This PDF has too many pages: 500 at most."))
    if "/OCProperties" in source.Root:
        raise CannotClean(_("This PDF has layers that can be hidden. Print it into a new PDF, then upload that."))
    if "/AcroForm" in source.Root and len(source.Root.AcroForm.get("/Fields", [])):
        raise CannotClean(_("This PDF has a form in it. Print it into a new PDF, then upload that."))


def _saved(source: Pdf, target: Pdf) -> bytes:
    links = [_kept_annotations(page) for page in source.pages]
    for page in source.pages:
        for key in set(page.obj.keys()) - PAGE_KEYS:
            del page.obj[key]
    target.pages.extend(source.pages)
    for page, kept in zip(target.pages, links, strict=True):
        if kept:
            page.obj.Annots = target.make_indirect(pikepdf.Array([_link(rect, address) for rect, address in kept]))
    if "/Lang" in source.Root:
        target.Root.Lang = pikepdf.String(str(source.Root.Lang)[:12])
    pdf_streams.clean(target)
    return _written(target)


def _written(target: Pdf) -> bytes:
    """Written twice: the second reading has only what the pages still need."""
    first = io.BytesIO()
    target.save(first, deterministic_id=True)
    second = io.BytesIO()
    with Pdf.open(first) as again:
        again.remove_unreferenced_resources()
        again.save(second, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return second.getvalue()


def _kept_annotations(page: Page) -> list[tuple[list[float], str]]:
    """(place, address) of each link to the web. Comments go; whatever draws on the page is refused."""
    kept = []
    for annotation in page.obj.get("/Annots", []):
        kind = str(annotation.get("/Subtype", ""))
        if kind == "/Link":
            address = str(annotation.get("/A", Dictionary()).get("/URI", ""))
            if address.startswith(("https://", "http://", "mailto:")):
                kept.append(([float(number) for number in annotation.Rect], address))
        elif kind not in QUIET_ANNOTATIONS:
            raise CannotClean(
                _("This PDF has marks or notes drawn over its pages. Print it into a new PDF, then upload that.")
            )
    return kept


def _link(rect: list[float], address: str) -> Dictionary:
    action = Dictionary(S=Name.URI, URI=pikepdf.String(address))
    return Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=rect, Border=[0, 0, 0], A=action)
