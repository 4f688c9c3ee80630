from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from stories import services


class Command(BaseCommand):
    help = "Takes down every story whose narrator's consent does not cover it any more. Run it every hour."

    def handle(self, *args: Any, **options: Any) -> None:
        count = services.end_lapsed(now=timezone.now())
        self.stdout.write(f"{count} pages taken down")
