"""Keeps second factors' secrets encrypted: whoever has the database alone can make no codes from it."""

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings


class MFAAdapter(DefaultMFAAdapter):
    """Encrypts with SECRET_KEY; reads what SECRET_KEY_FALLBACKS encrypted, so that the key can be changed."""

    def encrypt(self, text: str) -> str:
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """Without the XML declaration, so that it can stand in a page: the policy allows no data: addresses."""
        svg = super().build_totp_svg(url)
        return str(svg[svg.index("<svg") :])


def _fernet() -> MultiFernet:
    return MultiFernet([Fernet(_derived(key)) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _derived(key: str | bytes) -> bytes:
    """32 bytes of their own for this use. SECRET_KEY is long and random, so no slow hash is needed."""
    digest = hashlib.blake2b(str(key).encode(), digest_size=32, person=b"historia.mfa").digest()
    return base64.urlsafe_b64encode(digest)
