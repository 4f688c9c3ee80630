"""What every stand-in shares: memory, clock, webhooks, faults, and where the site and the stand-ins live."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from sandbox.clock import Clock
from sandbox.http import Handler, Request, Response, Router, json_response
from sandbox.store import Store
from sandbox.webhooks import Webhooks


def answer_in_transaction(request: Request, handler: Handler) -> Response:
    """Run the handler alone; what it kept is undone when it raises."""
    with request.world.store.transaction():
        answer = handler(request)
    return answer if isinstance(answer, Response) else json_response(answer)


@dataclass(frozen=True)
class StandIn:
    """One vendor's part. `state` says everything worth showing; `advance` does what falls due until a moment."""

    name: str
    router: Router
    start: Callable[["World"], None]
    state: Callable[["World"], dict[str, Any]]
    advance: Callable[["World", int], None]
    # Headers of a webhook at the moment that it is sent: (world, delivery) -> headers.
    sign: Callable[["World", dict[str, Any]], dict[str, str]]
    answer: Callable[[Request, Handler], Response] = answer_in_transaction
    # Held open while a request is in the house, faults and delays included; what it gives is answered at once.
    enter: Callable[[Request], AbstractContextManager[Response | None]] = lambda request: nullcontext()


@dataclass
class World:
    store: Store
    # Where the site answers, and where we do: "http://127.0.0.1:8000", without a slash at the end.
    site: str
    origin: str = ""
    stand_ins: list[StandIn] = field(default_factory=list)
    # What is going on in this process, and is kept nowhere: each world's own.
    going_on: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.clock = Clock(self.store)
        self.webhooks = Webhooks(self.store, sign=self._sign)

    def _sign(self, delivery: dict[str, Any]) -> dict[str, str]:
        stand_in = next(part for part in self.stand_ins if part.name == delivery["stand_in"])
        return stand_in.sign(self, delivery)

    def start(self) -> None:
        """Give each stand-in what it begins with: its account, its audience. What is kept stays."""
        with self.store.transaction():
            for part in self.stand_ins:
                part.start(self)

    def advance_to(self, moment: int) -> None:
        with self.store.transaction():
            for part in self.stand_ins:
                part.advance(self, moment)
            self.clock.move_to(moment)

    def reset(self) -> None:
        """Forget everything, and begin again."""
        with self.store.transaction():
            self.store.clear()
        self.start()

    def state(self) -> dict[str, Any]:
        with self.store.transaction():
            parts = {part.name: part.state(self) for part in self.stand_ins}
            return {
                "clock": self.clock.state(),
                "site": self.site,
                "origin": self.origin,
                "webhooks": self.webhooks.state(),
                "faults": self.store.all("fault"),
                **parts,
            }
