"""`manage.py worker`: the one process beside the web server. Any number of them."""

import logging
import threading
import time
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import Error as DatabaseTrouble
from django.db import close_old_connections
from django.utils import timezone

from core import duties, outbox

logger = logging.getLogger(__name__)

SECONDS = 20
# So few at a time that a mail server which answers nobody holds up no duty for long.
SWEPT_AT_ONCE = 20
SECONDS_TO_END = 5
SECONDS_TO_COME_BACK = 2


class Command(BaseCommand):
    help = "Send mail, talk to Stripe and Mailchimp, try again what failed, and do what falls due by the clock."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--no-startup-delay", action="store_true", help="Begin at once.")

    def handle(self, *args: Any, no_startup_delay: bool, verbosity: int, **options: Any) -> None:
        clock = Clock()
        clock.start()
        try:
            while not _worked_to_its_end(startup_delay=not no_startup_delay, verbosity=verbosity):
                time.sleep(SECONDS_TO_COME_BACK)
        finally:
            clock.end()


def _worked_to_its_end(**options: Any) -> bool:
    """False when the database was away, held for longer than we wait for it, as SQLite is while it is rewritten, or
    without the row of the task that just ran, as after a withdrawal.

    For django-tasks-db each of them is the end of the world.
    """
    try:
        call_command("db_worker", reload=False, **options)
    except DatabaseTrouble as error:
        logger.warning("the worker's tasks: %s; they go on", type(error).__name__)
        return False
    return True


class Clock(threading.Thread):
    """Does what is due while the process's main thread waits for new tasks. Killed with it: leases run out."""

    def __init__(self) -> None:
        super().__init__(name="clock", daemon=True)
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.is_set():
            if not turn():
                self.ended.wait(SECONDS)

    def end(self) -> None:
        """Give what it is doing a moment to finish."""
        self.ended.set()
        self.join(SECONDS_TO_END)


def turn() -> bool:
    """Once round. True when there is more to do at once. A database that is away stops neither clock nor process."""
    try:
        close_old_connections()
        duties.carry_out_due()
        return outbox.sweep(now=timezone.now(), limit=SWEPT_AT_ONCE) == SWEPT_AT_ONCE
    except Exception as error:  # noqa: BLE001 - the next turn comes
        logger.error("the worker's clock: %s", type(error).__name__)
        return False
    finally:
        close_old_connections()
