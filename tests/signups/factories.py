"""Elena signs up, with as little ado as a test needs."""

from datetime import datetime
from uuid import UUID

from django.core import mail
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from signups import services
from signups.consent_text import consent_text
from signups.models import ConsentRecord, Signup
from signups.services import Wish
from tests.conftest import SAME_ORIGIN

ELENA = "elena@example.org"


def fields(**changes: object) -> dict[str, object]:
    """What the English form sends for Elena, who wants stories."""
    with override("en"):
        agreed = consent_text().sha256
    filled = {"email": ELENA, "topics": ["stories"], "language": "en", "agreed": agreed, "source": "form:/en/news/"}
    return {**filled, **changes}


def send(client: Client, address: str = "/en/news/", **changes: object):
    return client.post(address, fields(**changes), **SAME_ORIGIN)


def press(client: Client, address: str):
    """Press a page's only button."""
    return client.post(address, **SAME_ORIGIN)


def asked(
    email: str = ELENA,
    *,
    topics: tuple[str, ...] = ("stories",),
    language: str = "en",
    campaign_keys: tuple[UUID, ...] = (),
    via: str = "",
    now: datetime | None = None,
) -> ConsentRecord:
    with override(language):
        text = consent_text()
    wish = Wish(language, topics, campaign_keys)
    return services.ask(email=email, wish=wish, text=text, source="form", via=via, now=now or timezone.now())


def confirmed(email: str = ELENA, *, now: datetime | None = None, **how: object) -> Signup:
    record = asked(email, now=now, **how)  # type: ignore[arg-type]
    services.confirm(record=record, now=now or timezone.now())
    return Signup.objects.get(pk=record.signup_id)


def link_in_mail(part: str, position: int = -1) -> str:
    """The address in a mail's text that holds `part`, without the site's own name."""
    words = str(mail.outbox[position].body).split()
    return next(word for word in words if part in word).split("testserver")[-1].replace("http://127.0.0.1:8000", "")
