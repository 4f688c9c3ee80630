"""Lists in the admin that are for looking at."""

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy


class LookingPolicy(ModelPermissionPolicy):
    """Who has the view permission looks; nobody adds, changes or deletes, administrators included."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action == "view" and bool(super().user_has_permission(user, action))
