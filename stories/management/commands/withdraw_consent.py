from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from stories import services
from stories.models import Narrator


class Command(BaseCommand):
    help = "Withdraws a narrator's consent and takes away all of their stories in every language."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("narrator", type=UUID, help="the narrator's random id, as the admin shows it")

    def handle(self, *args: Any, **options: Any) -> None:
        narrator = Narrator.objects.filter(pk=options["narrator"]).first()
        if narrator is None:
            raise CommandError("No narrator has this id.")
        tombstone = services.withdraw(narrator=narrator, by=None, now=timezone.now())
        self.stdout.write(f"withdrawn; {tombstone.addresses.count()} addresses answer 410")
