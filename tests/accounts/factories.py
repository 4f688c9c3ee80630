"""People with accounts, as the tests need them."""

import time

from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role

PASSWORD = "tres cuervos en la milpa"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def make_user(email: str, role: Role | None = None, *, admin: bool = False, password: str | None = PASSWORD) -> User:
    make = User.objects.create_superuser if admin else User.objects.create_user
    user = make(email, password)
    if role:
        user.groups.add(Group.objects.get(name=role.value))
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    return user


def give_second_factor(user: User) -> None:
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)


def code_now(steps: int = 0) -> str:
    """What an authenticator app shows; `steps` of thirty seconds later or earlier (a code is taken only once)."""
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + steps))


def sign_in(client: Client, user: User) -> None:
    """By password through allauth, and with the second factor where there is one: as people do."""
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    if is_mfa_enabled(user):
        client.post(reverse("mfa_authenticate"), {"code": code_now()})
