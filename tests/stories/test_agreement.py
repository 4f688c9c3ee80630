"""What an editor dismisses counts until somebody else has seen the sentences and agreed."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from stories import agreement, revealing
from stories.agreement import TextHasChanged
from stories.jigsaw import Facet
from stories.models import FacetCorrection, StoryPage
from stories.readings import read
from stories.refusals import TooRevealing
from tests.accounts.factories import make_user
from tests.stories.factories import (
    approve_as,
    begin_translation,
    locale,
    make_narrator,
    make_story,
    send_to_review,
    translate,
)

MUCH = "<p>Tenía once años cuando mi padrastro me amenazó, en Cobán.</p>"
AGE, TOWN = Facet("age", "11"), Facet("municipality", "coban")


@pytest.fixture
def story(index_es: Any, narrator: Any, ana: Any) -> Any:
    return make_story(index_es, narrator, owner=ana, body=[("text", MUCH)])


def dismiss(story: Any, by: Any, *facets: Facet) -> None:
    for facet in facets:
        revealing.correct(story=story, facet=facet, is_dismissed=True, by=by, now=timezone.now())


def agree(story: Any, by: Any, *facets: Facet) -> int:
    """As the page's buttons do: with what stands there now."""
    seen = {each.one.pk: each.seen for each in agreement.dismissals(story) if each.one.facet in facets}
    return agreement.agree(story=story, seen=seen, by=by, now=timezone.now())


def again(story: Any) -> Any:
    return StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object()


def rewrite(story: Any, html: str, by: Any) -> None:
    draft = again(story)
    draft.body = [("text", html)]
    draft.save_revision(user=by)


def test_what_only_its_editor_dismissed_counts_and_cannot_be_published(story: Any, ana: Any, rosa: Any) -> None:
    dismiss(story, ana, AGE, TOWN)
    standing = revealing.together(again(story))

    assert {AGE, TOWN} <= standing.here & standing.waiting
    assert standing.risk.is_over
    assert not standing.if_agreed.is_over
    assert isinstance(again(story).why_not_to_publish(), TooRevealing)
    send_to_review(story, ana)
    with pytest.raises(PermissionDenied):
        approve_as(rosa, story)


def test_what_a_reviewer_agreed_with_counts_no_more_with_who_and_when(story: Any, ana: Any, rosa: Any) -> None:
    dismiss(story, ana, AGE, TOWN)
    before = timezone.now()
    assert agree(story, rosa, AGE, TOWN) == 2

    assert not {AGE, TOWN} & revealing.told_by(again(story))
    assert revealing.together(again(story)).waiting == frozenset()
    for one in FacetCorrection.objects.of(story):
        assert (one.agreed_by, one.by) == (rosa, ana)
        assert one.agreed_at
        assert one.agreed_at >= before
    send_to_review(story, ana)
    approve_as(rosa, story)
    assert StoryPage.objects.get(pk=story.pk).live


def test_an_agreement_holds_in_every_language_that_stood_there(story: Any, ana: Any, rosa: Any) -> None:
    twin = story.copy_for_translation(locale("en"))
    twin.body = [("text", "<p>I was eleven years old.</p>")]
    twin.save_revision(user=ana)
    dismiss(story, ana, AGE)
    agree(story, rosa, AGE)

    assert AGE not in revealing.told_by(again(story)) | revealing.told_by(again(twin))
    revealing.undo(story=twin, facet=AGE)
    assert AGE in revealing.told_by(again(story))


def test_an_agreement_covers_the_sentences_that_it_saw_and_no_other(story: Any, ana: Any, rosa: Any) -> None:
    dismiss(story, ana, AGE)
    agree(story, rosa, AGE)

    rewrite(story, MUCH + "<p>Nadie me miró.</p>", ana)
    assert AGE not in revealing.told_by(again(story))
    rewrite(story, MUCH + "<p>De verdad tenía once años.</p>", ana)
    assert AGE in revealing.told_by(again(story))
    assert [each.waits for each in agreement.dismissals(story)] == [True]
    agree(story, rosa, AGE)
    assert AGE not in revealing.told_by(again(story))


def test_a_sentence_in_the_other_language_that_nobody_saw_counts(story: Any, ana: Any, rosa: Any) -> None:
    dismiss(story, ana, AGE)
    agree(story, rosa, AGE)
    twin = story.copy_for_translation(locale("en"))
    rewrite(twin, "<p>I was eleven years old.</p>", ana)

    assert AGE in revealing.told_by(again(twin))


def test_a_translation_that_is_not_public_yet_is_seen_and_agreed_with(story: Any, ana: Any, rosa: Any) -> None:
    translation = begin_translation(story, ana)
    translate(translation, ana, "I was eleven years old. {}")
    dismiss(story, ana, AGE)
    assert any("I was eleven" in sentence for each in agreement.dismissals(story) for sentence in each.sentences)
    agree(story, rosa, AGE)

    page = translation.source.get_ephemeral_translated_instance(translation.target_locale)
    assert AGE in read(page).found
    assert AGE not in revealing.told_by(page)


