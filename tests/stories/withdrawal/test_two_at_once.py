"""The same person's consent, by two people in the same second."""

import time
from collections.abc import Callable
from threading import Event, Thread
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from stories import services
from stories.choices import ConsentKind
from stories.models import ConsentRecord, Tombstone, Withdrawal
from stories.withdrawal import inventory
from tests.stories.factories import consent
from tests.stories.withdrawal.canary import Canary

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def inside(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Set when a withdrawal has begun; it then takes long enough for the other to come."""
    take, inside = inventory.take_at_once, Event()

    def takes_long(narrator: Any) -> inventory.Notes:
        inside.set()
        time.sleep(0.5)
        return take(narrator)

    monkeypatch.setattr(inventory, "take_at_once", takes_long)
    return inside


def at_once(inside: Event, *deeds: Callable[[], Any]) -> list[Exception]:
    """The second begins when the first is at it."""
    errors: list[Exception] = []

    def run(deed: Callable[[], Any]) -> None:
        try:
            deed()
        except Exception as error:  # noqa: BLE001 - whatever it is, the test says so
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[deed]) for deed in deeds]
    for thread in threads:
        thread.start()
        assert inside.wait(timeout=30)
    for thread in threads:
        thread.join()
    return errors


def test_two_who_withdraw_at_once_both_succeed(canary: Canary, inside: Event) -> None:
    def withdraw() -> None:
        services.withdraw(narrator=canary.narrator, by=None, now=timezone.now())

    assert at_once(inside, withdraw, withdraw) == []
    assert (Withdrawal.objects.count(), Tombstone.objects.count()) == (1, 1)


def test_a_renewal_that_arrives_during_a_withdrawal_does_not_undo_it(canary: Canary, inside: Event) -> None:
    def withdraw() -> None:
        services.withdraw(narrator=canary.narrator, by=None, now=timezone.now())

    def renew() -> None:
        consent(canary.narrator, "es", kind=ConsentKind.RENEWED)

    assert [type(error) for error in at_once(inside, withdraw, renew)] == [ValidationError]
    latest = ConsentRecord.objects.filter(narrator=canary.narrator).first()
    assert latest
    assert latest.is_withdrawal
