"""Refusals at start: a site configured by halves does not run at all.

Run by config.settings.production; development and tests do not pass through it.
"""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

STAND_IN_APP = "sandbox"
# Part of each secret that config.settings.development makes up.
MARK_OF_THE_DEMO = "stand_in"


def refuse_half_configured(settings: dict[str, Any]) -> None:
    """Raise ImproperlyConfigured, naming the fault, unless these settings may face the public."""
    for fault, found in _faults(settings).items():
        if found:
            raise ImproperlyConfigured(fault)


def _faults(settings: dict[str, Any]) -> dict[str, bool]:
    apps = settings["INSTALLED_APPS"]
    return {
        "The stand-ins (sandbox) cannot run in production.": STAND_IN_APP in apps or bool(settings["SANDBOX"]),
        "DEBUG cannot be on in production.": bool(settings["DEBUG"]),
        "BASE_URL must begin with https:// in production.": not str(settings["BASE_URL"]).startswith("https://"),
        "STRIPE_API_BASE must be https://api.stripe.com in production: anything else is a stand-in.": settings[
            "STRIPE_API_BASE"
        ]
        != "https://api.stripe.com",
        "STRIPE_SECRET_KEY or STRIPE_WEBHOOK_SECRET is the stand-in's: take them from Stripe's dashboard.": (
            MARK_OF_THE_DEMO in settings["STRIPE_SECRET_KEY"] or MARK_OF_THE_DEMO in settings["STRIPE_WEBHOOK_SECRET"]
        ),
        "EMAIL_BACKEND is the stand-ins' mail tray: nothing would reach anybody.": str(
            settings["EMAIL_BACKEND"]
        ).startswith(f"{STAND_IN_APP}."),
        "MAILCHIMP_API_BASE must be empty in production: it leads to a stand-in.": bool(settings["MAILCHIMP_API_BASE"]),
        "SECRET_KEY is too short: use at least 50 random characters.": len(str(settings["SECRET_KEY"])) < 50,
        "FINGERPRINT_KEY is too short: use at least 32 random characters.": len(str(settings["FINGERPRINT_KEY"])) < 32,
        "FINGERPRINT_KEY must differ from SECRET_KEY.": settings["FINGERPRINT_KEY"] == settings["SECRET_KEY"],
    }
