"""/sandbox/: one click enters as one of the demo's people, on this machine and nowhere else."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
import time_machine
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from sandbox.people import PASSWORD, PEOPLE, Person, code_now, ensure_people
from tests.accounts.factories import make_user

pytestmark = pytest.mark.django_db

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def client() -> Client:
    """Django's; the one in conftest.py is Stripe's."""
    return Client()


@pytest.fixture(autouse=True)
def _nobody_answers(settings) -> None:
    """Port 9 of this machine: refused at once."""
    settings.SANDBOX_ORIGIN = "http://127.0.0.1:9"


@pytest.fixture
def people() -> list[User]:
    return ensure_people()


def enter(client: Client, key: str, headers: dict[str, str] = SAME_ORIGIN) -> Any:
    return client.post(reverse("sandbox:enter"), {"person": key}, headers=headers)


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.key)
def test_one_click_enters_and_opens_what_the_person_works_with(client: Client, people, person: Person) -> None:
    response = enter(client, person.key)
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(User.objects.get(email=person.email).pk)
    if person.role is None:
        assert client.get("/admin/").status_code == client.get("/django-admin/").status_code == 200


def test_one_can_change_from_person_to_person(client: Client, people) -> None:
    enter(client, "admin")
    enter(client, "elena")
    assert client.get("/admin/").status_code == 403
    assert "account_authentication_methods" not in client.session


def test_entering_needs_a_post_from_our_own_page(client: Client, people) -> None:
    assert client.get(reverse("sandbox:enter")).status_code == 405
    assert enter(client, "admin", {"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.post(reverse("sandbox:enter"), {"person": "admin"}).status_code == 403
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("key", ["", "nobody", "victim@historia.example", "1", "Ana", "../admin"])
def test_nobody_else_can_be_entered_as(client: Client, people, key: str) -> None:
    make_user("victim@historia.example", admin=True)
    assert enter(client, key).status_code == 404
    assert "_auth_user_id" not in client.session


def test_a_person_who_was_switched_off_cannot_be_entered_as(client: Client, people) -> None:
    User.objects.filter(email="ana@historia.example").update(is_active=False)
    assert enter(client, "ana").status_code == 404


def test_where_the_stand_ins_are_not_meant_to_be_every_address_is_not_found(client: Client, people, settings) -> None:
    settings.SANDBOX = False
    names = ["overview", "enter", "mails", "mails_json", "people_json", "control", "components"]
    for name in names:
        url = reverse(f"sandbox:{name}")
        assert {client.get(url).status_code, client.post(url, headers=SAME_ORIGIN).status_code} <= {404, 405}
    assert "_auth_user_id" not in client.session


PRODUCTION_PROBE = """
import django
django.setup()
from django.apps import apps
from django.urls import Resolver404, get_resolver, resolve
def view_of(path):
    try:
        return resolve(path).func.__module__
    except Resolver404:
        return "nothing"
assert not apps.is_installed("sandbox")
names = [str(pattern.pattern) for pattern in get_resolver().url_patterns]
assert not [name for name in names if name.startswith(("sandbox", "media"))], names
for path in ("/sandbox/", "/sandbox/enter/", "/sandbox/mails.json", "/media/x.png"):
    assert view_of(path) in ("nothing", "wagtail.views"), path
