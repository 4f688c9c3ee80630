"""Child processes that end together: when their parent ends, whatever the reason, or when one of them dies."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

# Linux: the kernel sends this signal to a child whose parent died, even of kill -9 (prctl(2)).
PR_SET_PDEATHSIG = 1
GRACE_SECONDS = 8


class ChildDied(Exception):
    """`name` ended by itself; its last lines are in `log`."""

    def __init__(self, name: str, code: int, log: Path) -> None:
        super().__init__(name, code)
        self.name, self.code, self.log = name, code, log


@dataclass
class Child:
    name: str
    process: subprocess.Popen[bytes]
    log: Path


@dataclass
class Children:
    """Starts processes, each with a group and a log file of its own, and ends them in reverse order."""

    log_folder: Path
    running: list[Child] = field(default_factory=list)

    def start(self, name: str, command: Iterable[str], env: dict[str, str], cwd: Path) -> None:
        self.log_folder.mkdir(parents=True, exist_ok=True)
        log = self.log_folder / f"{name}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(  # noqa: S603 - our own commands
                list(command),
                env=env,
                cwd=cwd,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                # Safe here: `demo` has no threads.
                preexec_fn=_die_with_parent(os.getpid()) if sys.platform == "linux" else None,  # noqa: PLW1509
            )
        self.running.append(Child(name, process, log))

    def raise_if_one_died(self) -> None:
        for child in self.running:
            code = child.process.poll()
            if code is not None:
                raise ChildDied(child.name, code, child.log)

    def end(self) -> None:
        """TERM to every group, KILL to what is left after GRACE_SECONDS. May be called twice."""
        for child in reversed(self.running):
            _signal_group(child, signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        for child in self.running:
            with suppress(subprocess.TimeoutExpired):
                child.process.wait(max(deadline - time.monotonic(), 0.1))
            # A leader that is gone may have left members of its group.
            _signal_group(child, signal.SIGKILL)
            child.process.wait()
        self.running.clear()


def port_is_free(port: int) -> bool:
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def wait_until(answers: Callable[[], bool], *, children: Children, seconds: float) -> None:
    """Raises ChildDied as soon as a child ends, TimeoutError when `answers` stays false for `seconds`."""
    deadline = time.monotonic() + seconds
    while not answers():
        children.raise_if_one_died()
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(0.2)


def _signal_group(child: Child, number: signal.Signals) -> None:
    # macOS says "permission" for a group of zombies.
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.process.pid, number)


def _die_with_parent(parent: int) -> Callable[[], None]:
    libc = ctypes.CDLL(None)

    def ask_kernel() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # It died before we could ask.
            os._exit(1)

    return ask_kernel
