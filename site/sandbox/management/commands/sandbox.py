"""The stand-ins for Stripe and Mailchimp, served on this machine."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError

from sandbox.server import build_world, running


class Command(BaseCommand):
    help = "Serve the stand-ins for Stripe and Mailchimp at 127.0.0.1. What they know is kept in var/sandbox.sqlite3."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=None, help="default: settings.SANDBOX_PORT")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            world = build_world(site=settings.BASE_URL, path=settings.VAR / "sandbox.sqlite3")
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        port = settings.SANDBOX_PORT if options["port"] is None else options["port"]
        stopped = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stopped.set())
        with running(world, port=port):
            self.stdout.write(f"Stand-ins at {world.origin}")
            self.stdout.flush()
            stopped.wait()
        world.store.close()
