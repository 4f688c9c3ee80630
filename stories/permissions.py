"""What a user may do with a story, beyond Wagtail's own rules."""

from typing import Any

from wagtail.models import Page, PagePermissionTester

TRANSLATE = "stories.translate_story"


class StoryPermissionTester(PagePermissionTester):
    """While a story is in review, its translations are closed to those who cannot publish: what was read is published.

    wagtail-localize asks `can_edit` for every string of a translation.
    """

    def can_edit(self) -> bool:
        return bool((super().can_edit() or self._translates()) and not self._is_in_review_elsewhere())

    def can_unpublish(self) -> bool:
        """A schedule or a review in progress locks what is written, and never holds up taking it back."""
        may_publish = self.user.is_superuser or "publish" in self.permissions
        return bool(self.user.is_active and self.page.live and may_publish)

    def can_copy(self) -> bool:
        """A translator works on the page that is there."""
        return bool(super().can_edit() and super().can_copy())

    def _translates(self) -> bool:
        """A translator has no right over pages: what is open to them is what somebody gave them to translate."""
        from stories import translating

        return bool(self.user.has_perm(TRANSLATE) and translating.source_of(self.page))

    def _is_in_review_elsewhere(self) -> bool:
        page: Any = self.page
        if self.user.is_superuser or "publish" in self.permissions:
            return False
        return any(_is_in_review(twin) for twin in page.get_translations() if not twin.alias_of_id)


def may_open(user: Any, page: Page) -> bool:
    """Whoever writes it or publishes it: a draft's very title tells."""
    rights = page.permissions_for_user(user)
    return bool(rights.can_edit() or rights.can_publish())


def may_end_translation(user: Any, page: Page) -> bool:
    """Whoever may edit pages by a right of their own; a translator may only translate."""
    return PagePermissionTester(user, page).can_edit()  # type: ignore[no-any-return]


def _is_in_review(page: Page) -> bool:
    """With the reviewer, not with the translator."""
    from stories.models import StoryTranslationTask

    task = page.current_workflow_task
    return task is not None and not isinstance(task, StoryTranslationTask)
