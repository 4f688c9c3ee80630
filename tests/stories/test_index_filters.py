"""The index's filters: links that keep one another, count what they lead to, and show nothing that isn't public."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from stories.choices import NarratorRole
from stories.models import Narrator, StoryIndexPage
from tests.stories.factories import consent, make_narrator, make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(index_es: StoryIndexPage, narrator: Narrator) -> dict[str, Any]:
    """Three stories: two of Marisol's about school, one of a leader's about justice in Quiché."""
    leader = make_narrator("Jacinta", role=NarratorRole.LEADER)
    consent(leader, "es", "en")
    rows = (
        ("Uno", narrator, ["school"], "GT-09"),
        ("Dos", narrator, ["school", "healing"], ""),
        ("Tres", leader, ["justice"], "GT-14"),
    )
    return {
        title: make_story(index_es, teller, live=True, title=title, topics=topics, place=place)
        for title, teller, topics, place in rows
    }


def shown(client: Client, query: str = "", address: str = "/historias/") -> set[str]:
    html = client.get(f"{address}{query}").text
    return set(re.findall(r'class="card__title"><a href="[^"]*">([^<]*)<', html))


def counts(client: Client, query: str = "") -> dict[str, int]:
    html = client.get(f"/historias/{query}").text
    found = re.findall(r'class="chip" href="([^"]*)"[^>]*>[^<]*<span class="chip__count numbers">(\d+)', html)
    return {href.replace("&amp;", "&"): int(number) for href, number in found}


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", {"Uno", "Dos", "Tres"}),
        ("?topic=school", {"Uno", "Dos"}),
        ("?topic=healing", {"Dos"}),
        ("?place=GT-14", {"Tres"}),
        ("?kind=leader", {"Tres"}),
        ("?topic=school&place=GT-09", {"Uno"}),
        ("?topic=school&kind=leader", set()),
    ],
)
def test_each_filter_shows_what_fits_all_of_them(
    client: Client, told: dict[str, Any], query: str, titles: set[str]
) -> None:
    assert shown(client, query) == titles


def test_every_count_is_the_number_of_stories_that_its_link_shows(client: Client, told: dict[str, Any]) -> None:
    for start in ("", "?topic=school", "?kind=survivor&topic=healing"):
        found = counts(client, start)
        assert found
        for href, number in found.items():
            if href in start or href == "?":
                continue
            assert len(shown(client, href)) == number or "aria-current" in client.get(f"/historias/{start}").text


def test_a_link_keeps_the_other_choices_and_the_chosen_one_lets_go(client: Client, told: dict[str, Any]) -> None:
    html = client.get("/historias/?topic=school&place=GT-09").text
    assert 'href="?place=GT-09" aria-current="true"' in html
    assert 'href="?topic=school" aria-current="true"' in html
    assert "?kind=survivor&amp;place=GT-09&amp;topic=school" in html


def test_nothing_fitting_says_so_and_leads_to_all(client: Client, told: dict[str, Any]) -> None:
    html = client.get("/historias/?topic=school&kind=leader").text
    assert 'class="empty"' in html
    assert '<a class="button" href="?">' in html or 'href="?"' in html


@pytest.mark.parametrize("value", ["x", "'; --", "<script>", "%00", ",", "9" * 10000])
def test_what_is_no_choice_counts_as_none(client: Client, told: dict[str, Any], value: str) -> None:
    response = client.get("/historias/", {"topic": value, "place": value, "kind": value})
    assert response.status_code == 200
    assert "<script>" not in response.text
    assert shown(client, f"?topic={value[:20]}") == {"Uno", "Dos", "Tres"}


def test_drafts_private_stories_and_those_without_consent_are_neither_shown_nor_counted(
    client: Client, index_es: StoryIndexPage, narrator: Narrator, told: dict[str, Any]
) -> None:
    make_story(index_es, narrator, title="Borrador", topics=["family"])
    told["Tres"].view_restrictions.create(restriction_type=PageViewRestriction.LOGIN)
    found = counts(client)
    assert "?topic=family" not in found
    assert "?topic=justice" not in found
    assert shown(client, "?topic=family") == set()
    assert shown(client) == {"Uno", "Dos"}


def test_the_filters_speak_the_readers_language(
    client: Client, index_en: StoryIndexPage, narrator: Narrator, told: dict[str, Any]
) -> None:
    make_story(index_en, narrator, live=True, title="In English", topics=["school"])
    html = client.get(index_en.get_url()).text
    assert "Who tells it" in html
    assert shown(client, "?topic=school", index_en.get_url()) == {"In English"}


def test_filters_cost_the_same_for_one_story_as_for_many(
    client: Client, index_es: StoryIndexPage, narrator: Narrator
) -> None:
    make_story(index_es, narrator, live=True, title="Uno", topics=["school"])
    client.get("/historias/?topic=school")
    with CaptureQueriesContext(connection) as one:
        client.get("/historias/?topic=school")
    for number in range(5):
        make_story(index_es, narrator, live=True, title=f"Más {number}", topics=["school", "family"], place="GT-09")
    with CaptureQueriesContext(connection) as many:
        client.get("/historias/?topic=school")
    assert len(many) == len(one) <= 17


def test_further_pages_keep_what_was_chosen(client: Client, index_es: StoryIndexPage, narrator: Narrator) -> None:
    for number in range(13):
        make_story(index_es, narrator, live=True, title=f"Historia {number}", topics=["school"])
    assert "?topic=school&amp;page=2" in client.get("/historias/?topic=school").text
    assert len(shown(client, "?topic=school&page=2")) == 1
