"""Above the side-by-side editor of a story: where its translation stands."""

import json
from typing import Any

from django import template
from django.template.context import Context
from django.utils import timezone
from wagtail.models import Page

from stories import readiness, translating
from stories.models import StoryPage
from stories.permissions import may_end_translation

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


@register.simple_tag(takes_context=True)
def offer_no_ending(context: Context) -> str:
    """Take from wagtail-localize's editor what would end a story's translation, for whoever may not end it.

    It offers to make an alias of the page, which would throw the translation away, as its first button; an alias in
    another language is never shown here.
    """
    page = context["instance"].specific
    if isinstance(page, StoryPage):
        props = json.loads(context["props"])
        props["links"]["convertToAliasUrl"] = None
        if not may_end_translation(context["request"].user, page):
            props["links"]["stopTranslationUrl"] = ""  # admin.css hides the button of this address.
        context["props"] = json.dumps(props)
    return ""
