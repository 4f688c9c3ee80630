"""Editor → translator → reviewer: who has the story when, and what each of them may touch."""

import json
import re
from collections.abc import Callable
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from wagtail.models import TaskState
from wagtail_localize.models import StringSegment, Translation

from accounts.models import User
from accounts.roles import Role
from stories.models import Narrator, StoryIndexPage, StoryPage, StoryReviewTask, StoryTranslationTask
from tests.accounts.factories import make_user
from tests.stories.factories import (
    approve_as,
    begin_translation,
    consent,
    form_of,
    locale,
    make_narrator,
    make_story,
    submit,
    translate,
)

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]


@pytest.fixture
def tomas(db: None) -> User:
    return make_user("tomas@example.org", Role.TRANSLATOR)


@pytest.fixture
def story(index_es: StoryIndexPage, index_en: StoryIndexPage, narrator: Narrator, ana: User) -> StoryPage:
    return make_story(index_es, narrator, owner=ana)


def step(story: StoryPage) -> object:
    task = StoryPage.objects.get(pk=story.pk).current_workflow_task
    return task and type(task)


def act(story: StoryPage, user: User, action: str, **extra: str) -> None:
    state = StoryPage.objects.get(pk=story.pk).current_workflow_task_state
    state.task.specific.on_action(state, user, action, **extra)


def into_english(story: StoryPage) -> Translation:
    return Translation.objects.get(source__object_id=story.translation_key, target_locale=locale("en"))


def english(story: StoryPage) -> StoryPage:
    return StoryPage.objects.get(translation_key=story.translation_key, locale__language_code="en")


def test_a_submitted_story_goes_to_the_translator_with_its_translation_begun(story: StoryPage, ana: User) -> None:
    submit(story, ana)
    assert step(story) is StoryTranslationTask
    assert into_english(story).target_locale.language_code == "en"
    assert not english(story).live


def test_what_is_translated_already_goes_straight_to_the_reviewer(story: StoryPage, ana: User) -> None:
    translate(begin_translation(story, ana), ana)
    submit(story, ana)
    assert step(story) is StoryReviewTask
    assert TaskState.objects.filter(status=TaskState.STATUS_SKIPPED).count() == 1


def test_nothing_is_translated_that_consent_does_not_cover(index_es: StoryIndexPage, ana: User) -> None:
    jacinta = make_narrator("Jacinta")
    consent(jacinta, "es")
    story = make_story(index_es, jacinta, owner=ana)
    submit(story, ana)
    assert step(story) is StoryReviewTask
    assert not Translation.objects.exists()


def test_a_language_that_somebody_wrote_in_by_itself_is_not_translated(
    story: StoryPage, index_en: StoryIndexPage, narrator: Narrator, ana: User
) -> None:
    make_story(index_en, narrator, owner=ana, translation_key=story.translation_key)
    submit(story, ana)
    assert step(story) is StoryReviewTask


def test_the_translator_hands_on_only_what_is_whole(story: StoryPage, ana: User, tomas: User) -> None:
    submit(story, ana)
    with pytest.raises(PermissionDenied):
        act(story, tomas, "approve")
    translate(into_english(story), tomas)
    act(story, tomas, "approve")
    assert step(story) is StoryReviewTask


def test_then_one_approval_publishes_both(story: StoryPage, ana: User, tomas: User, rosa: User) -> None:
    submit(story, ana)
    translate(into_english(story), tomas)
    act(story, tomas, "approve")
    approve_as(rosa, story)
    assert StoryPage.objects.get(pk=story.pk).live
    assert english(story).live


def test_a_story_goes_on_without_a_language_only_knowingly(
    story: StoryPage, ana: User, tomas: User, rosa: User, admin_as: Enter
) -> None:
    submit(story, ana)
    client, page = admin_as(tomas), reverse("stories_translating", args=[story.pk])
    refused = client.post(page, {"action": "incomplete", "comment": ""})
    assert "This field is required" in refused.content.decode()
    assert step(story) is StoryTranslationTask
    client.post(page, {"action": "incomplete", "comment": "She reads it first."})
    assert step(story) is StoryReviewTask
    approve_as(rosa, story)
    assert not english(story).live


