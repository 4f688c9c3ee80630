"""Put the demo's narrators, their consent and their stories into the site, by the stories' own verbs."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from home.demo.load_pages import ensure_index, ensure_page
from home.demo.stories import INDEX_INTRO, INDEX_SLUG, INDEX_TITLE, STORIES
from home.demo.stories.waiting import WAITING
from home.demo.texts import DemoStory, stream
from home.models import HomePage
from stories import services
from stories.choices import Channel, ConsentKind, NameKind, WitnessRole
from stories.models import Narrator, StoryIndexPage, StoryPage

CONSENT_TEXT = "2026-1"
CONSENT_LASTS = timedelta(days=2 * 365)


def load_stories(home: HomePage, *, now: datetime) -> dict[str, StoryPage]:
    """Every story by its key. The index shows the latest first, so the last one is published first."""
    index = ensure_index(home, StoryIndexPage, INDEX_SLUG, INDEX_TITLE, INDEX_INTRO)
    return {demo.key: _ensure_story(index, demo, now=now) for demo in reversed(STORIES)}


def load_what_waits(home: HomePage, *, now: datetime) -> None:
    """Drafts that an editor has submitted: nobody but the demo's people sees them."""
    index = StoryIndexPage.objects.child_of(home).get()
    editor = User.objects.filter(groups__name=Role.EDITOR).order_by("pk").first()
    for draft in WAITING:
        if StoryPage.objects.child_of(index).filter(slug=draft.slug).exists():
            continue
        narrator = services.add_narrator(shown_name=draft.name, role=draft.role)
        _record_consent(narrator, now=now, languages=list(draft.languages), witness_role=WitnessRole.PSYCHOLOGIST)
        fields = {name: getattr(draft, name) for name in ("title", "slug", "intro", "content_note", "body")}
        story = index.add_child(
            instance=StoryPage(
                narrator=narrator, live=False, owner=editor, locale=index.locale, topics=list(draft.topics), **fields
            )
        )
        story.save_revision(user=editor)
        story.get_workflow().start(story, editor)


def _ensure_story(index: StoryIndexPage, demo: DemoStory, *, now: datetime) -> StoryPage:
    found = StoryPage.objects.child_of(index).filter(slug=demo.slug.es).first()
    if found:
        return found
    return ensure_page(
        index,
        StoryPage,
        demo.slug,
        {
            "title": demo.title,
            "intro": demo.teaser,
            "content_note": demo.content_note,
            "body": lambda code: stream(demo.body, code),
        },
        narrator=_add_narrator(demo, now=now),
        other_pseudonyms=demo.other_pseudonyms,
        topics=list(demo.topics),
        place=demo.place,
    )


def _add_narrator(demo: DemoStory, *, now: datetime) -> Narrator:
    narrator = services.add_narrator(
        shown_name=demo.name, name_kind=NameKind.OWN if demo.own_name else NameKind.PSEUDONYM, role=demo.role
    )
    _record_consent(narrator, now=now, languages=["es", "en"], witness_role=demo.witness, conditions=demo.conditions)
    return narrator


def _record_consent(narrator: Narrator, *, now: datetime, **terms: Any) -> None:
    today = timezone.localdate(now)
    services.record_consent(
        narrator=narrator,
        by=None,
        now=now,
        kind=ConsentKind.GIVEN,
        channels=[Channel.SITE, Channel.EMAIL, Channel.SHARING],
        with_image=False,
        text_version=CONSENT_TEXT,
        from_date=today,
        until_date=today + CONSENT_LASTS,
        **terms,
    )
