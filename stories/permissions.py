"""What a user may do with a story, beyond Wagtail's own rules."""

from typing import Any

from wagtail.models import PagePermissionTester


class StoryPermissionTester(PagePermissionTester):
    """While a story is in review, its translations are closed to those who cannot publish: what was read is published.

    wagtail-localize asks `can_edit` for every string of a translation.
    """

    def can_edit(self) -> bool:
        return bool(super().can_edit() and not self._is_in_review_elsewhere())

    def _is_in_review_elsewhere(self) -> bool:
        page: Any = self.page
        if self.user.is_superuser or "publish" in self.permissions:
            return False
        return any(twin.workflow_in_progress for twin in page.get_translations() if not twin.alias_of_id)
