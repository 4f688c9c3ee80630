"""The editor's first page: what waits, what will lapse, what is not translated, what is held back."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.admin.ui.components import Component

from stories import notices, revealing, translations
from stories.models import NarratorRequest, StoryPage
from stories.models.review import wrote

MOST = 10


class StoriesPanel(Component):
    """Each list shows what this person may open, and no more."""

    name = "stories"
    template_name = "stories/admin/home_panel.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user, now = parent_context["request"].user, timezone.now()
        stories = [page for page in _sources() if _may_open(user, page)]
        may_see_people = user.has_perm("stories.view_narrator")
        return {
            "waiting": [page for page in stories if _waits_for(user, page)][:MOST],
            "requests": _requests() if user.has_perm("stories.change_narrator") else [],
            "lapsing": list(notices.lapsing(now=now))[:MOST] if may_see_people else [],
            "untranslated": list(_untranslated(stories))[:MOST],
            "held_back": list(_held_back(stories, now=now))[:MOST],
        }


def is_for(user: Any) -> bool:
    return bool(user.has_perm("stories.view_narrator"))


def _sources() -> QuerySet[StoryPage]:
    """Drafts and public stories that somebody wrote here, the latest first."""
    found = StoryPage.objects.filter(alias_of=None).select_related("narrator", "locale", "latest_revision")
    return found.order_by("-latest_revision_created_at")[:100]  # type: ignore[no-any-return]


def _may_open(user: Any, page: StoryPage) -> bool:
    rights = page.permissions_for_user(user)
    return rights.can_edit() or rights.can_publish()


def _waits_for(user: Any, page: StoryPage) -> bool:
    """In review, and this person may approve it."""
    state = page.current_workflow_task_state
    return bool(state and page.permissions_for_user(user).can_publish() and not wrote(user, page))


def _requests() -> QuerySet[NarratorRequest]:
    return NarratorRequest.objects.filter(done_at=None).select_related("narrator")[:MOST]


def _untranslated(stories: list[StoryPage]) -> Iterator[tuple[StoryPage, int]]:
    """Stories with passages that are not translated, and how many; those that nobody began have none to count."""
    for page in stories:
        begun = translations.of_story(page)
        left = sum(total - done for total, done in (one.get_progress() for one in begun))
        has_twin = page.get_translations().filter(alias_of=None).exists()
        if left or (not begun and not has_twin):
            yield page, left


def _held_back(stories: list[StoryPage], *, now: datetime) -> Iterator[tuple[StoryPage, bool]]:
    """Drafts that could not be published as they are; True where they tell too much, False where consent is missing."""
    for page in stories:
        if page.live and not page.has_unpublished_changes:
            continue
        draft: Any = page.get_latest_revision_as_object()
        if not draft.is_covered(at=now):
            yield page, False
        elif not revealing.together(draft).may_be_told:
            yield page, True
