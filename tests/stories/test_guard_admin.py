"""The reviewer's pages about guarded terms, and the editors' page that checks a text."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from stories.guarding import is_guarded
from stories.models import BlockedAttempt, GuardedTerm, Narrator, StoryIndexPage, StoryPage
from tests.stories.factories import form_of, make_story
from tests.stories.guarded import NAME, NEEDLES, guard_the_name, is_anywhere

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]
ADDRESSES = ("guard_index", "guard_add", "guard_attempts", "guard_check")


@pytest.fixture
def reviewer(rosa: User, admin_as: Enter) -> Client:
    return admin_as(rosa)


@pytest.fixture
def editor(ana: User, admin_as: Enter) -> Client:
    return admin_as(ana)


def add(client: Client, narrator: Narrator | None = None, term: str = NAME, **changes: Any) -> Any:
    data = {"term": term, "again": term, "kind": "person", "narrator": str(narrator.pk) if narrator else "", **changes}
    return client.post(reverse("guard_add"), data, follow=True)


def test_a_term_is_typed_once_and_shown_never_again(
    reviewer: Client, narrator: Narrator, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    answers = [add(reviewer, narrator)]
    term = GuardedTerm.objects.get()
    assert (term.narrator, term.created_by) == (narrator, "Reviewers")
    assert is_guarded(f"con {NAME}")
    answers += [reviewer.get(reverse(name)) for name in ADDRESSES]
    answers += [reviewer.get(reverse(name, args=[term.pk])) for name in ("guard_places", "guard_remove")]
    answers += [reviewer.get(reverse("narrators:inspect", args=[narrator.pk]))]
    assert all(answer.status_code == 200 for answer in answers)
    shown = " ".join(answer.content.decode().lower() for answer in answers) + caplog.text.lower()
    assert not any(needle in shown for needle in NEEDLES)
    assert not is_anywhere()
    assert "Guarded terms (1)" in answers[-1].content.decode()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"again": "Xquenia Tzalamhá"}, "not the same"),
        ({"term": "Paz", "again": "Paz"}, "so common"),
        ({"term": "…", "again": "…"}, "too short"),
    ],
)
def test_what_cannot_be_guarded_is_said_and_not_repeated(
    changes: dict[str, str], message: str, reviewer: Client
) -> None:
    response = add(reviewer, None, **changes)
    text = response.content.decode()
    assert message in text
    assert not any(needle in text.lower() for needle in NEEDLES)
    assert f'value="{changes.get("term", NAME)}"' not in text
    assert not GuardedTerm.objects.exists()


def test_the_reviewer_is_led_to_what_was_there_before(
    reviewer: Client, index_es: StoryIndexPage, narrator: Narrator
) -> None:
    story = make_story(index_es, narrator)
    StoryPage.objects.filter(pk=story.pk).update(intro=f"Dijo {NAME}.")
    text = add(reviewer, narrator).content.decode()
    assert "It stands in 1 place." in text
    assert "Story: introduction" in text
    assert reverse("wagtailadmin_pages:edit", args=[story.pk]) in text
    assert not any(needle in text.lower() for needle in NEEDLES)


def test_a_term_is_removed_for_a_reason(reviewer: Client) -> None:
    term = guard_the_name()
    url = reverse("guard_remove", args=[term.pk])
    reviewer.post(url, {})
    assert is_guarded(NAME)
    text = reviewer.post(url, {"reason": "own_name"}, follow=True).content.decode()
    assert not is_guarded(NAME)
    assert "by Reviewers (survivor care): the person wants to be named" in text
    assert reviewer.post(url, {"reason": "own_name"}).status_code == 404


def test_editors_check_a_text_and_see_nothing_else(editor: Client) -> None:
    term = guard_the_name()
    for name, args in [("guard_index", []), ("guard_add", []), ("guard_attempts", []), ("guard_remove", [term.pk])]:
        assert editor.get(reverse(name, args=args)).status_code == 302
    assert editor.get(reverse("guard_places", args=[term.pk])).status_code == 302
    assert editor.post(reverse("guard_remove", args=[term.pk]), {"reason": "own_name"}).status_code == 302
    add(editor, term="Zalumbo Ixkotz")
    assert GuardedTerm.objects.in_force().count() == 1
    response = editor.post(reverse("guard_check"), {"text": f"Ella habló.\n\nLa oyó {NAME}.\nY volvió."})
    assert response.context["verdicts"] == [
        ("Ella habló.", False),
        (f"La oyó {NAME}.", True),
        ("Y volvió.", False),
    ]
    assert "no-store" in response.headers["Cache-Control"]
    assert not is_anywhere()
    assert not BlockedAttempt.objects.exists()


def test_a_name_over_the_end_of_a_line_is_noticed(editor: Client) -> None:
    guard_the_name(term="Rosa Mora")
    response = editor.post(reverse("guard_check"), {"text": "La oyó Rosa\nMora."})
    assert response.context["across"]


def test_nobody_checks_names_by_the_thousand(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    guard_the_name()
    monkeypatch.setattr("stories.guarding.admin.CHECKS_AN_HOUR", 2)
    answers = [editor.post(reverse("guard_check"), {"text": NAME}) for _ in range(3)]
    assert "verdicts" in answers[1].context
    assert "verdicts" not in answers[2].context
    assert "Please go on later" in answers[2].content.decode()


def test_attempts_are_listed_without_what_was_written(
    editor: Client, reviewer: Client, index_es: StoryIndexPage, narrator: Narrator, ana: User
) -> None:
    story = make_story(index_es, narrator, owner=ana)
    guard_the_name()
    editor.post(reverse("wagtailadmin_pages:edit", args=[story.pk]), form_of(story, intro=f"Dijo {NAME}."))
    text = reviewer.get(reverse("guard_attempts")).content.decode()
    assert "Story: introduction" in text
    assert "Editors" in text
    assert ana.email not in text
    assert not any(needle in text.lower() for needle in NEEDLES)
    assert timezone.localdate() == GuardedTerm.objects.get().last_hit_on


def test_a_blocked_attempt_is_told_in_words_that_are_no_code(admin_as: Enter, rosa: User) -> None:
    for way in ("wagtail_localize:edit_string_translation", "wagtailadmin_choose_page_external_link"):
        BlockedAttempt.objects.create(at=timezone.now(), table="", columns="", role="Editors", way=way)
    page = admin_as(rosa).get(reverse("guard_attempts")).content.decode()
    assert "the translation side by side" in page
    assert "a link in a text" in page
    assert "wagtail_localize:" not in page
