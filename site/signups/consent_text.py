"""The sentence that people agree to. Change VERSION with every change of its meaning, in any language."""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language, gettext

VERSION = "2026-11"


@dataclass(frozen=True)
class ConsentText:
    """The sentence as it is shown in one language, with the SHA-256 that a consent record keeps of it."""

    text: str
    language: str
    version: str = VERSION

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def consent_text() -> ConsentText:
    """In the language that is active."""
    text = gettext(
        "By signing up you agree that %(organisation)s keeps your e-mail address and writes to you about what you have "
        "chosen. Mailchimp sends these mails for us; nobody else gets your address. Each mail has a link to leave."
    ) % {"organisation": settings.ORGANISATION_NAME}
    return ConsentText(text=text, language=get_language() or settings.LANGUAGE_CODE)
