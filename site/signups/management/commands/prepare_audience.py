"""`manage.py prepare_audience`: makes Mailchimp's audience ready, once or again."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from signups.mailchimp_client import Audience, MailchimpError
from signups.prepare import prepare


class Command(BaseCommand):
    help = "Make the interests and the webhook that Mailchimp's audience needs. Running it again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.MAILCHIMP_WEBHOOK_SECRET:
            raise CommandError("Set MAILCHIMP_WEBHOOK_SECRET to a long random word first.")
        try:
            done = prepare(Audience())
        except MailchimpError as error:
            raise CommandError(f"Mailchimp: {type(error).__name__}: {error}") from error
        self.stdout.write(f"{done.interests} interests; webhook {'made' if done.is_new_webhook else 'was there'}")
