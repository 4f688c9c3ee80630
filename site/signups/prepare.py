"""What Mailchimp's audience must have before anybody is put into it."""

from dataclasses import dataclass
from datetime import datetime, time

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import duties
from signups.mailchimp_client import Audience, NotConfigured


@dataclass(frozen=True)
class Prepared:
    interests: int
    is_new_webhook: bool


@duties.duty("signups.prepare_audience", title=_("Make Mailchimp's audience ready"), rhythm=duties.Daily(time(2, 30)))
def prepare_daily(*, now: datetime) -> None:
    """Somebody may have deleted an interest or the webhook there. Without a secret Mailchimp's calls are refused."""
    if not settings.MAILCHIMP_WEBHOOK_SECRET:
        return
    try:
        audience = Audience()
    except NotConfigured:
        return
    prepare(audience)


def prepare(audience: Audience) -> Prepared:
    """Make the interests and the webhook, where they are not there. Raises MailchimpError."""
    path = reverse("signups_mailchimp_webhook", kwargs={"secret": settings.MAILCHIMP_WEBHOOK_SECRET})
    audience.ping()
    return Prepared(len(audience.interest_ids()), audience.ensure_webhook(settings.BASE_URL + path))
