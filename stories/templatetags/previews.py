"""`{% load previews %}{% story_previews page %}`: the ways to a story's previews, for whoever is signed in."""

from typing import Any

from django import template
from django.utils import timezone

from stories import preview_links
from stories.models import StoryPage

register = template.Library()


@register.inclusion_tag("stories/admin/previews_row.html", takes_context=True)
def story_previews(context: template.Context, page: Any) -> dict[str, Any]:
    """Nothing for what is no story."""
    if not isinstance(page, StoryPage):
        return {"rows": []}
    return {"rows": preview_links.rows(page, user=context["request"].user, now=timezone.now())}
