from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from stories import services
from stories.models import Narrator, Withdrawal
from stories.withdrawal import inventory, report, run
from stories.withdrawal.sweep import StillOpen

FRONT = (
    "NOT PROVEN YET: everything is deleted here, but the cache in front of the site did not let go of every address."
    " Run this again when it answers."
)
HELD = (
    "NOT PROVEN YET: everything is deleted, but somebody still reads the database as it was before, a backup perhaps,"
    " so what it keeps cannot be overwritten. The worker goes on by itself; or run this again when they have finished."
)
RESUME = "carry on at once: from a worker that died, or although the search was blind where you have looked"


class Command(BaseCommand):
    help = (
        "Withdraws a narrator's consent, removes everything of their stories, and proves it. Ends with 1 when remains"
        " are found, and with 3 when the search is blind."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("narrator", type=UUID, help="the narrator's random id, as the admin shows it")
        parser.add_argument("--dry-run", action="store_true", help="say what would be removed, and remove nothing")
        parser.add_argument("--resume", action="store_true", help=RESUME)

    def handle(self, *args: Any, **options: Any) -> None:
        narrator = Narrator.objects.filter(pk=options["narrator"]).first()
        if narrator is None:
            raise CommandError("No narrator has this id.")
        if options["dry_run"]:
            self._say(report.removed(inventory.counts(inventory.take(narrator))))
            return
        services.withdraw(narrator=narrator, by=None, now=timezone.now())
        withdrawal = Withdrawal.objects.filter(narrator_id=narrator.pk).first()
        if withdrawal and not withdrawal.is_proven:
            self._carry_on(withdrawal, by_force=options["resume"])
        if withdrawal:
            self._report(Withdrawal.objects.get(pk=withdrawal.pk))

    def _carry_on(self, withdrawal: Withdrawal, *, by_force: bool) -> None:
        try:
            run.carry_on(withdrawal, now=timezone.now(), by_force=by_force)
        except run.Busy:
            raise CommandError("A worker is at it now. With --resume it is taken from a worker that died.") from None
        except run.ProofFailed:
            self._report(withdrawal)
            blind = withdrawal.blind_places
            raise CommandError("NOT PROVEN: see the places above.", returncode=3 if blind else 1) from None
        except run.FrontNotEmptied:
            self._report(withdrawal)
            raise CommandError(FRONT, returncode=1) from None
        except StillOpen:
            raise CommandError(HELD, returncode=1) from None

    def _report(self, withdrawal: Withdrawal) -> None:
        found = withdrawal.report.get("proof", {})
        self._say(report.removed(withdrawal.report.get("removed", {})))
        self._say([(f"STILL IN {place}", count) for place, count in report.places(found.get("hits", {}))])
        self._say([("pieces of text were searched for", found.get("words", 0))])
        self._say([("further pieces stand in other people's stories too, and stay there", found.get("shared", 0))])
        self._say([("addresses may still be kept by the cache in front", found.get("front", {}).get("left", 0))])
        self.stdout.write(f"{withdrawal.get_state_display()}")

    def _say(self, counts: list[tuple[str, int]]) -> None:
        for name, count in counts:
            if count:
                self.stdout.write(f"{count:6}  {name}")
