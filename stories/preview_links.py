"""Each language of a story on each channel, as its editors may look at it: one address each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from wagtail_localize.models import Translation

from stories import channels
from stories.choices import Channel
from stories.models import StoryPage


@dataclass(frozen=True)
class Link:
    channel: Channel
    url: str
    is_open: bool
    """Whether it goes out there, once it is published."""
    is_current: bool = False

    @property
    def label(self) -> str:
        return str(capfirst(self.channel.label))


@dataclass(frozen=True)
class Row:
    """One language."""

    code: str
    language: str
    links: list[Link]


def rows(story: StoryPage, *, user: Any, now: datetime, current: Channel | None = None) -> list[Row]:
    """The languages that this person may look at, this story's own first. Others are not even named."""
    return [_row(twin, now, current if twin.pk == story.pk else None) for twin in _twins(story) if _may(user, twin)]


def in_hand(row: Row) -> Row:
    """The same channels of the text that stands in the form, by the address that it is shown at."""
    links = [Link(link.channel, f"?mode={link.channel.value}", link.is_open, link.is_current) for link in row.links]
    return Row(row.code, row.language, links)


def _twins(story: StoryPage) -> Iterator[StoryPage]:
    """It and its translations. An alias is a place for a translation that nobody has begun."""
    if story.pk:
        yield story
        others = story.get_translations().filter(alias_of=None).select_related("locale", "narrator")
        yield from others.order_by("locale__language_code")


def _may(user: Any, page: StoryPage) -> bool:
    """What the view at the address below asks for."""
    rights = page.permissions_for_user(user)
    return rights.can_edit() if _translation_of(page) else rights.can_edit() or rights.can_publish()


def _row(page: StoryPage, now: datetime, current: Channel | None) -> Row:
    translation = _translation_of(page)
    stands = channels.standings(_draft_of(page, translation), now=now)
    links = [Link(one, _address(page, translation, one), stands[one].is_open, one is current) for one in Channel]
    return Row(page.locale.language_code, page.locale.get_display_name(), links)


def _address(page: StoryPage, translation: Translation | None, channel: Channel) -> str:
    if translation:
        return reverse("wagtail_localize:preview_translation", args=[translation.pk, channel.value])
    return f"{reverse('wagtailadmin_pages:view_draft', args=[page.pk])}?mode={channel.value}"


def _draft_of(page: StoryPage, translation: Translation | None) -> StoryPage:
    if translation is None:
        return page.get_latest_revision_as_object()  # type: ignore[no-any-return]
    source = translation.source
    return source.get_ephemeral_translated_instance(translation.target_locale, fallback=True)  # type: ignore[no-any-return]


def _translation_of(page: StoryPage) -> Translation | None:
    """Where this page is written side by side, its passages are there before they are in a draft."""
    found = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale, enabled=True
    ).select_related("source", "target_locale")
    return found.first()  # type: ignore[no-any-return]
