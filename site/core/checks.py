"""What `manage.py check --deploy` says of this installation beside Django's own checks."""

from typing import Any

from django.core import checks
from django.db import Error
from django.utils import timezone

from core import duties


@checks.register(deploy=True)
def somebody_does_what_is_due(**kwargs: Any) -> list[checks.CheckMessage]:
    """Says nothing where there is no database yet: the steps of docs/deploy.md begin with this command."""
    try:
        standstill = duties.standstill(now=timezone.now())
    except Error:
        return []
    if standstill is None:
        return []
    since = f"since {standstill.since:%Y-%m-%d %H:%M} UTC" if standstill.since else "and never was"
    return [
        checks.Warning(
            f"Nothing that is due is being done, {since}: publication does not end when consent does.",
            hint="Keep `manage.py worker` running.",
            id="core.W001",
        )
    ]
