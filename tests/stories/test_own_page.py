"""A narrator's own page: neutral until asked, open to whoever holds the link and to nobody else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from unittest.mock import Mock

import pytest
from django.core import mail
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from stories.guarding.terms import guard_term
from stories.link_services import make_link
from stories.models import NarratorLink, NarratorRequest, StoryPage
from tests.accounts.factories import make_user
from tests.conftest import SAME_ORIGIN
from tests.stories.factories import begin_translation, consent, make_narrator, make_story, translate


@pytest.fixture
def story(index_es: Any, narrator: Any) -> Any:
    return make_story(index_es, narrator, live=True)


def path_of(narrator: Any, *, language: str = "es", now: Any = None) -> str:
    url = make_link(narrator=narrator, by=None, language=language, now=now or timezone.now())
    return "/" + url.split("/", 3)[3]


def press(client: Client, path: str, step: str, **fields: str) -> Any:
    return client.post(path, {"step": step, **fields}, **SAME_ORIGIN)


def test_the_first_screen_says_nothing(client: Client, narrator: Any, story: Any, settings: Any) -> None:
    page = client.get(path_of(narrator)).content.decode()

    for telling in ("Marisol", story.title, settings.ORGANISATION_NAME, settings.MOVEMENT_NAME, "onsent", "istoria"):
        assert telling not in page
    assert page.index("data-exit") < page.index("<button")


@pytest.mark.parametrize("language", ["es", "en"])
def test_pressing_show_shows_what_is_published(client: Client, narrator: Any, story: Any, language: str) -> None:
    page = press(client, path_of(narrator, language=language), "show").content.decode()

    assert story.title in page
    assert story.get_url() in page
    assert f'<html lang="{language}"' in page


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.usefixtures("index_en")
def test_what_they_read_best_comes_first(client: Client, narrator: Any, story: Any, ana: Any, language: str) -> None:
    translate(begin_translation(story, ana), ana)
    english = StoryPage.objects.get(narrator=narrator, locale__language_code="en")
    StoryPage.objects.filter(pk=english.pk).update(live=True, title="What she tells")

    page = press(client, path_of(narrator, language=language), "show").content.decode()

    assert (page.index(story.title) < page.index("What she tells")) == (language == "es")


def test_somebody_elses_stories_are_not_there(client: Client, index_es: Any, narrator: Any, story: Any) -> None:
    other = make_narrator("Otra")
    consent(other, "es")
    make_story(index_es, other, live=True, slug="otra", title="De otra persona")

    assert "De otra persona" not in press(client, path_of(narrator), "show").content.decode()


@pytest.mark.parametrize("step", ["", "show", "withdraw", "no-such-step"])
def test_every_answer_is_kept_by_nobody(client: Client, narrator: Any, story: Any, step: str) -> None:
    path = path_of(narrator)
    answer = press(client, path, step) if step else client.get(path)

    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert not answer.cookies


def test_a_wrong_a_revoked_and_an_expired_link_look_alike(client: Client, narrator: Any, story: Any) -> None:
    revoked = path_of(narrator)
    NarratorLink.objects.get().revoke(now=timezone.now())
    expired = path_of(narrator, now=timezone.now() - timedelta(days=91))
    answers = [client.get(path) for path in (revoked, expired, "/p/" + "x" * 43 + "/")]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert all(answer["Cache-Control"] == "private, no-store" for answer in answers)


def test_a_new_link_ends_the_one_before(client: Client, narrator: Any) -> None:
    first, second = path_of(narrator), path_of(narrator)

    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200


def test_the_token_is_not_in_the_database_and_its_case_counts(client: Client, narrator: Any) -> None:
    path = path_of(narrator)
    token = path.rstrip("/").rsplit("/", 1)[1]

    assert token not in str(NarratorLink.objects.values())
    assert len(token) >= 43
    assert client.get(path.replace(token, token.swapcase())).status_code == 404


def test_guessing_is_slowed_down(client: Client, narrator: Any) -> None:
    path = path_of(narrator)
    codes = [client.get(f"/p/{'y' * 40}{number:03}/").status_code for number in range(31)]

    assert codes[0] == 404
    assert codes[-1] == 429
    # Whoever sits behind the same address, as half a country may, keeps nobody from their own page.
    assert client.get(path).status_code == 200


def test_however_often_somebody_looks_they_may_still_withdraw(client: Client, narrator: Any, story: Any) -> None:
    path = path_of(narrator)
    assert {client.get(path).status_code for _time in range(40)} == {200}
    press(client, path, "withdraw-yes")
    assert client.get(story.get_url()).status_code == 410


def test_another_site_cannot_press_for_them(client: Client, narrator: Any, story: Any) -> None:
    answer = client.post(path_of(narrator), {"step": "withdraw-yes"}, HTTP_SEC_FETCH_SITE="cross-site")

    assert answer.status_code == 403
    assert StoryPage.objects.get(pk=story.pk).live


def test_reading_the_address_withdraws_nothing(client: Client, narrator: Any, story: Any) -> None:
    client.get(path_of(narrator) + "?step=withdraw-yes")

    assert StoryPage.objects.get(pk=story.pk).live


def test_withdrawing_takes_two_steps(client: Client, narrator: Any, story: Any) -> None:
    path = path_of(narrator)
    press(client, path, "withdraw")
    assert StoryPage.objects.get(pk=story.pk).live

    press(client, path, "withdraw-yes")

    assert not StoryPage.objects.live().filter(pk=story.pk).exists()
    assert client.get(path).status_code == 404
    assert client.get(story.get_url()).status_code == 410


def test_a_withdrawal_that_fails_leaves_the_link_open_to_try_again(
    client: Client, narrator: Any, story: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = path_of(narrator)
    client.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr("stories.services.take_down", Mock(side_effect=OperationalError("database is locked")))
        assert press(client, path, "withdraw-yes").status_code == 500
    assert narrator.consent_in_force(now=timezone.now())

    assert press(client, path, "withdraw-yes").status_code == 200
    assert not StoryPage.objects.live().filter(pk=story.pk).exists()


def test_asking_for_a_change_reaches_the_reviewers_and_not_their_mail(
    client: Client, narrator: Any, story: Any, rosa: Any, run_outbox: Callable[[], int]
) -> None:
    answer = press(client, path_of(narrator), "ask", text="Quiten la segunda parte, por favor.")
    run_outbox()

    assert answer.status_code == 302
    assert NarratorRequest.objects.get().text == "Quiten la segunda parte, por favor."
    assert [message.to for message in mail.outbox] == [["rosa@example.org"]]
    sent = mail.outbox[0]
    for telling in ("Marisol", "segunda parte"):
        assert telling not in f"{sent.subject} {sent.body} {sent.alternatives}"


def test_a_guarded_name_in_a_request_is_not_kept(client: Client, narrator: Any, story: Any, rosa: Any) -> None:
    guard_term(term="Xuncax Ixmatá", kind="person", narrator=narrator, by=rosa, now=timezone.now())
    answer = press(client, path_of(narrator), "ask", text="Soy Xuncax Ixmatá y quiero un cambio.")

    assert answer.status_code == 422
    assert not NarratorRequest.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "x" * 501])
def test_a_request_is_short_and_says_something(client: Client, narrator: Any, story: Any, text: str) -> None:
    assert press(client, path_of(narrator), "ask", text=text).status_code == 422
    assert not NarratorRequest.objects.exists()


def test_requests_are_few_a_day(client: Client, narrator: Any, story: Any) -> None:
    path = path_of(narrator)
    answers = [press(client, path, "ask", text=f"Cambio {number}").status_code for number in range(6)]

    assert answers == [302] * 5 + [422]


def test_the_reviewer_makes_shows_once_and_revokes_a_link(
    admin_as: Any, client: Client, rosa: Any, narrator: Any
) -> None:
    browser, address = admin_as(rosa), reverse("narrator_link", args=[narrator.pk])
    made = browser.post(address, {"action": "make", "language": "en"})
    path = "/en/p/" + made.content.decode().split("/en/p/")[1].split('"')[0]
    assert client.get(path).status_code == 200
    assert "/en/p/" not in browser.get(address).content.decode()

    revoked = browser.post(address, {"action": "revoke"}, follow=True).content.decode()
    assert "Revoked. Whoever opens the link now finds nothing." in revoked
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("role", [Role.EDITOR, Role.CAMPAIGN_MANAGER, Role.TREASURER])
def test_nobody_else_makes_a_link(admin_as: Any, narrator: Any, role: Role) -> None:
    browser = admin_as(make_user("somebody@example.org", role))

    assert browser.post(reverse("narrator_link", args=[narrator.pk]), {"action": "make"}).status_code in {302, 403}
    assert not NarratorLink.objects.exists()