def test_changing_or_undoing_a_correction_takes_the_agreement_away(story: Any, ana: Any, rosa: Any) -> None:
    dismiss(story, ana, AGE)
    agree(story, rosa, AGE)

    dismiss(story, ana, AGE)
    assert AGE in revealing.told_by(again(story))
    agree(story, rosa, AGE)
    revealing.undo(story=story, facet=AGE)
    dismiss(story, ana, AGE)
    assert AGE in revealing.told_by(again(story))


def test_what_was_added_counts_at_once(story: Any, ana: Any) -> None:
    village = Facet("village", "xucuneb")
    revealing.correct(story=story, facet=village, is_dismissed=False, by=ana, now=timezone.now())

    assert village in revealing.told_by(again(story))
    assert agreement.dismissals(story) == []


def test_a_dismissal_in_another_live_story_counts_there_only_when_agreed(
    index_es: Any, narrator: Any, ana: Any, rosa: Any, story: Any
) -> None:
    other = make_story(index_es, narrator, live=True, slug="otra", body=[("text", "<p>Soy de Nebaj.</p>")])
    town = Facet("municipality", "santa maria nebaj")
    dismiss(other, ana, town)
    assert town in revealing.together(again(story)).risk.facets

    agree(other, rosa, town)
    assert town not in revealing.together(again(story)).risk.facets


def test_the_reviewer_sees_the_sentence_in_which_it_was_read(story: Any, ana: Any) -> None:
    rewrite(story, "<p>Hacía sol.</p><p>Tenía <b>once</b> años. Volví a casa.</p>", ana)
    dismiss(story, ana, AGE)

    assert [each.sentences for each in agreement.dismissals(story)] == [["Tenía once años."]]


def test_the_table_tells_nothing_of_the_sentences(story: Any, ana: Any, rosa: Any) -> None:
    dismiss(story, ana, AGE)
    agree(story, rosa, AGE)
    kept = FacetCorrection.objects.of(story).get().agreed_sentences

    assert len(kept) == 32
    assert set(kept) <= set("0123456789abcdef")


class TestAttackers:
    def test_the_author_cannot_agree_with_their_own(self, index_es: Any, narrator: Any, rosa: Any) -> None:
        """Rosa may publish; this story she wrote herself."""
        own = make_story(index_es, narrator, owner=rosa, slug="suya", body=[("text", MUCH)])
        dismiss(own, rosa, AGE)

        with pytest.raises(PermissionDenied):
            agree(own, rosa, AGE)
        assert AGE in revealing.told_by(again(own))

    def test_an_editor_cannot_agree(self, story: Any, ana: Any) -> None:
        dismiss(story, ana, AGE)
        for editor in (ana, make_user("otra@example.org", Role.EDITOR)):
            with pytest.raises(PermissionDenied):
                agree(story, editor, AGE)

    def test_a_reviewer_cannot_agree_with_what_they_dismissed_themselves(self, story: Any, rosa: Any) -> None:
        dismiss(story, rosa, AGE)

        with pytest.raises(PermissionDenied):
            agree(story, rosa, AGE)
        with pytest.raises(IntegrityError), transaction.atomic():
            FacetCorrection.objects.filter(by=rosa).update(agreed_by=rosa, agreed_at=timezone.now())

    def test_a_reviewer_who_saved_the_text_last_cannot(self, story: Any, ana: Any, rosa: Any) -> None:
        dismiss(story, ana, AGE)
        rewrite(story, MUCH + "<p>Y una frase más.</p>", rosa)

        with pytest.raises(PermissionDenied):
            agree(story, rosa, AGE)

    def test_a_reviewer_who_wrote_it_cannot_agree_by_way_of_the_translation(
        self, index_es: Any, narrator: Any, ana: Any, rosa: Any
    ) -> None:
        own = make_story(index_es, narrator, owner=rosa, slug="suya", body=[("text", MUCH)])
        twin = own.copy_for_translation(locale("en"))
        StoryPage.objects.filter(pk=twin.pk).update(owner=ana)
        rewrite(twin, "<p>I was eleven years old.</p>", ana)
        dismiss(own, ana, AGE)

        with pytest.raises(PermissionDenied):
            agree(StoryPage.objects.get(pk=twin.pk), rosa, AGE)
        with pytest.raises(PermissionDenied):
            revealing.decide(story=again(twin), reason="I would like it so.", by=rosa, now=timezone.now())

    def test_an_agreement_for_another_storys_correction_is_refused(
        self, index_es: Any, story: Any, ana: Any, rosa: Any
    ) -> None:
        """Rosa wrote the second herself, and may judge the first."""
        own = make_story(index_es, make_narrator("Otra"), owner=rosa, slug="suya", body=[("text", MUCH)])
        dismiss(own, ana, AGE)
        seen = {each.one.pk: each.seen for each in agreement.dismissals(own)}

        with pytest.raises(FacetCorrection.DoesNotExist):
            agreement.agree(story=story, seen=seen, by=rosa, now=timezone.now())
        assert AGE in revealing.told_by(again(own))

    def test_a_text_that_changed_after_it_was_seen_is_not_agreed_with(self, story: Any, ana: Any, rosa: Any) -> None:
        dismiss(story, ana, AGE)
        seen = {each.one.pk: each.seen for each in agreement.dismissals(story)}
        rewrite(story, MUCH + "<p>De verdad tenía once años.</p>", ana)

        with pytest.raises(TextHasChanged):
            agreement.agree(story=story, seen=seen, by=rosa, now=timezone.now())

    def test_all_at_once_is_all_or_none(self, story: Any, ana: Any, rosa: Any) -> None:
        dismiss(story, ana, AGE)
        dismiss(story, rosa, TOWN)

        with pytest.raises(PermissionDenied):
            agree(story, rosa, AGE, TOWN)
        assert not FacetCorrection.objects.exclude(agreed_at=None).exists()


