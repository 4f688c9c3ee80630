"""`manage.py forget_unreadable_terms`: after FINGERPRINT_KEY was lost or changed, so that the site can save again."""

from typing import Any

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from stories.guard.index import Fingerprinter
from stories.guarding.terms import remove_term
from stories.models import GuardedTerm
from stories.models.guarded import RemovalReason


class Command(BaseCommand):
    help = "Remove the guarded terms that cannot be opened with the present key; they have to be entered again."

    def handle(self, *args: Any, **options: Any) -> None:
        unreadable = [term for term in GuardedTerm.objects.in_force() if not _opens(term)]
        for term in unreadable:
            remove_term(term=term, reason=RemovalReason.KEY_LOST, by=None, now=timezone.now())
        self.stdout.write(f"{len(unreadable)} removed; {GuardedTerm.objects.in_force().count()} are in force.")


def _opens(term: GuardedTerm) -> bool:
    try:
        Fingerprinter(settings.FINGERPRINT_KEY).unseal(bytes(term.sealed or b""))
    except InvalidToken:
        return False
    return True
