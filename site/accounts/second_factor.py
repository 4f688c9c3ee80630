"""Whether a person's second factor was set up, and whether this very session has used it."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from allauth.mfa.utils import is_mfa_enabled
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.models import User


def is_set_up(user: User) -> bool:
    return bool(is_mfa_enabled(user))


def was_used(request: HttpRequest, user: User) -> bool:
    """True when this session holds the record that allauth makes for a right code. "Has MFA" is not "used MFA"."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, user))


def record_use(request: HttpRequest, user: User, authenticator: Authenticator) -> None:
    record_authentication(request, user, method="mfa", id=authenticator.pk, type=authenticator.type)


@receiver(authenticator_added, dispatch_uid="accounts.second_factor_enrolled")
def count_enrolling_as_use(
    sender: type, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """Enrolling takes a right code but leaves no record.

    Only for a first authenticator: a session that could not show an old one must not vouch for itself by a new one.
    Recovery codes are made, not typed, and prove nothing.
    """
    typed = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES)
    if list(typed) == [authenticator]:
        record_use(request, user, authenticator)