class TestThePage:
    @staticmethod
    def here(story: Any, name: str = "stories_given_away") -> str:
        return reverse(name, args=[story.pk])

    def test_the_author_sees_that_it_waits_and_has_no_button(self, admin_as: Any, ana: Any, story: Any) -> None:
        client = admin_as(ana)
        client.post(self.here(story, "stories_given_away_correct"), {"code": "age:11"})
        page = client.get(self.here(story)).content.decode()

        assert "Waits for a reviewer&#x27;s agreement" in page or "Waits for a reviewer's agreement" in page
        assert "Tenía once años cuando mi padrastro me amenazó, en Cobán." in page
        assert "I agree" not in page
        panel = client.get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
        assert "waits for a reviewer" in panel
        assert "As the editors correct it" in panel

    def test_the_reviewer_agrees_with_one_click(self, admin_as: Any, ana: Any, rosa: Any, story: Any) -> None:
        dismiss(story, ana, AGE)
        client = admin_as(rosa)
        [each] = agreement.dismissals(story)
        value = f"{each.one.pk}:{each.seen}"
        assert f'value="{value}"' in client.get(self.here(story)).content.decode()

        client.post(self.here(story, "stories_given_away_agree"), {"agreed": value})

        assert AGE not in revealing.told_by(again(story))
        assert "Agreed by" in client.get(self.here(story)).content.decode()

    def test_or_with_all_at_once(self, admin_as: Any, ana: Any, rosa: Any, story: Any) -> None:
        dismiss(story, ana, AGE, TOWN)
        client = admin_as(rosa)
        assert "I agree with all 2" in client.get(self.here(story)).content.decode()

        values = [f"{each.one.pk}:{each.seen}" for each in agreement.dismissals(story)]
        client.post(self.here(story, "stories_given_away_agree"), {"agreed": values})

        assert not {AGE, TOWN} & revealing.told_by(again(story))

    @pytest.mark.parametrize("posted", ["", "x", "1", "0:", "999999:abc", ":"])
    def test_nonsense_agrees_with_nothing(self, admin_as: Any, ana: Any, rosa: Any, story: Any, posted: str) -> None:
        dismiss(story, ana, AGE)

        assert admin_as(rosa).post(self.here(story, "stories_given_away_agree"), {"agreed": posted}).status_code == 302
        assert AGE in revealing.told_by(again(story))

    def test_the_author_who_posts_it_all_the_same_is_refused(self, admin_as: Any, ana: Any, story: Any) -> None:
        dismiss(story, ana, AGE)
        [each] = agreement.dismissals(story)
        client = admin_as(ana)
        answer = client.post(self.here(story, "stories_given_away_agree"), {"agreed": f"{each.one.pk}:{each.seen}"})

        assert answer.status_code in {302, 403}
        assert AGE in revealing.told_by(again(story))

    def test_a_stranger_and_a_treasurer_are_refused(self, admin_as: Any, client: Any, ana: Any, story: Any) -> None:
        dismiss(story, ana, AGE)
        [each] = agreement.dismissals(story)
        for visitor in (client, admin_as(make_user("t@example.org", Role.TREASURER))):
            visitor.post(self.here(story, "stories_given_away_agree"), {"agreed": f"{each.one.pk}:{each.seen}"})
        assert AGE in revealing.told_by(again(story))


def test_the_first_page_leads_whoever_may_agree_to_where_they_do(
    story: Any, ana: Any, rosa: Any, admin_as: Any
) -> None:
    story.copy_for_translation(locale("en")).save_revision(user=ana)
    make_story(story.get_parent(), story.narrator, owner=ana, title="Sin nada que mirar", slug="otra")
    dismiss(story, ana, AGE, TOWN)
    where = reverse("stories_given_away", args=[story.pk])
    heading, count = "Dismissed as misread", "2 things that count until somebody agrees"
    review = admin_as(rosa)

    seen = review.get("/admin/").text
    assert heading in seen
    assert count in seen
    assert seen.count(where) == 1
    assert heading not in admin_as(ana).get("/admin/").text
    agree(story, rosa, AGE, TOWN)
    assert heading not in review.get("/admin/").text
