"""Whoever unpublishes or deletes a story by hand takes it back in every language: not only its withdrawal does.

Wagtail leaves translations live when their source goes. And the titles of what was deleted stay in its logs, where no
withdrawal could find them afterwards: there is no page left that would say what to look for.
"""

from typing import Any

from django.db.models.signals import post_delete, pre_delete
from wagtail.admin.models import FormState
from wagtail.models import PageLogEntry
from wagtail.signals import page_unpublished

from stories import translating
from stories.models import StoryPage


def install() -> None:
    page_unpublished.connect(_take_others_along, sender=StoryPage, dispatch_uid="stories.take_others_along")
    pre_delete.connect(_take_others_along, sender=StoryPage, dispatch_uid="stories.delete_takes_others_along")
    post_delete.connect(_forget_title, sender=StoryPage, dispatch_uid="stories.forget_title")


def _take_others_along(sender: Any, instance: StoryPage, **kwargs: Any) -> None:
    """Not for an alias; nor for a translation, which may be mended by itself; nor where each is asked by itself."""
    from stories.services import take_down

    if instance.alias_of_id or instance.is_taken_down_alone or translating.source_of(instance):
        return
    for twin in StoryPage.objects.filter(pk__in=instance.get_translations().filter(alias_of=None).values("pk")):
        take_down(twin, by=None)


def _forget_title(sender: Any, instance: StoryPage, **kwargs: Any) -> None:
    """That somebody deleted a story stays, not which."""
    PageLogEntry.objects.filter(page=instance.pk).exclude(label="").update(label="", data={})
    FormState.objects.for_instance(instance).delete()
