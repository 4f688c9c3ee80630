"""Whatever stops a withdrawal, and wherever: the next try ends with the same proof."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from stories import services
from stories.models import Step, StoryPage, Withdrawal
from stories.models.withdrawals import ORDER
from stories.withdrawal import inventory, run
from tests.stories.withdrawal.canary import Canary

pytestmark = pytest.mark.django_db(transaction=True)


class Crash(Exception):
    """The machine goes off."""


def begin(canary: Canary) -> Withdrawal:
    services.withdraw(narrator=canary.narrator, by=None, now=timezone.now())
    return Withdrawal.objects.get()


def is_proven_and_gone(canary: Canary, client: Client, words: int) -> None:
    done = Withdrawal.objects.get()
    assert done.is_proven
    assert done.report["proof"]["hits"] == {}
    assert done.report["proof"]["words"] == words
    # Nothing is counted twice, whichever try removed it.
    assert (done.report["removed"]["pages"], done.report["removed"]["images"]) == (5, 1)
    assert done.report["removed"]["renditions"] == 5
    assert not StoryPage.objects.filter(narrator=canary.narrator).exists()
    assert {client.get(address).status_code for address in canary.addresses} == {410}


def words_of(canary: Canary) -> int:
    return len(inventory.take(canary.narrator)["needles"])


def test_the_steps_are_eight_and_in_order() -> None:
    assert [step.value for step in ORDER[1:]] == [
        *("taken_down", "purged", "controlled", "media", "pages", "traces", "swept", "proven")
    ]
    assert list(run.STEPS) == ORDER[2:-1]


def test_a_crash_at_any_write_of_any_step_costs_nothing_but_time(canary: Canary, client: Client) -> None:
    """Each try gets a little further before the lights go out: within steps, and between them."""
    withdrawal, words = begin(canary), words_of(canary)
    states = []
    for tries in count(1):
        withdrawal.refresh_from_db()
        try:
            with connection.execute_wrapper(_dark_after(12 * tries)):
                run.carry_on(withdrawal, now=timezone.now(), by_force=True)
        except Crash:
            states.append(Withdrawal.objects.get().state)
        else:
            break
    assert len(states) > 7
    assert len(set(states)) > 2
    is_proven_and_gone(canary, client, words)


def _dark_after(writes: int) -> Callable[..., Any]:
    left = [writes]

    def execute(send: Callable[..., Any], sql: str, *args: Any) -> Any:
        # A crash writes nothing; what it leaves is a lease that somebody else holds.
        if sql.startswith(("INSERT", "UPDATE", "DELETE", "VACUUM", "ALTER")) and "held_until" not in sql:
            left[0] -= 1
            if left[0] < 0:
                raise Crash
        return send(sql, *args)

    return execute


KILLED_IN = {Step.CONTROLLED: 9, Step.MEDIA: 14, Step.PAGES: 40, Step.TRACES: 12, Step.SWEPT: 3, Step.PROVEN: 9}


def test_a_process_that_is_killed_within_a_step_is_followed_by_another(
    canary: Canary, client: Client, settings: Any
) -> None:
    withdrawal, words = begin(canary), words_of(canary)
    for step, statements in KILLED_IN.items():
        assert _killed(withdrawal, step, statements) == -9, step
        withdrawal.refresh_from_db()
        assert not withdrawal.has_done(step), step
        assert withdrawal.has_done(ORDER[ORDER.index(step) - 1]), step
    with pytest.raises(CommandError, match="A worker is at it"):
        call_command("withdraw_consent", str(canary.narrator.pk))
    call_command("withdraw_consent", str(canary.narrator.pk), "--resume")
    is_proven_and_gone(canary, client, words)


def _killed(withdrawal: Withdrawal, step: Step, statements: int) -> int:
    """The exit code of a process that works at it and is killed."""
    connection.close()
    folders = {name: str(getattr(django_settings, name)) for name in ("MEDIA_ROOT", "TOMBSTONES_FILE", "VAR")}
    command = [sys.executable, "-m", "tests.stories.withdrawal.killed", str(withdrawal.pk), step, str(statements)]
    environment = {**os.environ, "TEST_FOLDERS": json.dumps(folders), "DATABASE_URL": _this_database()}
    return subprocess.run(command, env=environment, cwd=django_settings.ROOT, check=False).returncode


def _this_database() -> str:
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))
