"""When an old backup comes back, so do the stories that were withdrawn since. Tombstones beside it apply them again.

The file holds random ids, dates and fingerprints of addresses. It must be kept apart from the database's backups:
docs/withdraw.md says how.
"""

import json
import logging
import os
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import duties
from stories.models import ConsentRecord, GoneAddress, Narrator, Tombstone

logger = logging.getLogger(__name__)


def path() -> Path:
    return Path(settings.TOMBSTONES_FILE)


def export() -> None:
    """Write every tombstone to the file, those that it holds and the database does not too."""
    known = {stone["id"]: stone for stone in _read()}
    for stone in Tombstone.objects.prefetch_related("addresses"):
        kept = known.get(str(stone.pk), {"made_at": stone.made_at.isoformat(), "addresses": []})
        prints = {address.fingerprint for address in stone.addresses.all()} | set(kept["addresses"])
        known[str(stone.pk)] = {
            "id": str(stone.pk),
            "narrator": str(stone.narrator_id),
            "made_at": max(stone.made_at, datetime.fromisoformat(kept["made_at"])).isoformat(),
            "addresses": sorted(prints),
        }
    path().parent.mkdir(parents=True, exist_ok=True)
    beside = path().with_name(path().name + f".{os.getpid()}")
    beside.write_text(json.dumps(list(known.values()), indent=1))
    beside.replace(path())


def _read() -> list[dict[str, Any]]:
    try:
        stones: list[dict[str, Any]] = json.loads(path().read_text())
    except FileNotFoundError:
        return []
    return stones


@transaction.atomic
def bring_in() -> int:
    """Take the file's tombstones into the database; returns how many it did not have."""
    new = 0
    for stone in _read():
        made_at = datetime.fromisoformat(stone["made_at"])
        tombstone, is_new = Tombstone.objects.get_or_create(
            pk=stone["id"], defaults={"narrator_id": stone["narrator"], "made_at": made_at}
        )
        tombstone.make_again(now=made_at)
        new += is_new
        rows = [GoneAddress(tombstone=tombstone, fingerprint=print_) for print_ in stone["addresses"]]
        GoneAddress.objects.bulk_create(rows, ignore_conflicts=True)
    return new


def come_back() -> list[Narrator]:
    """Narrators with a tombstone whose stories or media are here, and who have not consented anew since."""
    from stories.withdrawal.run import has_content

    found = []
    for stone in Tombstone.objects.order_by("made_at"):
        narrator = Narrator.objects.filter(pk=stone.narrator_id).first()
        later = ConsentRecord.objects.filter(narrator_id=stone.narrator_id, recorded_at__gt=stone.made_at)
        if narrator and narrator not in found and has_content(narrator) and not _consented(later):
            found.append(narrator)
    return found


def _consented(records: Any) -> bool:
    latest = records.order_by("pk").last()
    return latest is not None and not latest.is_withdrawal


@duties.duty(
    "stories.reapply_withdrawals",
    title=_("Withdraw again what came back with a backup"),
    rhythm=duties.Every(minutes=60),
)
def apply_again(*, now: datetime) -> int:
    """Withdraw again whoever came back with a backup; returns how many. Harmless when nobody did."""
    from stories import services

    bring_in()
    people = come_back()
    for narrator in people:
        services.withdraw(narrator=narrator, by=None, now=now)
    return len(people)


def after_migrating(using: str) -> None:
    """Does nothing on another database, or on one whose tables are not of this version."""
    if using != DEFAULT_DB_ALIAS or not _is_of_this_version():
        return
    count = apply_again(now=timezone.now())
    if count:
        logger.warning("withdrawn again after a restore: %s", count)


def _is_of_this_version() -> bool:
    executor = MigrationExecutor(connection)
    wanted = [node for node in executor.loader.graph.leaf_nodes() if node[0] in {"stories", "core", "wagtailcore"}]
    return not executor.migration_plan(wanted)
