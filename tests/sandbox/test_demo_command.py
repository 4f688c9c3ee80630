"""`manage.py demo` as a person runs it: a process of its own, with a database and ports of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

START_SECONDS = 180


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


class Demo:
    """A demo in the folder `var`. Nothing of the tests' own settings leaks into it."""

    def __init__(self, var: Path) -> None:
        self.var, self.ready_file, self.output = var, var / "ready.json", var / "output.txt"
        var.mkdir(exist_ok=True)
        self.ready_file.unlink(missing_ok=True)  # A killed demo could not take it away.
        self.port = free_port()
        env = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        env |= {
            "PORT": str(self.port),
            "SANDBOX_PORT": str(free_port()),
            "HISTORIA_VAR": str(var),
            "WEB_CONCURRENCY": "1",
        }
        command = [sys.executable, str(settings.ROOT / "manage.py"), "demo", "--ready-file", str(self.ready_file)]
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(command, env=env, stdout=output, stderr=subprocess.STDOUT)

    def wait_until_ready(self) -> "Demo":
        wait_for(lambda: self.ready_file.exists() or self.process.poll() is not None, seconds=START_SECONDS)
        assert self.ready_file.exists(), self.output.read_text()
        return self

    def descendants(self) -> list[int]:
        return descendants_of(self.process.pid)

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)


def wait_for(condition: Callable[[], bool], *, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


def descendants_of(pid: int) -> list[int]:
    table = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = {int(child): int(parent) for child, parent in (line.split() for line in table.splitlines())}
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return sorted(found - {pid})


def alive(pids: list[int]) -> list[int]:
    states = subprocess.run(["ps", "-eo", "pid=,stat="], capture_output=True, text=True, check=True).stdout
    running = {int(pid) for pid, state in (line.split() for line in states.splitlines()) if not state.startswith("Z")}
    return [pid for pid in pids if pid in running]


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all of these tests: a demo that runs again keeps what is there, and migrates in no time."""
    return tmp_path_factory.mktemp("demo")


@pytest.fixture
def demo(var: Path) -> Iterator[Demo]:
    running = Demo(var)
    yield running
    running.end()


def test_the_demo_says_where_to_look_and_ctrl_c_ends_everything(demo: Demo) -> None:
    demo.wait_until_ready()
    ready = json.loads(demo.ready_file.read_text())
    with urllib.request.urlopen(ready["base_url"] + "/", timeout=30) as response:
        assert response.status == 200
    children = demo.descendants()
    assert len(children) >= 3

    demo.process.send_signal(signal.SIGINT)

    assert demo.process.wait(30) == 0
    assert wait_for(lambda: not alive(children), seconds=10), f"left running: {alive(children)}"
    assert not demo.ready_file.exists()
    said = demo.output.read_text()
    assert f"http://127.0.0.1:{demo.port}/sandbox/" in said
    assert "ana@historia.example" in said
    assert "Traceback" not in said


def test_it_ends_at_once_when_it_is_asked_before_the_site_answers(demo: Demo) -> None:
    log = demo.var / "log" / "web.log"
    log.unlink(missing_ok=True)
    assert wait_for(log.exists, seconds=START_SECONDS), demo.output.read_text()
    children = demo.descendants()

    demo.process.send_signal(signal.SIGINT)

    assert demo.process.wait(30) == 0
    assert wait_for(lambda: not alive(children), seconds=10), f"left running: {alive(children)}"
    assert not demo.ready_file.exists()
    assert "Traceback" not in demo.output.read_text()


def test_terminating_the_demo_leaves_no_child(demo: Demo) -> None:
    children = demo.wait_until_ready().descendants()
    demo.process.terminate()
    assert demo.process.wait(30) == 0
    assert wait_for(lambda: not alive(children), seconds=10), f"left running: {alive(children)}"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that their parent was killed")
def test_even_a_killed_demo_leaves_no_child(demo: Demo) -> None:
    children = demo.wait_until_ready().descendants()
    demo.process.kill()
    demo.process.wait(10)
    assert wait_for(lambda: not alive(children), seconds=20), f"left running: {alive(children)}"


def test_when_one_part_dies_the_demo_says_which_and_ends_the_others(demo: Demo) -> None:
    children = demo.wait_until_ready().descendants()
    commands = subprocess.run(["ps", "-ww", "-eo", "pid=,args="], capture_output=True, text=True, check=True).stdout
    [worker] = [pid for pid in children if "manage.py worker" in command_of(pid, commands)]
    os.kill(worker, signal.SIGKILL)

    assert demo.process.wait(30) == 1
    assert wait_for(lambda: not alive(children), seconds=10), f"left running: {alive(children)}"
    assert "'worker' ended by itself" in demo.output.read_text()


def command_of(pid: int, table: str) -> str:
    return next((line.split(None, 1)[1] for line in table.splitlines() if line.split()[0] == str(pid)), "")


def test_a_taken_port_is_named_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        env = {"PATH": os.environ["PATH"], "PORT": str(port), "HISTORIA_VAR": str(tmp_path)}
        command = [sys.executable, str(settings.ROOT / "manage.py"), "demo"]
        tried = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert tried.returncode == 1
    assert f"Port {port} is taken" in tried.stderr
    assert "Traceback" not in tried.stderr
    assert not (tmp_path / "db.sqlite3").exists()
