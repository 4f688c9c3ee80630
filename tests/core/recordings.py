"""Small recordings that name somebody in every place that they have for it."""

import struct
import tempfile
from pathlib import Path

import cv2
import numpy as np

from tests.core.canaries import CANARY

NAME = CANARY.encode()
# MPEG 1 layer III, 64 kbit/s, 44,100 Hz: 208 bytes a frame; silence.
FRAME = b"\xff\xfb\x50\xc4" + bytes(204)


def mp3() -> bytes:
    size = len(NAME) + 11
    frame = b"TPE1" + struct.pack(">I", len(NAME) + 1) + b"\0\0" + b"\x03" + NAME
    tag = b"ID3\x04\0\0" + bytes([size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127]) + frame
    trailer = b"APETAGEX" + bytes(24) + NAME + b"TAG" + NAME.ljust(125, b"\0")
    return tag + FRAME * 6 + trailer


def film(ending: str = ".mp4", codec: str = "mp4v", frames: int = 12) -> bytes:
    """A moving square, as OpenCV writes it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"film{ending}"
        writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*codec), 12.0, (96, 64))
        for number in range(frames):
            picture = np.zeros((64, 96, 3), np.uint8)
            picture[10:40, number * 4 : number * 4 + 30] = (40, 170, 240)
            writer.write(picture)
        writer.release()
        return path.read_bytes()


def count_frames(data: bytes, ending: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"film{ending}"
        path.write_bytes(data)
        reader, count = cv2.VideoCapture(str(path)), 0
        while reader.read()[0]:
            count += 1
        reader.release()
        return count


def box(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + kind + body


def mp4() -> bytes:
    """With a place and a name after its boxes, and an XMP packet, as phones and editors add them."""
    place = box(b"\xa9xyz", b"\0\x12\x15\xc7+14.8347-091.5180/")
    udta = box(b"udta", place + box(b"auth", bytes(6) + NAME))
    return film() + box(b"uuid", bytes(16) + NAME) + udta + box(b"meta", NAME) + box(b"skip", NAME)


def element(kind: bytes, body: bytes) -> bytes:
    return kind + b"\x01" + len(body).to_bytes(7) + body


def webm() -> bytes:
    """With tags, an attachment and a title appended within the segment, whose size is made to fit."""
    data = film(".webm", "VP80")
    at = data.index(b"\x18\x53\x80\x67")
    assert data[at + 4] == 1, "OpenCV writes the segment's size in eight bytes"
    body = data[at + 12 :]
    tags = element(b"\x12\x54\xc3\x67", element(b"\x73\x73", NAME)) + element(b"\x19\x41\xa4\x69", NAME * 9)
    info = element(b"\x15\x49\xa9\x66", element(b"\x7b\xa9", NAME) + element(b"\x44\x61", NAME[:8]))
    grown = body + tags + info
    return data[: at + 4] + b"\x01" + len(grown).to_bytes(7) + grown


VTT = (
    f"WEBVTT - {CANARY}\nX-Author: {CANARY}\n\nNOTE {CANARY}\n\nSTYLE\n::cue {{ color: red }} /* {CANARY} */\n\n"
    f"{CANARY}\n00:01.000 --> 00:02.500 line:0 region:{CANARY}\n<v {CANARY}>Lo que <i>todos</i> oyen</v>\n\n"
    "00:03.000 --> 00:04.000\n[Una puerta se cierra]\n"
).encode()
