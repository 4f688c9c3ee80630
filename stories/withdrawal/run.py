"""The steps in order, from whichever was finished last."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from cryptography.fernet import InvalidToken
from django.db import models, transaction
from django.utils import timezone

from core import outbox
from stories.choices import NameKind
from stories.guarding.database import removing
from stories.models import ConsentRecord, Narrator, Step, StoryPage, Withdrawal
from stories.models.withdrawals import NOT_SEEN
from stories.withdrawal import inventory, lease, media, pages, proof, purge, restored, sweep, traces
from stories.withdrawal.inventory import Notes

logger = logging.getLogger(__name__)
KIND = "stories.withdrawal"
UNTIL_THEY_HAVE_READ = timedelta(minutes=3)
"""A backup takes minutes or hours: what waits for its end must not come back later each time."""
FORGOTTEN = "Persona"
"""What stands for the shown name afterwards."""

Facts = dict[str, Any]


class ProofFailed(RuntimeError):
    """Something was found after everything was removed. The report says where."""


class FrontNotEmptied(RuntimeError):
    """Nothing is left here, but the cache in front of the site did not let go of every address. Trying again helps."""


class Busy(RuntimeError):
    """Another worker is at it."""


def has_content(narrator: Narrator) -> bool:
    return StoryPage.objects.filter(narrator=narrator).exists() or any(media_found(narrator))


def media_found(narrator: Narrator) -> tuple[list[Any], list[Any]]:
    return inventory.media_of(narrator, [])


def open_withdrawal(*, narrator: Narrator, now: datetime) -> Withdrawal | None:
    """The withdrawal that this person's stories are removed by, with its inventory. None when all is gone already."""
    current = Withdrawal.objects.unfinished().filter(narrator_id=narrator.pk).first()
    if current is None and not has_content(narrator) and Withdrawal.objects.filter(narrator_id=narrator.pk).exists():
        return None
    if current is None:
        return Withdrawal.objects.create(
            narrator_id=narrator.pk, started_at=now, sealed=inventory.seal(inventory.take_at_once(narrator))
        )
    _add_to_inventory(current, inventory.take_at_once(narrator))
    return current


def _add_to_inventory(withdrawal: Withdrawal, found: Notes) -> None:
    try:
        known = inventory.unseal(withdrawal.sealed or b"")
    except InvalidToken:
        # Under a key that is gone. What is there now is taken down and removed; what was known of the rest is lost.
        logger.error("withdrawal %s: its inventory cannot be opened with this key, and is taken anew", withdrawal.pk)
        known = {}
    withdrawal.sealed = inventory.seal(inventory.merged(known, found))
    withdrawal.save(update_fields=["sealed"])


def _part_anew(withdrawal: Withdrawal, narrator: Narrator) -> None:
    notes = inventory.unseal(withdrawal.sealed or b"")
    withdrawal.sealed = inventory.seal(inventory.parted_anew(notes, narrator))
    withdrawal.save(update_fields=["sealed"])


def addresses(withdrawal: Withdrawal) -> list[str]:
    return list(inventory.unseal(withdrawal.sealed or b"")["addresses"])


def taken_down(withdrawal: Withdrawal, *, now: datetime) -> None:
    """The part that cannot wait is done. Have a worker do the rest, after this transaction."""
    if not withdrawal.has_done(Step.TAKEN_DOWN):
        withdrawal.finish_step(Step.TAKEN_DOWN, facts={}, now=now)
        withdrawal.let_go()
    pictures = list(inventory.unseal(withdrawal.sealed or b"")["pictures"])
    transaction.on_commit(lambda: media.take_away_pictures(pictures))
    # Whoever withdraws must not meet an error where only this could not be written; the last step insists on it.
    transaction.on_commit(restored.export, robust=True)
    outbox.put(kind=KIND, key=f"withdrawal:{withdrawal.pk}", payload={"withdrawal": str(withdrawal.pk)})


@outbox.handler(KIND)
def carry_on_now(payload: dict[str, object]) -> None:
    withdrawal = Withdrawal.objects.filter(pk=str(payload["withdrawal"])).first()
    if withdrawal is None or withdrawal.is_proven:
        return
    try:
        carry_on(withdrawal, now=timezone.now())
    except Busy:
        raise outbox.Postpone("another worker is at it") from None
    except sweep.StillOpen as held:
        raise outbox.Postpone(type(held).__name__, by=UNTIL_THEY_HAVE_READ) from None
    except ProofFailed:
        raise outbox.GiveUp("the proof found remains: see the withdrawal's report") from None


