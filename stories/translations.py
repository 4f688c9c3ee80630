"""A story's translations go public together with it: those that are complete, covered and written by somebody else."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail_localize.models import StringTranslation, Translation

from stories import parity, translating
from stories.models import Approval, StoryPage, StoryTranslationTask
from stories.refusals import LanguagesDiffer, PublicationRefused, TooRevealing


class Outcome(Enum):
    """What becomes of one translation when its story is published."""

    READY = _("ready")
    PUBLISHED = _("published")
    INCOMPLETE = _("not published: passages are untranslated")
    NO_CONSENT = _("not published: consent does not cover this language")
    SAME_PERSON = _("not published: its translator cannot approve it")
    SOURCE_NOT_PUBLIC = _("not published: the story itself is not public")
    TOO_REVEALING = _("not published: together, this person's stories give away too much")
    DIFFERS = _("not published: it tells what the story leaves out")
    INVALID = _("not published: it has errors")


@dataclass(frozen=True)
class Standing:
    """One translation and what stands in its way."""

    translation: Translation
    outcome: Outcome

    @property
    def language(self) -> str:
        return str(self.translation.target_locale.get_display_name())

    @property
    def page_id(self) -> int:
        return int(self.translation.get_target_instance().pk)


def follow(*, story_id: int, before: StoryPage | None, now: datetime) -> None:
    """Bring the other languages in step with a story that was just published, and withhold those that cannot be.

    `before` is the story as it was public until now, if it was.
    """
    story = StoryPage.objects.get(pk=story_id)
    if story.live and not story.alias_of_id:
        standings = publish_ready(story_id=story_id, now=now)
        brought = [one.page_id for one in standings if one.outcome is Outcome.PUBLISHED]
        parity.withhold_others(story, before=before, followed=brought)


def publish_ready(*, story_id: int, now: datetime) -> list[Standing]:
    """Publish with a live story each translation that is ready, on the authority of whoever approved the story."""
    story = StoryPage.objects.select_related("locale", "narrator", "live_revision").get(pk=story_id)
    if not story.live or story.alias_of_id:
        return []
    approval = Approval.objects.filter(revision=story.live_revision).select_related("approved_by").first()
    return [
        Standing(translation, publish_one(translation, approved_by=approval and approval.approved_by, now=now))
        for translation in translating.of_story(story)
    ]


def publish_on_request(translation: Translation, *, by: Any, now: datetime) -> Outcome:
    """Publish a translation that became ready after its story was published; `by` approves it."""
    story = translation.source.get_source_instance()
    if not story.live:
        return Outcome.SOURCE_NOT_PUBLIC
    outcome = publish_one(translation, approved_by=by, now=now)
    if isinstance(story.current_workflow_task, StoryTranslationTask):
        # What was read is what is public; the translators have the next draft in hand.
        translating.bring_in_step(story, by=by, now=now)
    return outcome


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
    except LanguagesDiffer:
        return Outcome.DIFFERS
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
