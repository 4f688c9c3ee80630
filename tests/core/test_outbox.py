"""The outbox: what is written in a transaction is done once after it, whatever fails in between."""

import logging
import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from core import outbox
from core.models import OutboxEntry

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
State = OutboxEntry.State


class Courier:
    """A handler that notes what it was given, and fails as often as it is told to."""

    def __init__(self) -> None:
        self.delivered: list[dict[str, object]] = []
        self.failures: list[Exception] = []

    def __call__(self, payload: dict[str, object]) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.delivered.append(payload)


@pytest.fixture
def courier(monkeypatch: pytest.MonkeyPatch) -> Courier:
    courier = Courier()
    monkeypatch.setitem(outbox._handlers, "tests.letter", courier)
    return courier


@pytest.fixture
def letter(db: None, courier: Courier) -> OutboxEntry:
    return outbox.put(kind="tests.letter", key="letter-1", payload={"to": "elena"}, due_at=NOW)


def refreshed(entry: OutboxEntry) -> OutboxEntry:
    entry.refresh_from_db()
    return entry


def test_it_is_carried_out_after_commit_and_not_before(
    db: None, courier: Courier, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        entry = outbox.put(kind="tests.letter", key="letter-1", payload={"to": "elena"})
        assert courier.delivered == []
    assert courier.delivered == [{"to": "elena"}]
    assert refreshed(entry).state == State.DONE


def test_the_same_fact_put_twice_is_carried_out_once(
    db: None, courier: Courier, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        first = outbox.put(kind="tests.letter", key="letter-1", payload={"to": "elena"})
        second = outbox.put(kind="tests.letter", key="letter-1", payload={"to": "somebody else"})
    assert first == second
    assert courier.delivered == [{"to": "elena"}]


def test_what_is_done_is_never_done_again(letter: OutboxEntry, courier: Courier) -> None:
    assert outbox.deliver(letter.pk, now=NOW)
    assert not outbox.deliver(letter.pk, now=NOW + timedelta(days=1))
    assert outbox.sweep(now=NOW + timedelta(days=1)) == 0
    assert len(courier.delivered) == 1


def test_a_kind_that_nobody_handles_is_refused_when_it_is_put(db: None) -> None:
    with pytest.raises(KeyError):
        outbox.put(kind="tests.unknown", key="x", payload={})
    assert not OutboxEntry.objects.exists()


def test_what_is_due_later_waits_for_its_time(db: None, courier: Courier) -> None:
    outbox.put(kind="tests.letter", key="later", payload={}, due_at=NOW + timedelta(hours=2))
    assert outbox.sweep(now=NOW) == 0
    assert outbox.sweep(now=NOW + timedelta(hours=2)) == 1


def test_a_failure_is_tried_again_later_and_says_what_failed_but_no_message(
    letter: OutboxEntry, courier: Courier, caplog: pytest.LogCaptureFixture
) -> None:
    courier.failures = [ConnectionError("no answer for elena@example.org")]
    with caplog.at_level(logging.INFO):
        assert not outbox.deliver(letter.pk, now=NOW)
    assert (letter := refreshed(letter)).state == State.WAITING
    assert letter.attempts == 1
    assert letter.last_error == "ConnectionError"
    assert "ConnectionError" in caplog.text
    assert "elena" not in caplog.text
    assert not outbox.deliver(letter.pk, now=NOW), "not before its next time"
    assert outbox.deliver(letter.pk, now=letter.next_attempt_at)


def test_each_failure_waits_longer_up_to_six_hours() -> None:
    minutes = [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]
    for attempts, expected in enumerate(minutes, start=1):
        waited = outbox.delay_after(attempts).total_seconds() / 60
        assert 0.75 * expected <= waited <= 1.25 * expected, f"after {attempts} failures"


def test_after_sixteen_failures_it_is_dead_and_a_person_must_look(letter: OutboxEntry, courier: Courier) -> None:
    courier.failures = [ConnectionError() for _ in range(20)]
    now = NOW
    for attempt in range(1, outbox.MAX_ATTEMPTS + 1):
        assert refreshed(letter).state == State.WAITING, f"before try {attempt}"
        outbox.deliver(letter.pk, now=now)
        now += timedelta(hours=8)
    assert refreshed(letter).state == State.DEAD
    assert list(OutboxEntry.objects.dead()) == [letter]
    assert outbox.sweep(now=now) == 0
    assert len(courier.failures) == 20 - outbox.MAX_ATTEMPTS


def test_postponing_uses_up_no_try(letter: OutboxEntry, courier: Courier) -> None:
    courier.failures = [outbox.Postpone("no key yet") for _ in range(40)]
    now = NOW
    for _ in range(40):
        outbox.deliver(letter.pk, now=now)
        now += timedelta(minutes=20)
    assert refreshed(letter).attempts == 0
    assert outbox.deliver(letter.pk, now=now)


def test_what_a_dead_worker_held_is_taken_up_when_its_lease_ends(letter: OutboxEntry, courier: Courier) -> None:
    assert outbox._lease(letter.pk, NOW) is not None  # and then the worker is killed
    assert not outbox.deliver(letter.pk, now=NOW + outbox.LEASE - timedelta(seconds=1))
    assert outbox.sweep(now=NOW + outbox.LEASE) == 1
    assert len(courier.delivered) == 1


def test_one_failure_does_not_keep_the_others_waiting(db: None, courier: Courier) -> None:
    for number in range(3):
        outbox.put(kind="tests.letter", key=f"letter-{number}", payload={"number": number}, due_at=NOW)
    courier.failures = [RuntimeError()]
    assert outbox.sweep(now=NOW) == 2
    assert [payload["number"] for payload in courier.delivered] == [1, 2]


def test_the_sweeper_carries_out_what_a_lost_task_left(letter: OutboxEntry, courier: Courier) -> None:
    call_command("sweep_outbox", verbosity=0)
    assert refreshed(letter).state == State.DONE


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_transaction_leaves_no_entry_and_no_delivery(courier: Courier) -> None:
    with transaction.atomic():
        outbox.put(kind="tests.letter", key="letter-1", payload={})
        transaction.set_rollback(True)
    assert not OutboxEntry.objects.exists()
    assert courier.delivered == []


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_at_once_one_delivers(courier: Courier) -> None:
    entry = outbox.put(kind="tests.letter", key="letter-1", payload={}, due_at=NOW)
    starting_line = threading.Barrier(6)
    results: list[bool] = []

    def work() -> None:
        try:
            starting_line.wait(timeout=10)
            results.append(outbox.deliver(entry.pk, now=NOW))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=30)
    assert sorted(results) == [False] * 5 + [True]
    assert len(courier.delivered) == 1
