"""The stand-ins cannot run in production, whichever way somebody tries. Each try is a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "PATH": os.environ["PATH"],
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "k" * 25 + "0123456789abcdefghijklmnopqrstuvwxyz",
    "FINGERPRINT_KEY": "f" * 25 + "0123456789abcdefghijklmnopqrstuvwxyz",
    "BASE_URL": "https://historia.example",
    "ALLOWED_HOSTS": "historia.example",
    "DATABASE_URL": "sqlite:///:memory:",
    "CACHE_URL": "redis://127.0.0.1:6379/0",
    "STRIPE_SECRET_KEY": "sk_test_of_an_account",
    "STRIPE_WEBHOOK_SECRET": "whsec_of_an_account",
    "EMAIL_HOST": "mail.historia.example",
    "DEFAULT_FROM_EMAIL": "hola@historia.example",
}
SERVE = (
    "import sys; sys.path.insert(0, 'site'); import django; django.setup();"
    "from sandbox.server import {name}; {call}; print('SERVING')"
)


def run(*arguments: str, **changes: str) -> tuple[int, str]:
    """A process with production's settings: its exit status, and all that it said."""
    environment = {key: value for key, value in {**PRODUCTION, **changes}.items() if value}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_whole_settings_start_and_know_no_stand_in() -> None:
    status, said = run("manage.py", "check")
    assert status == 0, said
    status, said = run(
        "-c",
        "import sys; sys.path.insert(0, 'site'); import django; django.setup(); from django.apps import apps;"
        "from django.urls import resolve; print(apps.is_installed('sandbox'), resolve('/sandbox/').func)",
    )
    assert "False" in said
    assert "sandbox.views" not in said


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("STRIPE_API_BASE", "http://127.0.0.1:8001", "STRIPE_API_BASE must be https://api.stripe.com"),
        ("MAILCHIMP_API_BASE", "http://127.0.0.1:8001/3.0", "MAILCHIMP_API_BASE must be empty"),
        ("STRIPE_SECRET_KEY", "sk_test_stand_in", "is the stand-in's"),
        ("STRIPE_WEBHOOK_SECRET", "whsec_stand_in", "is the stand-in's"),
        ("BASE_URL", "http://127.0.0.1:8000", "must begin with https://"),
        ("STRIPE_SECRET_KEY", "", "STRIPE_SECRET_KEY is not set"),
        ("STRIPE_WEBHOOK_SECRET", "", "STRIPE_WEBHOOK_SECRET is not set"),
    ],
)
def test_what_leads_to_a_stand_in_is_refused_at_start(name: str, value: str, said: str) -> None:
    status, output = run("manage.py", "check", **{name: value})
    assert status != 0
    assert "ImproperlyConfigured" in output
    assert said in output


def test_there_is_no_command_for_it() -> None:
    status, said = run("manage.py", "sandbox", "--port", "0")
    assert status != 0
    assert "Unknown command: 'sandbox'" in said


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("build_world", "build_world(site='https://historia.example', path=None)"),
        ("StandInServer", "StandInServer(None, 0)"),
    ],
)
def test_the_server_itself_refuses(name: str, call: str) -> None:
    status, said = run("-c", SERVE.format(name=name, call=call))
    assert status != 0
    assert "SERVING" not in said
    assert "never in production" in said


@pytest.mark.parametrize(
    "setting", ["SANDBOX = True", "INSTALLED_APPS = ['sandbox']", "EMAIL_BACKEND = 'sandbox.mail.X'"]
)
def test_settings_that_bring_them_in_are_refused(setting: str) -> None:
    code = (
        "import sys; sys.path.insert(0, 'site'); import config.settings.production as p;"
        f"{setting}; name = {setting.split(maxsplit=1)[0]!r};"
        "from config.checks_at_start import refuse_half_configured;"
        "refuse_half_configured({**vars(p), name: globals()[name]}); print('STARTED')"
    )
    status, said = run("-c", code)
    assert status != 0
    assert "STARTED" not in said
    assert "ImproperlyConfigured" in said


def test_a_live_key_beside_the_stand_ins_is_refused() -> None:
    status, said = run(
        "manage.py", "check", DJANGO_SETTINGS_MODULE="config.settings.development", STRIPE_SECRET_KEY="sk_live_real"
    )
    assert status != 0
    assert "A live Stripe key beside the stand-ins" in said
