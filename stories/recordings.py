"""Blocks of sound and film: files of this site's own, never without their words."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock

from core.blocks import TEXT_FEATURES

SOUND = {"mp3": "audio/mpeg", "m4a": "audio/mp4"}
FILM = {"mp4": "video/mp4", "webm": "video/webm"}
CAPTIONS = {"vtt": "text/vtt"}


class RecordingBlock(blocks.StructBlock):
    """What both have in common: each chosen file must be of a kind that is played here."""

    kinds: dict[str, dict[str, str]] = {}

    class Meta:
        abstract = True

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        errors = {
            name: ValidationError(
                _("Choose a file of one of these kinds: %(kinds)s."), params={"kinds": ", ".join(kinds)}
            )
            for name, kinds in self.kinds.items()
            if cleaned.get(name) and cleaned[name].file_extension.lower() not in kinds
        }
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        file = value.get("file")
        context["kind"] = self.kinds["file"].get(file.file_extension.lower(), "") if file else ""
        return context


class AudioBlock(RecordingBlock):
    """A voice, which may be somebody else's than the narrator's, with all of its words beside it."""

    title = blocks.CharBlock(label=_("title"), max_length=120)
    file = DocumentChooserBlock(
        label=_("recording"), help_text=_("MP3 or M4A. A voice is known again: let another person speak, or alter it.")
    )
    transcript = blocks.RichTextBlock(
        label=_("transcript"), features=TEXT_FEATURES, help_text=_("All that is heard, for those who read it.")
    )
    kinds = {"file": SOUND}

    class Meta:
        icon = "media"
        label = _("Recording with its transcript")
        template = "blocks/audio.html"


class VideoBlock(RecordingBlock):
    """A film with captions in the page's language. Drawn or of places: never of a person who tells a story."""

    title = blocks.CharBlock(label=_("title"), max_length=120)
    file = DocumentChooserBlock(label=_("film"), help_text=_("MP4 or WebM. No face, no voice that is known again."))
    captions = DocumentChooserBlock(
        label=_("captions"),
        help_text=_("A WebVTT file (.vtt) in this page's language, with what is heard besides words."),
    )
    description = blocks.TextBlock(
        label=_("what it shows"), max_length=600, help_text=_("For those who hear this page instead of seeing it.")
    )
    kinds = {"file": FILM, "captions": CAPTIONS}

    class Meta:
        icon = "media"
        label = _("Film with captions")
        template = "blocks/video.html"
