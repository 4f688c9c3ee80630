"""Accounts are made by invitation in Wagtail's admin, and hold no name."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from accounts.roles import Role, label
from tests.accounts.factories import make_user, signed_in

pytestmark = pytest.mark.django_db

ADD = "wagtailusers_users:add"


@pytest.fixture
def admin(db: None) -> User:
    return make_user("admin@historia.example", admin=True)


@pytest.fixture
def client(admin: User) -> Client:
    return signed_in(admin, "es")


def fields(**changes: object) -> dict[str, object]:
    group = Group.objects.get(name=Role.EDITOR.value)
    return {"email": "Ana@Historia.example", "language": "en", "groups": [group.pk], **changes}


def test_an_invited_person_enters_with_a_code_and_sets_up_the_second_factor(client: Client, admin: User) -> None:
    assert client.post(reverse(ADD), fields()).status_code == 302
    ana = User.objects.get(email="ana@historia.example")
    assert not ana.has_usable_password()
    assert ana.groups.get().name == Role.EDITOR.value
    [invitation] = mail.outbox
    assert invitation.to == ["ana@historia.example"]
    assert "/en/account/login/code/" in str(invitation.body)

    visitor = Client()
    visitor.post(reverse("account_request_login_code"), {"email": ana.email})
    code = next(line for line in str(mail.outbox[-1].body).splitlines() if re.fullmatch(r"[A-Z0-9-]{6,12}", line))
    landed = visitor.post(reverse("account_confirm_login_code"), {"code": code}, follow=True)
    assert landed.request["PATH_INFO"] == "/en/account/2fa/totp/activate/"
    assert landed.status_code == 200


def test_an_invitation_holds_nothing_that_opens_the_account(client: Client, admin: User) -> None:
    client.post(reverse(ADD), fields())
    links = re.findall(r"https?://\S+", str(mail.outbox[0].body))
    assert [link.split("/en/")[1] for link in links] == ["account/login/code/"]


def test_when_the_mail_fails_the_account_is_there_and_the_admin_is_told(
    client: Client, admin: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.message.EmailMessage.send", fail)
    response = client.post(reverse(ADD), fields(), follow=True)
    assert User.objects.filter(email="ana@historia.example").exists()
    assert any(message.level_tag == "error" for message in response.context["messages"])


@pytest.mark.parametrize("email", ["", "not an address", "ADMIN@historia.example", "a" * 250 + "@historia.example"])
def test_a_bad_address_changes_nothing(client: Client, admin: User, email: str) -> None:
    response = client.post(reverse(ADD), fields(email=email))
    assert response.status_code == 200
    assert response.context["form"].errors["email"]
    assert User.objects.count() == 1
    assert not mail.outbox


def test_no_form_asks_for_a_name_or_a_password(client: Client, admin: User) -> None:
    for url in (reverse(ADD), reverse("wagtailusers_users:edit", args=[admin.pk]), reverse("wagtailadmin_account")):
        body = client.get(url).content.decode()
        for word in ("first_name", "last_name", "password1", "avatar-avatar"):
            assert f'name="{word}' not in body
            assert f'-{word}"' not in body


def test_a_changed_address_is_the_one_to_sign_in_with(client: Client, admin: User) -> None:
    ana = make_user("ana@historia.example", Role.EDITOR)
    url = reverse("wagtailusers_users:edit", args=[ana.pk])
    client.post(url, fields(email="Ana.Nueva@historia.example", is_active="on"))
    [address] = EmailAddress.objects.filter(user=ana)
    assert address.email == "ana.nueva@historia.example"
    assert address.primary
    assert address.verified


def test_switching_somebody_off_ends_their_session(client: Client, admin: User) -> None:
    ana = make_user("ana@historia.example", Role.EDITOR)
    hers = signed_in(ana)
    assert hers.get("/admin/").status_code == 200
    client.post(reverse("wagtailusers_users:edit", args=[ana.pk]), fields(email=ana.email))
    assert hers.get("/admin/").status_code == 302


def test_roles_are_named_in_the_admins_language(client: Client, admin: User) -> None:
    for language in ("es", "en"):
        User.objects.filter(pk=admin.pk).update(language=language)
        admin.refresh_from_db()
        admin.save()
        for url in (reverse(ADD), reverse("wagtailusers_groups:index")):
            with translation.override(language):
                assert label(Role.REVIEWER.value) in client.get(url).content.decode()


def test_the_language_chosen_in_the_admin_is_that_of_the_mails(client: Client, admin: User) -> None:
    url = reverse("wagtailadmin_account")
    data = {"locale-preferred_language": "en", "theme-theme": "system", "theme-density": "default"}
    data |= {"theme-contrast": "system", "theme-keyboard_shortcuts": "on"}
    response = client.post(url, data)
    assert response.status_code == 302, response.context["panels_by_tab"]
    admin.refresh_from_db()
    assert admin.language == "en"


def test_the_account_page_leads_to_the_second_factor(client: Client, admin: User) -> None:
    assert reverse("mfa_index") in client.get(reverse("wagtailadmin_account")).content.decode()


def test_nothing_is_fetched_from_a_service_of_pictures(client: Client, admin: User) -> None:
    assert "gravatar" not in client.get("/admin/users/").content.decode().lower()


def test_an_editor_cannot_invite_nor_see_people() -> None:
    client = signed_in(make_user("ana@historia.example", Role.EDITOR))
    client.post(reverse(ADD), fields(email="complice@historia.example", is_superuser="on"))
    assert not User.objects.filter(email="complice@historia.example").exists()
