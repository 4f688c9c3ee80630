"""How allauth treats our accounts."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils import translation

from accounts.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by invitation: nobody signs up for one from outside."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff to their work, everybody else to the site; an allowed `next` goes before this."""
        if request.user.has_perm("wagtailadmin.access_admin"):
            return resolve_url("wagtailadmin_home")
        return super().get_login_redirect_url(request)  # type: ignore[no-any-return]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the account's language; in the language of the page when nobody has an account with this address."""
        user = context.get("user") or User.objects.filter(email=email.lower()).first()
        language = user.language if isinstance(user, User) else translation.get_language()
        frame = {
            "organisation_name": settings.ORGANISATION_NAME,
            "movement_name": settings.MOVEMENT_NAME,
            "contact_email": settings.CONTACT_EMAIL,
            "base_url": settings.BASE_URL,
            "language": language,
        }
        with translation.override(language):
            super().send_mail(template_prefix, email, {**frame, **context})
