"""Wagtail's account page, for accounts that have no name, no picture, and their password at allauth's."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.views import account

from accounts import reading_rights, translation_rights  # noqa: F401 - register their hooks

# Both panels write fields that our accounts do not have, and there is no hook that takes a panel away.
for panel in (account.NameEmailSettingsPanel, account.AvatarSettingsPanel):
    panel.is_active = lambda self: False


@hooks.register("register_account_menu_item")
def sign_in_settings(request: HttpRequest) -> dict[str, str]:
    return {
        "url": reverse("mfa_index"),
        "label": _("Two-step sign-in and password"),
        "help_text": _("Change your password, your authenticator app or your recovery codes."),
    }
