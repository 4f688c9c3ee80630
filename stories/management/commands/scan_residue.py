from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser

from stories.models import Narrator, Tombstone, Withdrawal
from stories.withdrawal import inventory, proof


class Command(BaseCommand):
    help = (
        "Searches everything for a narrator's stories; says where and how often, never what. Before a withdrawal it is"
        " a test of the search and ends with 3 if it is blind; afterwards it ends with 1 on any hit, and with 2 when"
        " there are no words left to search for."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("narrator", type=UUID, help="the narrator's random id, as the admin shows it")

    def handle(self, *args: Any, **options: Any) -> None:
        narrator = Narrator.objects.filter(pk=options["narrator"]).first()
        if narrator is None:
            raise CommandError("No narrator has this id.", returncode=2)
        notes = self._notes(narrator)
        if not notes["needles"]:
            raise CommandError("There are no words to search for: a search would prove nothing.", returncode=2)
        findings = proof.search(notes)
        for place, count in sorted(proof.shown(findings, notes).items()):
            self.stdout.write(f"{count:6}  {place}")
        self.stdout.write(f"{findings.values} values and {len(findings.files)} files were read")
        if not Tombstone.objects.filter(narrator_id=narrator.pk).exists():
            self._control(findings.missing(proof.expected(notes)))
        elif findings.hits:
            raise CommandError("REMAINS WERE FOUND, in the places above.", returncode=1)

    def _control(self, missing: list[str]) -> None:
        if missing:
            raise CommandError(f"The search is blind here: {', '.join(missing)}", returncode=3)
        self.stdout.write("Nothing is withdrawn; the search finds the story wherever it must.")

    def _notes(self, narrator: Narrator) -> inventory.Notes:
        """The words of what is there, and those that an unfinished withdrawal keeps sealed."""
        unfinished = Withdrawal.objects.unfinished().filter(narrator_id=narrator.pk).first()
        kept = inventory.unseal(unfinished.sealed) if unfinished and unfinished.sealed else {}
        return inventory.merged(kept, inventory.take(narrator))
