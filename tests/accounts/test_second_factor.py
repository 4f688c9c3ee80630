"""Staff enter the admins only with a second factor used in this session. Each way round it that is known is tried."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Permission
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.factories import PASSWORD, SECRET, code_now, give_second_factor, make_user, sign_in

pytestmark = pytest.mark.django_db

ADMINS = ["/admin/", "/django-admin/"]


@pytest.fixture
def admin() -> User:
    user = make_user("admin@historia.example", admin=True)
    give_second_factor(user)
    return user


@pytest.fixture
def fresh_admin() -> User:
    """Invited, and without a second factor yet."""
    return make_user("fresh@historia.example", admin=True)


@pytest.fixture
def ana() -> User:
    """An editor by permission alone, whatever the roles' migration gives."""
    user = make_user("ana@historia.example")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    give_second_factor(user)
    return user


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("path", ADMINS)
def test_a_password_and_a_code_open_the_admin(client: Client, admin: User, path: str) -> None:
    sign_in(client, admin)
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ADMINS)
def test_a_password_alone_does_not_even_sign_in(client: Client, admin: User, path: str) -> None:
    response = client.post(reverse("account_login"), {"login": admin.email, "password": PASSWORD})
    assert response["Location"] == reverse("mfa_authenticate")
    assert not signed_in(client)
    assert client.get(path)["Location"].split("?")[0] in (reverse("account_login"), "/django-admin/login/")


@pytest.mark.parametrize(
    "path", ["/admin/login/", "/django-admin/login/", "/django-admin/", "/_util/login/", "/en/_util/login/"]
)
@pytest.mark.parametrize("field", ["username", "login", "email"])
def test_a_password_posted_to_another_form_signs_nobody_in(client: Client, admin: User, path: str, field: str) -> None:
    response = client.post(path, {field: admin.email, "password": PASSWORD, "next": "/admin/"})
    assert response.status_code == 302
    assert not signed_in(client)


def test_a_wrong_code_signs_nobody_in(client: Client, admin: User) -> None:
    client.post(reverse("account_login"), {"login": admin.email, "password": PASSWORD})
    wrong = str((int(code_now()) + 500_000) % 1_000_000).zfill(6)
    client.post(reverse("mfa_authenticate"), {"code": wrong})
    assert not signed_in(client)


def test_a_code_is_taken_once(client: Client, admin: User) -> None:
    code = code_now()
    for expected in (True, False):
        client = Client()
        client.post(reverse("account_login"), {"login": admin.email, "password": PASSWORD})
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert signed_in(client) is expected


def test_a_recovery_code_opens_the_admin_once(admin: User) -> None:
    recovery = Authenticator.objects.get(user=admin, type=Authenticator.Type.RECOVERY_CODES).wrap()
    code = recovery.get_unused_codes()[0]
    for expected in (200, 302):
        client = Client()
        client.post(reverse("account_login"), {"login": admin.email, "password": PASSWORD})
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert client.get("/admin/").status_code == expected


@pytest.mark.parametrize("path", ADMINS)
def test_an_emailed_code_still_asks_staff_for_the_second_factor(client: Client, admin: User, path: str) -> None:
    client.post(reverse("account_request_login_code"), {"email": admin.email})
    code = next(word for word in mail.outbox[-1].body.split() if is_login_code(word))
    response = client.post(reverse("account_confirm_login_code"), {"code": code})
    assert response["Location"].startswith(reverse("mfa_authenticate"))
    assert not signed_in(client)
    assert client.get(path).status_code == 302


def is_login_code(word: str) -> bool:
    return len(word.replace("-", "")) >= 6 and word.replace("-", "").isalnum() and word == word.upper()


def test_resetting_the_password_does_not_sign_staff_in(client: Client, admin: User) -> None:
    client.post(reverse("account_reset_password"), {"email": admin.email})
    link = next(word for word in mail.outbox[-1].body.split() if "/key/" in word)
    form = client.get("/" + link.split("/", 3)[3], follow=True)
    new = "otra frase larga y segura"
    client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    admin.refresh_from_db()
    assert admin.check_password(new)
    assert not signed_in(client)
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("path", [*ADMINS, "/admin/pages/", "/admin/reports/locked/", "/django-admin/accounts/user/"])
def test_staff_without_a_second_factor_are_sent_to_set_it_up(client: Client, fresh_admin: User, path: str) -> None:
    sign_in(client, fresh_admin)
    response = client.get(path)
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("mfa_activate_totp"))


@pytest.mark.parametrize(("asked", "door"), [("en-GB,en;q=0.9", "/en/account/login/"), ("es-GT", "/cuenta/login/")])
def test_whoever_has_not_signed_in_finds_the_door_in_their_browsers_language(
    client: Client, db: None, asked: str, door: str
) -> None:
    for path in ("/admin/", "/admin/pages/", "/django-admin/"):
        found = client.get(path, headers={"accept-language": asked}, follow=True)
        assert found.request["PATH_INFO"] == door, path


@pytest.mark.django_db(transaction=True)
def test_setting_it_up_opens_the_admin_in_the_same_session(client: Client, fresh_admin: User) -> None:
    sign_in(client, fresh_admin)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.get(reverse("mfa_activate_totp"))
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    response = client.post(reverse("mfa_activate_totp"), {"code": code_now()})
    assert response.status_code == 302, response.context["form"].errors
    assert client.get("/admin/").status_code == 200


