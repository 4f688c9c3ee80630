"""The demo as a person starts it, on free ports and in a folder of its own; and what tests may know of it."""

import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).resolve().parents[2]
# Half a minute on a quiet machine; this bound is for one that is not.
START_SECONDS = 600


@dataclass(frozen=True)
class Mail:
    """One mail from the tray."""

    id: int
    to: list[str]
    subject: str
    text: str
    html: str
    headers: dict[str, str]
    language: str

    @property
    def links(self) -> list[str]:
        """Every address in the mail, in order, once each."""
        found = re.findall(r"https?://[^\s<>\"')]+", f"{self.text}\n{unescape(self.html)}")
        return list(dict.fromkeys(url.rstrip(".,;") for url in found))

    def link(self, containing: str) -> str:
        """The one link with `containing` in it. Raises AssertionError if there is none."""
        found = [url for url in self.links if containing in url]
        assert found, f"No link with {containing!r} in the mail “{self.subject}”: {self.links}"
        return found[0]


@dataclass
class Site:
    """The running demo: `url` for the browser, the mail tray, and the controls of the stand-ins."""

    url: str
    stand_ins: str
    var: Path
    seen_mails: set[int] = field(default_factory=set)

    @property
    def hosts(self) -> set[str]:
        return {address.split("//")[1] for address in (self.url, self.stand_ins)}

    def mails(self, to: str = "") -> list[Mail]:
        """Mails in the tray, oldest first; to one address if given."""
        with closing(sqlite3.connect(self.var / "db.sqlite3", timeout=20)) as database:
            rows = database.execute(
                'SELECT id, "to", subject, text, html, headers, language FROM sandbox_traymail ORDER BY id'
            ).fetchall()
        mails = [
            Mail(id_, json.loads(to_), subject, text, html, json.loads(headers), language)
            for id_, to_, subject, text, html, headers, language in rows
        ]
        return [mail for mail in mails if not to or to.lower() in map(str.lower, mail.to)]

    def mail_to(self, to: str, *, containing: str = "", seconds: float = 30) -> Mail:
        """The newest mail to this address that no test has had yet; waits for the worker to send it."""

        def unseen() -> Mail | None:
            found = [mail for mail in self.mails(to) if mail.id not in self.seen_mails]
            return next((mail for mail in reversed(found) if containing in mail.subject + mail.text), None)

        mail = wait_for(unseen, f"a mail to {to}", seconds)
        self.seen_mails.add(mail.id)
        return mail

    def control(self, path: str, *, method: str = "POST", **values: Any) -> dict[str, Any]:
        """A control of the stand-ins (site/sandbox/server.py lists them): `control("clock/advance", months=1)`."""
        request = urllib.request.Request(
            f"{self.stand_ins}/_control/{path}",
            data=None if method == "GET" else json.dumps(values).encode(),
            headers={"Content-Type": "application/json"},
            method=method,
        )
        with urllib.request.urlopen(request, timeout=120) as response:
            answer: dict[str, Any] = json.load(response)
        return answer

    def state(self) -> dict[str, Any]:
        """Everything that the stand-ins know: {"clock": …, "webhooks": […], "stripe": …, "mailchimp": …}."""
        return self.control("state", method="GET")

    def advance(self, **step: Any) -> None:
        """Move the stand-ins' clock, and let happen what falls due: `advance(months=1)`."""
        self.control("clock/advance", **step)


T = TypeVar("T")


def wait_for(look: Callable[[], T | None], what: str, seconds: float = 30) -> T:
    """What `look` returns once it is something. Raises AssertionError, naming `what`, when it stays nothing."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.2)
    raise AssertionError(f"Waited {seconds:.0f} s for {what}; it did not come.")


@contextmanager
def running_demo() -> Iterator[Site]:
    """Start `manage.py demo`, and end it and all that it began. DEMO_URL and DEMO_VAR use one that runs already."""
    if os.environ.get("DEMO_URL"):
        yield _that_runs_already(os.environ["DEMO_URL"].rstrip("/"))
        return
    with tempfile.TemporaryDirectory(prefix="historia-demo-", ignore_cleanup_errors=True) as folder:
        var = Path(folder)
        ready = var / "ready.json"
        command = [sys.executable, "manage.py", "demo", "--quiet", "--ready-file", str(ready)]
        with (var / "demo.log").open("w") as log:
            process = subprocess.Popen(
                command, cwd=ROOT, env=_environment(var), stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
            try:
                _wait_until_ready(process, ready, var / "demo.log")
                addresses = json.loads(ready.read_text())
                yield Site(addresses["base_url"], addresses["sandbox_origin"], var)
            finally:
                if process.poll() is not None:
                    print(f"The demo ended while it was looked at:\n{(var / 'demo.log').read_text()[-4000:]}")
                process.terminate()
                process.wait(timeout=30)


def _environment(var: Path) -> dict[str, str]:
    # The tests' own settings have put these into the environment, for other ports.
    ours = {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "BASE_URL", "STRIPE_API_BASE", "MAILCHIMP_API_BASE"}
    inherited = {key: value for key, value in os.environ.items() if key not in ours}
    port, sandbox_port = _free_ports(2)
    return {
        **inherited,
        "DJANGO_SETTINGS_MODULE": "config.settings.development",
        "HISTORIA_VAR": str(var),
        "PORT": str(port),
        "SANDBOX_PORT": str(sandbox_port),
    }


def _free_ports(count: int) -> list[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def _wait_until_ready(process: subprocess.Popen[bytes], ready: Path, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not ready.exists():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"The demo did not start:\n{log.read_text()[-4000:]}")
        time.sleep(0.2)


def _that_runs_already(url: str) -> Site:
    host, port = url.rsplit(":", 1)
    return Site(url, f"{host}:{int(port) + 1}", Path(os.environ.get("DEMO_VAR", ROOT / "var")))
