"""Webhooks that the stand-ins owe the site: kept, sent in the background, sent again when they fail.

A delivery is at least once and in no promised order, as from the vendors. Delays between attempts are real
seconds (the vendors' are hours), so that a person who watches sees the second attempt.
"""

import logging
import random
import threading
import time
from collections.abc import Callable
from typing import Any

import requests

from sandbox.store import Record, Store

log = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = (2, 5, 15, 60, 300, 900, 3600)
TIMEOUT_SECONDS = 20

# Sends one POST: (url, body, headers) -> HTTP status. Raises OSError when nobody answers.
Send = Callable[[str, bytes, dict[str, str]], int]


def send_over_http(url: str, body: bytes, headers: dict[str, str]) -> int:
    return requests.post(url, data=body, headers=headers, timeout=TIMEOUT_SECONDS, allow_redirects=False).status_code


class Webhooks:
    """`owe()` inside a transaction; `run_due()` sends what is due; `start()` does so in the background."""

    def __init__(self, store: Store, *, sign: Callable[[Record], dict[str, str]]) -> None:
        self._store, self._sign = store, sign
        self._stopped, self._wake = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    def owe(self, *, stand_in: str, url: str, body: str, content_type: str, about: str, secret: str = "") -> Record:
        """Keep a delivery to be sent. `about` is what it tells of: an event's id."""
        number = self._next_number()
        delivery: Record = {
            "id": f"dlv_{number}", "stand_in": stand_in, "about": about, "url": url, "body": body,
            "content_type": content_type, "secret": secret, "state": "pending", "attempts": [],
            "next_attempt_at": time.time(),
        }  # fmt: skip
        self._store.put("delivery", delivery["id"], delivery)
        self._wake.set()
        return delivery

    def _next_number(self) -> int:
        counter = self._store.get("counter", "delivery") or {"value": 0}
        counter["value"] += 1
        return int(self._store.put("counter", "delivery", counter)["value"])

    def due(self, *, at: float | None = None) -> list[Record]:
        """What waits to be sent now, oldest first."""
        moment = time.time() if at is None else at
        return [d for d in self._store.find("delivery", state="pending") if d["next_attempt_at"] <= moment]

    def send(self, delivery: Record, send: Send = send_over_http) -> int:
        """One attempt, and its record. Returns the HTTP status, 0 when nobody answered."""
        headers = {"Content-Type": delivery["content_type"], **self._sign(delivery)}
        problem = ""
        status = 500 if self._refused() else 0
        if not status:
            try:
                status = send(delivery["url"], delivery["body"].encode(), headers)
            except OSError as error:
                problem = type(error).__name__
        self._record(delivery["id"], status, problem)
        return status

    def _refused(self) -> bool:
        """A fault asked for: the next webhooks are lost on their way."""
        with self._store.transaction():
            fault = self._store.get("webhook_fault", "webhook_fault") or {"times": 0}
            if fault["times"] < 1:
                return False
            self._store.put("webhook_fault", "webhook_fault", {"times": fault["times"] - 1})
            return True

    def lose_next(self, times: int) -> None:
        self._store.put("webhook_fault", "webhook_fault", {"times": times})

    def _record(self, id: str, status: int, problem: str) -> None:
        with self._store.transaction():
            delivery = self._store.get("delivery", id)
            if delivery is None:  # a reset came in between
                return
            delivery["attempts"].append({"at": int(time.time()), "status": status, "problem": problem})
            tries = len(delivery["attempts"])
            if 200 <= status < 300:
                delivery["state"] = "delivered"
            elif tries > len(RETRY_AFTER_SECONDS):
                delivery["state"] = "given_up"
            else:
                delivery["next_attempt_at"] = time.time() + RETRY_AFTER_SECONDS[tries - 1]
            self._store.put("delivery", id, delivery)

    def run_due(self, send: Send = send_over_http, *, shuffle: bool = False) -> int:
        """Send everything that is due, once each. Returns how many were sent."""
        waiting = self.due()
        if shuffle:
            random.shuffle(waiting)
        for delivery in waiting:
            self.send(delivery, send)
        return len(waiting)

    def start(self) -> None:
        self._thread = threading.Thread(target=self._loop, name="webhooks", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._wake.set()
        if self._thread:
            self._thread.join(timeout=5)

    def _loop(self) -> None:
        while not self._stopped.is_set():
            self._wake.wait(timeout=1)
            self._wake.clear()
            try:
                self.run_due(shuffle=True)
            except Exception:
                log.exception("a webhook could not be sent; it is tried again")

    def state(self) -> list[dict[str, Any]]:
        """The latest hundred, newest first; the body is with its event."""
        hidden = {"body", "secret"}
        latest = self._store.all("delivery")[-100:]
        return [{key: value for key, value in d.items() if key not in hidden} for d in reversed(latest)]
