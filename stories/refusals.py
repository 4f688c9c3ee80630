"""Why a story may not be published now. They are validation errors, so that every form knows how to show them."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _


class PublicationRefused(ValidationError):
    """A story was about to become public, and must not."""


class ConsentMissing(PublicationRefused):
    """No consent in force covers this person, in this language, on this site."""

    def __init__(self, *, language: str) -> None:
        words = _("The narrator's consent does not cover publication on this site in this language (%(language)s).")
        super().__init__({"narrator": [words % {"language": language}]})


class FaceUntreated(PublicationRefused):
    """A picture of this story shows a face, and the narrator's consent does not cover pictures."""

    def __init__(self, *, pictures: list[str]) -> None:
        words = _(
            "The narrator's consent does not cover pictures, and these show a face that has not been dealt with: "
            "%(pictures)s. Open each picture and paint its faces over."
        )
        super().__init__({NON_FIELD_ERRORS: [words % {"pictures": ", ".join(pictures)}]})


class PictureOfAnother(PublicationRefused):
    """A picture of this story lies among another narrator's."""

    def __init__(self, *, pictures: list[str]) -> None:
        words = _("These pictures belong to another narrator: %(pictures)s. Choose others.")
        super().__init__({NON_FIELD_ERRORS: [words % {"pictures": ", ".join(pictures)}]})


class ReviewMissing(PublicationRefused):
    """Nobody but its author has approved this text."""

    def __init__(self) -> None:
        words = _("A story is published by being approved in review, by somebody who did not write it.")
        super().__init__({NON_FIELD_ERRORS: [words]})


class LanguagesDiffer(PublicationRefused):
    """Another language of this story leaves out what this one tells: it was redacted there, and must be here."""

    def __init__(self, *, language: str, left_out: str) -> None:
        words = _(
            "%(language)s leaves out what is told here: %(left_out)s. Take it out here too, or correct under “What the "
            "stories give away” what was read wrongly."
        )
        super().__init__({NON_FIELD_ERRORS: [words % {"language": language, "left_out": left_out}]})


class TooRevealing(PublicationRefused):
    """All that this person's stories tell fits too few people, and no reviewer has decided that it may be told."""

    def __init__(self) -> None:
        words = _(
            "Together, this person's stories give away too much. Take something out, or let the reviewer decide "
            "under “What the stories give away”."
        )
        super().__init__({NON_FIELD_ERRORS: [words]})
