"""Plain links that open a ready message elsewhere, in the reader's language. Nothing is loaded from there."""

from urllib.parse import quote, urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from pledges.models import Signature
from pledges.steps import Status

Link = dict[str, str]


def address(name: str, *arguments: str) -> str:
    return settings.BASE_URL + reverse(name, args=arguments)


def links(message: str, url: str) -> list[Link]:
    """For WhatsApp and X."""
    whatsapp = _with("https://wa.me/", text=f"{message} {url}")
    x = _with("https://x.com/intent/post", text=message, url=url)
    return [
        {"title": "WhatsApp", "icon": "message-circle", "url": whatsapp},
        {"title": "X", "icon": "share-2", "url": x},
    ]


def of_candidate(signature: Signature) -> list[Link]:
    """Telling others where this candidate stands."""
    words = {"name": signature.candidate.name, "title": signature.pledge.title}
    if signature.is_signed:
        message = _("%(name)s has signed “%(title)s”.") % words
    elif signature.status == Status.DECLINED:
        message = _("%(name)s declined to sign “%(title)s”.") % words
    else:
        message = _("%(name)s has not signed “%(title)s” yet.") % words
    return links(message, _page(signature))


def asks(signature: Signature) -> list[Link]:
    """Asking the candidate: by mail only where the official list shows the contact to everybody."""
    someone, words = signature.candidate, {"name": signature.candidate.name, "title": signature.pledge.title}
    message = _("%(name)s, will you sign “%(title)s”? We are waiting for your answer.") % words
    mention = f"@{someone.x_handle} {message}" if someone.x_handle else message
    offered = links(mention, _page(signature))
    if someone.contact_is_public:
        subject = _("Will you sign “%(title)s”?") % words
        mail = _with(f"mailto:{someone.contact_email}", subject=subject, body=f"{message}\n\n{_page(signature)}")
        offered.insert(0, {"title": _("E-mail"), "icon": "mail", "url": mail})
    return offered


def _page(signature: Signature) -> str:
    return address("pledges:candidate", signature.pledge.slug, signature.candidate.slug)


def _with(target: str, **query: str) -> str:
    """Spaces as %20: mail programs and WhatsApp show a + as it is."""
    return f"{target}?{urlencode(query, quote_via=quote)}"
