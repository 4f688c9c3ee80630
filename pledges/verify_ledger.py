#!/usr/bin/env python3
"""Checks a pledge's public ledger: "intact", or the first entry that was altered, removed or moved.

    python3 verify_ledger.py ledger.json
    python3 verify_ledger.py ledger.json --head DIGEST     # a head that you saved earlier

Needs Python 3.9 or later and nothing else. Each entry holds the digest of the one before, so that none can be changed
without changing all that follow. What an entry says is kept apart, behind salted commitments: what is not shown, or was
erased because the law asked for it, leaves the chain whole. A chain that was rewritten from some point to its end is
consistent in itself; it is found out by comparing with a head that was saved earlier.

Ends with 0 when intact, 1 when not, 2 when the file cannot be read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from typing import Any

FORMAT = "historia-ledger/1"
Json = dict[str, Any]


class NotIntact(Exception):
    """Says which entry is the first that was tampered with, and how."""


def canonical(value: Any) -> bytes:
    """JSON with sorted keys, no spaces and plain UTF-8: the same bytes for the same content, everywhere."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


def genesis(name: str) -> str:
    """What the first entry has before it."""
    return hashlib.sha256((FORMAT + "\n" + name).encode("utf-8")).hexdigest()


def commitment(salt: str, facts: Json) -> str:
    """Binds an entry to facts without showing them: nobody can guess them while the salt is not published."""
    return hashlib.sha256(bytes.fromhex(salt) + canonical(facts)).hexdigest()


def entry_digest(entry: Json) -> str:
    sealed = {key: entry[key] for key in ("sequence", "at", "previous", "commitments")}
    return hashlib.sha256(canonical(sealed)).hexdigest()


def check(ledger: Json, saved_head: str | None = None) -> int:
    """How many entries there are. Raises NotIntact; KeyError, TypeError or ValueError for what is no ledger at all."""
    if ledger["format"] != FORMAT:
        raise ValueError("unknown format")
    entries: list[Json] = ledger["entries"]
    head: Json = ledger["head"]
    previous = genesis(ledger["ledger"])
    if ledger["genesis"] != previous:
        raise NotIntact("the beginning was altered: this is not the ledger of " + str(ledger["ledger"]))
    seen: set[int] = set()
    for position, entry in enumerate(entries, 1):
        check_place(entry, position, entries, seen)
        following = entries[position]["previous"] if position < len(entries) else head["digest"]
        check_link(entry, position, previous, following)
        check_openings(entry, position)
        previous = entry["digest"]
        seen.add(entry["sequence"])
    check_end(head, len(entries), previous)
    if saved_head and saved_head not in [ledger["genesis"]] + [entry["digest"] for entry in entries]:
        raise NotIntact("the head that you saved is not in this ledger: it was rewritten since")
    return len(entries)


def check_place(entry: Json, position: int, entries: list[Json], seen: set[int]) -> None:
    if entry_digest(entry) != entry["digest"]:
        raise NotIntact(f"entry {position} was altered")
    if entry["sequence"] == position:
        return
    if entry["sequence"] in seen:
        raise NotIntact(f"entry {entry['sequence']} was repeated")
    is_elsewhere = any(other["sequence"] == position for other in entries)
    raise NotIntact(f"entry {position} was {'moved' if is_elsewhere else 'removed'}")


def check_link(entry: Json, position: int, previous: str, following: str) -> None:
    """An entry whose digest was made anew to hide a change is betrayed by its successor."""
    if entry["previous"] == previous:
        return
    is_vouched_for = following == entry["digest"]
    raise NotIntact(f"entry {position - 1 if is_vouched_for and position > 1 else position} was altered")


def check_openings(entry: Json, position: int) -> None:
    for group, opening in entry["opened"].items():
        if entry["commitments"].get(group) != commitment(opening["salt"], opening["facts"]):
            raise NotIntact(f"entry {position} was altered: its {group} is not what was written")


def check_end(head: Json, count: int, last: str) -> None:
    if head["sequence"] > count:
        raise NotIntact(f"entry {count + 1} was removed")
    if head["sequence"] < count:
        raise NotIntact(f"entry {head['sequence'] + 1} was added")
    if head["digest"] != last:
        raise NotIntact(f"entry {count} was altered" if count else "the head was altered")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("file", help="ledger.json, or - for standard input")
    parser.add_argument("--head", help="a head's digest that you saved earlier")
    options = parser.parse_args(arguments)
    try:
        if options.file == "-":
            ledger = json.load(sys.stdin)
        else:
            with open(options.file, encoding="utf-8") as file:
                ledger = json.load(file)
        count = check(ledger, options.head)
    except NotIntact as finding:
        print(f"NOT intact: {finding}")
        return 1
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        print(f"This is not a readable ledger ({type(error).__name__}).", file=sys.stderr)
        return 2
    print(f"intact: {count} entries, head {ledger['head']['digest']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
