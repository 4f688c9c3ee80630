"""Ready texts and plain links for sharing a page: by channel, in the language that is active.

Plain links only: nothing is loaded from a network before somebody chooses to go there.
"""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.utils.translation import gettext as _

# X counts every address as 23 characters, whatever its length.
X_LIMIT = 280 - 24


@dataclass(frozen=True)
class Channel:
    """One way to share: the whole text as it will be sent, and the address that opens it there."""

    name: str
    icon: str
    label: str
    text: str
    href: str


@dataclass(frozen=True)
class ShareKit:
    title: str
    text: str
    url: str
    channels: tuple[Channel, ...]


def share_kit(*, url: str, title: str, text: str) -> ShareKit:
    """The kit for one address. `text` is one or two sentences without the address."""
    text = text or title
    channels = (_whatsapp(url, text), _email(url, title, text), _x(url, text), _facebook(url, text))
    return ShareKit(title=title, text=text, url=url, channels=channels)


def _whatsapp(url: str, text: str) -> Channel:
    message = _("I want to share this with you. %(text)s %(url)s") % {"text": text, "url": url}
    return Channel(
        "whatsapp",
        "message-circle",
        "WhatsApp",
        message,
        f"https://wa.me/?{urlencode({'text': message}, quote_via=quote)}",
    )


def _email(url: str, title: str, text: str) -> Channel:
    body = _("Hello,\n\n%(text)s\n\nYou can read more and take part here:\n%(url)s\n\nThank you.") % {
        "text": text,
        "url": url,
    }
    query = urlencode({"subject": title, "body": body}, quote_via=quote)
    return Channel("email", "mail", _("E-mail"), body, f"mailto:?{query}")


def _x(url: str, text: str) -> Channel:
    message = text if len(text) <= X_LIMIT else text[: X_LIMIT - 1].rstrip() + "…"
    query = urlencode({"text": message, "url": url}, quote_via=quote)
    return Channel("x", "megaphone", "X", f"{message} {url}", f"https://x.com/intent/post?{query}")


def _facebook(url: str, text: str) -> Channel:
    # Facebook takes the address alone and forbids prepared words; the text is there to be pasted.
    href = f"https://www.facebook.com/sharer/sharer.php?{urlencode({'u': url})}"
    return Channel("facebook", "users", "Facebook", f"{text} {url}", href)
