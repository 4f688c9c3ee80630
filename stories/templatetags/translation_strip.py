"""Above the side-by-side editor of a story: where its translation stands."""

import json
from typing import Any

from django import template
from django.template.context import Context
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


@register.simple_tag(takes_context=True)
def offer_no_ending(context: Context) -> str:
    """Take from wagtail-localize's editor what would end a story's translation.

    Whoever has no Publish button there has as the first one, large, whichever comes last: to make an alias of the page
    (never shown here in another language), to delete it, or to stop translating. Those who publish keep the last two.
    """
    page = context["instance"].specific
    if isinstance(page, StoryPage):
        props = json.loads(context["props"])
        props["links"]["convertToAliasUrl"] = None
        if not page.permissions_for_user(context["request"].user).can_publish():
            props["perms"]["canDelete"] = False
            props["links"]["stopTranslationUrl"] = ""  # admin.css hides the button of this address.
        context["props"] = json.dumps(props)
    return ""
