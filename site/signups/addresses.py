"""E-mail addresses: one form to compare them by, and one to show without showing them."""

import unicodedata
from contextlib import suppress

from core.throttle import fingerprint


def canonical(email: str) -> str:
    """The form by which two spellings are the same address: NFKC, lower case, the domain in its ASCII form.

    Dots and "+tags" stay: whether they matter is for the provider to say, and mail must go where it was asked for.
    """
    local, _at, domain = unicodedata.normalize("NFKC", email).strip().lower().rpartition("@")
    # A domain that cannot be put so is compared as it was typed.
    with suppress(UnicodeError):
        domain = domain.encode("idna").decode("ascii")
    return f"{local}@{domain}"


def fingerprint_of(email: str) -> str:
    """A keyed hash, 64 hexadecimal digits, the same for every spelling of one address."""
    return fingerprint(canonical(email))


def masked(email: str) -> str:
    """`lucia@example.org` as `l•••@example.org`: its owner knows it, and a forwarded page does not give it away."""
    local, _at, domain = email.rpartition("@")
    return f"{local[:1]}•••@{domain}"
