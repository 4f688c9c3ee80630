"""What is done to narrators, their consent and their stories in more than one row."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Page, ReferenceIndex
from wagtail.search import index

from core import duties
from stories import faces
from stories.choices import Channel, ConsentKind, NameKind, NarratorRole, WitnessRole
from stories.guarding.database import removing
from stories.models import Approval, ConsentRecord, Narrator, StoryPage, Tombstone
from stories.models.pages import StoryQuerySet

NARRATORS_COLLECTION = "Narrators"


@transaction.atomic
def add_narrator(
    *, shown_name: str, name_kind: str = NameKind.PSEUDONYM, role: str = NarratorRole.SURVIVOR
) -> Narrator:
    """Enter a narrator, with a collection for their media that is named by their random id alone."""
    narrator = Narrator(shown_name=shown_name, name_kind=name_kind, role=role)
    narrator.collection = _narrators_collection().add_child(name=str(narrator.pk))
    narrator.full_clean()
    narrator.save()
    return narrator


def record_consent(*, narrator: Narrator, by: Any, now: datetime, **terms: Any) -> ConsentRecord:
    """Append what was agreed (the fields of ConsentRecord); unpublish at once what it no longer covers.

    Raises ValidationError when the terms contradict each other or last longer than three years, and where consent that
    was withdrawn would be renewed or narrowed (the form may have been open meanwhile), or narrowed to more than it was.
    """
    record = ConsentRecord(narrator=narrator, recorded_by=by, recorded_at=now, **terms)
    record.full_clean()
    with transaction.atomic():
        _one_at_a_time(narrator)
        latest = narrator.consent_records.first()
        if latest and latest.is_withdrawal and record.kind != ConsentKind.GIVEN:
            raise ValidationError(
                _("This person has withdrawn. Only what they agree to anew can be recorded, as given.")
            )
        if record.kind == ConsentKind.NARROWED and (latest is None or record.covers_more_than(latest)):
            raise ValidationError(
                _("Narrowed consent covers no more than the consent before it. Record more as renewed consent.")
            )
        record.save()
        unpublish_uncovered(narrator=narrator, now=now)
    return record


@transaction.atomic
def approve(*, page: Page, by: Any) -> Approval:
    """Write down that `by` approves the page's latest revision. The last approval of a revision counts."""
    approval, _is_new = Approval.objects.update_or_create(
        revision=page.get_latest_revision(), defaults={"approved_by": by, "approved_at": timezone.now()}
    )
    return approval


@transaction.atomic
def withdraw(*, narrator: Narrator, by: Any, now: datetime, witness_role: str = WitnessRole.SURVIVOR_CARE) -> Tombstone:
    """End this person's consent and take away all of their stories, in every language, at once.

    Unpublishes every translation and alias, cancels schedules and reviews, and lets every address that they had
    answer 410; a worker then removes everything and proves it (stories.withdrawal). Doing it again does no harm.
    """
    from stories.withdrawal import run

    _one_at_a_time(narrator)
    withdrawal = run.open_withdrawal(narrator=narrator, now=now)
    _end_consent(narrator, by=by, now=now, witness_role=witness_role)
    tombstone, is_new = Tombstone.objects.get_or_create(narrator_id=narrator.pk, defaults={"made_at": now})
    if withdrawal is None:
        return tombstone
    if not is_new:
        tombstone.make_again(now=now)
    tombstone.close(run.addresses(withdrawal))
    for story in stories_of(narrator):
        Redirect.objects.filter(redirect_page_id=story.pk).delete()
        take_down(story, by=by)
        index.remove_object(story)
    run.taken_down(withdrawal, now=now)
    return tombstone


def _one_at_a_time(narrator: Narrator) -> None:
    """Whoever else records or withdraws this person's consent waits until this transaction is over, and sees it."""
    Narrator.objects.select_for_update().get(pk=narrator.pk)


def _end_consent(narrator: Narrator, *, by: Any, now: datetime, witness_role: str) -> None:
    today = timezone.localdate(now)
    latest = narrator.consent_records.first()
    if latest is None or not latest.is_withdrawal:
        ConsentRecord.objects.create(
            narrator=narrator,
            kind=ConsentKind.WITHDRAWN,
            witness_role=witness_role,
            text_version=latest.text_version if latest else "",
            from_date=today,
            until_date=today,
            recorded_at=now,
            recorded_by=by,
        )


def unpublish_uncovered(*, narrator: Narrator, now: datetime) -> int:
    """Take down what consent does not cover any more; returns how many pages were public."""
    uncovered = [
        story
        for story in stories_of(narrator)
        if not story.is_covered(at=now) or (story.live and faces.why_not_to_show(story, at=now))
    ]
    public = sum(story.live for story in uncovered)
    for story in uncovered:
        take_down(story, by=None)
    return public


@duties.duty("stories.end_lapsed", title=_("End publication where consent has lapsed"), rhythm=duties.Every(minutes=15))
def end_lapsed(*, now: datetime) -> int:
    """Take down all that is public without consent; returns how many pages were."""
    narrators = Narrator.objects.filter(stories__in=StoryPage.objects.without_consent(now=now)).distinct()
    return sum(unpublish_uncovered(narrator=narrator, now=now) for narrator in narrators)


def may_be_seen(media: Any, *, now: datetime) -> bool:
    """May anybody look at this picture, or hear this recording?

    A narrator's own, and what lies in the common library and stands in stories alone: only in a story that anybody may
    read.
    """
    narrator = Narrator.objects.filter(collection=media.collection_id).first()
    stories = StoryPage.objects.filter(narrator=narrator) if narrator else _stories_alone_with(media)
    if stories is None:
        return True
    readable = stories.live().public().consented(channel=Channel.SITE, now=now)
    return any(story.shows(media) and not faces.why_not_to_show(story, at=now) for story in readable)


def _stories_alone_with(media: Any) -> StoryQuerySet | None:
    """The stories that this stands in; None where it stands in none, or somewhere else too."""
    uses, page = ReferenceIndex.get_references_to(media), ContentType.objects.get_for_model(Page)
    pages = set(uses.filter(base_content_type=page).values_list("object_id", flat=True))
    stories: StoryQuerySet = StoryPage.objects.filter(pk__in=[int(pk) for pk in pages])
    is_elsewhere = uses.exclude(base_content_type=page).exists() or stories.count() < len(pages)
    return stories if pages and not is_elsewhere else None


def stories_that_stay_here() -> StoryQuerySet:
    """What is public on this site and may not be named elsewhere, the sitemap included."""
    now = timezone.now()
    return StoryPage.objects.live().exclude(pk__in=StoryPage.objects.travelling(now).values("pk"))


def take_down(story: StoryPage, *, by: Any) -> None:
    """Unpublish one page with its aliases, and call off its schedule and its review."""
    story.revisions.update(approved_go_live_at=None)
    state = story.current_workflow_state
    if state:
        state.cancel(user=by)
    if story.live:
        story.is_taken_down_alone = True
        with removing():
            story.unpublish(user=None)


def stories_of(narrator: Narrator) -> list[StoryPage]:
    """All pages of this person: translations, aliases and drafts too, sources before their aliases."""
    return list(StoryPage.objects.filter(narrator=narrator).order_by("alias_of_id", "pk"))


def _narrators_collection() -> Collection:
    root: Collection = Collection.get_first_root_node()
    found: Iterable[Collection] = root.get_children().filter(name=NARRATORS_COLLECTION)
    return next(iter(found), None) or root.add_child(name=NARRATORS_COLLECTION)
