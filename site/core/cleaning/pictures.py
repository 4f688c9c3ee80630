"""A picture's pixels, written anew: what is not a pixel cannot come along."""

import io
import warnings

import pillow_heif
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from core.cleaning.refusal import CannotClean

# A JPEG with a second picture or a film behind it is one too; its first picture is the one that is seen.
FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF", "GIF")
DRAWN = ("PNG", "GIF")
MOST_PIXELS = 52_000_000
"""What a phone of today makes at its finest; decoded, 150 MB."""
LONGEST_SIDE = 2560
"""The site shows nothing larger, and fine detail identifies: a face in a window, the grain of one camera's sensor."""
JPEG_QUALITY = 88

pillow_heif.register_heif_opener(thumbnails=False)
Image.init()


def clean(data: bytes) -> tuple[bytes, str]:
    """(a new file, its ending). Photographs become JPEG, drawings PNG, in sRGB, upright. Raises CannotClean."""
    pixels, drawn = decode(data)
    return written(pixels, drawn=drawn)


def written(pixels: Image.Image, *, drawn: bool) -> tuple[bytes, str]:
    return (encode(pixels, "PNG"), ".png") if drawn else (encode(pixels, "JPEG"), ".jpg")


def decode(data: bytes) -> tuple[Image.Image, bool]:
    """(the first picture in the file as bare RGB pixels, whether it is a drawing). Raises CannotClean."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _decode(data)
    except CannotClean:
        raise
    except Exception:  # noqa: BLE001 - a decoder of somebody's bytes may raise anything; all of it is a refusal
        # Without its cause: an error report must not carry the picture's bytes.
        raise CannotClean(_("This picture cannot be read. Save it again as JPEG or PNG, then upload that.")) from None


def encode(pixels: Image.Image, file_format: str) -> bytes:
    """Pixels as a file. A picture of ours carries nothing else that an encoder could write."""
    output = io.BytesIO()
    options = {"quality": JPEG_QUALITY, "progressive": True} if file_format == "JPEG" else {}
    _bare(pixels).save(output, file_format, optimize=True, **options)
    return output.getvalue()


def _decode(data: bytes) -> tuple[Image.Image, bool]:
    with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise CannotClean(_("This picture has too many pixels: 52 million at most."))
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        picture.seek(0)
        picture.load()
        seen = ImageOps.exif_transpose(picture)
        flat = _flat(_in_srgb(seen))
        flat.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        return _bare(flat), picture.format in DRAWN


def _in_srgb(picture: Image.Image) -> Image.Image:
    """Without its colour profile, which may name the scanner or the phone, and looking the same."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        return picture
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode) or picture
    except (ImageCms.PyCMSError, OSError):
        return picture


def _flat(picture: Image.Image) -> Image.Image:
    """Over white: what was rubbed out in an editor often still lies beneath, fully transparent."""
    if picture.mode.startswith("I;16"):
        picture = picture.point(lambda level: level / 256).convert("L")
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")


def _bare(picture: Image.Image) -> Image.Image:
    return Image.frombytes("RGB", picture.size, picture.convert("RGB").tobytes())
