"""A story's translations go public together with it: those that are complete, covered and written by somebody else."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import StringTranslation, Translation

from stories.models import Approval, StoryPage
from stories.refusals import PublicationRefused, TooRevealing


class Outcome(Enum):
    """What becomes of one translation when its story is published."""

    READY = _("ready")
    PUBLISHED = _("published")
    INCOMPLETE = _("not published: passages are untranslated")
    NO_CONSENT = _("not published: consent does not cover this language")
    SAME_PERSON = _("not published: its translator cannot approve it")
    SOURCE_NOT_PUBLIC = _("not published: the story itself is not public")
    TOO_REVEALING = _("not published: together, this person's stories give away too much")
    INVALID = _("not published: it has errors")


@dataclass(frozen=True)
class Standing:
    """One translation and what stands in its way."""

    translation: Translation
    outcome: Outcome

    @property
    def language(self) -> str:
        return str(self.translation.target_locale.language_name)


def of_story(story: StoryPage) -> list[Translation]:
    """The translations that are kept in step with this story."""
    found = Translation.objects.filter(
        source__object_id=story.translation_key, source__locale=story.locale, enabled=True
    )
    return list(found.select_related("source", "target_locale").order_by("target_locale__language_code"))


def publish_ready(*, story_id: int, now: datetime) -> list[Standing]:
    """Publish with a live story each translation that is ready, on the authority of whoever approved the story."""
    story = StoryPage.objects.select_related("locale", "narrator", "live_revision").get(pk=story_id)
    if not story.live or story.alias_of_id:
        return []
    approval = Approval.objects.filter(revision=story.live_revision).select_related("approved_by").first()
    return [
        Standing(translation, publish_one(translation, approved_by=approval and approval.approved_by, now=now))
        for translation in of_story(story)
    ]


def publish_on_request(translation: Translation, *, by: Any, now: datetime) -> Outcome:
    """Publish a translation that became ready after its story was published; `by` approves it."""
    if not translation.source.get_source_instance().live:
        return Outcome.SOURCE_NOT_PUBLIC
    return publish_one(translation, approved_by=by, now=now)


def publish_one(translation: Translation, *, approved_by: Any, now: datetime) -> Outcome:
    """Bring one translation up to date with its story and publish it, if nothing stands in its way."""
    translation.source.update_from_db()
    outcome = standing(translation, approved_by=approved_by, now=now)
    if outcome is not Outcome.READY:
        return outcome
    try:
        with transaction.atomic():
            translation.save_target(user=_translator(translation), publish=False)
            _publish_draft(translation.get_target_instance(), approved_by=approved_by, now=now)
    except TooRevealing:
        return Outcome.TOO_REVEALING
    except PublicationRefused:
        return Outcome.SAME_PERSON
    except ValidationError:
        return Outcome.INVALID
    return Outcome.PUBLISHED


def standing(translation: Translation, *, approved_by: Any, now: datetime) -> Outcome:
    """What stands in the way of this translation, were `approved_by` to publish it now."""
    total, done = translation.get_progress()
    if done < total:
        return Outcome.INCOMPLETE
    if not translation.get_target_instance().specific.is_covered(at=now):
        return Outcome.NO_CONSENT
    if approved_by and approved_by.pk in _translator_ids(translation):
        return Outcome.SAME_PERSON
    return Outcome.READY


def _publish_draft(page: Any, *, approved_by: Any, now: datetime) -> None:
    revision = page.get_latest_revision()
    if approved_by:
        Approval.objects.update_or_create(revision=revision, defaults={"approved_by": approved_by, "approved_at": now})
    revision.publish(user=approved_by, skip_permission_checks=True)


def _strings(translation: Translation) -> Any:
    return StringTranslation.objects.filter(
        context__object_id=translation.source.object_id, locale=translation.target_locale
    )


def _translator_ids(translation: Translation) -> set[int]:
    return set(_strings(translation).exclude(last_translated_by=None).values_list("last_translated_by", flat=True))


def _translator(translation: Translation) -> Any:
    """Whoever translated a passage last."""
    latest = _strings(translation).exclude(last_translated_by=None).order_by("-updated_at").first()
    return latest.last_translated_by if latest else None
