"""Puts our views of people and roles in the place of Wagtail's."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersAppConfig(WagtailUsersAppConfig):
    """Stands in INSTALLED_APPS instead of "wagtail.users"."""

    user_viewset = "accounts.user_admin.UserViewSet"
    group_viewset = "accounts.user_admin.GroupViewSet"