def test_nobody_else_hands_a_story_on(story: StoryPage, ana: User, rosa: User, admin_as: Enter) -> None:
    submit(story, ana)
    translate(into_english(story), ana)
    carlos = make_user("carlos@example.org", Role.CAMPAIGN_MANAGER)
    for stranger in (rosa, carlos):
        with pytest.raises(PermissionDenied):
            act(story, stranger, "approve")
        admin_as(stranger).post(reverse("stories_translating", args=[story.pk]), {"action": "approve"})
    assert step(story) is StoryTranslationTask


def test_a_translator_never_approves_a_story(story: StoryPage, ana: User, tomas: User) -> None:
    translate(begin_translation(story, ana), ana)
    submit(story, ana)
    with pytest.raises(PermissionDenied):
        approve_as(tomas, story)


def test_a_translator_translates_and_does_nothing_else(story: StoryPage, ana: User, tomas: User) -> None:
    submit(story, ana)
    spanish, twin = StoryPage.objects.get(pk=story.pk), english(story)
    assert twin.permissions_for_user(tomas).can_edit()
    for page in (spanish, twin, story.get_parent().specific):
        may = page.permissions_for_user(tomas)
        rights = {name for name in dir(may) if name.startswith("can_") and not name.endswith("_to")}
        of_no_consequence = {"can_submit_for_moderation", "can_view_revisions"}
        granted = {name for name in rights - of_no_consequence if getattr(may, name)()}
        assert granted == ({"can_edit"} if page == twin else set()), page


def test_the_authors_change_reaches_the_translator_at_once(
    story: StoryPage, ana: User, tomas: User, admin_as: Enter
) -> None:
    submit(story, ana)
    translate(into_english(story), tomas)
    edit = reverse("wagtailadmin_pages:edit", args=[story.pk])
    admin_as(ana).post(edit, form_of(story, intro="Marisol enseña ahora."))
    passages = StringSegment.objects.filter(source=into_english(story).source)
    assert passages.filter(string__data__contains="enseña ahora").exists()
    with pytest.raises(PermissionDenied):
        act(story, tomas, "approve")


def test_a_text_changed_after_the_reviewer_asked_is_translated_before_it_is_reviewed_again(
    story: StoryPage, ana: User, tomas: User, rosa: User
) -> None:
    submit(story, ana)
    translate(into_english(story), tomas)
    act(story, tomas, "approve")
    act(story, rosa, "reject", comment="Too near.")
    story.intro = "Marisol enseña ahora."
    story.save_revision(user=ana)
    StoryPage.objects.get(pk=story.pk).current_workflow_state.resume(ana)
    assert step(story) is StoryTranslationTask
    translate(into_english(story), tomas)
    act(story, tomas, "approve")
    assert step(story) is StoryReviewTask
    approve_as(rosa, story)
    assert english(story).intro == "In English: Marisol* enseña ahora."


def test_what_was_handed_on_incomplete_is_not_sent_round_in_circles(
    story: StoryPage, ana: User, tomas: User, rosa: User
) -> None:
    submit(story, ana)
    act(story, tomas, "incomplete", comment="Later.")
    act(story, rosa, "reject", comment="A word.")
    StoryPage.objects.get(pk=story.pk).current_workflow_state.resume(ana)
    assert step(story) is StoryReviewTask


def test_handing_on_twice_does_no_harm(story: StoryPage, ana: User, tomas: User, admin_as: Enter) -> None:
    submit(story, ana)
    translate(into_english(story), tomas)
    client, page = admin_as(tomas), reverse("stories_translating", args=[story.pk])
    client.post(page, {"action": "approve"})
    again = client.post(page, {"action": "approve"}, follow=True)
    assert step(story) is StoryReviewTask
    assert again.status_code in {200, 403}


