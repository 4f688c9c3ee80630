"""What the stand-ins remember, in one SQLite file of their own, so that it survives a restart.

Not Django's database: the stand-ins play other people's machines, and resetting the site must not empty those.
"""

import contextlib
import json
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Record = dict[str, Any]

SCHEMA = """
CREATE TABLE IF NOT EXISTS record (
    serial INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,
    UNIQUE (kind, id)
);
"""


class Store:
    """Records by kind and id. One lock for all: a handler sees nobody else's half-done work.

    A kind is namespaced by its stand-in ("stripe.customer", "mailchimp.member"). Records are JSON objects; what `get`
    and `all` give are copies, kept by `put` alone.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Without a path it is kept in memory only."""
        self._lock = threading.RLock()
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.executescript(SCHEMA)
        self._depth = 0

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; an inner one belongs to the outer one."""
        with self._lock:
            self._depth += 1
            if self._depth == 1:
                self._db.execute("BEGIN")
            try:
                yield
            except BaseException:
                if self._depth == 1:
                    self._db.execute("ROLLBACK")
                raise
            else:
                if self._depth == 1:
                    self._db.execute("COMMIT")
            finally:
                self._depth -= 1

    @contextlib.contextmanager
    def undone(self) -> Iterator[None]:
        """Try something out: what the block keeps is forgotten at its end."""
        with self.transaction():
            self._db.execute("SAVEPOINT tried")
            try:
                yield
            finally:
                self._db.execute("ROLLBACK TO tried")
                self._db.execute("RELEASE tried")

    def get(self, kind: str, id: str) -> Record | None:
        with self._lock:
            row = self._db.execute("SELECT body FROM record WHERE kind = ? AND id = ?", (kind, id)).fetchone()
        return json.loads(row[0]) if row else None

    def put(self, kind: str, id: str, record: Record) -> Record:
        """Keep it under this id, in the place of an earlier one."""
        with self._lock:
            self._db.execute(
                "INSERT INTO record (kind, id, body) VALUES (?, ?, ?)"
                " ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body",
                (kind, id, json.dumps(record)),
            )
        return record

    def delete(self, kind: str, id: str) -> None:
        with self._lock:
            self._db.execute("DELETE FROM record WHERE kind = ? AND id = ?", (kind, id))

    def all(self, kind: str) -> list[Record]:
        """Every record of the kind, oldest first."""
        with self._lock:
            rows = self._db.execute("SELECT body FROM record WHERE kind = ? ORDER BY serial", (kind,)).fetchall()
        return [json.loads(row[0]) for row in rows]

    def find(self, kind: str, **wanted: Any) -> list[Record]:
        """Those whose fields equal what is wanted, oldest first."""
        return [r for r in self.all(kind) if all(r.get(name) == value for name, value in wanted.items())]

    def clear(self, prefix: str = "") -> None:
        """Forget every record whose kind begins so."""
        with self._lock:
            self._db.execute("DELETE FROM record WHERE substr(kind, 1, ?) = ?", (len(prefix), prefix))

    def close(self) -> None:
        with self._lock:
            self._db.close()
