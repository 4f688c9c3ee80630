"""What the stand-ins' own process knows and can be told, over its /_control/ addresses (see sandbox.server)."""

import json
import urllib.error
import urllib.request
from typing import Any

from django.conf import settings

TIMEOUT_SECONDS = 10


class NotRunning(Exception):
    """Nobody answers at settings.SANDBOX_ORIGIN."""


class Refused(Exception):
    """The stand-ins answered, and did not do it. The text says why."""


def state() -> dict[str, Any]:
    return ask("GET", "/_control/state")


def ask(method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    """One request. Raises NotRunning or Refused."""
    request = urllib.request.Request(  # noqa: S310 - an address of our own settings
        settings.SANDBOX_ORIGIN + path,
        method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as response:  # noqa: S310
            return dict(json.load(response))
    except urllib.error.HTTPError as error:
        raise Refused(f"{method} {path}: {error.code} {error.read(500).decode(errors='replace')}") from error
    except OSError as error:
        raise NotRunning from error


# What the page's buttons do: (method, path, body). `resend` is made of an event's id.
CONTROLS: dict[str, tuple[str, str, dict[str, Any] | None]] = {
    "day": ("POST", "/_control/clock/advance", {"days": 1}),
    "month": ("POST", "/_control/clock/advance", {"months": 1}),
    "stripe_down": ("POST", "/_control/faults", {"path": "/v1/*", "status": 500, "times": 1000}),
    "mailchimp_down": ("POST", "/_control/faults", {"path": "/3.0/*", "status": 500, "body": "", "times": 1000}),
    "mailchimp_busy": ("POST", "/_control/faults", {"path": "/3.0/*", "status": 429, "times": 1000}),
    "lose_webhook": ("POST", "/_control/webhooks/lose", {"times": 1}),
    "faults_off": ("DELETE", "/_control/faults", None),
}


def carry_out(name: str) -> None:
    """Raises KeyError for a control that is not in CONTROLS, NotRunning or Refused."""
    ask(*CONTROLS[name])


def resend(event_id: str) -> None:
    """Have Stripe's stand-in send an event's webhooks again. Raises Refused for an event that is not there."""
    ask("POST", "/_control/stripe/resend", {"event": event_id})
