"""Files that say who, where and when in every place that they have for it, and the search for what is left of that."""

import contextlib
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable

import pikepdf
import pillow_heif
from PIL import Image, ImageDraw, PngImagePlugin

from stories.residue.needles import squash
from stories.residue.views import views

CANARY = "Rosalinda Tzunun de Santa Lastima"
GPS = {1: "N", 2: (14.0, 41.0, 29.123), 3: "W", 4: (91.0, 12.0, 3.987)}
XMP = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>{CANARY}</dc:creator></x:xmpmeta>'.encode()
BY_LINE = b"\x1c\x02\x50" + struct.pack(">H", len(CANARY)) + CANARY.encode()
IPTC = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + struct.pack(">I", len(BY_LINE)) + BY_LINE
BOX_BEHIND = struct.pack(">I", 8 + len(CANARY)) + b"free" + CANARY.encode()


def pixels(size: tuple[int, int] = (320, 200)) -> Image.Image:
    """A landscape: a hill, a sun, no person."""
    picture = Image.new("RGB", size, "#9cc4d9")
    draw = ImageDraw.Draw(picture)
    draw.polygon([(0, size[1]), (size[0] // 2, size[1] // 3), (size[0], size[1])], fill="#3d6b4f")
    draw.ellipse((20, 20, 60, 60), fill="#f2c14e")
    return picture


def exif() -> Image.Exif:
    found = Image.Exif()
    found[0x010F], found[0x013B], found[0x8298], found[0x010E] = CANARY, CANARY, CANARY, CANARY
    found[0x9C9D] = CANARY.encode("utf-16-le")
    found[0x0112] = 6
    found.get_ifd(0x8825).update(GPS)
    found.get_ifd(0x8769)[0x9286] = b"ASCII\x00\x00\x00" + CANARY.encode()
    return found


def profile() -> bytes:
    """An sRGB profile whose description names somebody."""
    from PIL import ImageCms

    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return data + CANARY.encode()


def jpeg() -> bytes:
    """Exif with GPS and a thumbnail, XMP, IPTC, a comment, a profile, C2PA, and a second picture and a film behind."""
    output = io.BytesIO()
    pixels().save(output, "JPEG", exif=exif(), xmp=XMP, comment=CANARY.encode(), icc_profile=profile())
    data = output.getvalue()
    segments = b"".join(_segment(marker, body) for marker, body in _JPEG_SEGMENTS)
    return data[:2] + segments + data[2:] + _behind()


_JPEG_SEGMENTS = [
    (0xED, IPTC),
    (0xEB, b"JP\x00\x01\x00\x00\x00\x01" + struct.pack(">I", 40) + b"jumbc2pa" + CANARY.encode()),
    (0xE2, b"MPF\x00" + CANARY.encode()),
    (0xFE, CANARY.encode()),
]


def _segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def _behind() -> bytes:
    second = io.BytesIO()
    pixels((64, 64)).save(second, "JPEG", comment=CANARY.encode())
    return second.getvalue() + b"\x00\x00\x00\x18ftypmp42" + CANARY.encode()


def png() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", CANARY)
    info.add_text("Comment", CANARY, zip=True)
    info.add_itxt("Title", CANARY, zip=True)
    info.add_itxt("XML:com.adobe.xmp", XMP.decode())
    info.add(b"caBX", CANARY.encode())
    output = io.BytesIO()
    pixels().save(output, "PNG", pnginfo=info, exif=exif(), icc_profile=profile())
    return output.getvalue() + CANARY.encode()


def webp() -> bytes:
    output = io.BytesIO()
    pixels().save(output, "WEBP", exif=exif(), xmp=XMP, icc_profile=profile())
    return output.getvalue() + CANARY.encode()


def avif() -> bytes:
    output = io.BytesIO()
    pixels().save(output, "AVIF", exif=exif().tobytes(), xmp=XMP)
    return output.getvalue() + BOX_BEHIND


def heic() -> bytes:
    output = io.BytesIO()
    pillow_heif.from_pillow(pixels()).save(output, exif=exif().tobytes(), xmp=XMP)
    return output.getvalue() + BOX_BEHIND


def gif() -> bytes:
    output = io.BytesIO()
    second = pixels((320, 200)).rotate(90)
    pixels().save(output, "GIF", save_all=True, append_images=[second], comment=CANARY.encode())
    return output.getvalue() + CANARY.encode()


PICTURES = {"jpg": jpeg, "png": png, "webp": webp, "avif": avif, "heic": heic, "gif": gif}


def pdf(*, says: str = "Lo que todos pueden leer") -> bytes:
    """Properties, XMP, an attachment, a script, a comment with its author, history, a thumbnail, a photograph."""
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(300, 300))
    photo = pikepdf.Stream(made, jpeg())
    photo.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Image, "/Width": 320, "/Height": 200})
    photo.update({"/ColorSpace": pikepdf.Name.DeviceRGB, "/BitsPerComponent": 8, "/Filter": pikepdf.Name.DCTDecode})
    photo.Metadata = pikepdf.Stream(made, XMP)
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.obj.Resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary(P=made.make_indirect(photo)), Font=pikepdf.Dictionary(F=font)
    )
    commands = f"% {CANARY}\n/Span <</Author ({CANARY})>> BDC BT /F 12 Tf 20 20 Td ({says}) Tj ET EMC\n"
    page.obj.Contents = pikepdf.Stream(made, commands.encode() + b"q 100 0 0 100 50 100 cm /P Do Q")
    page.obj.PieceInfo = pikepdf.Dictionary(Author=pikepdf.String(CANARY))
    page.obj.Thumb = pikepdf.Stream(made, CANARY.encode())
    page.obj.Annots = made.make_indirect(pikepdf.Array([_comment(), _web_link()]))
    made.docinfo["/Author"] = made.docinfo["/Title"] = CANARY
    with made.open_metadata() as metadata:
        metadata["dc:creator"] = [CANARY]
    made.attachments["nota.txt"] = CANARY.encode()
    made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String(f"app.alert('{CANARY}')"))
    output = io.BytesIO()
    made.save(output)
    return output.getvalue() + f"\n% {CANARY}\n%%EOF\n".encode()


