"""What a SQL statement writes: the table, and a column for each parameter. Unsure means: read everything."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

_NAME = r'(?:"?\w+"?\.)?"?(\w+)"?'
_TARGET = re.compile(
    rf"\b(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|REPLACE\s+INTO|MERGE\s+INTO|COPY|UPDATE(?:\s+OR\s+\w+)?(?:\s+ONLY)?)\s+{_NAME}",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"/\*.*?\*/|--[^\n]*", re.DOTALL)
_READS_ONLY = re.compile(
    r"\s*(?:SELECT|DELETE|PRAGMA|SAVEPOINT|RELEASE|ROLLBACK|BEGIN|COMMIT|SET|SHOW|VACUUM|ANALYZE|CREATE|DROP|ALTER)\b",
    re.IGNORECASE,
)
_LITERAL = re.compile(r"'((?:[^']|'')*)'|\$(\w*)\$(.*?)\$\2\$", re.DOTALL)
_COLUMNS = re.compile(rf"INTO\s+{_NAME}\s*\(([^()]*)\)", re.IGNORECASE)
# A column that is set, or a parameter. Within CASE … WHEN a comparison looks alike, but follows neither SET nor comma.
_SET = re.compile(r'(?:\bSET|,)\s+"?(\w+)"?\s*=|%s', re.IGNORECASE)
_WHERE_KEY = re.compile(r'\sWHERE\s+"\w+"\."(\w+)" = %s\s*$', re.IGNORECASE)
_SEVERAL = re.compile(r";\s*\S")


@dataclass(frozen=True)
class Write:
    """One statement that writes. `table` is empty where it cannot be told."""

    sql: str
    table: str

    def values(self, params: Any) -> Iterator[tuple[int | str, str, Any]]:
        """(place of the parameter, its column or "", the value). Values of a WHERE are left out."""
        if isinstance(params, dict):
            yield from ((name, "", value) for name, value in params.items())
        elif params:
            columns = self._columns(len(params))
            yield from ((at, column, params[at]) for at, column in enumerate(columns) if column is not None)

    def literals(self) -> Iterator[str]:
        """Text within the statement itself, as people write it who write SQL by hand."""
        if "'" in self.sql or "$" in self.sql:
            for plain, _tag, dollar in _LITERAL.findall(self.sql):
                yield plain.replace("''", "'") or dollar

    def key(self, params: Any) -> tuple[str, Any] | None:
        """(column, value) of the one row that an UPDATE of Django's changes, if it is one."""
        match = _WHERE_KEY.search(self.sql)
        return (match.group(1), params[-1]) if match and isinstance(params, Sequence) and params else None

    def _columns(self, count: int) -> list[str | None]:
        if self.sql.lstrip()[:6].upper() == "UPDATE":
            return self._columns_of_update(count)
        found = _COLUMNS.search(self.sql)
        names = [name.strip().strip('"') for name in found.group(2).split(",")] if found else []
        if not names or count % len(names):
            return [""] * count
        return [names[at % len(names)] for at in range(count)]

    def _columns_of_update(self, count: int) -> list[str | None]:
        columns: list[str | None] = []
        current = ""
        for match in _SET.finditer(self.sql):
            if match.group(1):
                current = match.group(1)
            else:
                columns.append(current)
        if len(columns) != count:
            return [""] * count
        if self.key(("",) * count):
            columns[-1] = None
        return columns


def parse(sql: Any) -> Write | None:
    """The write that a statement is, or None for one that only reads, removes or defines."""
    text = sql if isinstance(sql, str) else str(sql)
    if _READS_ONLY.match(text) and not _SEVERAL.search(text):
        return None
    bare = _COMMENT.sub(" ", text) if "/*" in text or "--" in text else text
    if _READS_ONLY.match(bare) and not _SEVERAL.search(bare):
        return None
    targets = {match.lower() for match in _TARGET.findall(bare)}
    if not targets and bare.lstrip()[:4].upper() == "WITH":
        return None
    return Write(bare, targets.pop() if len(targets) == 1 else "")
