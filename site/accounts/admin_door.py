"""Closes the two ways round the second factor: the admins' own password forms."""

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite


def django_admin_site(site: AdminSite) -> None:
    """Send the technical admin's own sign-in to allauth's."""
    site.login = secure_admin_login(site.login)  # type: ignore[method-assign]