def _comment() -> pikepdf.Dictionary:
    rect = [0, 0, 10, 10]
    words = pikepdf.String(CANARY)
    return pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=rect, T=words, Contents=words)


def _web_link() -> pikepdf.Dictionary:
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://example.org/ayuda"))
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 50, 20], A=action, NM=pikepdf.String(CANARY)
    )


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PLAIN_BODY = (
    f'<w:p w:rsidR="00AA1122"><w:commentRangeStart w:id="0"/><w:r><w:t>Lo que todos pueden leer</w:t></w:r>'
    f'<w:r><w:commentReference w:id="0"/></w:r><w:r><w:instrText>INCLUDEPICTURE "C:\\{CANARY}\\foto.jpg"'
    f'</w:instrText></w:r></w:p><w:p><w:r><w:drawing><pic:cNvPr xmlns:pic="urn:pic" id="1" name="{CANARY}.jpg" '
    f'descr="C:\\{CANARY}.jpg"/></w:drawing></w:r></w:p><!-- {CANARY} -->'
)
TRACKED = f'<w:p><w:ins w:id="1" w:author="{CANARY}"><w:r><w:t>más</w:t></w:r></w:ins></w:p>'
HIDDEN = f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{CANARY}</w:t></w:r></w:p>"


def docx(body: str = PLAIN_BODY, extra: dict[str, bytes] | None = None) -> bytes:
    """Properties of three kinds, comments and their authors, rsids, a template's path, a thumbnail, a photograph."""
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="jpg" ContentType="image/jpeg"/>'
        '<Override PartName="/word/document.xml" ContentType="application/main+xml"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/core+xml"/></Types>',
        "_rels/.rels": _relationships(("officeDocument", "word/document.xml", ""), ("core", "docProps/core.xml", "")),
        "word/_rels/document.xml.rels": _relationships(
            ("image", "media/image1.jpg", ""),
            ("hyperlink", "https://example.org/ayuda", "External"),
            ("hyperlink", f"file:///C:/{CANARY}/nota.docx", "External"),
            ("comments", "comments.xml", ""),
        ),
        "word/_rels/settings.xml.rels": _relationships(("attachedTemplate", f"file:///C:/{CANARY}/x.dotm", "External")),
        "word/document.xml": f'<w:document xmlns:w="{WORD}" xmlns:r="{OFFICE}"><w:body>{body}</w:body></w:document>',
        "word/settings.xml": f'<w:settings xmlns:w="{WORD}"><w:defaultTabStop w:val="708"/><w:rsids>'
        f'<w:rsid w:val="00AA1122"/></w:rsids><w:docVars><w:docVar w:name="a" w:val="{CANARY}"/></w:docVars>'
        "</w:settings>",
        "word/comments.xml": f'<w:comments xmlns:w="{WORD}"><w:comment w:author="{CANARY}"/></w:comments>',
        "word/people.xml": f"<people>{CANARY}</people>",
        "word/media/image1.jpg": jpeg(),
        "docProps/core.xml": f"<core>{CANARY}</core>",
        "docProps/app.xml": f"<app>{CANARY}</app>",
        "docProps/custom.xml": f"<custom>{CANARY}</custom>",
        "docProps/thumbnail.jpeg": jpeg(),
        "customXml/item1.xml": f"<item>{CANARY}</item>",
        **(extra or {}),
    }
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = CANARY.encode()
        for name, data in parts.items():
            archive.writestr(name, data)
    return output.getvalue()


def _relationships(*rows: tuple[str, str, str]) -> str:
    lines = [
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"'
        + (f' TargetMode="{mode}"/>' if mode else "/>")
        for number, (kind, target, mode) in enumerate(rows)
    ]
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(lines)}</Relationships>'


def left_of(needles: Iterable[str], data: bytes) -> list[str]:
    """Which needles any reading of these bytes shows: unpacked, decoded, in any encoding."""
    plain = [squash(reading) for reading in views(data)]
    plain += [squash(data.decode("utf-16-be", "ignore")), squash(data[1:].decode("utf-16-le", "ignore"))]
    plain += [squash(reading) for chunk in _png_texts(data) for reading in views(chunk)]
    return [needle for needle in needles if any(squash(needle) in text for text in plain)]


def _png_texts(data: bytes) -> list[bytes]:
    """The compressed texts inside a PNG, wherever a zlib stream begins."""
    found: list[bytes] = []
    at = data.find(b"\x78")
    while at >= 0 and len(found) < 500:
        with contextlib.suppress(zlib.error):
            found.append(zlib.decompressobj().decompress(data[at:], 1_000_000))
        at = data.find(b"\x78", at + 1)
    return found
