"""Finds faces in pixels: frontal, turned, partly covered, small in a crowd. It never says whose they are."""

import threading
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image

MODEL = Path(__file__).with_name("centerface.onnx")
SIDES = (640, 1408)
"""Longest side in pixels of each look: large faces are found in the small one, small faces in the large one."""
MOST_ENLARGED = 2
THRESHOLD = 0.25
"""Low: a doubtful one costs an editor a click, a missed one may cost a person her safety."""
OVERLAP_IS_THE_SAME = 0.3
MARGIN = 0.2
"""A face is known by its hair, ears and chin too: this part of its size is added on each side."""
_STRIDE = 4
# Heat, size, offset, and the places of eyes and mouth, which nobody here needs.
_OUTPUTS = ["537", "538", "539", "540"]
_one_at_a_time = threading.Lock()


class Box(NamedTuple):
    """A rectangle in pixels of the stored picture."""

    x: int
    y: int
    width: int
    height: int

    def overlap(self, other: "Box") -> float:
        """Shared area over joint area."""
        wide = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        high = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        shared = max(0, wide) * max(0, high)
        return shared / (self.width * self.height + other.width * other.height - shared or 1)


def find(picture: Image.Image) -> list[Box]:
    """Where faces are, with a margin, surest first."""
    found = [hit for side in SIDES for hit in _look(picture, side)]
    boxes: list[Box] = []
    for _score, box in sorted(found, key=lambda hit: -hit[0]):
        if all(box.overlap(known) < OVERLAP_IS_THE_SAME for known in boxes):
            boxes.append(box)
    return boxes


@cache
def _network() -> Any:
    """Loaded at the first picture: most processes never see one."""
    import cv2

    return cv2.dnn.readNetFromONNX(str(MODEL))


def _look(picture: Image.Image, side: int) -> list[tuple[float, Box]]:
    import cv2
    import numpy as np

    scale = min(side / max(picture.size), MOST_ENLARGED)
    # The network's input is a multiple of 32 on each side.
    width, height = (max(32, round(length * scale / 32) * 32) for length in picture.size)
    pixels = np.asarray(picture.convert("RGB").resize((width, height), Image.Resampling.BILINEAR))
    with _one_at_a_time:
        network = _network()
        network.setInput(cv2.dnn.blobFromImage(pixels, scalefactor=1.0, size=(width, height)))
        heat, size, offset, _landmarks = network.forward(_OUTPUTS)
    at = (0, 0, *np.nonzero(heat[0, 0] > THRESHOLD))
    # Its maps hold the vertical before the horizontal.
    axes = ((np.s_[:, 0:1], at[2], picture.height / height), (np.s_[:, 1:2], at[3], picture.width / width))
    (top, bottom), (left, right) = (
        _edges(size[axis][at], offset[axis][at], place, scale) for axis, place, scale in axes
    )
    edges = zip(heat[at], left, top, right, bottom, strict=True)
    return [(float(score), within(picture.size, *corners)) for score, *corners in edges]


def _edges(size: Any, offset: Any, place: Any, scale: float) -> tuple[Any, Any]:
    """Both ends of each face along one axis, in the picture's pixels; the network says the logarithm of its size."""
    import numpy as np

    middle = (place + offset + 0.5) * _STRIDE * scale
    half = np.exp(size) * _STRIDE * scale * (0.5 + MARGIN)
    return middle - half, middle + half


def within(size: tuple[int, int], left: float, top: float, right: float, bottom: float) -> Box:
    """The rectangle in whole pixels, cut off at the picture's edges."""
    x, y = max(0, int(left)), max(0, int(top))
    return Box(x, y, max(1, min(size[0], round(right)) - x), max(1, min(size[1], round(bottom)) - y))
