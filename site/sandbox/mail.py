"""The mail tray."""

from django.core.mail.backends.locmem import EmailBackend as TrayBackend

__all__ = ["TrayBackend"]
