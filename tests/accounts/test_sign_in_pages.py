"""Every page of signing in has our look, in both languages; limits, mails and closed doors are as promised."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account import app_settings as allauth_settings
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone, translation

from accounts.models import User
from accounts.roles import Role
from tests.accounts.factories import PASSWORD, code_now, give_second_factor, make_user, sign_in

pytestmark = pytest.mark.django_db

LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/300s/key",
    "request_login_code": "20/m/ip,3/m/key",
    "reauthenticate": "10/m/user",
}
# Reached only in the middle of a way in; their own tests are below.
IN_THE_MIDDLE = {
    "account_confirm_login_code",
    "mfa_authenticate",
    "account_confirm_email",
    "account_reset_password_from_key",
}
# Not pages: a file, and a redirect.
NOT_PAGES = {"mfa_download_recovery_codes"}


@pytest.fixture
def elena() -> User:
    return make_user("elena@historia.example", Role.MEMBER)


def allauth_pages() -> list[str]:
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    return sorted(n for n in names if n.startswith(("account_", "mfa_")) and n not in IN_THE_MIDDLE | NOT_PAGES)


def has_our_look(response: Any, language: str) -> bool:
    body = response.content.decode()
    return all(
        (
            f'<html lang="{language}">' in body,
            'class="masthead"' in body,
            "data-exit" in body,
            body.count("<h1") == 1,
            " style=" not in body,
            " onclick=" not in body,
            not re.search(r"<script(?![^>]*(src=|application/json))", body),
        )
    )


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("name", allauth_pages())
@pytest.mark.parametrize("is_signed_in", [False, True])
def test_every_page_has_our_look(client: Client, elena: User, name: str, language: str, is_signed_in: bool) -> None:
    if is_signed_in:
        give_second_factor(elena)
        sign_in(client, elena)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    with translation.override(language):
        response = client.get(reverse(name))
    if response.status_code == 302:
        return  # sends on to a page that is in this list itself
    assert response.status_code == 200
    assert has_our_look(response, language)


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_steps_between_have_it_too(client: Client, elena: User, language: str) -> None:
    give_second_factor(elena)
    with translation.override(language):
        response = client.post(reverse("account_request_login_code"), {"email": elena.email}, follow=True)
        assert has_our_look(response, language)
        wrong = client.post(reverse("account_confirm_login_code"), {"code": "wrong-code"})
        assert has_our_look(wrong, language)
        second = client.post(reverse("account_confirm_login_code"), {"code": code_in(mail.outbox[0].body)}, follow=True)
        assert second.request["PATH_INFO"] == reverse("mfa_authenticate")
        assert has_our_look(second, language)
        client.post(reverse("account_reset_password"), {"email": elena.email})
        link = re.search(r"https?://[^/]+(/\S+)", str(mail.outbox[-1].body))
        assert link
        assert has_our_look(client.get(link[1], follow=True), language)
        assert has_our_look(client.get(link[1].replace("-", "-x"), follow=True), language)


def code_in(body: object) -> str:
    return next(line for line in str(body).splitlines() if re.fullmatch(r"[A-Z0-9-]{6,12}", line))


def test_the_account_prefix_is_translated() -> None:
    with translation.override("en"):
        assert reverse("account_login").startswith("/en/account/")


def test_the_square_to_scan_is_drawn_into_the_page(client: Client, elena: User) -> None:
    """The content policy allows no data: addresses on public pages."""
    sign_in(client, elena)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    body = client.get(reverse("mfa_activate_totp")).content.decode()
    assert "<svg" in body
    assert "data:image" not in body
    assert "<?xml" not in body


def test_sign_up_is_closed_and_says_where_else_to_go(client: Client) -> None:
    for language in ("es", "en"):
        with translation.override(language):
            url = reverse("account_signup")
            response = client.get(url)
            assert reverse("signups:signup") in response.content.decode()
            assert reverse("account_login") in response.content.decode()
    password = "una frase larga y buena"
    client.post(url, {"email": "intruso@historia.example", "password1": password, "password2": password})
    assert not User.objects.filter(email="intruso@historia.example").exists()


def test_a_member_signs_in_with_a_code_from_the_mail(client: Client, elena: User) -> None:
    client.post(reverse("account_request_login_code"), {"email": "Elena@Historia.example"})
    client.post(reverse("account_confirm_login_code"), {"code": code_in(mail.outbox[-1].body)})
    assert client.session["_auth_user_id"] == str(elena.pk)


def test_a_code_ends_after_ten_minutes(client: Client, elena: User) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        client.post(reverse("account_request_login_code"), {"email": elena.email})
        clock.shift(timedelta(minutes=10, seconds=5))
        client.post(reverse("account_confirm_login_code"), {"code": code_in(mail.outbox[-1].body)})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("url_name", ["account_request_login_code", "account_reset_password"])
def test_nobody_learns_who_has_an_account(client: Client, elena: User, url_name: str) -> None:
    known = client.post(reverse(url_name), {"email": elena.email}, follow=True)
    unknown = Client().post(reverse(url_name), {"email": "nadie@historia.example"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain

    def words(response: Any) -> str:
        text = response.content.decode().replace(elena.email, "X").replace("nadie@historia.example", "X")
        return re.sub(r'value="[A-Za-z0-9]{64}"', "", text)

    assert words(known) == words(unknown)


def test_a_wrong_password_says_the_same_for_anybody(client: Client, elena: User) -> None:
    errors = [
        client.post(reverse("account_login"), {"login": email, "password": "no es esta"}).context["form"].errors
        for email in (elena.email, "nadie@historia.example")
    ]
    assert errors[0] == errors[1]


@pytest.mark.parametrize("language", ["es", "en"])
def test_mails_are_discreet_and_in_the_persons_language(client: Client, elena: User, language: str) -> None:
    User.objects.filter(pk=elena.pk).update(language=language)
    with translation.override("en" if language == "es" else "es"):
        client.post(reverse("account_request_login_code"), {"email": elena.email})
        client.post(reverse("account_reset_password"), {"email": elena.email})
    for message in mail.outbox:
        assert isinstance(message, EmailMultiAlternatives)
        [html] = [content for content, kind in message.alternatives if kind == "text/html"]
        assert f'<html lang="{language}">' in str(html)
        assert "historia" not in str(message.subject).lower()
        assert "127.0.0.1" not in str(message.body).replace("http://127.0.0.1", "")


def test_a_changed_password_is_told_without_an_address_of_the_network(client: Client, elena: User) -> None:
    sign_in(client, elena)
    new = "otra frase que nadie sabe"
    fields = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    client.post(reverse("account_change_password"), fields, REMOTE_ADDR="203.0.113.7", HTTP_USER_AGENT="Spy/1.0")
    told = mail.outbox[-1]
    assert told.to == [elena.email]
    assert "203.0.113.7" not in told.body
    assert "Spy" not in told.body


@pytest.mark.parametrize(
    "password",
    [
        "corta",
        "123456789012",
        "elena@historia.example",
        "password1234",
        "passwordpassword",
        "iloveyou2026!!",
        "aaaaaaaaaaaaab",
    ],
)
def test_weak_passwords_are_refused(client: Client, elena: User, password: str) -> None:
    sign_in(client, elena)
    fields = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    assert client.post(reverse("account_change_password"), fields).status_code == 200
    elena.refresh_from_db()
    assert elena.check_password(PASSWORD)


# --- Limits --------------------------------------------------------------------------------------------------------


@pytest.fixture
def _limits(settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = LIMITS


def test_the_limits_and_lifetimes_are_those_of_the_design() -> None:
    from config.settings import base

    assert {name: base.ACCOUNT_RATE_LIMITS[name] for name in LIMITS} == LIMITS
    assert allauth_settings.LOGIN_BY_CODE_TIMEOUT == 600
    assert allauth_settings.REAUTHENTICATION_TIMEOUT == 300


@pytest.mark.usefixtures("_limits")
def test_after_five_wrong_passwords_the_right_one_waits(client: Client, elena: User) -> None:
    for _ in range(5):
        client.post(reverse("account_login"), {"login": elena.email, "password": "no es esta"})
    # From another address: the limit is the account's.
    client.post(reverse("account_login"), {"login": elena.email, "password": PASSWORD}, REMOTE_ADDR="203.0.113.9")
    assert "_auth_user_id" not in client.session
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        sign_in(client, elena)
        assert "_auth_user_id" in client.session


@pytest.mark.usefixtures("_limits")
def test_after_five_wrong_codes_the_right_one_waits(client: Client) -> None:
    admin = make_user("admin@historia.example", admin=True)
    give_second_factor(admin)
    client.post(reverse("account_login"), {"login": admin.email, "password": PASSWORD})
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("_limits")
def test_thirty_tries_a_minute_from_one_address(client: Client) -> None:
    answers = [
        client.post(reverse("account_login"), {"login": f"n{n}@historia.example", "password": "x"}).status_code
        for n in range(31)
    ]
    assert answers[-1] == 429
    assert 429 not in answers[:10]


@pytest.mark.usefixtures("_limits")
def test_a_mailbox_is_not_flooded_with_codes(client: Client, elena: User) -> None:
    for _ in range(6):
        Client().post(reverse("account_request_login_code"), {"email": elena.email})
    assert len(mail.outbox) == 3


def test_giving_the_password_again_lasts_five_minutes(client: Client, elena: User) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        sign_in(client, elena)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        assert client.get(reverse("mfa_activate_totp")).status_code == 200
        clock.shift(timedelta(minutes=5, seconds=5))
        assert client.get(reverse("mfa_activate_totp"))["Location"].startswith(reverse("account_reauthenticate"))
