"""People with accounts, as the tests need them."""

import time

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.test import Client
from django.urls import reverse

from accounts import second_factor
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


def code_now() -> str:
    """What an authenticator app shows, as somebody reads it: not one that turns while it is being typed."""
    left = 30 - time.time() % 30
    if left < 3:
        time.sleep(left)
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def sign_in(client: Client, user: User) -> None:
    """By password through allauth, and with the second factor where there is one: as people do."""
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    if is_mfa_enabled(user):
        client.post(reverse("mfa_authenticate"), {"code": code_now()})


def signed_in(user: User, language: str = "en") -> Client:
    """A browser of somebody who reads this language and has entered with both factors.

    What signing in leaves in the session is written into it: for tests that are about something else.
    """
    user.language = language
    user.save(update_fields=["language"])
    if not is_mfa_enabled(user):
        give_second_factor(user)
    client = Client(headers={"accept-language": language})
    client.force_login(user)
    request = HttpRequest()
    request.session = client.session
    second_factor.record_use(request, user, Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP))
    request.session.save()
    return client