def test_the_translator_finds_what_waits_on_their_first_page(
    story: StoryPage, ana: User, tomas: User, admin_as: Enter
) -> None:
    submit(story, ana)
    client = admin_as(tomas)
    first = client.get(reverse("wagtailadmin_home")).content.decode()
    page = reverse("stories_translating", args=[story.pk])
    assert page in first
    shown = client.get(page).content.decode()
    edit = reverse("wagtailadmin_pages:edit", args=[english(story).pk])
    assert edit in shown
    editor = client.get(edit)
    assert editor.status_code == 200
    assert page in editor.content.decode()
    assert client.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).status_code != 200


def test_while_it_is_reviewed_the_translator_changes_nothing(story: StoryPage, ana: User, tomas: User) -> None:
    submit(story, ana)
    assert english(story).permissions_for_user(tomas).can_edit()
    translate(into_english(story), tomas)
    act(story, tomas, "approve")
    assert not english(story).permissions_for_user(tomas).can_edit()


def test_the_reviewer_is_told_why_there_is_nothing_to_approve(
    index_es: StoryIndexPage, ana: User, rosa: User, admin_as: Enter
) -> None:
    jacinta = make_narrator("Jacinta")
    story = make_story(index_es, jacinta, owner=ana)
    submit(story, ana)
    html = admin_as(rosa).get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    assert "It cannot be approved yet. The narrator&#x27;s consent does not cover publication" in html
    assert "readiness__point--stop" in html


def test_a_translator_ends_no_translation(story: StoryPage, ana: User, tomas: User, admin_as: Enter) -> None:
    submit(story, ana)
    translation, client = into_english(story), admin_as(tomas)
    client.post(reverse("wagtail_localize:stop_translation", args=[translation.pk]))
    client.post(reverse("wagtail_localize:convert_to_alias", args=[english(story).pk]))
    translation.refresh_from_db()
    assert translation.enabled
    assert english(story).alias_of is None
    html = client.get(reverse("wagtailadmin_pages:edit", args=[english(story).pk])).content.decode()
    assert "convert_to_alias" not in html
    assert f"{translation.pk}/disable/" not in html


@pytest.mark.parametrize("role", [Role.EDITOR, Role.TRANSLATOR])
def test_the_side_by_side_editors_first_button_destroys_nothing(
    role: Role, story: StoryPage, ana: User, admin_as: Enter
) -> None:
    submit(story, ana)
    html = admin_as(make_user("somebody@example.org", role)).get(f"/admin/pages/{english(story).pk}/edit/")
    props = json.loads(unescape(re.findall(r'data-props="([^"]*)"', html.content.decode())[0]))
    assert not props["perms"]["canDelete"]
    assert not props["links"]["stopTranslationUrl"]
    assert not props["links"]["convertToAliasUrl"]


def test_an_editor_may_go_on_with_a_page_of_its_own(story: StoryPage, ana: User, admin_as: Enter) -> None:
    translation = begin_translation(story, ana)
    admin_as(ana).post(reverse("wagtail_localize:stop_translation", args=[translation.pk]))
    translation.refresh_from_db()
    assert not translation.enabled


def test_the_editors_list_of_what_is_untranslated_follows_consent(
    index_es: StoryIndexPage, narrator: Narrator, ana: User, admin_as: Enter
) -> None:
    jacinta = make_narrator("Jacinta")
    consent(jacinta, "es")
    spanish_only = make_story(index_es, jacinta, owner=ana)
    to_begin = make_story(index_es, narrator, owner=ana)
    html = admin_as(ana).get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[to_begin.pk]) in html
    assert reverse("wagtailadmin_pages:edit", args=[spanish_only.pk]) not in html


def test_nobody_begins_a_translation_that_consent_does_not_cover(
    index_es: StoryIndexPage, index_en: StoryIndexPage, ana: User, admin_as: Enter
) -> None:
    jacinta = make_narrator("Jacinta")
    consent(jacinta, "es")
    story, client = make_story(index_es, jacinta, owner=ana), admin_as(ana)
    address = reverse("wagtail_localize:submit_page_translation", args=[story.pk])
    told = client.post(address, {"locales": [locale("en").pk]}, follow=True).content.decode()
    assert "consent does not cover: English" in told
    assert not Translation.objects.exists()
    consent(jacinta, "es", "en")
    client.post(address, {"locales": [locale("en").pk]})
    assert Translation.objects.count() == 1
