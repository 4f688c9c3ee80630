"""`manage.py prepare_audience`: makes Mailchimp's audience ready, once or again."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from signups.mailchimp_client import Audience, MailchimpError


class Command(BaseCommand):
    help = "Make the interests and the webhook that Mailchimp's audience needs. Running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.MAILCHIMP_WEBHOOK_SECRET:
            raise CommandError("Set MAILCHIMP_WEBHOOK_SECRET to a long random word first.")
        path = reverse("signups_mailchimp_webhook", kwargs={"secret": settings.MAILCHIMP_WEBHOOK_SECRET})
        try:
            audience = Audience()
            audience.ping()
            interests = audience.interest_ids()
            is_new = audience.ensure_webhook(settings.BASE_URL + path)
        except MailchimpError as error:
            raise CommandError(f"Mailchimp: {type(error).__name__}: {error}") from error
        self.stdout.write(f"{len(interests)} interests; webhook {'made' if is_new else 'was there'}")
