"""The demo's people who have accounts. Mateo the candidate and Lucía who gives need none: they follow links.

Their addresses end in `.example` (RFC 2606), so that no mail can ever reach anybody.
"""

import time
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.auth.models import Group
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import STAFF_ROLES, Role

PASSWORD = "una historia que importa"
# The same for all of the demo's staff, in Base32. `oathtool --totp -b` or any app shows the code; so does /sandbox/.
TOTP_SECRET = "HISTORIADEMOSECRETHISTORIADEMOSE"


@dataclass(frozen=True)
class Person:
    """`role` is None for the administrator, who may do everything in both admins."""

    key: str
    name: str
    email: str
    role: Role | None
    what: Promise

    @property
    def uses_second_factor(self) -> bool:
        return self.role is None or self.role in STAFF_ROLES


PEOPLE = (
    Person("ana", "Ana", "ana@historia.example", Role.EDITOR, _("Editor: writes stories, and may translate them")),
    Person("tomas", "Tomás", "tomas@historia.example", Role.TRANSLATOR, _("Translator: the story's other languages")),
    Person("rosa", "Rosa", "rosa@historia.example", Role.REVIEWER, _("Reviewer: consent, publishing, withdrawal")),
    Person("carlos", "Carlos", "carlos@historia.example", Role.CAMPAIGN_MANAGER, _("Campaigns, pledges, invitations")),
    Person("teresa", "Teresa", "teresa@historia.example", Role.TREASURER, _("Treasurer: gifts and receipts")),
    Person("elena", "Elena", "elena@historia.example", Role.MEMBER, _("Member: shares campaigns by her own link")),
    Person("admin", "Admin", "admin@historia.example", None, _("Administrator: both admins")),
)


def find(key: str) -> Person | None:
    return next((person for person in PEOPLE if person.key == key), None)


def ensure_people() -> list[User]:
    """Make the accounts that are missing; leave what is there as it is (somebody may have changed it)."""
    return [User.objects.filter(email=person.email).first() or _make(person) for person in PEOPLE]


def _make(person: Person) -> User:
    make = User.objects.create_user if person.role else User.objects.create_superuser
    user = make(person.email, PASSWORD)
    if person.role:
        user.groups.add(Group.objects.get_or_create(name=person.role.value)[0])
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    if person.uses_second_factor:
        TOTP.activate(user, TOTP_SECRET)
        RecoveryCodes.activate(user)
    return user


def authenticator_of(user: User) -> Authenticator | None:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()


def code_now() -> str:
    """The one-time code that the demo's staff would read off their telephones."""
    return format_hotp_value(hotp_value(TOTP_SECRET, int(time.time()) // 30))
