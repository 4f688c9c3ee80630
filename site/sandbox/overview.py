"""Tables of what the stand-ins hold, made from whatever lists their state has."""

from dataclasses import dataclass
from typing import Any

# In this order, where a record has them. Everything else is in the state itself, at /_control/state.
COLUMNS = (
    "id", "email_address", "email", "type", "status", "state", "customer", "subscription", "invoice", "mode", "amount",
    "amount_total", "amount_paid", "amount_due", "currency", "language", "merge_fields", "tags", "interests", "about",
    "url", "attempts", "pending_webhooks",
)  # fmt: skip
SHOWN = 25


@dataclass(frozen=True)
class Table:
    name: str
    columns: list[str]
    rows: list[dict[str, Any]]
    total: int

    @property
    def has_events(self) -> bool:
        return self.name == "events"


def tables(part: Any) -> list[Table]:
    """One table for each list of records in a stand-in's state, longest known columns first."""
    if not isinstance(part, dict):
        return []
    return [_table(name, rows) for name, rows in part.items() if isinstance(rows, list)]


def _table(name: str, rows: list[Any]) -> Table:
    records = [row for row in rows if isinstance(row, dict)]
    columns = [column for column in COLUMNS if any(record.get(column) not in (None, "", [], {}) for record in records)]
    return Table(name=name, columns=columns, rows=[_row(r, columns) for r in records[:SHOWN]], total=len(records))


def _row(record: dict[str, Any], columns: list[str]) -> dict[str, Any]:
    return {"id": record.get("id", ""), "cells": [_cell(record.get(column)) for column in columns]}


def _cell(value: Any) -> str:
    """Lists of attempts become their statuses, other lists and objects their values."""
    if isinstance(value, list):
        return ", ".join(str(item.get("status", item)) if isinstance(item, dict) else str(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_cell(item)}" for key, item in value.items() if item not in ("", None))
    return "" if value is None else str(value)
