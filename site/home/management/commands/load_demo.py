"""`manage.py load_demo`: the demo's content in both languages. Run again, it keeps what is there."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone, translation

from home.demo.load_pages import fill_home, load_campaigns, load_content_pages
from home.demo.load_pledge import load_pledge
from home.demo.load_stories import load_stories, load_what_waits
from home.models import HomePage


class Command(BaseCommand):
    help = "Load the demo's pages, stories, campaigns and candidates (all invented), in Spanish and English."

    def handle(self, *args: Any, **options: Any) -> None:
        if not getattr(settings, "SANDBOX", False):
            raise CommandError("The demo's content is for config.settings.development only.")
        with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
            load(HomePage.objects.get(locale__language_code=settings.LANGUAGE_CODE))
        if options["verbosity"]:
            self.stdout.write("The demo's content is there, in Spanish and English.")


def load(home: HomePage) -> None:
    now = timezone.now()
    stories = load_stories(home, now=now)
    load_what_waits(home, now=now)
    campaigns = load_campaigns(home, pledge=load_pledge(now=now), stories=stories)
    load_content_pages(home)
    fill_home(home, campaign=campaigns[0], stories=stories)
