"""`manage.py sweep_outbox`: carries out what lost tasks and dead workers left behind. Run it every minute."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from core import outbox


class Command(BaseCommand):
    help = "Carry out outbox entries that are due."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=int, default=0, help="Seconds between sweeps; without it, one sweep.")

    def handle(self, *args: Any, every: int, **options: Any) -> None:
        while True:
            done = outbox.sweep(now=timezone.now())
            if done:
                self.stdout.write(f"{done} carried out")
            if not every:
                return
            time.sleep(every)
