"""The tray: a mail backend that keeps each message in the database instead of sending it."""

import re
from collections.abc import Sequence
from email.utils import parseaddr

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import get_language

from sandbox.models import TrayMail


class TrayBackend(BaseEmailBackend):
    """Saves one TrayMail a message, in the order in which they were sent."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            TrayMail.objects.create(
                to=[parseaddr(address)[1] for address in message.recipients()],
                subject=str(message.subject),
                text=str(message.body) if message.content_subtype != "html" else "",
                html=html_of(message),
                headers=headers_of(message),
                language=language_of(message),
            )
        return len(email_messages)


def html_of(message: EmailMessage) -> str:
    if message.content_subtype == "html":
        return str(message.body)
    alternatives = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    return next((str(content) for content, kind in alternatives if kind == "text/html"), "")


def headers_of(message: EmailMessage) -> dict[str, str]:
    """As they would go out: raises what a real backend would raise for a header with a line break in it."""
    return {name: str(value) for name, value in message.message().items()}


def language_of(message: EmailMessage) -> str:
    """What the mail itself says (its Content-Language header, or <html lang>), else the language it was sent in."""
    declared = message.extra_headers.get("Content-Language")
    found = re.search(r'<html[^>]*\blang="([A-Za-z-]+)"', html_of(message))
    return str(declared or (found and found[1]) or get_language() or "")
