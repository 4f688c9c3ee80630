"""Above the side-by-side editor of a story: where its translation stands."""

from typing import Any

from django import template
from django.utils import timezone
from wagtail.models import Page

from stories import readiness, translating
from stories.models import StoryPage

register = template.Library()


@register.inclusion_tag("stories/admin/translation_strip.html")
def translation_strip(instance: Page) -> dict[str, Any]:
    """Nothing for pages that are no stories: campaigns are translated in the same editor."""
    page = instance.specific
    story = translating.source_of(page) if isinstance(page, StoryPage) else None
    if story is None:
        return {}
    draft = story.get_latest_revision_as_object()
    here = [one for one in translating.progress(story, now=timezone.now()) if one.page_id == page.pk]
    return {"story": story, "progress": here[0] if here else None, "reasons": readiness.reasons(draft)}
