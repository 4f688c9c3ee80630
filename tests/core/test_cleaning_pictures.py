"""No picture keeps anything of where it came from, whatever format it came in."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageDraw

from core.cleaning import pictures
from core.cleaning.refusal import CannotClean
from tests.core.canaries import CANARY, PICTURES, left_of, pixels, profile

FORMATS = sorted(PICTURES)


@pytest.mark.parametrize("kind", FORMATS)
def test_the_canary_is_in_the_picture_before_it_is_cleaned(kind):
    assert left_of([CANARY], PICTURES[kind]()), "a search that finds nothing here would prove nothing"


@pytest.mark.parametrize("kind", FORMATS)
def test_nothing_of_it_is_left_afterwards(kind):
    data, _ending = pictures.clean(PICTURES[kind]())
    assert left_of([CANARY], data) == []
    with Image.open(io.BytesIO(data)) as cleaned:
        cleaned.load()
        assert not cleaned.getexif()
        assert set(cleaned.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}


@pytest.mark.parametrize("kind", FORMATS)
def test_what_it_shows_stays(kind):
    data, _ending = pictures.clean(PICTURES[kind]())
    with Image.open(io.BytesIO(data)) as cleaned:
        seen = cleaned.convert("RGB").resize((32, 32)).getcolors(1024)
        assert len(seen) > 10
        assert cleaned.mode == "RGB"


def test_photographs_become_jpeg_and_drawings_png():
    endings = {kind: pictures.clean(make())[1] for kind, make in PICTURES.items()}
    assert endings == {"jpg": ".jpg", "webp": ".jpg", "avif": ".jpg", "heic": ".jpg", "png": ".png", "gif": ".png"}


@pytest.mark.parametrize("kind", ["jpg", "png", "webp"])
def test_a_picture_that_its_exif_turns_is_turned_for_good(kind):
    data, _ending = pictures.clean(PICTURES[kind]())
    assert Image.open(io.BytesIO(data)).size == (200, 320)


def test_of_a_moving_gif_the_first_picture_stays():
    data, _ending = pictures.clean(PICTURES["gif"]())
    cleaned = Image.open(io.BytesIO(data))
    assert getattr(cleaned, "n_frames", 1) == 1
    assert cleaned.convert("RGB").getpixel((40, 40)) == pytest.approx((242, 193, 78), abs=8)


def test_what_was_rubbed_out_is_not_there_beneath():
    """An editor's eraser sets transparency and leaves the colours."""
    erased = pixels().convert("RGBA")
    ImageDraw.Draw(erased).rectangle((20, 20, 60, 60), fill=(242, 193, 78, 0))
    output = io.BytesIO()
    erased.save(output, "PNG")
    assert Image.open(io.BytesIO(output.getvalue())).getpixel((40, 40))[:3] == (242, 193, 78)
    data, _ending = pictures.clean(output.getvalue())
    assert Image.open(io.BytesIO(data)).getpixel((40, 40)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK", "YCbCr"])
def test_every_kind_of_pixel_becomes_plain_rgb(mode):
    output = io.BytesIO()
    source = pixels().convert("L").convert("I").convert("I;16") if mode == "I;16" else pixels().convert(mode)
    source.save(output, "JPEG" if mode in {"CMYK", "YCbCr"} else "PNG")
    data, _ending = pictures.clean(output.getvalue())
    assert Image.open(io.BytesIO(data)).mode == "RGB"


def test_colours_stay_as_a_profile_means_them_and_a_broken_profile_does_no_harm():
    for icc in (profile(), b"no profile at all"):
        output = io.BytesIO()
        pixels().save(output, "PNG", icc_profile=icc)
        data, _ending = pictures.clean(output.getvalue())
        assert Image.open(io.BytesIO(data)).getpixel((40, 40)) == pytest.approx((242, 193, 78), abs=3)


def test_large_pictures_are_made_as_small_as_the_site_shows_them():
    output = io.BytesIO()
    pixels((4000, 1000)).save(output, "JPEG")
    data, _ending = pictures.clean(output.getvalue())
    assert Image.open(io.BytesIO(data)).size == (2560, 640)


def _png_that_claims(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(_png_that_claims(60_000, 60_000), id="a bomb of pixels"),
        pytest.param(_png_that_claims(8_000, 8_000), id="more pixels than a phone makes"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", id="a drawing in code"),
        pytest.param(b"\xff\xd8\xff\xe0 not really", id="broken"),
        pytest.param(PICTURES["jpg"]()[:3000], id="cut off"),
        pytest.param(b"", id="empty"),
        pytest.param(b"BM" + bytes(200), id="a format that is not taken"),
    ],
)
def test_what_cannot_be_cleaned_is_refused(data):
    with pytest.raises(CannotClean):
        pictures.clean(data)


def test_the_refusal_carries_nothing_of_the_picture():
    with pytest.raises(CannotClean) as refused:
        pictures.clean(PICTURES["jpg"]()[:3000])
    assert refused.value.__suppress_context__
    assert CANARY not in str(refused.value)
