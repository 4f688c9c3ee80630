"""The picture that stands beside a link to us elsewhere: a cloth of our own weaving and words. Never a person."""

import io
from functools import lru_cache

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from core.weave import cloth

WIDTH, HEIGHT = 1200, 630
"""Pixels, as every network asks for."""
STITCH = 20
CLOTH_ROWS = 15
MARGIN = 64
NIGHT, INK, SOFT, GIVE = "#26143a", "#f6effa", "#cdbbdd", "#f2ab2e"
# The ground and the six threads; tokens.css says the same to browsers.
THREADS = ("#2e1a47", "#5a379a", "#f2ab2e", "#17806c", "#c8452f", "#d46a9f", "#f5e7d3")
SERIF, SANS = "alegreya.woff2", "alegreya-sans-400.woff2"
SIZES = (76, 64, 54, 46)
MOST_LINES = 2


def share_card(*, seed: str, title: str, note: str = "") -> bytes:
    """A PNG. Kept nowhere: its words may have to be gone tomorrow."""
    card = Image.new("RGB", (WIDTH, HEIGHT), NIGHT)
    card.paste(_cloth(seed), (0, 0))
    draw = ImageDraw.Draw(card)
    draw.rectangle((0, STITCH * CLOTH_ROWS, WIDTH, STITCH * CLOTH_ROWS + 5), fill=GIVE)
    lines, font = _fitted(title)
    top = STITCH * CLOTH_ROWS + 48
    draw.multiline_text((MARGIN, top), "\n".join(lines), font=font, fill=INK, spacing=10)
    small = ImageFont.truetype(_font(SANS), 32)
    draw.text((MARGIN, HEIGHT - 62), settings.ORGANISATION_NAME, font=small, fill=GIVE)
    draw.text((WIDTH - MARGIN, HEIGHT - 62), note, font=small, fill=SOFT, anchor="ra")
    file = io.BytesIO()
    card.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()


@lru_cache(maxsize=64)
def _cloth(seed: str) -> Image.Image:
    rows = cloth(seed)[:CLOTH_ROWS]
    stitches = Image.new("RGB", (len(rows[0]), len(rows)))
    stitches.putdata([_colour(thread) for row in rows for thread in row])
    return stitches.resize((WIDTH, STITCH * CLOTH_ROWS), Image.Resampling.NEAREST)


def _colour(thread: int) -> tuple[int, int, int]:
    code = THREADS[thread]
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def _fitted(title: str) -> tuple[list[str], ImageFont.FreeTypeFont]:
    """The title in the largest size in which it has two lines; cut with an ellipsis if it has more in the smallest."""
    for size in SIZES:
        font = ImageFont.truetype(_font(SERIF), size)
        font.set_variation_by_axes([700])
        lines = _lines(title, font)
        if len(lines) <= MOST_LINES:
            break
    else:
        lines = [*lines[: MOST_LINES - 1], lines[MOST_LINES - 1].rstrip() + "…"]
    return lines, font


def _lines(text: str, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= WIDTH - 2 * MARGIN or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _font(name: str) -> str:
    return str(settings.SITE / "static" / "fonts" / name)
