"""Medians of several rounds; each round measures everything, so that a busy moment of the machine hits all alike."""

import gc
import io
import resource
import statistics
import time
import tracemalloc
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.management import call_command, get_commands
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Site

from config.urls import SITEMAPS
from tests.bench import floors

WARM_UP = 3


@dataclass
class Subject:
    """One address. `frame` gives the handler that answers it; `rounds` holds each round's median seconds a request."""

    name: str
    path: str
    frame: Callable[[], AbstractContextManager[WSGIHandler]]
    rounds: list[float] = field(default_factory=list)
    queries: int = 0
    size: int = 0
    peak: int = 0

    def look_once(self) -> None:
        """What does not depend on the clock: queries, bytes of HTML, and the peak of memory of one request."""
        with self.frame() as handler:
            self.size = len(_answer(handler, self.path))
            with CaptureQueriesContext(connection) as queries:
                _answer(handler, self.path)
            self.queries = len(queries)
            gc.collect()
            tracemalloc.start()
            _answer(handler, self.path)
            self.peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()

    def run_round(self, requests: int) -> None:
        with self.frame() as handler:
            times = []
            for number in range(WARM_UP + requests):
                began = time.perf_counter()
                _answer(handler, self.path)
                if number >= WARM_UP:
                    times.append(time.perf_counter() - began)
        self.rounds.append(statistics.median(times))


def _answer(handler: WSGIHandler, path: str) -> bytes:
    """One GET as a visitor without cookies sends it. Raises RuntimeError unless the answer is 200."""
    statuses: list[str] = []
    # Uncompressed: compression is the proxy's work where there is one, and the same for all.
    environment = RequestFactory(SERVER_NAME="127.0.0.1").get(path).environ | {"wsgi.input": io.BytesIO()}

    def start_response(status: str, headers: Any, error: Any = None) -> Any:
        statuses.append(status)

    answer = handler(environment, start_response)
    body = b"".join(answer)
    answer.close()
    if not statuses[0].startswith("200"):
        raise RuntimeError(f"{path} answered {statuses[0]}")
    return body


def migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)


def load_the_demo() -> None:
    print("Loading the demo …", flush=True)
    migrate()
    if "load_demo" in get_commands():
        call_command("load_demo", verbosity=0)


def report(*, rounds: int, requests: int) -> None:
    bare = Subject("a bare Django view", "/bare/", floors.bare_view)
    minimal = Subject("a minimal Wagtail page", "/", floors.minimal_wagtail_page)
    subjects = [bare, minimal, *_pages()]
    for subject in subjects:
        subject.look_once()
    for number in range(rounds):
        print(f"round {number + 1} of {rounds} …", flush=True)
        for subject in subjects:
            subject.run_round(requests)
    _print(subjects, bare, minimal)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    engine = settings.DATABASES["default"]["ENGINE"].rsplit(".", 1)[-1]
    print(f"\n{engine}; {rounds} rounds of {requests} requests each; the process's peak was {peak:.0f} MiB.")
    print("× is the median over the rounds of: this page's time by the floor's in the same round; in brackets the")
    print("smallest and the largest. Less is better. Rendered in one process, without a server, a network or a cache")
    print("of pages. Memory is what Python allocated at most during one request.")


def _pages() -> list[Subject]:
    """The first live page of each kind, and the public pages that are views."""
    home = Site.objects.get(is_default_site=True).root_page
    kinds: dict[str, str] = {}
    for page in home.get_descendants(inclusive=True).live().public().order_by("path").specific():
        kinds.setdefault(type(page).__name__, page.get_url_parts()[2])
    kinds |= {name: reverse(name) for name in SITEMAPS["views"].items()}
    return [Subject(name, path, floors.the_site) for name, path in kinds.items()]


def _print(subjects: list[Subject], bare: Subject, minimal: Subject) -> None:
    width = max(len(subject.name) for subject in subjects)
    heads = ("ms", "× bare view", "× minimal Wagtail", "queries", "kB HTML", "kB memory")
    print(f"\n{'':{width}} {heads[0]:>7} {heads[1]:>19} {heads[2]:>19} {heads[3]:>8} {heads[4]:>8} {heads[5]:>10}")
    for each in subjects:
        columns: list[Any] = [
            f"{statistics.median(each.rounds) * 1000:>7.2f}",
            f"{_ratio(each, bare):>19}",
            f"{_ratio(each, minimal):>19}",
            f"{each.queries:>8}",
            f"{each.size / 1000:>8.1f}",
            f"{each.peak / 1000:>10.0f}",
        ]
        print(f"{each.name:{width}} {' '.join(columns)}")


def _ratio(subject: Subject, floor: Subject) -> str:
    ratios = [one / other for one, other in zip(subject.rounds, floor.rounds, strict=True)]
    return f"{statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})"
