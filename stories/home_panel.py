"""The editor's first page: what waits, what will lapse, what is not translated, what is held back."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import PageLogEntry

from stories import agreement, notices, parity, translating
from stories.models import FacetCorrection, NarratorRequest, StoryPage, StoryReviewTask, StoryTranslationTask
from stories.models.review import wrote
from stories.permissions import TRANSLATE, may_open
from stories.translating import Progress

MOST = 10
MOST_READ = 25
"""Drafts: reading one, with its other languages, takes up to a tenth of a second."""


class StoriesPanel(Component):
    """Each list shows what this person may open, and no more."""

    name = "stories"
    template_name = "stories/admin/home_panel.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user, now = parent_context["request"].user, timezone.now()
        stories = [page for page in _sources() if may_open(user, page)]
        may_see_people = user.has_perm("stories.view_narrator")
        return {
            "waiting": [page for page in stories if _waits_for(user, page)][:MOST],
            "to_agree": list(islice(_to_agree(user, stories), MOST)),
            "to_translate": list(islice(_to_translate(user, now=now), MOST)),
            "withheld": _withheld(stories, now=now)[:MOST],
            "requests": _requests() if user.has_perm("stories.change_narrator") else [],
            "lapsing": list(notices.lapsing(now=now))[:MOST] if may_see_people else [],
            "untranslated": list(islice(_untranslated(stories, now=now), MOST)),
            "held_back": list(islice(_held_back(stories), MOST)),
        }


def is_for(user: Any) -> bool:
    return bool(user.has_perm("stories.view_narrator") or user.has_perm(TRANSLATE))


def _sources() -> QuerySet[StoryPage]:
    """Drafts and public stories that somebody wrote here, the latest first."""
    found = StoryPage.objects.filter(alias_of=None).select_related("narrator", "locale", "latest_revision")
    return found.order_by("-latest_revision_created_at")[:100]  # type: ignore[no-any-return]


def _waits_for(user: Any, page: StoryPage) -> bool:
    """In review, and this person may approve it."""
    is_in_review = isinstance(page.current_workflow_task, StoryReviewTask)
    return bool(is_in_review and page.permissions_for_user(user).can_publish() and not wrote(user, page))


def _to_agree(user: Any, stories: list[StoryPage]) -> Iterator[tuple[StoryPage, int]]:
    """Stories of which something was dismissed as misread that this person may agree with, and how much. Each once, the
    language that it was written in before its translations."""
    dismissed = FacetCorrection.objects.filter(is_dismissed=True)
    left = set(dismissed.values_list("story__translation_key", flat=True))
    for page in sorted(stories, key=lambda one: one.pk):
        if page.translation_key not in left:
            continue
        waiting = [one for one in agreement.dismissals(page) if one.waits]
        if mine := agreement.may_agree(user, page, waiting):
            left.discard(page.translation_key)
            yield page, len(mine)


def _to_translate(user: Any, *, now: datetime) -> Iterator[tuple[StoryPage, list[Progress]]]:
    """Stories that are with the translators, if this person is one of them."""
    for page in _sources():
        task = page.current_workflow_task
        if isinstance(task, StoryTranslationTask) and task.get_actions(page, user):
            yield page, translating.progress(page, now=now)


def _withheld(stories: list[StoryPage], *, now: datetime) -> list[StoryPage]:
    """Those that parity took down, and nobody has published since."""
    down = [page for page in stories if not page.live and page.is_covered(at=now)]
    log = PageLogEntry.objects.filter(page__in=[page.pk for page in down], action=parity.WITHHELD)
    since = dict(log.values_list("page_id").annotate(Max("timestamp")))
    return [page for page in down if page.pk in since and since[page.pk] >= (page.last_published_at or now)]


def _requests() -> QuerySet[NarratorRequest]:
    return NarratorRequest.objects.filter(done_at=None).select_related("narrator")[:MOST]


def _untranslated(stories: list[StoryPage], *, now: datetime) -> Iterator[tuple[StoryPage, int]]:
    """Stories whose consent covers a language that they are not in, and how many passages are left; 0: not begun.

    What is with the translators has a list of its own.
    """
    for page in stories:
        if isinstance(page.current_workflow_task, StoryTranslationTask):
            continue
        left = translating.passages_left(page, now=now)
        if left or translating.not_begun(page, now=now):
            yield page, left


def _held_back(stories: list[StoryPage]) -> Iterator[tuple[StoryPage, str]]:
    """Drafts that could not be published as they are, and the gravest reason. The latest of them alone are read."""
    drafts = [page for page in stories if not page.live or page.has_unpublished_changes]
    for page in drafts[:MOST_READ]:
        draft: Any = page.get_latest_revision_as_object()
        if refusal := draft.why_not_to_publish():
            yield page, " ".join(refusal.messages)
