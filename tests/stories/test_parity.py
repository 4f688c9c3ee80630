"""What is redacted in one language withholds the other until it matches."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry
from wagtail_localize.models import StringTranslation, Translation

from accounts.models import User
from stories import parity, revealing, translations
from stories.jigsaw import Facet
from stories.models import Narrator, StoryIndexPage, StoryPage
from stories.refusals import LanguagesDiffer
from stories.translations import Outcome
from tests.stories.factories import approve_as, begin_translation, locale, make_story, send_to_review, translate

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]

AT_ELEVEN = "<p>Marisol tenía once años. Después aprendió a leer.</p>"
WITHOUT_AGE = "<p>Marisol era niña. Después aprendió a leer.</p>"
ELEVEN = Facet("age", "11")


@pytest.fixture
def story(index_es: StoryIndexPage, index_en: StoryIndexPage, narrator: Narrator, ana: User) -> StoryPage:
    return make_story(index_es, narrator, owner=ana, body=[("text", AT_ELEVEN)])


def fresh(story: StoryPage) -> StoryPage:
    return StoryPage.objects.get(pk=story.pk)


def english(story: StoryPage) -> StoryPage:
    return StoryPage.objects.get(translation_key=story.translation_key, locale__language_code="en")


def redact(story: StoryPage, user: User, body: str = WITHOUT_AGE) -> None:
    page = fresh(story)
    page.body = [("text", body)]
    page.save_revision(user=user)


def leave_out_the_age(translation: Translation, user: User) -> None:
    """What a careful translator does: the English says no age."""
    translate(translation, user)
    told = StringTranslation.objects.get(translation_of__data__contains="once años", locale=translation.target_locale)
    told.data = "Marisol* was a child. Then she learned to read."
    told.save()


@pytest.fixture
def both_public(story: StoryPage, ana: User, rosa: User) -> Translation:
    translation = begin_translation(story, ana)
    translate(translation, ana)
    send_to_review(story, ana)
    approve_as(rosa, story)
    assert fresh(story).live
    assert english(story).live
    return translation


def test_a_redaction_takes_the_other_language_down_until_it_follows(
    story: StoryPage, both_public: Translation, ana: User, rosa: User
) -> None:
    assert ELEVEN in revealing.told_by(english(story))
    redact(story, ana)
    send_to_review(story, ana)  # Handed on without the new English.
    approve_as(rosa, story)
    assert fresh(story).live
    assert not english(story).live
    assert PageLogEntry.objects.filter(page=english(story).pk, action=parity.WITHHELD).exists()
    translation = Translation.objects.get(pk=both_public.pk)
    translate(translation, ana)
    assert translations.publish_on_request(translation, by=rosa, now=timezone.now()) is Outcome.PUBLISHED
    assert english(story).live
    assert ELEVEN not in revealing.told_by(english(story))


def test_a_redaction_that_was_translated_before_its_review_withholds_nothing(
    story: StoryPage, both_public: Translation, ana: User, rosa: User
) -> None:
    redact(story, ana)
    send_to_review_translated(story, ana)
    approve_as(rosa, story)
    assert english(story).live
    assert ELEVEN not in revealing.told_by(english(story))


def send_to_review_translated(story: StoryPage, user: User) -> None:
    from tests.stories.factories import submit

    submit(story, user)
    translate(Translation.objects.get(source__object_id=story.translation_key), user)
    state = fresh(story).current_workflow_task_state
    state.task.specific.on_action(state, user, "approve")


def test_a_sentence_that_the_machine_does_not_understand_is_a_redaction_too(
    story: StoryPage, both_public: Translation, ana: User, rosa: User
) -> None:
    """No facet is in it; it was public and is not any more."""
    redact(story, ana, "<p>Marisol tenía once años.</p>")
    send_to_review(story, ana)
    approve_as(rosa, story)
    assert fresh(story).live
    assert not english(story).live


def test_a_passage_taken_out_whole_leaves_both_languages_at_once(
    index_es: StoryIndexPage, index_en: StoryIndexPage, narrator: Narrator, ana: User, rosa: User
) -> None:
    story = make_story(index_es, narrator, owner=ana, body=[("text", "<p>Marisol volvió.</p>"), ("text", AT_ELEVEN)])
    translate(begin_translation(story, ana), ana)
    send_to_review(story, ana)
    approve_as(rosa, story)
    page = fresh(story)
    del page.body[1]
    page.save_revision(user=ana)
    send_to_review(story, ana)
    approve_as(rosa, story)
    assert english(story).live
    assert "once años" not in str(english(story).body)


def test_what_is_added_withholds_nothing(story: StoryPage, both_public: Translation, ana: User, rosa: User) -> None:
    redact(story, ana, AT_ELEVEN + "<p>Y enseña a otras.</p>")
    send_to_review(story, ana)
    approve_as(rosa, story)
    assert fresh(story).live
    assert english(story).live


def test_what_a_translator_leaves_out_withholds_the_story_until_it_is_left_out_there(
    story: StoryPage, ana: User, rosa: User
) -> None:
    leave_out_the_age(begin_translation(story, ana), ana)
    send_to_review(story, ana)
    assert isinstance(fresh(story).why_not_to_publish(), LanguagesDiffer)
    with pytest.raises(PermissionDenied):
        approve_as(rosa, story)
    assert not fresh(story).live
    state = fresh(story).current_workflow_task_state
    state.task.specific.on_action(state, rosa, "reject", comment="La edad.")
    redact(story, ana)
    fresh(story).current_workflow_state.resume(ana)
    translate(Translation.objects.get(source__object_id=story.translation_key), ana)
    state = fresh(story).current_workflow_task_state
    state.task.specific.on_action(state, ana, "approve")
    approve_as(rosa, story)
    assert fresh(story).live
    assert english(story).live


def test_a_redaction_approved_in_the_translation_takes_the_story_down(
    story: StoryPage, both_public: Translation, ana: User, rosa: User
) -> None:
    leave_out_the_age(both_public, ana)
    assert translations.publish_on_request(both_public, by=rosa, now=timezone.now()) is Outcome.PUBLISHED
    assert english(story).live
    assert not fresh(story).live


def test_the_reviewer_is_told_which_language_was_withheld(
    story: StoryPage, both_public: Translation, ana: User, rosa: User, admin_as: Enter
) -> None:
    leave_out_the_age(both_public, ana)
    client = admin_as(rosa)
    edit = reverse("wagtailadmin_pages:edit", args=[english(story).pk])
    told = client.post(edit, {"action": "publish"}, follow=True).content.decode()
    assert "is withheld now" in told
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Withheld until it matches its other language" in home


def test_a_facet_that_was_only_misread_is_put_right_in_one_click(story: StoryPage, ana: User, rosa: User) -> None:
    """The English says it in words that the machine does not know: the editor says that it is told."""
    leave_out_the_age(begin_translation(story, ana), ana)
    send_to_review(story, ana)
    revealing.correct(story=fresh(story), facet=ELEVEN, is_dismissed=False, by=ana, now=timezone.now())
    approve_as(rosa, story)
    assert fresh(story).live


def test_a_page_written_in_the_other_language_by_itself_is_withheld_too(
    story: StoryPage, index_en: StoryIndexPage, narrator: Narrator, ana: User, rosa: User
) -> None:
    twin = make_story(
        index_en,
        narrator,
        owner=ana,
        translation_key=story.translation_key,
        body=[("text", "<p>Marisol was eleven years old.</p>")],
    )
    for page in (twin, story):
        send_to_review(page, ana)
        approve_as(rosa, page)
    assert fresh(twin).live
    redact(story, ana)
    send_to_review(story, ana)
    approve_as(rosa, story)
    assert fresh(story).live
    assert not fresh(twin).live


def test_a_finished_translation_is_compared_and_an_unfinished_one_is_not(story: StoryPage, ana: User) -> None:
    translation = begin_translation(story, ana)
    assert parity.left_out_elsewhere(story, now=timezone.now()) == []
    leave_out_the_age(translation, ana)
    found = parity.left_out_elsewhere(story, now=timezone.now())
    assert [one.facets for one in found] == [{ELEVEN}]
    assert found[0].language == locale("en").get_display_name()
