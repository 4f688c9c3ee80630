"""Steps over several rows: publishing a text, listing, inviting, and answering an invitation.

All are safe to repeat: a second call changes nothing, or raises and changes nothing.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from core import outbox
from pledges.models import Candidate, Invitation, Pledge, PledgeText, Signature
from pledges.models.invitations import LIFETIME, hash_of, new_nonce
from pledges.models.texts import Wording
from pledges.steps import IllegalStep, Role, State

if TYPE_CHECKING:
    from accounts.models import User

INVITE = "pledges.invitation"
RECEIPT = "pledges.answer"


class CannotAnswer(Exception):
    """This invitation answers nothing any more; `standing` says why. Nothing was written."""

    def __init__(self, standing: Invitation.Standing) -> None:
        super().__init__(standing)
        self.standing = standing


class TextHasChanged(Exception):
    """The text that was read is not the present one. Nothing was written."""


@transaction.atomic
def publish_text(*, pledge: Pledge, wordings: Mapping[str, Wording], now: datetime) -> PledgeText:
    """Make the next numbered text and the pledge's present one. Whoever signed an earlier text has signed that one."""
    locked = Pledge.objects.select_for_update(no_key=True).get(pk=pledge.pk)
    last = locked.texts.order_by("-number").values_list("number", flat=True).first() or 0
    text = PledgeText(pledge=locked, number=last + 1, wordings=dict(wordings), published_at=now)
    text.save()
    pledge.current_text = text
    pledge.save(update_fields=["current_text"])
    return text


def list_candidates(*, pledge: Pledge, now: datetime, candidates: Iterable[Candidate] | None = None) -> int:
    """Put everybody who stands in the pledge's election on its list. Returns how many were not on it yet."""
    everybody = Candidate.objects.filter(race__election=pledge.election)
    wanted = everybody if candidates is None else everybody.filter(pk__in=[one.pk for one in candidates])
    missing = wanted.exclude(signatures__pledge=pledge).select_related("party", "race")
    return sum(_list_one(pledge, candidate, now) for candidate in missing)


@transaction.atomic
def _list_one(pledge: Pledge, candidate: Candidate, now: datetime) -> bool:
    signature, created = Signature.objects.get_or_create(pledge=pledge, candidate=candidate)
    if created:
        signature.take_step(State.LISTED, now=now, role=Role.TEAM, source_url=candidate.source_url)
    return created


@transaction.atomic
def invite(*, signature: Signature, by: "User | None", now: datetime, reason: str = "") -> Invitation:
    """Send the right to sign to the official contact; whatever was sent before stops working. Raises IllegalStep."""
    if not signature.pledge.current_text:
        raise IllegalStep("There is no text to sign yet.")
    signature.take_step(State.INVITED, now=now, role=Role.TEAM, actor=by, reason=reason)
    signature.invitations.open(now).update(revoked_at=now)
    invitation = Invitation(
        signature=signature,
        contact_email=signature.candidate.contact_email,
        nonce=new_nonce(),
        created_at=now,
        expires_at=now + LIFETIME,
    )
    invitation.token_hash = hash_of(invitation.token)
    invitation.save()
    outbox.put(kind=INVITE, key=f"{INVITE}:{invitation.pk}", payload={"invitation_id": invitation.pk})
    return invitation


def invite_all_listed(*, pledge: Pledge, by: "User | None", now: datetime) -> int:
    """Invite everybody who was never invited, one transaction each. Returns how many."""
    listed = Signature.objects.with_candidates().filter(pledge=pledge, state=State.LISTED)
    return sum(_invite_if_listed(signature, by, now) for signature in listed)


def _invite_if_listed(signature: Signature, by: "User | None", now: datetime) -> bool:
    """Two people may press the button at once: the second finds everybody invited."""
    with transaction.atomic():
        if Signature.objects.select_for_update().get(pk=signature.pk).state != State.LISTED:
            return False
        invite(signature=signature, by=by, now=now)
    return True


@transaction.atomic
def answer(
    *, invitation: Invitation, step: State, text_number: int, now: datetime, role: Role, **words: str
) -> Signature:
    """Sign (`State.CLAIMED`) or decline by an invitation, once. Raises CannotAnswer or TextHasChanged.

    `words` are signatory_name, signatory_position, reply and reply_language. Locks the pledge (so that its text cannot
    change meanwhile), the signature and the invitation, in this order.
    """
    pledge = Pledge.objects.select_for_update(of=("self",), no_key=True).get(signatures__invitations=invitation)
    signature = Signature.objects.select_for_update(of=("self",)).with_candidates().get(invitations=invitation)
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    standing = locked.standing(now)
    if standing != Invitation.Standing.OPEN:
        raise CannotAnswer(standing)
    if pledge.current_text is None or pledge.current_text.number != text_number:
        raise TextHasChanged
    signature.take_step(step, now=now, role=role, answer={**words, "signatory_role": role})
    locked.used_at = now
    locked.save(update_fields=["used_at"])
    outbox.put(kind=RECEIPT, key=f"{RECEIPT}:{locked.pk}", payload={"invitation_id": locked.pk})
    return signature
