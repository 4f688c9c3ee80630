"""Carries a withdrawal on in a process of its own, and is killed (SIGKILL) in the middle of a step.

`python -m tests.stories.withdrawal.killed WITHDRAWAL STEP STATEMENTS`: after that many statements of the database
within that step. The folders come in the environment, as the test has them.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3]


def main(withdrawal: str, step: str, statements: int) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    import django
    from django.conf import settings

    for name, value in json.loads(os.environ["TEST_FOLDERS"]).items():
        setattr(settings, name, Path(value))
    settings.STORAGES["default"] = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    django.setup()
    _carry_on(withdrawal, step, statements)


def _carry_on(withdrawal: str, step: str, statements: int) -> None:
    from django.db import connection
    from django.utils import timezone

    from stories.models import Step, Withdrawal
    from stories.withdrawal import proof, run

    left = [statements]

    def execute(send: Callable[..., Any], *args: Any) -> Any:
        result = send(*args)
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    def deadly(do: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            with connection.execute_wrapper(execute):
                return do(*args, **kwargs)

        return call

    if step == Step.PROVEN:
        proof.proof = deadly(proof.proof)
    else:
        run.STEPS[Step(step)] = deadly(run.STEPS[Step(step)])
    run.carry_on(Withdrawal.objects.get(pk=withdrawal), now=timezone.now(), by_force=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
