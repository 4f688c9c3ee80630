"""A story stays with the person who told it, and so does every copy: else it would outlive their withdrawal."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from stories import services
from stories.models import Narrator, StoryIndexPage, StoryPage
from tests.stories.factories import consent, form_of, make_narrator, make_story

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]


@pytest.fixture
def other(db: None) -> Narrator:
    jacinta = make_narrator("Jacinta")
    consent(jacinta, "es")
    return jacinta


@pytest.fixture
def story(index_es: StoryIndexPage, narrator: Narrator, ana: User) -> StoryPage:
    made: StoryPage = make_story(index_es, narrator, owner=ana)
    return made


def test_a_story_is_not_given_to_another(story: StoryPage, other: Narrator, ana: User, admin_as: Enter) -> None:
    edit = f"/admin/pages/{story.pk}/edit/"
    browser = admin_as(ana)
    assert browser.post(edit, form_of(story, narrator=str(other.pk), intro="Un cambio.")).status_code == 302
    draft = StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()
    assert (draft.narrator_id, draft.intro) == (story.narrator_id, "Un cambio.")
    assert "A story stays with its narrator" in browser.get(edit).text


def test_what_was_copied_to_begin_anothers_goes_with_its_own(
    story: StoryPage, narrator: Narrator, other: Narrator, ana: User, admin_as: Enter
) -> None:
    browser = admin_as(ana)
    where = {"new_title": "Copia", "new_slug": "copia", "new_parent_page": str(story.get_parent().pk)}
    assert browser.post(f"/admin/pages/{story.pk}/copy/", where).status_code == 302
    copied = StoryPage.objects.get(slug="copia")
    browser.post(f"/admin/pages/{copied.pk}/edit/", form_of(copied, narrator=str(other.pk)))

    services.withdraw(narrator=narrator, by=None, now=timezone.now())

    assert {one.pk for one in services.stories_of(narrator)} == {story.pk, copied.pk}
    assert not StoryPage.objects.filter(narrator=other).exists()


def test_a_new_story_is_begun_for_whoever_is_chosen(
    index_es: StoryIndexPage, story: StoryPage, other: Narrator, ana: User, admin_as: Enter
) -> None:
    new = form_of(story, narrator=str(other.pk), title="De Jacinta", slug="de-jacinta")
    answer = admin_as(ana).post(f"/admin/pages/add/stories/storypage/{index_es.pk}/", new)
    assert answer.status_code == 302
    assert StoryPage.objects.get(slug="de-jacinta").narrator == other
