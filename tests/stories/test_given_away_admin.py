"""The panel beside the text, its corrections and the reviewer's decision, by the admin's own ways."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from stories import revealing
from stories.guarding.terms import guard_term
from stories.models import FacetCorrection, JigsawDecision, StoryPage
from tests.accounts.factories import make_user
from tests.stories.factories import approve_as, make_story, send_to_review

MUCH = "<p>Tenía once años cuando mi padrastro me amenazó, en Cobán.</p>"


@pytest.fixture
def story(index_es: Any, narrator: Any, ana: Any) -> Any:
    return make_story(index_es, narrator, owner=ana, body=[("text", MUCH)])


def here(story: Any, name: str = "stories_given_away") -> str:
    return reverse(name, args=[story.pk])


def test_the_form_shows_what_the_saved_draft_gives_away_without_a_script(admin_as: Any, ana: Any, story: Any) -> None:
    page = admin_as(ana).get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()

    assert "What the stories give away" in page
    for words in ("Cobán", "stepfather", "new with this draft", "It cannot be published like this"):
        assert words in page


def test_how_many_would_fit_is_told_in_two_figures(admin_as: Any, ana: Any, story: Any, settings: Any) -> None:
    settings.JIGSAW_POPULATION = 11_048
    data = {"title": "Otra", "place": "", "body-count": "0"}
    answer = admin_as(ana).post(here(story, "stories_given_away_json"), data).json()
    assert answer["group"] == 11_000
    assert "About 11,000 people would still fit." in answer["html"]


def test_what_is_typed_is_read_again_and_not_saved(admin_as: Any, ana: Any, story: Any) -> None:
    draftail = '{"blocks": [{"text": "Soy enfermera en Nebaj.", "type": "unstyled"}], "entityMap": {}}'
    answer = admin_as(ana).post(
        here(story, "stories_given_away_json"),
        {"title": "A los 14 años", "body-0-type": "text", "body-0-value": draftail, "body-0-deleted": ""},
    )

    found = {facet["code"] for facet in answer.json()["facets"]}
    assert found == {"age:14", "work:nurse", "municipality:santa maria nebaj"}
    assert "no-store" in answer["Cache-Control"]
    assert StoryPage.objects.get(pk=story.pk).get_latest_revision_as_object().title == story.title


def test_a_block_that_is_taken_out_is_not_read(admin_as: Any, ana: Any, story: Any) -> None:
    data = {"title": "T", "body-0-value": "Nací en Cobán.", "body-0-deleted": "1", "body-1-value": "Tenía 9 años."}

    answer = admin_as(ana).post(here(story, "stories_given_away_json"), data)

    assert [facet["code"] for facet in answer.json()["facets"]] == ["age:9"]


def test_markup_in_a_value_is_shown_as_text(admin_as: Any, ana: Any, story: Any) -> None:
    data = {"title": "Vivía en la aldea <b>X</b>'\"><img src=x onerror=alert(1)>"}

    answer = admin_as(ana).post(here(story, "stories_given_away_json"), data)

    assert "<img" not in answer.json()["html"]


@pytest.mark.parametrize("role", [Role.CAMPAIGN_MANAGER, Role.TREASURER])
def test_others_learn_nothing_of_it(admin_as: Any, story: Any, role: Role) -> None:
    client = admin_as(make_user("other@example.org", role))

    for name, call in (
        ("stories_given_away", client.get),
        ("stories_given_away_json", client.post),
        ("stories_given_away_correct", client.post),
    ):
        answer = call(here(story, name))
        assert answer.status_code in {302, 403}
        assert "Cobán" not in answer.content.decode()


def test_a_stranger_is_sent_to_sign_in(client: Any, story: Any) -> None:
    assert client.get(here(story)).status_code == 302


def test_an_editor_dismisses_a_facet_and_takes_it_back(admin_as: Any, ana: Any, story: Any) -> None:
    client = admin_as(ana)
    client.post(here(story, "stories_given_away_correct"), {"code": "age:11"})
    assert [one.is_dismissed for one in FacetCorrection.objects.of(story)] == [True]
    assert "“Not told here”, says" in client.get(here(story)).content.decode()

    client.post(here(story, "stories_given_away_correct"), {"code": "age:11", "undo": "1"})
    assert not FacetCorrection.objects.exists()


@pytest.mark.parametrize("code", ["", "name:ana", "age:", "village:" + "x" * 80, "work:a b c d e f g h", "age:<b>"])
def test_a_made_up_code_is_not_kept(admin_as: Any, ana: Any, story: Any, code: str) -> None:
    admin_as(ana).post(here(story, "stories_given_away_correct"), {"code": code})

    assert not FacetCorrection.objects.exists()


def test_an_editor_adds_what_was_overlooked(admin_as: Any, ana: Any, story: Any) -> None:
    admin_as(ana).post(here(story), {"kind": "village", "value": "Xucuneb"})

    assert "village:xucuneb" in {facet.code for facet in revealing.told_by(story)}


def test_the_reviewer_decides_in_the_admin_and_then_approves(admin_as: Any, ana: Any, rosa: Any, story: Any) -> None:
    send_to_review(story, ana)
    client = admin_as(rosa)
    assert "Your decision" in client.get(here(story)).content.decode()

    client.post(here(story), {"reason": "She has read it and wants it told so."})
    approve_as(rosa, story)

    assert StoryPage.objects.get(pk=story.pk).live
    assert "covers what is told now" in client.get(here(story)).content.decode()


def test_the_author_is_not_offered_the_decision_and_cannot_post_it(admin_as: Any, ana: Any, story: Any) -> None:
    client = admin_as(ana)

    assert "Your decision" not in client.get(here(story)).content.decode()
    assert client.post(here(story), {"reason": "I would like to publish."}).status_code in {302, 403}
    assert not JigsawDecision.objects.exists()


def test_a_guarded_name_is_not_kept_as_a_facet_nor_as_a_reason(admin_as: Any, ana: Any, rosa: Any, story: Any) -> None:
    guard_term(term="Xucuneb Alto", kind="place", narrator=None, by=rosa, now=timezone.now())
    admin_as(ana).post(here(story), {"kind": "village", "value": "Xucuneb Alto"})
    admin_as(rosa).post(here(story), {"reason": "All in Xucuneb Alto know it anyway."})

    assert not FacetCorrection.objects.exists()
    assert not JigsawDecision.objects.exists()
