"""The table of steps, each legal and each illegal one, and what they do to the count and to history."""

import itertools

import pytest
from django.db import IntegrityError, transaction

from pledges.append_only import HistoryIsFinal
from pledges.models import LedgerEntry, Signature, SignatureEvent
from pledges.steps import OUTCOMES, SIGNED, STEPS, IllegalStep, Role, State
from tests.pledges.factories import AFTER_THE_VOTE, LATER, NOW, make_pledge, make_signature, make_user, walk

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", State)
def test_every_step_is_taken_or_refused_as_the_table_says(state: State) -> None:
    signature = make_signature(state)
    for step in State:
        role = Role.CANDIDATE if step == State.CLAIMED else Role.TEAM
        before = SignatureEvent.objects.count(), LedgerEntry.objects.count()
        point = transaction.savepoint()
        if step in STEPS[state]:
            signature.take_step(step, now=AFTER_THE_VOTE, role=role, actor=make_user(), reason="Acta")
            assert signature.state == step
        else:
            with pytest.raises(IllegalStep):
                signature.take_step(step, now=AFTER_THE_VOTE, role=role, actor=make_user(), reason="Acta")
            assert (SignatureEvent.objects.count(), LedgerEntry.objects.count()) == before
            assert Signature.objects.get(pk=signature.pk).state == state
        transaction.savepoint_rollback(point)
        signature.refresh_from_db()


def test_the_table_knows_every_state_and_reaches_each() -> None:
    assert set(STEPS) == set(State)
    assert set(itertools.chain.from_iterable(STEPS.values())) == set(State) - {State.LISTED}


@pytest.mark.parametrize("state", [state for state in State if state is not State.LISTED])
def test_a_signature_begins_by_being_listed(state: State) -> None:
    listed = make_signature()
    other_pledge = make_pledge(listed.pledge.election)
    fresh = Signature.objects.create(pledge=other_pledge, candidate=listed.candidate)
    with pytest.raises(IllegalStep):
        fresh.take_step(state, now=AFTER_THE_VOTE, role=Role.TEAM, actor=make_user(), reason="Acta")


def test_the_same_person_cannot_verify_twice() -> None:
    signature, rosa = make_signature(State.CLAIMED), make_user("rosa@historia.example")
    signature.take_step(State.VERIFIED, now=NOW, role=Role.VERIFIER, actor=rosa)
    with pytest.raises(IllegalStep, match="Two different people"):
        signature.take_step(State.PUBLISHED, now=NOW, role=Role.VERIFIER, actor=rosa)
    assert signature.pledge.progress() == (0, 1)


@pytest.mark.parametrize("role", [Role.TEAM, Role.VERIFIER])
def test_the_team_cannot_sign_for_a_candidate(role: Role) -> None:
    signature = make_signature(State.DELIVERED)
    with pytest.raises(IllegalStep, match="Only the candidate"):
        signature.take_step(State.CLAIMED, now=NOW, role=role, actor=make_user())


def test_nobody_cannot_verify() -> None:
    signature = make_signature(State.CLAIMED)
    with pytest.raises(IllegalStep):
        signature.take_step(State.VERIFIED, now=NOW, role=Role.VERIFIER)


def test_the_database_itself_refuses_one_person_verifying_twice() -> None:
    signature = make_signature(State.PUBLISHED)
    with pytest.raises(IntegrityError), transaction.atomic():
        super(type(Signature.objects.all()), Signature.objects.filter(pk=signature.pk)).update(
            published_by=signature.verified_by
        )


def test_the_database_itself_refuses_a_signature_shown_unverified() -> None:
    signature = make_signature(State.CLAIMED)
    with pytest.raises(IntegrityError), transaction.atomic():
        super(type(Signature.objects.all()), Signature.objects.filter(pk=signature.pk)).update(state=State.PUBLISHED)


def test_the_state_changes_by_steps_alone() -> None:
    signature = make_signature()
    signature.state = State.PUBLISHED
    with pytest.raises(IllegalStep):
        signature.save()
    with pytest.raises(IllegalStep):
        signature.save(update_fields=["state"])
    with pytest.raises(IllegalStep):
        Signature.objects.update(state=State.PUBLISHED)
    signature.refresh_from_db()
    assert signature.state == State.LISTED


def test_history_can_be_neither_changed_nor_deleted() -> None:
    signature = make_signature(State.INVITED)
    event, text = signature.events.first(), signature.pledge.current_text
    assert event is not None
    assert text is not None
    for attempt in (
        event.save,
        event.delete,
        SignatureEvent.objects.all().delete,
        lambda: SignatureEvent.objects.update(reason="no"),
        lambda: SignatureEvent.objects.bulk_update([event], ["reason"]),
        event.ledger_entry.save,
        event.ledger_entry.delete,
        text.save,
        text.delete,
    ):
        with pytest.raises(HistoryIsFinal):
            attempt()


def test_two_verify_and_the_signature_counts_once() -> None:
    signature = make_signature(State.PUBLISHED)
    assert signature.pledge.progress() == (1, 1)
    assert [event.step for event in signature.events.all()] == [
        "listed", "invited", "delivered", "claimed", "verified", "published",
    ]  # fmt: skip


def test_a_double_press_publishes_once() -> None:
    signature = make_signature(State.VERIFIED)
    second = Signature.objects.get(pk=signature.pk)
    walk(signature, State.PUBLISHED)
    with pytest.raises(IllegalStep):
        walk(second, State.PUBLISHED)
    assert signature.events.filter(step=State.PUBLISHED).count() == 1
    assert signature.pledge.progress().signed == 1


def test_a_withdrawn_signature_stays_in_history_and_the_count_falls_once() -> None:
    signature = make_signature(State.PUBLISHED)
    walk(signature, State.WITHDRAWN)
    with pytest.raises(IllegalStep):
        walk(signature, State.WITHDRAWN)
    assert signature.pledge.progress() == (0, 1)
    assert signature.events.filter(step=State.PUBLISHED).exists()


def test_a_dispute_hides_at_once_and_settling_it_takes_two_people_again() -> None:
    signature = make_signature(State.PUBLISHED)
    walk(signature, State.DISPUTED)
    assert signature.pledge.progress().signed == 0
    walk(signature, State.CLAIMED)
    assert signature.verified_by is None
    assert signature.published_by is None
    walk(signature, State.VERIFIED)
    assert signature.pledge.progress().signed == 0
    walk(signature, State.PUBLISHED)
    assert signature.pledge.progress().signed == 1


@pytest.mark.parametrize("step", sorted(OUTCOMES))
def test_an_outcome_comes_after_the_vote_and_still_counts(step: State) -> None:
    signature = make_signature(State.PUBLISHED)
    with pytest.raises(IllegalStep, match="after the election"):
        signature.take_step(step, now=NOW + LATER, role=Role.TEAM, actor=make_user(), reason="Acta")
    walk(signature, step)
    assert signature.state in SIGNED
    assert signature.pledge.progress() == (1, 1)


@pytest.mark.parametrize("step", [State.DISPUTED, State.WITHDRAWN])
@pytest.mark.parametrize("reason", ["", "   "])
def test_the_public_is_told_why(step: State, reason: str) -> None:
    signature = make_signature(State.PUBLISHED)
    with pytest.raises(IllegalStep, match="reason"):
        signature.take_step(step, now=NOW, role=Role.TEAM, actor=make_user(), reason=reason)
