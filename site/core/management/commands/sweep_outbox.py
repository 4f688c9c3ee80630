"""`manage.py sweep_outbox`: carries out what lost tasks and dead workers left behind. The worker does it by itself."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from core import outbox


class Command(BaseCommand):
    help = "Carry out outbox entries that are due, once."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{outbox.sweep(now=timezone.now())} carried out")