print("nothing of the sandbox")
"""


def test_in_production_no_address_of_the_sandbox_exists() -> None:
    """A process of its own with the production settings, since Django reads settings once."""
    env = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{django_settings.ROOT}{os.pathsep}{django_settings.SITE}",
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": "x7" * 40,
        "FINGERPRINT_KEY": "k3" * 30,
        "BASE_URL": "https://historia.example",
        "ALLOWED_HOSTS": "historia.example",
        "CACHE_URL": "redis://127.0.0.1:1/0",
        "DATABASE_URL": "sqlite://:memory:",
        "STRIPE_SECRET_KEY": "rk_test_x",
        "STRIPE_WEBHOOK_SECRET": "whsec_x",
        "EMAIL_HOST": "mail.example",
        "DEFAULT_FROM_EMAIL": "hola@historia.example",
    }
    run = subprocess.run(
        [sys.executable, "-c", PRODUCTION_PROBE], env=env, capture_output=True, text=True, timeout=120, check=False
    )
    assert "nothing of the sandbox" in run.stdout, run.stderr


def test_people_are_made_once_and_left_as_they_are(people) -> None:
    User.objects.filter(email="ana@historia.example").update(language="en")
    assert [user.pk for user in ensure_people()] == [user.pk for user in people]
    assert User.objects.get(email="ana@historia.example").language == "en"


def test_the_shown_password_and_code_sign_in(client: Client, people) -> None:
    client.post(reverse("account_login"), {"login": "admin@historia.example", "password": PASSWORD})
    with time_machine.travel(timezone.now(), tick=False):  # or the code might turn on the way
        client.post(reverse("mfa_authenticate"), {"code": client.get(reverse("sandbox:people_json")).json()["code"]})
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize(("language", "word"), [("es", 'lang="es"'), ("en", "Enter as Ana")])
def test_the_page_shows_everybody_without_marking_the_visitor(client: Client, people, language: str, word: str) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        response = client.get(reverse("sandbox:overview"), {"lang": language})
        code = code_now()
    body = response.content.decode()
    assert word in body
    assert code in body
    for person in PEOPLE:
        assert person.email in body
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies


def test_without_the_stand_ins_the_page_says_what_to_do(client: Client) -> None:
    response = client.get(reverse("sandbox:overview"), {"lang": "en"})
    assert response.status_code == 200
    assert "manage.py sandbox" in response.content.decode()
    refused = client.post(reverse("sandbox:control"), {"do": "day"}, headers=SAME_ORIGIN)
    assert refused.status_code == 503


# --- A process that answers as the stand-ins do --------------------------------------------------------------------


class Recorder(BaseHTTPRequestHandler):
    asked: list[tuple[str, str, Any]] = []
    state: dict[str, Any] = {}

    def answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else None
        self.asked.append((self.command, self.path, body))
        self.send_response(404 if body == {"event": "evt_gone"} else 200)
        self.end_headers()
        self.wfile.write(json.dumps(self.state).encode())

    do_GET = do_POST = do_DELETE = answer  # noqa: N815 - the names that http.server calls

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def recorder(settings) -> Iterator[type[Recorder]]:
    Recorder.asked, Recorder.state = [], {}
    server = HTTPServer(("127.0.0.1", 0), Recorder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.SANDBOX_ORIGIN = f"http://127.0.0.1:{server.server_port}"
    yield Recorder
    server.shutdown()
    server.server_close()


def turn(client: Client, **data: str) -> Any:
    return client.post(reverse("sandbox:control"), data, headers=SAME_ORIGIN)


def test_the_clock_the_faults_and_the_webhooks_have_their_buttons(client: Client, recorder: type[Recorder]) -> None:
    assert turn(client, do="day").status_code == 302
    turn(client, do="month")
    turn(client, do="faults_off")
    turn(client, resend="evt_1")
    assert recorder.asked == [
        ("POST", "/_control/clock/advance", {"days": 1}),
        ("POST", "/_control/clock/advance", {"months": 1}),
        ("DELETE", "/_control/faults", None),
        ("POST", "/_control/stripe/resend", {"event": "evt_1"}),
    ]


def test_a_control_that_is_not_there_is_not_found(client: Client, recorder: type[Recorder]) -> None:
    assert turn(client, do="reset_everything").status_code == 404
    assert turn(client).status_code == 404
    assert not recorder.asked


def test_a_refusal_of_the_stand_ins_is_shown(client: Client, recorder: type[Recorder]) -> None:
    assert turn(client, resend="evt_gone").status_code == 502


def test_controls_need_our_own_page_too(client: Client, recorder: type[Recorder]) -> None:
    assert client.post(reverse("sandbox:control"), {"do": "day"}).status_code == 403
    assert client.get(reverse("sandbox:control")).status_code == 405
    assert not recorder.asked


def test_what_the_stand_ins_know_is_shown_as_text(client: Client, recorder: type[Recorder]) -> None:
    recorder.state = {
        "clock": {"iso": "2027-01-31T00:00:00+00:00"},
        "faults": [],
        "stripe": {
            "customers": [{"id": "cus_1", "email": "<script>alert(1)</script>"}],
            "events": [{"id": "evt_1", "type": "invoice.paid"}],
        },
        "mailchimp": {"members": [{"email_address": "elena@historia.example", "status": "subscribed", "tags": ["a"]}]},
        "webhooks": [{"id": "dlv_1", "about": "evt_1", "attempts": [{"status": 500}, {"status": 200}]}],
    }
    body = client.get(reverse("sandbox:overview"), {"lang": "en"}).content.decode()
    for expected in ("2027-01-31", "cus_1", "invoice.paid", "elena@historia.example", "500, 200", 'value="evt_1"'):
        assert expected in body
    assert "<script>alert(1)" not in body
