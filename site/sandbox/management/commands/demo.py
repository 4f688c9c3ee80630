"""`manage.py demo`: what `make demo` runs. The whole site on this machine, with everything it talks to.

Begins the stand-ins, the worker and gunicorn, and ends all of them with itself.
"""

import json
import os
import signal
import sys
import time
import urllib.error
import urllib.request
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.template.loader import render_to_string
from django.utils import translation

from sandbox.people import PASSWORD, PEOPLE, ensure_people
from sandbox.processes import ChildDied, Children, port_is_free, wait_until

# Generous: a child that dies is noticed at once, so only a busy machine ever waits this long.
START_SECONDS = 180


class Command(BaseCommand):
    help = "Migrate, load the demo's content and serve the site with its worker and stand-ins until Ctrl-C."
    requires_system_checks = ()
    ends = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="Say nothing unless something is wrong.")
        parser.add_argument("--ready-file", type=Path, help="Write the addresses here (JSON) once the site answers.")

    def handle(self, *args: Any, quiet: bool, ready_file: Path | None, **options: Any) -> None:
        if not getattr(settings, "SANDBOX", False):
            raise CommandError("The demo runs with config.settings.development only.")
        if ready_file:
            ready_file.unlink(missing_ok=True)
        self.refuse_taken_ports()
        try:
            self.prepare(quiet=quiet)
            self.serve(quiet=quiet, ready_file=ready_file)
        except KeyboardInterrupt:
            pass  # While it was preparing, before there were children to end.
        except ChildDied as died:
            raise CommandError(_epitaph(died)) from died
        except TimeoutError as error:
            raise CommandError(
                f"The site did not answer within {START_SECONDS} seconds. See {settings.VAR}/log/."
            ) from error
        if not quiet:
            self.stdout.write("\nAdiós. Everything that the demo began has ended.")

    def serve(self, *, quiet: bool, ready_file: Path | None) -> None:
        """Until somebody asks it to end, or a child dies. However it ends, no child is left."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self.stop)
        children = Children(log_folder=settings.VAR / "log")
        try:
            self.start(children)
            if not self.ends:
                self.announce(quiet=quiet, ready_file=ready_file)
            while not self.ends:
                children.raise_if_one_died()
                time.sleep(0.5)
        finally:
            children.end()
            if ready_file:
                ready_file.unlink(missing_ok=True)

    def stop(self, number: int, frame: FrameType | None) -> None:
        """Raises nothing: Python drops what is raised in a weak reference's callback, and a child might be left."""
        self.ends = True

    def refuse_taken_ports(self) -> None:
        for port in (settings.PORT, settings.SANDBOX_PORT):
            if not port_is_free(port):
                raise CommandError(
                    f"Port {port} is taken by another program (perhaps another demo). "
                    f"End it, or choose other ports: make demo PORT={settings.PORT + 100}"
                )

    def prepare(self, *, quiet: bool) -> None:
        """Runs on every start: each step leaves what is already there."""
        if not quiet:
            self.stdout.write("Preparing the database and the demo's content…")
        call_command("migrate", verbosity=0, interactive=False)
        ensure_people()
        if "load_demo" in get_commands():
            call_command("load_demo", verbosity=0 if quiet else 1)
        # The children must not inherit an open connection.
        connections.close_all()

    def start(self, children: Children) -> None:
        env = {
            **os.environ,
            "PORT": str(settings.PORT),
            "SANDBOX_PORT": str(settings.SANDBOX_PORT),
            "BIND": f"127.0.0.1:{settings.PORT}",
            "PYTHONUNBUFFERED": "1",
        }
        manage = [sys.executable, str(settings.ROOT / "manage.py")]
        commands = {
            "stand-ins": [*manage, "sandbox"],
            "worker": [*manage, "worker", "--no-startup-delay"],
            "web": [sys.executable, "-m", "gunicorn", "-c", str(settings.ROOT / "gunicorn.conf.py")],
        }
        if "sandbox" not in get_commands():
            del commands["stand-ins"]
        for name, command in commands.items():
            children.start(name, command, env, settings.ROOT)
        addresses = [f"{settings.BASE_URL}/healthz"]
        if "stand-ins" in commands:
            addresses.append(f"{settings.SANDBOX_ORIGIN}/_control/state")
        for address in addresses:
            wait_until(partial(self.ends_or_answers, address), children=children, seconds=START_SECONDS)

    def ends_or_answers(self, address: str) -> bool:
        return self.ends or _answers(address)

    def announce(self, *, quiet: bool, ready_file: Path | None) -> None:
        if ready_file:
            ready = {"pid": os.getpid(), "base_url": settings.BASE_URL, "sandbox_origin": settings.SANDBOX_ORIGIN}
            unfinished = ready_file.with_suffix(".part")
            unfinished.write_text(json.dumps(ready))
            unfinished.replace(ready_file)
        if quiet:
            return
        context = {"base_url": settings.BASE_URL, "people": PEOPLE, "password": PASSWORD}
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                self.stdout.write(render_to_string("sandbox/welcome.txt", context))
        self.stdout.flush()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310 - our own address
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _epitaph(died: ChildDied) -> str:
    lines = died.log.read_text(errors="replace").splitlines()[-25:]
    return "\n".join(
        [f"{died.name!r} ended by itself (code {died.code}). Its last lines, from {died.log}:", "", *lines]
    )
