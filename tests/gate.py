"""`make test`: every check in order, each named and timed. The first that fails ends the run.

`python -m tests.gate` runs all of them, `python -m tests.gate style sqlite` only those named. Output is shown as it
comes; the last line sums up the tests that pytest counted.
"""

import os
import re
import subprocess
import sys
import time
from collections import Counter
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
PYTEST = [PYTHON, "-m", "pytest", "-n", "auto", "--maxprocesses", "4", "--durations", "5"]
UNITS = [*PYTEST, "--ignore", "tests/browser"]
# What says the same on any database is not asked twice: these read files, or start processes of their own.
NOT_OF_THE_DATABASE = [
    "tests/test_contracts.py",
    "tests/test_settings.py",
    "tests/test_translations.py",
    "tests/sandbox/test_demo_command.py",
    "tests/sandbox/test_never_in_production.py",
]
SKIPPED_THERE = [f"--ignore={name}" for name in NOT_OF_THE_DATABASE]

STAGES: dict[str, list[list[str]]] = {
    "style": [[str(BIN / "ruff"), "check", "-q", "."], [str(BIN / "ruff"), "format", "-q", "--check", "."]],
    "types": [[str(BIN / "mypy"), "."]],
    "contracts": [[str(BIN / "lint-imports")]],
    "settings": [[*MANAGE, "check", "--deploy", "--fail-level", "WARNING"]],
    "migrations": [[*MANAGE, "makemigrations", "--check", "--dry-run", *IN_TESTS]],
    "translations": [[*MANAGE, "messages", "--check", *IN_TESTS]],
    "sqlite": [UNITS],
    "postgresql": [[PYTHON, "-m", "tests.postgres", "--", *UNITS, *SKIPPED_THERE]],
    "browser": [
        [PYTHON, "-m", "tests.browser.chromium"],
        [PYTHON, "-m", "pytest", "tests/browser", "--durations", "5"],
    ],
}
ENVIRONMENTS: dict[str, dict[str, str]] = {
    "contracts": {"PYTHONPATH": f".{os.pathsep}site"},
    "settings": THROW_AWAY_PRODUCTION,
}


def main(names: list[str]) -> int:
    started, counts = time.monotonic(), Counter[str]()
    for name in names or STAGES:
        print(f"── {name} ".ljust(80, "─"), flush=True)
        began = time.monotonic()
        if failed := _run_stage(name, counts):
            print(_summary(counts), flush=True)
            print(f"FAILED at the stage “{name}”: {' '.join(failed)}", flush=True)
            return 1
        print(f"   {name}: {time.monotonic() - began:.0f} s", flush=True)
    print(f"── all is well, in {time.monotonic() - started:.0f} s ".ljust(80, "─"))
    print(_summary(counts), flush=True)
    return 0


def _run_stage(name: str, counts: Counter[str]) -> list[str] | None:
    """Run a stage's commands; the first that fails, or None."""
    for command in STAGES[name]:
        if _run(command, ENVIRONMENTS.get(name, {}), counts):
            return command
    return None


def _run(command: list[str], environment: dict[str, str], counts: Counter[str]) -> int:
    """Run one command, passing its output on, and add up what its last counting line counts."""
    counted = ""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=_clean_environment() | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            counted = line if re.search(r"\d+ \w+.* in [\d.]+s", line) else counted
    for number, word in COUNTED.findall(counted):
        counts[word] += int(number)
    return process.returncode


def _clean_environment() -> dict[str, str]:
    """The caller's, without what would make the tests those of another installation."""
    return {key: value for key, value in os.environ.items() if key not in {"DJANGO_SETTINGS_MODULE", "HISTORIA_VAR"}}


def _summary(counts: Counter[str]) -> str:
    failed = counts["failed"] + counts["error"] + counts["errors"]
    return f"Historia: {counts['passed']} passed, {failed} failed, {counts['skipped']} skipped"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
