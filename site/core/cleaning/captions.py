"""Captions in WebVTT: times and words. Headers, notes and styles, where programs write names and paths, go."""

import re

from django.utils.translation import gettext as _

from core.cleaning import text
from core.cleaning.refusal import CannotClean

_TIMES = re.compile(r"^((?:\d{2,}:)?\d{2}:\d{2}\.\d{3})[ \t]+-->[ \t]+((?:\d{2,}:)?\d{2}:\d{2}\.\d{3})", re.MULTILINE)
_TAG = re.compile(r"<[^>\n]*>")


def clean(data: bytes) -> bytes:
    """Raises CannotClean for what is not WebVTT or has no caption."""
    words = text.clean(data).decode().replace("\r\n", "\n").replace("\r", "\n")
    if not words.startswith("WEBVTT"):
        raise CannotClean(_("Captions must be a WebVTT file: its first line is WEBVTT."))
    cues = [cue for block in re.split(r"\n{2,}", words)[1:] if (cue := _cue(block))]
    if not cues:
        raise CannotClean(_("There is no caption in this file."))
    return ("WEBVTT\n\n" + "\n\n".join(cues) + "\n").encode()


def _cue(block: str) -> str:
    """Its times and words. A name before it, settings after its times, and marks of voices in it are left out."""
    times = _TIMES.search(block)
    if times is None:
        return ""
    lines = block[times.end() :].split("\n")[1:]
    shown = "\n".join(line for line in (_TAG.sub("", line).strip() for line in lines) if line)
    return f"{times.group(1)} --> {times.group(2)}\n{shown}" if shown else ""
