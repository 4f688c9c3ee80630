"""`manage.py compare_audience`: what the worker does every night, by hand. Ends with 1 when something differed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from signups.compare import compare
from signups.mailchimp_client import Audience, MailchimpError


class Command(BaseCommand):
    help = "Compare the sign-ups with Mailchimp's audience, both ways, and queue what mends the difference."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            difference = compare(audience=Audience(), now=timezone.now())
        except MailchimpError as error:
            raise CommandError(f"Mailchimp: {type(error).__name__}: {error}") from error
        for name, found in vars(difference).items():
            self.stdout.write(f"{name.replace('_', ' ')}: {len(found)}")
            for number in found:
                self.stdout.write(f"  {number}")
        if difference:
            raise CommandError("They differed; what can be mended is queued.", returncode=1)
