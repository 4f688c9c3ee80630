"""What one person's stories give away together keeps the next from being published, until a reviewer decides."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from stories import revealing
from stories.jigsaw import Facet
from stories.jigsaw_forms import FacetForm
from stories.models import AppendOnly, FacetCorrection, JigsawDecision, StoryPage
from stories.models.jigsaw import facet_print
from stories.refusals import TooRevealing
from tests.stories.factories import (
    approve_as,
    begin_translation,
    consent,
    make_narrator,
    make_story,
    send_to_review,
    translate,
)

MUCH = "<p>Tenía once años cuando mi padrastro me amenazó, en Cobán.</p>"


def codes(facets: frozenset[Facet]) -> set[str]:
    return {facet.code for facet in facets}


@pytest.fixture
def live_story(index_es: Any, narrator: Any) -> Any:
    return make_story(index_es, narrator, live=True, slug="una", body=[("text", "<p>Nací en Cobán.</p>")])


def test_two_stories_tell_together_what_neither_tells_alone(index_es: Any, narrator: Any, live_story: Any) -> None:
    text = "<p>Tenía once años cuando denuncié a mi padrastro.</p>"
    second = make_story(index_es, narrator, slug="otra", body=[("text", text)])

    alone = make_story(index_es, make_narrator("Otra"), slug="sola", body=[("text", text)])
    standing = revealing.together(second)

    assert not revealing.together(alone).risk.is_over
    assert standing.risk.is_over
    assert codes(standing.new) == {"age:11", "relation:stepfather"}
    assert codes(standing.before) == {"municipality:coban"}


def test_what_is_told_in_english_counts_with_what_is_told_in_spanish(
    index_es: Any, index_en: Any, narrator: Any, live_story: Any
) -> None:
    other = make_story(
        index_en,
        narrator,
        slug="other",
        intro="Marisol spoke.",
        body=[("text", "<p>I was eleven. My stepfather was convicted.</p>")],
    )

    assert revealing.together(other).risk.is_over


def test_a_story_over_the_limit_is_not_published_by_code(index_es: Any, narrator: Any) -> None:
    with pytest.raises(TooRevealing):
        make_story(index_es, narrator, live=True, body=[("text", MUCH)])

    assert not StoryPage.objects.live().exists()


def test_a_review_cannot_approve_it_before_the_reviewer_has_decided(
    index_es: Any, narrator: Any, ana: Any, rosa: Any
) -> None:
    story = make_story(index_es, narrator, owner=ana, body=[("text", MUCH)])
    send_to_review(story, ana)
    with pytest.raises(PermissionDenied):
        approve_as(rosa, story)

    revealing.decide(story=story, reason="She wants it told so.", by=rosa, now=timezone.now())
    approve_as(rosa, story)

    assert StoryPage.objects.get(pk=story.pk).live


def test_a_decision_covers_what_it_saw_and_nothing_new(index_es: Any, narrator: Any, ana: Any, rosa: Any) -> None:
    story = make_story(index_es, narrator, owner=ana, body=[("text", MUCH)])
    revealing.decide(story=story, reason="She wants it told so.", by=rosa, now=timezone.now())

    story.body = [("text", MUCH.replace(", en Cobán", ""))]
    assert revealing.together(story).may_be_told
    story.body = [("text", MUCH + "<p>Mi mamá es enfermera.</p>")]
    assert not revealing.together(story).may_be_told


def test_a_decision_on_one_persons_story_says_nothing_of_anothers(
    index_es: Any, narrator: Any, ana: Any, rosa: Any
) -> None:
    story = make_story(index_es, narrator, owner=ana, body=[("text", MUCH)])
    decision = revealing.decide(story=story, reason="She wants it told so.", by=rosa, now=timezone.now())

    assert not decision.covers(revealing.together(story).risk.facets, narrator_id=make_narrator("Otra").pk)


def test_whoever_wrote_it_or_may_not_publish_cannot_decide(index_es: Any, narrator: Any, ana: Any, rosa: Any) -> None:
    own = make_story(index_es, narrator, owner=rosa, slug="suya", body=[("text", MUCH)])
    story = make_story(index_es, narrator, owner=ana, slug="otra", body=[("text", MUCH)])

    for by, of in ((rosa, own), (ana, story)):
        with pytest.raises(PermissionDenied):
            revealing.decide(story=of, reason="I would like to publish.", by=by, now=timezone.now())


def test_a_decision_needs_a_reason_and_is_never_changed(index_es: Any, narrator: Any, ana: Any, rosa: Any) -> None:
    story = make_story(index_es, narrator, owner=ana, body=[("text", MUCH)])
    with pytest.raises(ValidationError):
        revealing.decide(story=story, reason="ok", by=rosa, now=timezone.now())
    decision = revealing.decide(story=story, reason="She wants it told so.", by=rosa, now=timezone.now())

    decision.reason = "Somebody else's words."
    for change in (
        decision.save,
        decision.delete,
        lambda: JigsawDecision.objects.all().delete(),
        lambda: JigsawDecision.objects.update(reason=""),
    ):
        with pytest.raises(AppendOnly):
            change()


def test_a_decision_goes_with_its_story(index_es: Any, narrator: Any, ana: Any, rosa: Any) -> None:
    story = make_story(index_es, narrator, owner=ana, body=[("text", MUCH)])
    revealing.decide(story=story, reason="She wants it told so.", by=rosa, now=timezone.now())
    story.delete()

    assert not JigsawDecision.objects.exists()


def test_the_table_of_decisions_tells_nothing_of_the_story(index_es: Any, narrator: Any, ana: Any, rosa: Any) -> None:
    story = make_story(index_es, narrator, owner=ana, body=[("text", MUCH)])
    decision = revealing.decide(story=story, reason="She wants it told so.", by=rosa, now=timezone.now())

    assert re.fullmatch(r"[0-9a-f]{96}", decision.facets)
    assert facet_print(narrator.pk, Facet("age", "11")) in decision.facets
    assert facet_print(uuid4(), Facet("age", "11")) not in decision.facets


def test_an_added_facet_counts_and_the_last_word_holds(index_es: Any, narrator: Any, ana: Any) -> None:
    story = make_story(index_es, narrator, owner=ana)
    for is_dismissed in (False, True, False):
        revealing.correct(
            story=story, facet=Facet("village", "xucuneb"), is_dismissed=is_dismissed, by=ana, now=timezone.now()
        )

    assert codes(revealing.told_by(story)) == {"village:xucuneb"}
    assert FacetCorrection.objects.count() == 1


def test_the_place_of_the_story_counts_and_so_do_title_note_and_address(index_es: Any, narrator: Any) -> None:
    story = make_story(
        index_es, narrator, title="A los once años", slug="la-nina-de-nebaj", place="GT-14", content_note="En 2019."
    )

    assert codes(revealing.told_by(story)) == {
        *("age:11", "municipality:santa maria nebaj", "department:quiche", "date:2019")
    }


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        ("age", "Once", "age:11"),
        ("municipality", "COBAN", "municipality:coban"),
        ("department", "Petén", "department:peten"),
        ("date", "2019-03", "date:2019-03"),
        ("institution", "Los Cipreses", "institution:school:los cipreses"),
        ("relation", "Uncle", "relation:uncle"),
    ],
)
def test_an_editor_types_a_facet_as_they_would_say_it(kind: str, typed: str, code: str) -> None:
    form = FacetForm({"kind": kind, "value": typed})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["facet"].code == code


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("age", "su edad"),
        ("municipality", "Nowhere"),
        ("date", "el día de la feria"),
        ("village", "the one behind the hill where she lived with him"),
        ("family", "x" * 41),
        ("work", "<script>"),
        ("name", "Ana"),
    ],
)
def test_there_is_no_room_for_prose(kind: str, typed: str) -> None:
    assert not FacetForm({"kind": kind, "value": typed}).is_valid()


def test_a_translation_that_tells_more_stays_a_draft(
    index_es: Any, narrator: Any, ana: Any, rosa: Any, translator: Any
) -> None:
    story = make_story(index_es, narrator, owner=ana, body=[("text", "<p>Nací en Cobán.</p>")])
    translate(begin_translation(story, translator), translator, "I was eleven; my stepfather threatened me. {}")
    send_to_review(story, ana)
    approve_as(rosa, story)

    live = list(StoryPage.objects.live().values_list("locale__language_code", flat=True))
    assert live == ["es"]


@pytest.fixture
def translator(db: None) -> Any:
    from accounts.roles import Role
    from tests.accounts.factories import make_user

    return make_user("otra@example.org", Role.EDITOR)


def test_consent_is_asked_first(index_es: Any) -> None:
    nobody = make_narrator("Nadie")
    consent(nobody, "en")
    story = make_story(index_es, nobody, body=[("text", MUCH)])

    assert not isinstance(story.why_not_to_publish(), TooRevealing)


def test_the_name_that_is_shown_is_no_place_and_no_school(index_es: Any) -> None:
    lucero = make_narrator("Dolores")
    story = make_story(index_es, lucero, body=[("text", "<p>Viví en Dolores. En el hogar Dolores aprendió.</p>")])

    assert codes(revealing.told_by(story)) == set()
