"""MP3: its frames of sound, one after the other. Names, pictures and places stand in tags around them, and go."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from core.cleaning.refusal import CannotClean

# Kilobits a second and samples a second by the frame header's indexes: MPEG 1, and MPEG 2 with 2.5. Layer III alone.
BIT_RATES = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
SAMPLE_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
LAYER_III = 1
FEWEST_FRAMES = 4


def clean(data: bytes) -> bytes:
    """Raises CannotClean where there are no frames of MPEG layer III."""
    frames = list(_frames(data))
    if len(frames) < FEWEST_FRAMES:
        raise CannotClean(_("This is not an MP3 recording that can be read. Export it again, as MP3 or M4A."))
    return b"".join(frames)


def _frames(data: bytes) -> Iterator[bytes]:
    """Every frame that another follows or that ends the sound; whatever stands between is passed over."""
    at = _after_tags(data)
    while at + 4 <= len(data):
        length = _length(data[at : at + 4])
        whole = length and at + length <= len(data)
        follows = data[at + length : at + length + 4] if whole else b""
        if whole and (_length(follows) or len(follows) < 4 or _is_tag(follows)):
            yield data[at : at + length]
            at += length
        else:
            at = data.find(b"\xff", at + 1)
            if at < 0:
                return


def _after_tags(data: bytes) -> int:
    at = 0
    while data[at : at + 3] == b"ID3" and len(data) >= at + 10:
        size = 0
        for byte in data[at + 6 : at + 10]:
            size = size << 7 | byte & 0x7F
        at += 10 + size + (10 if data[at + 5] & 0x10 else 0)
    return at


def _is_tag(start: bytes) -> bool:
    return start.startswith((b"TAG", b"ID3", b"APET", b"LYRI"))


def _length(header: bytes) -> int:
    """Bytes of the frame that this header begins; 0 where it begins none.

    Source: http://www.mp3-tech.org/programmer/frame_header.html
    """
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
        return 0
    version, layer = header[1] >> 3 & 3, header[1] >> 1 & 3
    bit_rate, sample_rate = header[2] >> 4, header[2] >> 2 & 3
    if version == 1 or layer != LAYER_III or bit_rate in {0, 15} or sample_rate == 3:
        return 0
    bits = BIT_RATES[3 if version == 3 else 2][bit_rate] * 1000
    samples = SAMPLE_RATES[version][sample_rate]
    return (144 if version == 3 else 72) * bits // samples + (header[2] >> 1 & 1)
