"""Settings read from the environment, each with an error that names the variable and says what to do."""

import os

from django.core.exceptions import ImproperlyConfigured

REQUIRED = object()


def text(name: str, default: object = REQUIRED) -> str:
    """The variable's value. Raises ImproperlyConfigured when it is missing (or empty) and has no default."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is REQUIRED:
        raise ImproperlyConfigured(f"The environment variable {name} is not set. See docs/deploy.md.")
    return str(default)


def flag(name: str, default: bool = False) -> bool:
    """True for 1, true, yes and on, in any case."""
    return text(name, "1" if default else "0").lower() in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    """A whole number. Raises ImproperlyConfigured for anything else."""
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"The environment variable {name} must be a whole number, not {value!r}.") from error


def items(name: str, default: object = REQUIRED) -> list[str]:
    """A comma-separated list, without empty entries."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]
