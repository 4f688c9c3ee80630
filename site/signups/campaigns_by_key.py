"""A campaign's title and address by its key (its page's translation key), without importing the app above this one."""

import uuid

from django.conf import settings
from django.utils.translation import get_language
from wagtail.models import Page, PageQuerySet

APP = "campaigns"


def _pages(keys: list[uuid.UUID]) -> PageQuerySet:
    """Live campaign pages alone: a story's key sent to a form finds nothing, and so never reaches Mailchimp."""
    return Page.objects.live().public().filter(translation_key__in=keys, content_type__app_label=APP)


def find_campaign(key: uuid.UUID | None) -> Page | None:
    """In the reader's language if it exists in it, else in any."""
    if key is None:
        return None
    found = list(_pages([key]).select_related("locale"))
    found.sort(key=lambda page: page.locale.language_code != get_language())
    return found[0] if found else None


def titles(keys: list[uuid.UUID]) -> dict[uuid.UUID, str]:
    """What these campaigns are called in the reader's language; one that has gone is not in it."""
    pages = sorted(_pages(keys).select_related("locale"), key=lambda page: page.locale.language_code == get_language())
    return {page.translation_key: page.title for page in pages}


def tags(keys: list[uuid.UUID]) -> set[str]:
    """Names by which people at Mailchimp select who hears of a campaign: its address in the site's first language."""
    pages = Page.objects.filter(translation_key__in=keys, content_type__app_label=APP).select_related("locale")
    slugs = {page.translation_key: page.slug for page in pages if page.locale.language_code == settings.LANGUAGE_CODE}
    return {f"{TAG_PREFIX}{slugs.get(key, key)}" for key in keys}


TAG_PREFIX = "campaign: "
