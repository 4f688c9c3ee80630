"""No recording keeps who made it, where or when; what is heard and seen stays."""

import pytest
from django.utils import translation

from core.cleaning import captions, mp3, mp4, webm
from core.cleaning.refusal import CannotClean
from tests.core import recordings
from tests.core.canaries import CANARY, left_of


@pytest.mark.parametrize("data", [recordings.mp3(), recordings.mp4(), recordings.webm(), recordings.VTT])
def test_the_canary_is_in_each_before_it_is_cleaned(data: bytes) -> None:
    assert left_of([CANARY], data)


def test_an_mp3_keeps_its_frames_alone() -> None:
    cleaned = mp3.clean(recordings.mp3())
    assert cleaned == recordings.FRAME * 6
    assert mp3.clean(cleaned) == cleaned


def test_a_frame_is_found_again_after_what_is_no_frame() -> None:
    data = recordings.FRAME * 4 + b"\xff\xfb junk " + recordings.FRAME * 4
    assert mp3.clean(data) in {recordings.FRAME * 8, recordings.FRAME * 7}


def test_an_mp4_says_nothing_and_still_plays() -> None:
    data = recordings.mp4()
    cleaned = mp4.clean(data)
    assert left_of([CANARY], cleaned) == []
    assert b"14.8347" not in cleaned
    assert b"Lavf" not in cleaned
    assert len(cleaned) == len(data)
    assert recordings.count_frames(cleaned, ".mp4") == recordings.count_frames(data, ".mp4") == 12
    assert mp4.clean(cleaned) == cleaned


def test_when_an_mp4_was_recorded_is_forgotten() -> None:
    data = bytearray(recordings.film())
    at = data.index(b"mvhd")
    data[at + 8 : at + 16] = b"\xdd\xdd\xdd\xdd\xee\xee\xee\xee"
    assert b"\xdd\xdd\xdd\xdd" not in mp4.clean(bytes(data))


def test_an_mp4_with_a_track_of_places_is_refused() -> None:
    data = recordings.film().replace(b"vide", b"meta", 1)
    with translation.override("en"), pytest.raises(CannotClean, match="tracks"):
        mp4.clean(data)


def test_a_webm_says_nothing_and_still_plays() -> None:
    data = recordings.webm()
    cleaned = webm.clean(data)
    assert left_of([CANARY], cleaned) == []
    assert b"Lavf" not in cleaned
    assert len(cleaned) == len(data)
    assert recordings.count_frames(cleaned, ".webm") == recordings.count_frames(data, ".webm") == 12


def test_captions_keep_times_and_words_alone() -> None:
    assert captions.clean(recordings.VTT).decode() == (
        "WEBVTT\n\n00:01.000 --> 00:02.500\nLo que todos oyen\n\n00:03.000 --> 00:04.000\n[Una puerta se cierra]\n"
    )


@pytest.mark.parametrize("clean", [mp3.clean, mp4.clean, webm.clean, captions.clean])
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0",
        b"ID3\x04\0\0\x7f\x7f\x7f\x7f",
        b"<html><script>alert(1)</script>",
        b"\xff" * 5000,
        b"\0\0\0\x18ftypmp42" + b"\0" * 40,
        b"\x1a\x45\xdf\xa3\x93\x42\x82\x84webm" + b"\xff" * 90,
        b"WEBVTT\n\n",
    ],
)
def test_what_is_no_recording_is_refused(clean: object, data: bytes) -> None:
    with pytest.raises(CannotClean):
        clean(data)  # type: ignore[operator]


@pytest.mark.parametrize(("clean", "data"), [(mp4.clean, recordings.mp4()), (webm.clean, recordings.webm())])
def test_a_recording_cut_off_anywhere_is_refused_or_clean(clean: object, data: bytes) -> None:
    for end in range(0, len(data), 97):
        try:
            assert left_of([CANARY], clean(data[:end])) == []  # type: ignore[operator]
        except CannotClean:
            continue
