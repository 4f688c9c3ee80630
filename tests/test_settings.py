"""Production refuses to start half-configured, and says what is wrong. Each test starts a process of its own."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.gate import THROW_AWAY_PRODUCTION

ROOT = Path(__file__).resolve().parent.parent
SHOWN = (
    "DEBUG SANDBOX SESSION_COOKIE_NAME CSRF_COOKIE_NAME SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SECURE_SSL_REDIRECT "
    "SESSION_COOKIE_HTTPONLY SESSION_COOKIE_SAMESITE SECURE_HSTS_SECONDS SECURE_HSTS_INCLUDE_SUBDOMAINS INSTALLED_APPS"
)
SHOW = f"""
import json
from django.conf import settings
print(json.dumps({{name: getattr(settings, name) for name in {SHOWN.split()}}}))
"""


def start(**changed: str | None) -> subprocess.CompletedProcess[str]:
    """Read the production settings with these variables changed (None takes one away)."""
    given = {**THROW_AWAY_PRODUCTION, **changed}
    environment = {name: value for name, value in given.items() if value is not None}
    inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", SHOW],
        env={**inherited, "PYTHONPATH": str(ROOT / "site"), **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_whole_settings_start_and_are_strict() -> None:
    shown = start()
    assert shown.returncode == 0, shown.stderr
    values = json.loads(shown.stdout)
    assert "sandbox" not in values.pop("INSTALLED_APPS")
    assert values == {
        "DEBUG": False,
        "SANDBOX": False,
        "SESSION_COOKIE_NAME": "__Host-session",
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 2 * 365 * 24 * 3600,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    }


@pytest.mark.parametrize(
    "name",
    [
        "SECRET_KEY", "FINGERPRINT_KEY", "BASE_URL", "ALLOWED_HOSTS", "DATABASE_URL", "CACHE_URL",
        "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "EMAIL_HOST", "DEFAULT_FROM_EMAIL",
    ],
)  # fmt: skip
@pytest.mark.parametrize("value", [None, "  "])
def test_a_missing_variable_stops_the_start_with_its_name(name: str, value: str | None) -> None:
    refused = start(**{name: value})
    assert refused.returncode != 0
    assert f"The environment variable {name} is not set. See docs/deploy.md." in refused.stderr


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"BASE_URL": "http://historia.example"}, "BASE_URL must begin with https://"),
        ({"STRIPE_API_BASE": "http://127.0.0.1:8001"}, "STRIPE_API_BASE must be https://api.stripe.com"),
        ({"MAILCHIMP_API_BASE": "http://127.0.0.1:8001/3.0"}, "MAILCHIMP_API_BASE must be empty"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short"),
        ({"FINGERPRINT_KEY": "short"}, "FINGERPRINT_KEY is too short"),
        (
            {"SECRET_KEY": "the-same-" * 8, "FINGERPRINT_KEY": "the-same-" * 8},
            "FINGERPRINT_KEY must differ from SECRET_KEY",
        ),
        ({"EMAIL_PORT": "smtp"}, "EMAIL_PORT must be a whole number"),
    ],
)
def test_each_fault_is_named(changed: dict[str, str], words: str) -> None:
    refused = start(**changed)
    assert refused.returncode != 0
    assert words in refused.stderr


def test_the_stand_ins_and_debug_cannot_be_switched_on_in_production() -> None:
    from django.core.exceptions import ImproperlyConfigured

    from config.checks_at_start import refuse_half_configured

    whole: dict[str, object] = {
        "INSTALLED_APPS": [], "SANDBOX": False, "DEBUG": False, "BASE_URL": "https://historia.example",
        "STRIPE_API_BASE": "https://api.stripe.com", "MAILCHIMP_API_BASE": "", "SECRET_KEY": "s" * 50,
        "FINGERPRINT_KEY": "f" * 32, "STRIPE_SECRET_KEY": "sk_live_x", "STRIPE_WEBHOOK_SECRET": "whsec_x",
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    }  # fmt: skip
    refuse_half_configured(whole)
    for changed in ({"SANDBOX": True}, {"INSTALLED_APPS": ["sandbox"]}, {"DEBUG": True}):
        with pytest.raises(ImproperlyConfigured, match="cannot"):
            refuse_half_configured({**whole, **changed})


def test_a_live_stripe_key_beside_the_stand_ins_stops_the_demo() -> None:
    refused = start(DJANGO_SETTINGS_MODULE="config.settings.development", STRIPE_SECRET_KEY="sk_live_not_a_real_one")
    assert refused.returncode != 0
    assert "A live Stripe key beside the stand-ins" in refused.stderr


def test_every_variable_that_settings_read_is_explained_in_the_docs() -> None:
    sources = [*(ROOT / "site/config/settings").glob("*.py"), ROOT / "gunicorn.conf.py"]
    read = {name for path in sources for name in re.findall(r'env(?:iron)?\.\w+\(\s*"([A-Z_]+)"', path.read_text())}
    assert {"SECRET_KEY", "DATABASE_URL", "BIND", "WEB_CONCURRENCY"} <= read
    documented = set(re.findall(r"`([A-Z_]{3,})`", (ROOT / "docs/deploy.md").read_text()))
    assert sorted(read - documented) == []
