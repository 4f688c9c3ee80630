"""A story is live only with consent that covers it and the approval of a second person, whatever way is tried."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, WorkflowState

from accounts.models import User
from stories.choices import ConsentKind
from stories.models import Narrator, StoryIndexPage, StoryPage
from stories.refusals import ConsentMissing, ReviewMissing
from tests.accounts.factories import make_user
from tests.stories.factories import (
    approve_as,
    consent,
    form_of,
    let_the_hour_come,
    locale,
    make_narrator,
    make_story,
    send_to_review,
)

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]


def is_live(story: StoryPage) -> bool:
    return StoryPage.objects.get(pk=story.pk).live


# --- Consent ---------------------------------------------------------------------------------------------------------


def test_a_story_without_consent_is_refused_however_code_tries(index_es: StoryIndexPage) -> None:
    silent = make_narrator("Jacinta")
    with pytest.raises(ConsentMissing):
        make_story(index_es, silent, live=True)
    draft = make_story(index_es, silent)
    with pytest.raises(ConsentMissing):
        draft.get_latest_revision().publish()
    draft.live = True
    with pytest.raises(ConsentMissing):
        draft.save(clean=False)
    with pytest.raises(ConsentMissing):
        draft.save(update_fields=["live"], clean=False)
    assert not is_live(draft)


def test_consent_for_spanish_does_not_publish_english(index_es: StoryIndexPage, index_en: StoryIndexPage) -> None:
    narrator = make_narrator("Jacinta")
    consent(narrator, "es")
    spanish = make_story(index_es, narrator, live=True)
    english = spanish.copy_for_translation(locale("en"))
    with pytest.raises(ConsentMissing):
        english.get_latest_revision().publish()
    assert is_live(spanish)
    assert not is_live(english)


@pytest.mark.parametrize("shift", [timedelta(days=-400), timedelta(days=3)])
def test_consent_that_is_over_or_to_come_publishes_nothing(index_es: StoryIndexPage, shift: timedelta) -> None:
    narrator, start = make_narrator("Jacinta"), timezone.localdate() + shift
    consent(narrator, "es", from_date=start, until_date=start + timedelta(days=365))
    with pytest.raises(ConsentMissing):
        make_story(index_es, narrator, live=True)


def test_consent_must_still_hold_when_a_schedule_comes_due(index_es: StoryIndexPage) -> None:
    narrator, today = make_narrator("Jacinta"), timezone.localdate()
    consent(narrator, "es", until_date=today + timedelta(days=5))
    story = make_story(index_es, narrator, go_live_at=timezone.now() + timedelta(days=10))
    assert isinstance(story.why_not_to_publish(), ConsentMissing)


def test_a_schedule_is_called_off_when_consent_has_ended_and_holds_up_no_other(
    index_es: StoryIndexPage, narrator: Narrator
) -> None:
    other = make_narrator("Jacinta")
    consent(other, "es")
    soon = timezone.now() + timedelta(hours=1)
    refused = make_story(index_es, narrator, title="Una", go_live_at=soon)
    allowed = make_story(index_es, other, title="Otra", go_live_at=soon)
    for story in (refused, allowed):
        story.get_latest_revision().publish()
        assert not is_live(story)
    let_the_hour_come(refused, allowed)
    # Straight into the table, as a restored backup would have it: the service would have cancelled the schedule.
    narrator.consent_records.model(
        narrator=narrator,
        kind=ConsentKind.WITHDRAWN,
        witness_role="lawyer",
        text_version="",
        until_date=timezone.localdate(),
    ).save()
    call_command("publish_scheduled")
    assert not is_live(refused)
    assert is_live(allowed)
    assert not refused.revisions.exclude(approved_go_live_at=None).exists()


def test_an_alias_in_another_language_is_never_shown(
    index_es: StoryIndexPage, index_en: StoryIndexPage, narrator: Narrator
) -> None:
    spanish = make_story(index_es, narrator, live=True)
    alias = spanish.copy_for_translation(locale("en"), alias=True)
    assert not is_live(alias)
    spanish.save_revision().publish()
    assert is_live(spanish)
    assert not is_live(alias)


def test_an_alias_in_the_same_language_lives_and_ends_with_consent(
    index_es: StoryIndexPage, narrator: Narrator
) -> None:
    spanish = make_story(index_es, narrator, live=True)
    alias = spanish.create_alias(update_slug="otra-vez")
    assert is_live(alias)
    consent(narrator, "en", kind=ConsentKind.NARROWED)
    assert not is_live(spanish)
    assert not is_live(alias)


# --- Two people ------------------------------------------------------------------------------------------------------


def test_the_reviewers_approval_publishes(index_es: StoryIndexPage, narrator: Narrator, ana: User, rosa: User) -> None:
    story = make_story(index_es, narrator, owner=ana)
    send_to_review(story, ana)
    approve_as(rosa, story)
    assert is_live(story)


def test_nobody_approves_what_they_wrote(index_es: StoryIndexPage, narrator: Narrator, ana: User, rosa: User) -> None:
    own = make_story(index_es, narrator, owner=rosa)
    send_to_review(own, rosa)
    with pytest.raises(PermissionDenied):
        approve_as(rosa, own)
    # Nor by letting somebody else save it once: who began it wrote it.
    own.save_revision(user=ana)
    with pytest.raises(PermissionDenied):
        approve_as(rosa, own)
    assert not is_live(own)


def test_who_edits_in_review_does_not_approve(
    index_es: StoryIndexPage, narrator: Narrator, ana: User, rosa: User
) -> None:
    story = make_story(index_es, narrator, owner=ana)
    send_to_review(story, ana)
    story.save_revision(user=rosa)
    with pytest.raises(PermissionDenied):
        approve_as(rosa, story)
    assert not is_live(story)


def test_an_administrator_needs_a_second_person_too(index_es: StoryIndexPage, narrator: Narrator, ana: User) -> None:
    ana.is_superuser = True
    ana.save()
    story = make_story(index_es, narrator, owner=ana)
    send_to_review(story, ana)
    with pytest.raises(PermissionDenied):
        approve_as(ana, story)
    with pytest.raises(ReviewMissing):
        story.get_latest_revision().publish(user=ana, skip_permission_checks=True)
    assert not is_live(story)


def test_an_editor_does_not_approve(index_es: StoryIndexPage, narrator: Narrator, ana: User, rosa: User) -> None:
    story = make_story(index_es, narrator, owner=rosa)
    send_to_review(story, rosa)
    with pytest.raises(PermissionDenied):
        approve_as(ana, story)
    assert not is_live(story)


def test_an_approval_is_of_one_text_and_no_other(
    index_es: StoryIndexPage, narrator: Narrator, ana: User, rosa: User
) -> None:
    story = make_story(index_es, narrator, owner=ana)
    send_to_review(story, ana)
    approve_as(rosa, story)
    story = StoryPage.objects.get(pk=story.pk)
    story.intro = "Otra cosa."
    changed = story.save_revision(user=ana)
    with pytest.raises(ReviewMissing):
        changed.publish(user=rosa, skip_permission_checks=True)
    assert "Otra cosa" not in StoryPage.objects.get(pk=story.pk).intro


def test_without_consent_approval_is_not_even_offered(index_es: StoryIndexPage, ana: User, rosa: User) -> None:
    story = make_story(index_es, make_narrator("Jacinta"), owner=ana)
    send_to_review(story, ana)
    task = story.current_workflow_task
    assert [name for name, _label, _modal in task.get_actions(story, rosa)] == ["reject"]
    with pytest.raises(PermissionDenied):
        approve_as(rosa, story)


def test_consent_is_asked_of_the_text_in_review_not_of_the_one_that_is_live(
    index_es: StoryIndexPage, narrator: Narrator, ana: User, rosa: User
) -> None:
    story = make_story(index_es, narrator, live=True)
    story = StoryPage.objects.get(pk=story.pk)
    story.narrator = make_narrator("Jacinta")
    story.save_revision(user=ana)
    send_to_review(story, ana)
    with pytest.raises(PermissionDenied):
        approve_as(rosa, story)


def test_the_text_of_a_live_story_is_not_changed_by_saving_its_row(
    index_es: StoryIndexPage, narrator: Narrator
) -> None:
    story = make_story(index_es, narrator, live=True)
    story.intro = story.title = "Otra cosa."
    story.locked = True
    story.save()
    stored = StoryPage.objects.get(pk=story.pk)
    assert (stored.title, stored.intro) == ("La historia de Marisol*", "Marisol* volvió a la escuela.")
    assert stored.locked


# --- The admin's routes -----------------------------------------------------------------------------------------------


def test_an_editor_cannot_publish_by_any_form(
    index_es: StoryIndexPage, narrator: Narrator, ana: User, admin_as: Enter
) -> None:
    client, story = admin_as(ana), make_story(index_es, narrator, owner=ana)
    add = reverse("wagtailadmin_pages:add", args=["stories", "storypage", index_es.pk])
    client.post(add, {**form_of(story, slug="otra"), "action-publish": "1"})
    client.post(reverse("wagtailadmin_pages:edit", args=[story.pk]), {**form_of(story), "action-publish": "1"})
    client.post(
        reverse("wagtailadmin_pages:copy", args=[story.pk]),
        {
            "new_title": "Copia",
            "new_slug": "copia",
            "new_parent_page": index_es.pk,
            "publish_copies": "1",
            "copy_subpages": "",
        },
    )
    client.post(reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + f"?id={story.pk}")
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[story.pk, "approve", 1]))
    assert StoryPage.objects.filter(slug__in=["otra", "copia"]).count() == 2
    assert not StoryPage.objects.live().exists()


def test_a_reviewer_does_not_publish_alone_by_any_form(
    index_es: StoryIndexPage, narrator: Narrator, ana: User, rosa: User, admin_as: Enter
) -> None:
    client, story = admin_as(rosa), make_story(index_es, narrator, owner=ana)
    add = reverse("wagtailadmin_pages:add", args=["stories", "storypage", index_es.pk])
    client.post(add, {**form_of(story, slug="otra"), "action-publish": "1"})
    edit = reverse("wagtailadmin_pages:edit", args=[story.pk])
    page = client.post(edit, {**form_of(story, intro="Otra cosa."), "action-publish": "1"}, follow=True)
    assert "published by approving it" in page.content.decode()
    publish_many = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    page = client.post(f"{publish_many}?id={story.pk}", follow=True)
    assert "one by one" in page.content.decode()
    client.post(f"{publish_many}?id={index_es.pk}", {"include_descendants": "on"})
    assert not StoryPage.objects.live().exists()


def test_an_administrator_does_not_publish_alone_either(
    index_es: StoryIndexPage, narrator: Narrator, ana: User, admin_as: Enter
) -> None:
    ana.is_superuser = True
    ana.save()
    client, story = admin_as(ana), make_story(index_es, narrator)
    add = reverse("wagtailadmin_pages:add", args=["stories", "storypage", index_es.pk])
    page = client.post(add, {**form_of(story, slug="otra"), "action-publish": "1"}, follow=True)
    assert "published by approving it" in page.content.decode()
    client.post(
        reverse("wagtailadmin_pages:copy", args=[story.pk]),
        {"new_title": "C", "new_slug": "copia", "new_parent_page": index_es.pk, "publish_copies": "1"},
    )
    assert StoryPage.objects.filter(slug__in=["otra", "copia"]).count() == 2
    assert not StoryPage.objects.live().exists()


def test_publishing_all_beneath_the_first_page_is_answered_with_words(
    index_es: StoryIndexPage, narrator: Narrator, ana: User, admin_as: Enter
) -> None:
    make_story(index_es, narrator, owner=ana)
    home = index_es.get_parent()
    publish_many = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    browser = admin_as(make_user("root@example.org", admin=True))
    answer = browser.post(f"{publish_many}?id={home.pk}", {"include_descendants": "on"}, follow=True)
    assert answer.status_code == 200
    assert "Stories are published one by one" in answer.text
    assert not StoryPage.objects.live().exists()


def test_a_copy_of_a_live_story_is_a_draft(
    index_es: StoryIndexPage, narrator: Narrator, ana: User, admin_as: Enter
) -> None:
    ana.is_superuser = True
    ana.save()
    story = make_story(index_es, narrator, live=True, title="Una")
    admin_as(ana).post(
        reverse("wagtailadmin_pages:copy", args=[story.pk]),
        {"new_title": "C", "new_slug": "copia", "new_parent_page": index_es.pk, "publish_copies": "1"},
    )
    assert not StoryPage.objects.get(slug="copia").live


def test_the_forms_offer_review_and_no_publishing(
    index_es: StoryIndexPage, narrator: Narrator, ana: User, rosa: User, admin_as: Enter
) -> None:
    ana.is_superuser = True
    ana.save()
    story = make_story(index_es, narrator)
    client = admin_as(ana)
    for address in (
        reverse("wagtailadmin_pages:edit", args=[story.pk]),
        reverse("wagtailadmin_pages:add", args=["stories", "storypage", index_es.pk]),
    ):
        html = client.get(address).content.decode()
        assert 'name="action-submit"' in html
        assert 'name="action-publish"' not in html


def test_the_admins_approve_publishes(
    index_es: StoryIndexPage, narrator: Narrator, ana: User, rosa: User, admin_as: Enter
) -> None:
    story = make_story(index_es, narrator, owner=ana)
    editor = admin_as(ana)
    editor.post(reverse("wagtailadmin_pages:edit", args=[story.pk]), {**form_of(story), "action-submit": "1"})
    state = WorkflowState.objects.get(object_id=str(story.pk))
    assert state.workflow == story.get_workflow()
    _act(editor, story, "incomplete", {"comment": "Solo en español, como ella quiso por ahora."})
    assert not is_live(story)
    _act(admin_as(rosa), story, "approve")
    assert is_live(story)


def _act(client: Client, story: StoryPage, action: str, data: dict[str, str] | None = None) -> None:
    state = StoryPage.objects.get(pk=story.pk).current_workflow_task_state
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[story.pk, action, state.pk]), data or {})


def test_a_review_in_progress_locks_the_story_to_its_editor(
    index_es: StoryIndexPage, narrator: Narrator, ana: User, admin_as: Enter
) -> None:
    story = make_story(index_es, narrator, owner=ana)
    send_to_review(story, ana)
    edit = reverse("wagtailadmin_pages:edit", args=[story.pk])
    admin_as(ana).post(edit, form_of(story, intro="Otra cosa."))
    assert "Otra cosa" not in story.get_latest_revision().content["intro"]


def test_drafts_and_previews_are_for_the_signed_in(
    client: Client, index_es: StoryIndexPage, narrator: Narrator, ana: User
) -> None:
    story = make_story(index_es, narrator, owner=ana)
    assert client.get(story.get_url()).status_code == 404
    for name in ("view_draft", "preview_on_edit", "edit"):
        response = client.get(reverse(f"wagtailadmin_pages:{name}", args=[story.pk]))
        assert response.status_code == 302
        assert "historia" not in response.content.decode()


def test_a_story_needs_no_review_of_its_index(index_es: StoryIndexPage) -> None:
    """The workflow is asked of a new page's parent."""
    assert index_es.get_workflow() == StoryPage().get_workflow()
    assert Page.objects.get(pk=index_es.get_parent().pk).get_workflow() != index_es.get_workflow()


def test_a_refusal_can_be_shown_by_any_form() -> None:
    for refusal in (ConsentMissing(language="English"), ReviewMissing()):
        assert isinstance(refusal, ValidationError)
        assert refusal.error_dict
