"""The search for what is left: before, to see that it finds; and after, to see that there is nothing to find."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from django.apps import apps
from django.db import connection

from stories.residue.needles import Wanted, squash
from stories.residue.places import folders_of_this_site
from stories.residue.scan import Findings, scan
from stories.withdrawal import purge
from stories.withdrawal.inventory import Notes, of_pages

MOST_PLACES = 200
ELSEWHERE = "stories of somebody else"


def search(notes: Notes) -> Findings:
    return scan(connection=connection, folders=folders_of_this_site(), needles=notes["needles"])


def expected(notes: Notes) -> list[str]:
    """Where a search must find the story while it is still there."""
    return [*notes["expected"], *(["wagtailsearch_indexentry.title"] if _reads_index(notes) else [])]


def _reads_index(notes: Notes) -> bool:
    """A worker fills the index later. PostgreSQL's holds stems of words, which no search for words can find."""
    if connection.vendor != "sqlite" or "wagtailcore_page.title" not in notes["expected"]:
        return False
    return bool(apps.get_model("wagtailsearch.IndexEntry").objects.filter(of_pages(notes)).exists())


def control(notes: Notes) -> dict[str, Any]:
    """The positive control: where the search found the story, and where it must and did not."""
    findings = search(notes)
    wanted = expected(notes)
    return {"places": shown(findings, notes), "expected": len(wanted), "blind": findings.missing(wanted)}


def proof(notes: Notes, *, now: datetime) -> dict[str, Any]:
    """Search everywhere, and ask every address. `hits` is empty when nothing is left on this site.

    `front` says of how many addresses it is not known that the cache in front has let go of them.
    """
    emptied = purge.empty_caches(notes)
    findings = search(notes) if notes["needles"] else Findings()
    hits = shown(findings, notes)
    asked = purge.ask(notes)
    hits |= {str(place): len(found) for place, found in _addresses(asked).items() if found}
    return {
        "at": now.isoformat(timespec="seconds"),
        "hits": hits,
        "values": findings.values,
        "files": len(findings.files),
        "words": len(notes["needles"]),
        "shared": len(notes["shared"]),
        "addresses": len(notes["addresses"]),
        "front": {"addresses": emptied["addresses"], "left": max(emptied["left"], len(asked.unreachable))},
    }


def copied(found: Mapping[str, Any]) -> dict[str, int]:
    """Where a quarter of the words stands in somebody else's stories, it was copied there, in one language at least:
    that is more than a heading or a call to act."""
    of_all = found["shared"] + found["words"]
    return {ELSEWHERE: found["shared"]} if found["shared"] * 4 > of_all else {}


def _addresses(asked: purge.Asked) -> dict[str, set[str]]:
    return {"addresses that still answer": asked.answering, "lists that still name it": asked.naming}


def shown(findings: Findings, notes: Notes) -> dict[str, int]:
    """Places and counts; a file's name is left out where it tells the story itself."""
    wanted = Wanted(notes["needles"])
    shown: dict[str, int] = {}
    for place, count in findings.hits.most_common(MOST_PLACES):
        name = place
        if wanted.stands_in(squash(place)):
            name = str(PurePosixPath(place).parent / "…")
        shown[name] = shown.get(name, 0) + count
    return shown
