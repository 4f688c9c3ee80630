"""Mails in the reader's language, from templates/emails/<name>.{subject.txt,txt,html}.

Never call this in a transaction: put an outbox entry and send from its handler.
"""

from dataclasses import dataclass
from email.utils import make_msgid

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation


@dataclass(frozen=True)
class Words:
    """A mail as it will be read, by those who see pictures and those who read plain text."""

    subject: str
    text: str
    html: str


def send(
    *, template: str, to: str, language: str, context: dict[str, object], headers: dict[str, str] | None = None
) -> None:
    """Send one mail to one person, in `language`.

    `template` is a name such as "donations/receipt": its .subject.txt, .txt and .html are all required. Raises what
    the mail server raises (smtplib.SMTPException, OSError), for the outbox to try again.
    """
    words = render(template=template, language=language, context=context)
    domain = settings.DEFAULT_FROM_EMAIL.rsplit("@", 1)[-1].strip("> ")
    message = EmailMultiAlternatives(
        words.subject, words.text, to=[to], headers={"Message-ID": make_msgid(domain=domain), **(headers or {})}
    )
    message.attach_alternative(words.html, "text/html")
    message.send()


def render(*, template: str, language: str, context: dict[str, object]) -> Words:
    """What `send` sends."""
    context = {
        "organisation_name": settings.ORGANISATION_NAME,
        "movement_name": settings.MOVEMENT_NAME,
        "contact_email": settings.CONTACT_EMAIL,
        "base_url": settings.BASE_URL,
        "language": language,
        **context,
    }
    with translation.override(language):
        return Words(
            subject=" ".join(render_to_string(f"emails/{template}.subject.txt", context).split()),
            text=render_to_string(f"emails/{template}.txt", context),
            html=render_to_string(f"emails/{template}.html", context),
        )
