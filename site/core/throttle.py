"""Counting tries in a window, without keeping who tried.

Callers decide what to do above the limit: quarantine, ask to wait, refuse. Nothing is lost here.
"""

import hashlib
import hmac

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def too_many(*, scope: str, subject: str, limit: int, seconds: int) -> bool:
    """Count one try of `subject` (an address, an e-mail) in `scope`; True when it is above `limit` in `seconds`.

    The subject is kept only as a keyed fingerprint, and only until the window ends. The cache must be shared by all
    workers, or each counts for itself.
    """
    key = f"throttle:{scope}:{fingerprint(subject)}"
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key) > limit
    except ValueError:  # The window ended between the two calls.
        cache.add(key, 1, timeout=seconds)
        return limit < 1


def client_address(request: HttpRequest) -> str:
    """Where the request came from, behind TRUSTED_PROXY_COUNT proxies: to count tries by, never to be kept."""
    return str(get_adapter().get_client_ip(request))


def fingerprint(value: str) -> str:
    """A keyed SHA-256 in hex, the same for the same text in any case and without spaces around it."""
    return hmac.new(settings.FINGERPRINT_KEY.encode(), value.strip().lower().encode(), hashlib.sha256).hexdigest()