def carry_on(withdrawal: Withdrawal, *, now: datetime, by_force: bool = False) -> None:
    """Do every step that is not done. Raises Busy, ProofFailed, FrontNotEmptied, or whatever stopped a
    step; then it may be resumed.
    """
    if not withdrawal.take(now=now, by_force=by_force):
        raise Busy
    withdrawal.refresh_from_db()
    narrator = Narrator.objects.get(pk=withdrawal.narrator_id)
    try:
        with removing(), lease.kept(withdrawal):
            _add_to_inventory(withdrawal, inventory.take(narrator))
            _part_anew(withdrawal, narrator)
            for step, do in STEPS.items():
                if not withdrawal.has_done(step):
                    facts = do(withdrawal, narrator, inventory.unseal(withdrawal.sealed or b""))
                    withdrawal.finish_step(step, facts=facts, now=timezone.now())
            _finish(withdrawal, accepts_blindness=by_force)
    finally:
        if not withdrawal.is_proven:
            withdrawal.let_go()


def _purge(withdrawal: Withdrawal, narrator: Narrator, notes: Notes) -> Facts:
    """What fails here holds up no removal, and is tried again with the proof: nobody waits for another's server."""
    return {"front": purge.empty_caches(notes)}


def _control(withdrawal: Withdrawal, narrator: Narrator, notes: Notes) -> Facts:
    """Only a story that is there can be found. A blind search holds up no removal: it is the proof that fails."""
    return {"control": proof.control(notes)} if notes["needles"] else {}


def _media(withdrawal: Withdrawal, narrator: Narrator, notes: Notes) -> Facts:
    with transaction.atomic():
        removed, files = media.erase_rows(narrator, notes)
        withdrawal.count(removed)
    media.erase_files(files)
    return {}


@transaction.atomic
def _pages(withdrawal: Withdrawal, narrator: Narrator, notes: Notes) -> Facts:
    withdrawal.count(pages.erase_pages(notes))
    withdrawal.count(pages.erase_localisation(notes))
    return {}


@transaction.atomic
def _traces(withdrawal: Withdrawal, narrator: Narrator, notes: Notes) -> Facts:
    withdrawal.count(traces.erase_traces(narrator, notes))
    return {}


def _sweep(withdrawal: Withdrawal, narrator: Narrator, notes: Notes) -> Facts:
    _forget_name(narrator)
    return {"database": sweep.sweep()}


STEPS: dict[Step, Callable[[Withdrawal, Narrator, Notes], Facts]] = {
    Step.PURGED: _purge,
    Step.CONTROLLED: _control,
    Step.MEDIA: _media,
    Step.PAGES: _pages,
    Step.TRACES: _traces,
    Step.SWEPT: _sweep,
}


def _finish(withdrawal: Withdrawal, *, accepts_blindness: bool) -> None:
    found = proof.proof(inventory.unseal(withdrawal.sealed or b""), now=timezone.now())
    if not accepts_blindness:
        found["hits"] |= proof.copied(found)
        found["hits"] |= {f"{NOT_SEEN}{place}": 1 for place in withdrawal.blind_places}
    withdrawal.report |= {"proof": found, "front": found["front"]}
    if withdrawal.has_failed:
        withdrawal.begin_anew()
        logger.error("withdrawal %s: the proof found remains", withdrawal.pk)
        raise ProofFailed
    if withdrawal.is_kept_in_front:
        withdrawal.write_report()
        raise FrontNotEmptied
    restored.export()
    withdrawal.finish(now=timezone.now())


def _forget_name(narrator: Narrator) -> None:
    """The random id, and when, how long and in which languages this person agreed, stay as evidence; words go.

    Consent records only grow, for everybody but the person themselves, who may be forgotten.
    """
    Narrator.objects.filter(pk=narrator.pk).update(shown_name=FORGOTTEN, name_kind=NameKind.PSEUDONYM)
    models.QuerySet.update(ConsentRecord.objects.filter(narrator=narrator).exclude(conditions=""), conditions="")
