"""`make test`: every check in order, each named and timed. The first that fails ends the run.

`python -m tests.gate` runs all of them, `python -m tests.gate style sqlite` only those named. Journeys in Chromium
leave a core idle half of the time, so they run beside the other checks, and what they said is shown when they end. The
last line sums up the tests that pytest counted.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
COUNTED = re.compile(r"(\d+) (passed|failed|skipped|errors?|xfailed|xpassed)\b")

# `check --deploy` needs whole production settings. Nothing here is a secret or reaches anything.
THROW_AWAY_PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "throw-away-key-of-the-gate-" + "0123456789abcdefghijklmnopqrstuvwxyz",
    "FINGERPRINT_KEY": "throw-away-fingerprint-key-of-the-gate-0123456789",
    "BASE_URL": "https://historia.example",
    "ALLOWED_HOSTS": "historia.example",
    "DATABASE_URL": "sqlite:///:memory:",
    "CACHE_URL": "redis://127.0.0.1:6379/0",
    "STRIPE_SECRET_KEY": "sk_test_throw_away",
    "STRIPE_WEBHOOK_SECRET": "whsec_throw_away",
    "EMAIL_HOST": "mail.historia.example",
    "DEFAULT_FROM_EMAIL": "Historia <hola@historia.example>",
}

PYTHON = str(BIN / "python")
MANAGE = [PYTHON, "manage.py"]
IN_TESTS = ["--settings", "config.settings.test"]
# Two processes a core would only wait for each other; each copies the migrated database (tests/databases.py).
PYTEST = [PYTHON, "-m", "pytest", "-n", "auto", "--maxprocesses", "4", "--durations", "10"]
UNITS = [*PYTEST, "--ignore", "tests/browser"]

STAGES: dict[str, list[list[str]]] = {
    "style": [[str(BIN / "ruff"), "check", "-q", "."], [str(BIN / "ruff"), "format", "-q", "--check", "."]],
    "types": [[str(BIN / "mypy"), "."]],
    "contracts": [[str(BIN / "lint-imports")]],
    "settings": [[*MANAGE, "check", "--deploy", "--fail-level", "WARNING"]],
    "migrations": [[*MANAGE, "makemigrations", "--check", "--dry-run", *IN_TESTS]],
    "translations": [[*MANAGE, "messages", "--check", *IN_TESTS]],
    "sqlite": [UNITS],
    "postgresql": [[PYTHON, "-m", "tests.postgres", "--", *UNITS, "--of-the-database"]],
    "browser": [
        [PYTHON, "-m", "tests.browser.chromium"],
        [PYTHON, "-m", "pytest", "tests/browser", "--durations", "10"],
    ],
}
ENVIRONMENTS: dict[str, dict[str, str]] = {
    "contracts": {"PYTHONPATH": f".{os.pathsep}site"},
    "settings": THROW_AWAY_PRODUCTION,
}


ROOM = 6 << 30
ASIDE = "browser"


class Failed(Exception):
    """A stage's command ended badly."""


@dataclass
class Run:
    """What this run has counted and is doing. One failure ends what runs beside it."""

    folder: str
    """For whatever is needed no longer than the run."""
    counts: Counter[str] = field(default_factory=Counter)
    going_on: set[subprocess.Popen[str]] = field(default_factory=set)
    is_over: threading.Event = field(default_factory=threading.Event)

    def stages(self, names: list[str], say: Callable[[str], None]) -> None:
        for name in names:
            say(f"── {name} ".ljust(80, "─") + "\n")
            began = time.monotonic()
            for command in STAGES[name]:
                self.command(name, command, say)
            say(f"   {name}: {time.monotonic() - began:.0f} s\n")

    def command(self, name: str, command: list[str], say: Callable[[str], None]) -> None:
        """Run one command, passing its output on, and add up what its last counting line counts."""
        counted = ""
        with self._start(command, ENVIRONMENTS.get(name, {})) as process:
            assert process.stdout is not None
            for line in process.stdout:
                say(line)
                counted = line if re.search(r"\d+ \w+.* in [\d.]+s", line) else counted
        self.going_on.discard(process)
        for number, word in COUNTED.findall(counted):
            self.counts[word] += int(number)
        if process.returncode:
            raise Failed("" if self.is_over.is_set() else f"FAILED at the stage “{name}”: {' '.join(command)}")

    def _start(self, command: list[str], environment: dict[str, str]) -> subprocess.Popen[str]:
        if self.is_over.is_set():
            raise Failed("")
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=_clean_environment() | environment | {"TMPDIR": self.folder},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.going_on.add(process)
        return process

    def end(self) -> None:
        """As Ctrl-C would: pytest then ends what it has started, which is waited for; its folder goes next."""
        self.is_over.set()
        going_on = list(self.going_on)
        for process in going_on:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGINT)
        for process in going_on:
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=30)


def main(names: list[str]) -> int:
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="historia-gate-", dir=_in_memory(), ignore_cleanup_errors=True) as folder:
        run = Run(folder)
        try:
            run_all(run, names or list(STAGES))
        except Failed as failed:
            print(_summary(run.counts), failed, sep="\n", flush=True)
            return 1
        finally:
            run.end()
    print(f"── all is well, in {time.monotonic() - started:.0f} s ".ljust(80, "─"))
    print(_summary(run.counts), flush=True)
    return 0


def _in_memory() -> str | None:
    """Databases that are made and thrown away by the hundred are faster there; where there is little room, on disk."""
    memory = "/dev/shm"
    is_roomy = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM
    return memory if is_roomy else None


def run_all(run: Run, names: list[str]) -> None:
    """In order, with the journeys beside them all. Raises Failed for the first that fails."""
    others = [name for name in names if name != ASIDE]
    if ASIDE not in names or not others:
        run.stages(names, _say)
        return
    said: list[str] = []
    with ThreadPoolExecutor(2) as pool:
        lanes = [pool.submit(run.stages, others, _say), pool.submit(run.stages, [ASIDE], said.append)]
        for lane in lanes:
            lane.add_done_callback(lambda ended: _end_after_failure(run, ended))
    _say("".join(said))
    failures = [error for lane in lanes if (error := lane.exception())]
    if failures:
        raise max(failures, key=lambda error: len(str(error)))  # The other was only ended because of this one.


def _end_after_failure(run: Run, ended: "Future[None]") -> None:
    if ended.exception():
        run.end()


def _say(text: str) -> None:
    print(text, end="", flush=True)


# What would make the tests those of another installation; and what would let every process compile all modules anew.
LEFT_OUT = {"DJANGO_SETTINGS_MODULE", "HISTORIA_VAR", "PYTHONDONTWRITEBYTECODE"}


def _clean_environment() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if key not in LEFT_OUT}


def _summary(counts: Counter[str]) -> str:
    failed = counts["failed"] + counts["error"] + counts["errors"]
    return f"Historia: {counts['passed']} passed, {failed} failed, {counts['skipped']} skipped"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
