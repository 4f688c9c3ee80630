from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from stories.withdrawal import restored


class Command(BaseCommand):
    help = "After a restore: withdraws again whatever was withdrawn since the backup. Migrating does it by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{restored.apply_again(now=timezone.now())} narrators' stories were withdrawn again")
