"""The treasurer's part of the admin."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup

from donations.viewsets import GivingViewSetGroup


@hooks.register("register_admin_viewset")
def register_giving() -> ViewSetGroup:
    return GivingViewSetGroup()
