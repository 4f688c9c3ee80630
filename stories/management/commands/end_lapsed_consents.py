from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from stories import notices, services
from stories.withdrawal import restored


class Command(BaseCommand):
    help = (
        "Takes down every story whose narrator's consent does not cover it any more, and tells the reviewers 60, 30 "
        "and 7 days ahead. The worker does it by itself."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        restored.apply_again(now=now)
        count = services.end_lapsed(now=now)
        told = notices.tell_what_lapses(now=now)
        self.stdout.write(f"{count} pages taken down, {told} mails about what lapses")
