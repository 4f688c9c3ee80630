"""A step may take longer than a lease: a large library is searched for a while. Whoever works at it keeps it held."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from uuid import UUID

from django.db import DatabaseError, connection
from django.utils import timezone

from stories.models import Withdrawal
from stories.models.withdrawals import LEASE

logger = logging.getLogger(__name__)
SECONDS = LEASE.total_seconds() / 5


@contextmanager
def kept(withdrawal: Withdrawal) -> Iterator[None]:
    """Renew the lease until this ends. A process that is killed renews nothing, and another follows it."""
    ended = Event()
    thread = Thread(target=_renew, args=[withdrawal.pk, ended], name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _renew(pk: UUID, ended: Event) -> None:
    while not ended.wait(SECONDS):
        try:
            Withdrawal.objects.get(pk=pk).hold(now=timezone.now())
        except DatabaseError as error:
            # It is being rewritten, and nobody else gets at it either.
            logger.warning("a lease was not renewed: %s", type(error).__name__)
        finally:
            connection.close()
