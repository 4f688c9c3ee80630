"""Staff enter either admin only with a second factor that they have used in this session."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

from accounts import second_factor
from accounts.models import User

DJANGO_ADMIN_PATH = "/django-admin/"
SAFE_METHODS = {"GET", "HEAD"}

# A session opened by password alone, before the second factor was set up elsewhere, must not be able to exchange
# that factor for one of its own, nor to read the recovery codes.
FACTOR_VIEWS = {
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "account_email",
    "account_change_password",
    "account_set_password",
}


class StaffSecondFactorMiddleware:
    """Stands before every view of both admins, so that no view has to remember it.

    Nobody signed in: the admins send them to sign in. Signed in without a right to this admin: 403 (sending them to
    sign in would loop). No second factor yet: set it up. Not used in this session: use it now.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # path_info is what the addresses are matched against: decoded, and without a proxy's prefix.
        if not request.path_info.startswith(settings.ADMIN_PATHS):
            return self.get_response(request)
        if not isinstance(request.user, User):
            # The admins' addresses have no language: the door is shown in the one that the browser asks for.
            with translation.override(translation.get_language_from_request(request)):
                return self.get_response(request)
        return self.guard_admin(request, request.user) or self.get_response(request)

    def guard_admin(self, request: HttpRequest, user: User) -> HttpResponse | None:
        if not may_enter(user, request.path_info):
            raise PermissionDenied
        if not second_factor.is_set_up(user):
            return send_to("mfa_activate_totp", request, user)
        if not second_factor.was_used(request, user):
            return send_to("mfa_reauthenticate", request, user)
        return None

    def process_view(self, request: HttpRequest, *args: object) -> HttpResponse | None:
        """The second factor itself is changed only by a session that has used it."""
        user = request.user
        match = request.resolver_match
        if match is None or match.url_name not in FACTOR_VIEWS or not isinstance(user, User):
            return None
        if second_factor.is_set_up(user) and not second_factor.was_used(request, user):
            return send_to("mfa_reauthenticate", request, user)
        return None


def may_enter(user: User, path: str) -> bool:
    if path.startswith(DJANGO_ADMIN_PATH):
        return user.is_active and user.is_staff
    return user.has_perm("wagtailadmin.access_admin")


def send_to(url_name: str, request: HttpRequest, user: User) -> HttpResponse:
    """Redirect in the person's own language, and back afterwards. What was posted is not done: it is asked again."""
    back = request.get_full_path() if request.method in SAFE_METHODS else "/admin/"
    with translation.override(user.language):
        return HttpResponseRedirect(f"{reverse(url_name)}?{urlencode({'next': back})}")
