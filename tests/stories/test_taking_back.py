"""Who unpublishes or deletes a story by hand, as the page for the editor at night says, has taken it back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry

from accounts.models import User
from stories.choices import ConsentKind
from stories.models import Narrator, StoryIndexPage, StoryPage
from tests.stories.factories import (
    approve_as,
    begin_translation,
    consent,
    make_story,
    send_to_review,
    submit,
    translate,
)

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]
TITLE = "La canoa verde de madrugada"


@pytest.fixture
def story(index_es: StoryIndexPage, narrator: Narrator, ana: User, rosa: User) -> StoryPage:
    """Public in both languages."""
    made = make_story(index_es, narrator, owner=ana, title=TITLE)
    translate(begin_translation(made, ana), ana)
    send_to_review(made, ana)
    approve_as(rosa, made)
    assert public() == {"es", "en"}
    return StoryPage.objects.get(pk=made.pk)


def public() -> set[str]:
    return set(StoryPage.objects.live().values_list("locale__language_code", flat=True))


@pytest.mark.parametrize("deed", ["unpublish", "delete"])
def test_its_translations_come_down_with_it(story: StoryPage, rosa: User, admin_as: Enter, deed: str) -> None:
    assert admin_as(rosa).post(f"/admin/pages/{story.pk}/{deed}/").status_code == 302
    assert public() == set()


@pytest.mark.parametrize("deed", ["unpublish", "delete"])
def test_many_at_once_too(story: StoryPage, rosa: User, admin_as: Enter, deed: str) -> None:
    admin_as(rosa).post(f"/admin/bulk/wagtailcore/page/{deed}/?id={story.pk}&next=/admin/", {"next": "/admin/"})
    assert public() == set()


def test_when_its_time_is_over_too(story: StoryPage) -> None:
    story.unpublish(set_expired=True)
    assert public() == set()


def test_a_translation_may_be_taken_back_by_itself(story: StoryPage, rosa: User, admin_as: Enter) -> None:
    english = StoryPage.objects.get(locale__language_code="en")
    admin_as(rosa).post(f"/admin/pages/{english.pk}/unpublish/")
    assert public() == {"es"}


def test_consent_that_leaves_out_one_language_leaves_the_other(story: StoryPage, narrator: Narrator) -> None:
    consent(narrator, "en", kind=ConsentKind.NARROWED)
    assert public() == {"en"}


def test_a_schedule_does_not_hold_it_up(story: StoryPage, ana: User, rosa: User, admin_as: Enter) -> None:
    story.go_live_at = timezone.now() + timedelta(days=3)
    revision = story.save_revision(user=ana)
    revision.approved_go_live_at = story.go_live_at
    revision.save()
    admin_as(rosa).post(f"/admin/pages/{story.pk}/unpublish/")
    assert public() == set()


def test_a_translators_work_on_the_next_version_does_not_either(
    story: StoryPage, ana: User, rosa: User, admin_as: Enter
) -> None:
    story.intro = "Marisol volvió, y esta vez se quedó."
    story.save_revision(user=ana)
    submit(story, ana)
    admin_as(rosa).post(f"/admin/pages/{story.pk}/unpublish/")
    assert public() == set()


def test_an_editor_still_may_not(story: StoryPage, ana: User, admin_as: Enter) -> None:
    admin_as(ana).post(f"/admin/pages/{story.pk}/unpublish/")
    assert public() == {"es", "en"}


def test_the_logs_keep_no_title_of_what_was_deleted(story: StoryPage, rosa: User, admin_as: Enter) -> None:
    browser, pages = admin_as(rosa), [StoryPage.objects.get(locale__language_code="en"), story]
    assert TITLE in browser.get("/admin/reports/site-history/").text
    for page in pages:
        browser.post(f"/admin/pages/{page.pk}/delete/")
        browser.get("/admin/")  # Which shows the message.
    logged = PageLogEntry.objects.filter(page__in=[page.pk for page in pages])
    assert logged.filter(action="wagtail.delete").count() == len(pages)
    assert set(logged.values_list("label", flat=True)) == {""}
    assert TITLE not in browser.get("/admin/reports/site-history/").text
