"""The translator's work: into which languages a story goes, and how far each has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.operations import TranslationCreator

from stories.choices import Channel
from stories.models import StoryPage


@dataclass(frozen=True)
class Progress:
    """One language of a story, counted in passages."""

    translation: Translation
    total: int
    done: int

    @property
    def left(self) -> int:
        return self.total - self.done

    @property
    def language(self) -> str:
        return str(self.translation.target_locale.get_display_name())

    @property
    def page_id(self) -> int:
        return int(self.translation.get_target_instance().pk)


def of_story(story: StoryPage) -> list[Translation]:
    """The translations that are kept in step with this story."""
    found = Translation.objects.filter(
        source__object_id=story.translation_key, source__locale=story.locale, enabled=True
    )
    return list(found.select_related("source", "target_locale").order_by("target_locale__language_code"))


def source_of(page: StoryPage) -> StoryPage | None:
    """The story that this page is kept in step with, if it is a translation."""
    found = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    )
    translation = found.select_related("source").first()
    if translation is None or translation.source.locale_id == page.locale_id:
        return None
    return StoryPage.objects.filter(translation_key=page.translation_key, locale=translation.source.locale_id).first()


def progress(story: StoryPage, *, now: datetime) -> list[Progress]:
    """How far the languages are that consent covers on this site."""
    codes = _covered(story, now=now)
    begun = [one for one in of_story(story) if one.target_locale.language_code in codes]
    return [Progress(one, *one.get_progress()) for one in begun]


def passages_left(story: StoryPage, *, now: datetime) -> int:
    """How many passages nobody has translated, in the languages that consent covers."""
    return sum(one.left for one in progress(story, now=now))


@transaction.atomic
def bring_in_step(story: StoryPage, *, by: Any, now: datetime) -> int:
    """Show the translators the latest draft, and begin the languages that consent covers and nobody wrote in.

    Returns how many passages are left to translate. wagtail-localize reads what is public; a translator must have the
    draft, so that both languages are read in one review.
    """
    missing = not_begun(story, now=now)
    if missing or of_story(story):
        draft = story.get_latest_revision_as_object()
        TranslationSource.update_or_create_from_instance(draft)
        if missing:
            TranslationCreator(by, missing).create_translations(draft)
    return passages_left(story, now=now)


def not_begun(story: StoryPage, *, now: datetime) -> list[Locale]:
    """Consented languages that nobody writes in. An alias is nobody's: it is a place for a translation."""
    if source_of(story) is not None:
        return []
    codes = _covered(story, now=now) - {story.locale.language_code}
    written = story.get_translations().filter(alias_of=None).values("locale")
    return list(Locale.objects.filter(language_code__in=codes).exclude(pk__in=written))


def uncovered(story: StoryPage, locales: Iterable[Locale], *, now: datetime) -> list[Locale]:
    """Of these languages, those that the narrator has not agreed to on this site: nobody translates into them."""
    codes = _covered(story, now=now)
    return [locale for locale in locales if locale.language_code not in codes]


def _covered(story: StoryPage, *, now: datetime) -> set[str]:
    record = story.narrator.consent_in_force(now=now)
    languages: Iterable[str] = record.languages if record and Channel.SITE in record.channels else ()
    return set(languages)
