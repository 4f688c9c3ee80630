"""How long a story takes to be gone from a large site, beside the time that this machine takes to read it all once.

`python -m tests.bench --only withdrawal` measures this alone, and on PostgreSQL
`python -m tests.postgres -- python -m tests.bench --only withdrawal`.
"""

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.utils import timezone

from stories import services
from stories.models import Withdrawal
from stories.residue import places
from stories.withdrawal import run
from tests.bench import large_site

SIZES = {"stories": 2000, "logs": 100_000, "passages": 100_000}


def report(**sizes: int) -> None:
    sizes = SIZES | sizes
    print(f"\nWithdrawing five stories from {sizes['stories']:,} in two languages ({connection.vendor}) …", flush=True)
    narrator = large_site.build(**sizes)
    floor, rows = _read_it_all()
    print(f"reading it once   {floor:.1f} s for {rows:,} values and {_files() / 1e6:.0f} MB of files")
    began = time.perf_counter()
    services.withdraw(narrator=narrator, by=None, now=timezone.now())
    print(f"taken down        {time.perf_counter() - began:.2f} s: for this somebody waits")
    steps: dict[str, float] = {}
    before = _peak()
    with _clocked(steps):
        withdrawal = Withdrawal.objects.get(narrator_id=narrator.pk)
        began = time.perf_counter()
        run.carry_on(withdrawal, now=timezone.now())
        whole = time.perf_counter() - began
    withdrawal.refresh_from_db()
    print(f"gone and proven   {whole:.1f} s, {whole / floor:.1f} × reading it once: {withdrawal.get_state_display()}")
    print(f"                  {', '.join(f'{name} {seconds:.1f} s' for name, seconds in steps.items())}")
    print(f"                  the process's peak grew from {before:.0f} to {_peak():.0f} MiB")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _read_it_all() -> tuple[float, int]:
    """The floor: every value of every table fetched, every file's bytes read, and nothing looked for."""
    began = time.perf_counter()
    rows = sum(1 for _value in places.rows(connection))
    for folder in places.folders_of_this_site():
        for path in [folder, *folder.rglob("*")]:
            if path.is_file():
                path.read_bytes()
    return time.perf_counter() - began, rows


def _files() -> int:
    folders = places.folders_of_this_site()
    return sum(p.stat().st_size for folder in folders for p in [folder, *folder.rglob("*")] if p.is_file())


@contextmanager
def _clocked(seconds: dict[str, float]) -> Iterator[None]:
    """Each step's seconds, into the dictionary that is given."""
    before = dict(run.STEPS)

    def clocked(name: str, do: Any) -> Any:
        def step(*args: Any) -> Any:
            began = time.perf_counter()
            outcome = do(*args)
            seconds[name] = time.perf_counter() - began
            return outcome

        return step

    run.STEPS.update({step: clocked(step.value, do) for step, do in before.items()})
    try:
        yield
    finally:
        run.STEPS.update(before)
