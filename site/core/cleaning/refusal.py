"""What cannot be cleaned is not stored, and its editor is told why and what to do."""

from django.core.exceptions import ValidationError


class CannotClean(ValidationError):
    """This file may hold something that would give a person away. The message says what to do about it."""

    def __init__(self, message: str) -> None:
        super().__init__(message, code="cannot_clean")
