"""Both languages become public by one approval, each on its own consent."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail_localize.models import StringSegment

from accounts.models import User
from stories import translations
from stories.models import Narrator, StoryIndexPage, StoryPage
from stories.translations import Outcome
from tests.stories.factories import (
    approve_as,
    begin_translation,
    consent,
    let_the_hour_come,
    make_narrator,
    make_story,
    send_to_review,
    translate,
)

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]


@pytest.fixture
def story(index_es: StoryIndexPage, index_en: StoryIndexPage, narrator: Narrator, ana: User) -> StoryPage:
    return make_story(index_es, narrator, owner=ana)


def english(story: StoryPage) -> StoryPage:
    return StoryPage.objects.get(translation_key=story.translation_key, locale__language_code="en")


def test_a_new_translation_is_a_draft_even_of_a_public_story(
    story: StoryPage, ana: User, rosa: User, admin_as: Enter
) -> None:
    send_to_review(story, ana)
    approve_as(rosa, story)
    locale_id = story.locale.__class__.objects.get(language_code="en").pk
    admin_as(ana).post(reverse("wagtail_localize:submit_page_translation", args=[story.pk]), {"locales": [locale_id]})
    assert not english(story).live


def test_one_approval_publishes_both_languages(story: StoryPage, ana: User, rosa: User, client: Client) -> None:
    translate(begin_translation(story, ana), ana)
    send_to_review(story, ana)
    approve_as(rosa, story)
    twin = english(story)
    assert twin.live
    assert twin.title == "In English: La historia de Marisol*"
    page = client.get("/en/stories/the-english-slug/")
    assert page.status_code == 200
    assert "In English: " in page.content.decode()
    assert "*A pseudonym" in page.content.decode()


def test_an_unfinished_translation_stays_a_draft_and_does_not_hold_up_the_story(
    story: StoryPage, ana: User, rosa: User
) -> None:
    begin_translation(story, ana)
    send_to_review(story, ana)
    approve_as(rosa, story)
    assert StoryPage.objects.get(pk=story.pk).live
    assert not english(story).live


def test_a_translation_without_consent_for_its_language_stays_a_draft(
    index_es: StoryIndexPage, index_en: StoryIndexPage, ana: User, rosa: User
) -> None:
    jacinta = make_narrator("Jacinta")
    consent(jacinta, "es")
    story = make_story(index_es, jacinta, owner=ana)
    translate(begin_translation(story, ana), ana)
    send_to_review(story, ana)
    approve_as(rosa, story)
    assert StoryPage.objects.get(pk=story.pk).live
    assert not english(story).live


def test_a_reviewer_does_not_approve_a_translation_of_their_own(story: StoryPage, ana: User, rosa: User) -> None:
    translation = begin_translation(story, ana)
    translate(translation, rosa)
    send_to_review(story, ana)
    approve_as(rosa, story)
    assert not english(story).live
    assert translations.standing(translation, approved_by=rosa, now=timezone.now()) is Outcome.SAME_PERSON


def test_a_passage_changed_in_spanish_withholds_the_english_until_it_is_translated(
    story: StoryPage, ana: User, rosa: User
) -> None:
    translation = begin_translation(story, ana)
    translate(translation, ana)
    story.intro = "Una frase nueva."
    story.save_revision(user=ana)
    send_to_review(story, ana)
    approve_as(rosa, story)
    assert not english(story).live
    translation.refresh_from_db()
    translate(translation, ana)
    assert translations.publish_on_request(translation, by=rosa, now=timezone.now()) is Outcome.PUBLISHED
    assert english(story).intro == "In English: Una frase nueva."


def test_a_draft_of_a_translation_does_not_touch_the_public_text(story: StoryPage, ana: User, rosa: User) -> None:
    """wagtail-localize writes drafts of a translation into the live page's row."""
    translation = begin_translation(story, ana)
    translate(translation, ana)
    send_to_review(story, ana)
    approve_as(rosa, story)
    translate(translation, ana, words="Slipped in: {}")
    translation.save_target(user=ana, publish=False)
    assert english(story).live
    assert "Slipped in" not in english(story).intro
    assert "Slipped in" in english(story).get_latest_revision().content["intro"]


def test_an_editor_publishes_no_translation_by_any_form(
    story: StoryPage, ana: User, rosa: User, admin_as: Enter
) -> None:
    translation = begin_translation(story, ana)
    translate(translation, ana)
    send_to_review(story, ana)
    client = admin_as(ana)
    client.post(reverse("wagtailadmin_pages:edit", args=[english(story).pk]), {"action": "publish"})
    sync = reverse("wagtail_localize:update_translations", args=[translation.source.pk])
    page = client.post(sync, {"publish_translations": "on"}, follow=True)
    assert "published with it" in page.content.decode()
    assert not english(story).live


def test_the_sync_form_shows_translators_the_latest_draft(story: StoryPage, ana: User, admin_as: Enter) -> None:
    translation = begin_translation(story, ana)
    story.intro = "Una frase nueva."
    story.save_revision(user=ana)
    admin_as(ana).post(reverse("wagtail_localize:update_translations", args=[translation.source.pk]), {})
    assert StringSegment.objects.filter(source=translation.source, string__data="Una frase nueva.").exists()


def test_a_reviewer_publishes_a_translation_that_was_finished_later(
    story: StoryPage, ana: User, rosa: User, admin_as: Enter
) -> None:
    translation = begin_translation(story, ana)
    client = admin_as(rosa)
    edit = reverse("wagtailadmin_pages:edit", args=[english(story).pk])
    assert "itself is not public" in _told(client, edit, translation, ana)
    send_to_review(story, ana)
    approve_as(rosa, story)
    assert "published" in _told(client, edit, translation, ana)
    assert english(story).live


def _told(client: Client, edit: str, translation: object, translator: User) -> str:
    translate(translation, translator)  # type: ignore[arg-type]
    response = client.post(edit, {"action": "publish"})
    return " ".join(str(message) for message in client.get(response["Location"]).context["messages"])


def test_a_translation_is_closed_to_editors_while_its_story_is_in_review(
    story: StoryPage, ana: User, rosa: User
) -> None:
    begin_translation(story, ana)
    assert english(story).permissions_for_user(ana).can_edit()
    send_to_review(story, ana)
    assert not english(story).permissions_for_user(ana).can_edit()
    assert english(story).permissions_for_user(rosa).can_edit()


def test_a_scheduled_story_brings_its_translation_when_it_comes(story: StoryPage, ana: User, rosa: User) -> None:
    translate(begin_translation(story, ana), ana)
    story.go_live_at = timezone.now() + timedelta(hours=1)
    story.save_revision(user=ana)
    send_to_review(story, ana)
    approve_as(rosa, story)
    assert not english(story).live
    let_the_hour_come(story)
    call_command("publish_scheduled")
    assert StoryPage.objects.get(pk=story.pk).live
    assert english(story).live