def test_a_session_from_before_the_second_factor_must_use_it(client: Client, fresh_admin: User) -> None:
    """A thief's session, opened by password alone, stays outside once the owner has set up the second factor."""
    sign_in(client, fresh_admin)
    give_second_factor(fresh_admin)
    for path in ADMINS:
        assert client.get(path)["Location"].startswith(reverse("mfa_reauthenticate"))
    client.post(reverse("mfa_reauthenticate"), {"code": code_now()})
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    "name",
    [
        "mfa_deactivate_totp",
        "mfa_activate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
    ],
)
def test_such_a_session_cannot_exchange_the_factor_for_its_own(client: Client, fresh_admin: User, name: str) -> None:
    """Even after giving the password again, which satisfies allauth."""
    sign_in(client, fresh_admin)
    give_second_factor(fresh_admin)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    for send in (client.get, client.post):
        assert send(reverse(name))["Location"].startswith(reverse("mfa_reauthenticate"))
    assert Authenticator.objects.filter(user=fresh_admin).count() == 2


def test_removing_the_second_factor_closes_the_admin(client: Client, admin: User) -> None:
    sign_in(client, admin)
    Authenticator.objects.filter(user=admin).delete()
    assert client.get("/admin/")["Location"].startswith(reverse("mfa_activate_totp"))


def test_the_record_of_one_person_does_not_serve_another(client: Client, admin: User, ana: User) -> None:
    sign_in(client, admin)
    records = client.session["account_authentication_methods"]
    client.logout()
    client.force_login(ana)
    session = client.session
    session["account_authentication_methods"] = records
    session["account_authentication_methods_user"] = str(admin.pk)
    session.save()
    assert client.get("/admin/")["Location"].startswith(reverse("mfa_reauthenticate"))


def test_editors_do_not_enter_the_technical_admin(client: Client, ana: User) -> None:
    sign_in(client, ana)
    assert client.get("/admin/").status_code == 200
    assert client.get("/django-admin/").status_code == 403
    assert client.get("/django-admin/login/").status_code == 403


def test_members_meet_a_refusal_and_not_a_loop(client: Client) -> None:
    sign_in(client, make_user("elena@historia.example"))
    for path in ("/admin/", "/admin/pages/", "/django-admin/", "/admin/logout/"):
        assert client.get(path).status_code == 403


def test_staff_who_were_switched_off_are_out_at_once(client: Client, admin: User) -> None:
    sign_in(client, admin)
    User.objects.filter(pk=admin.pk).update(is_active=False)
    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    "path", ["//admin/", "///admin/pages/", "/ADMIN/", "/Django-Admin/", "/admin//", "/./admin/", "/en/admin/"]
)
def test_tricks_with_slashes_and_case_do_not_reach_the_admin(client: Client, fresh_admin: User, path: str) -> None:
    sign_in(client, fresh_admin)
    # As a server hands it over: the test client itself would take "//admin/" for a host.
    response = client.get("/", PATH_INFO=path)
    assert response.status_code in {301, 302, 400, 404}
    assert b"wagtail" not in response.content.lower()


@pytest.mark.parametrize("path", ["/%61dmin/", "/admin/%70ages/", "/%64jango-admin/"])
def test_encoded_letters_are_the_same_address(client: Client, fresh_admin: User, path: str) -> None:
    sign_in(client, fresh_admin)
    assert client.get(path)["Location"].startswith(reverse("mfa_activate_totp"))


@pytest.mark.parametrize("url", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"])
@pytest.mark.parametrize("door", ["/admin/login/", "/django-admin/login/", "/_util/login/"])
def test_no_sign_in_leads_to_another_site(client: Client, admin: User, door: str, url: str) -> None:
    landing = client.get(door, {"next": url}, follow=True)
    client.post(landing.request["PATH_INFO"], {"login": admin.email, "password": PASSWORD, "next": url})
    response = client.post(reverse("mfa_authenticate"), {"code": code_now(), "next": url})
    assert signed_in(client)
    assert response["Location"] == reverse("wagtailadmin_home")


def test_the_way_back_after_the_second_factor_is_the_page_that_was_asked_for(client: Client, fresh_admin: User) -> None:
    sign_in(client, fresh_admin)
    give_second_factor(fresh_admin)
    response = client.get("/admin/pages/?q=1", follow=False)
    after = client.post(response["Location"], {"code": code_now(), "next": "/admin/pages/?q=1"})
    assert after["Location"] == "/admin/pages/?q=1"


@pytest.mark.parametrize("path", ["/django-admin/logout/", "/admin/logout/"])
def test_signing_out_at_an_admin_does_not_loop(client: Client, admin: User, path: str) -> None:
    sign_in(client, admin)
    response = client.post(path, follow=True)
    assert response.status_code == 200
    assert not signed_in(client)


def test_the_second_factor_is_asked_for_in_the_persons_language(client: Client, fresh_admin: User) -> None:
    User.objects.filter(pk=fresh_admin.pk).update(language="en")
    sign_in(client, fresh_admin)
    assert client.get("/admin/")["Location"].startswith("/en/")


def test_secrets_are_not_readable_in_the_database(admin: User) -> None:
    stored = Authenticator.objects.get(user=admin, type=Authenticator.Type.TOTP).data["secret"]
    assert SECRET not in stored
    assert Authenticator.objects.get(user=admin, type=Authenticator.Type.TOTP).wrap().validate_code(code_now())


def test_an_unverified_address_does_not_sign_in(client: Client) -> None:
    user = make_user("nadie@historia.example")
    EmailAddress.objects.filter(user=user).update(verified=False)
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert not signed_in(client)
