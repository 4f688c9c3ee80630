"""Search: in both languages, with accents or without, over what anybody may read and nothing else; kept nowhere."""

import logging
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page, PageViewRestriction
from wagtail.search.models import IndexEntry

from home.models import ContentPage, HomePage
from stories import services
from stories.choices import ConsentKind
from stories.models import Narrator, StoryIndexPage, StoryPage
from tests.conftest import SAME_ORIGIN
from tests.stories.factories import consent, make_narrator, make_story

pytestmark = pytest.mark.django_db


def address(language: str = "es") -> str:
    with override(language):
        return reverse("home:search")


def look_for(client: Client, query: str, language: str = "es", **more: str) -> str:
    response = client.post(address(language), {"q": query, **more}, **SAME_ORIGIN)
    assert response.status_code == 200
    return response.text


@pytest.fixture
def story(index_es: StoryIndexPage, narrator: Narrator) -> Any:
    body = [("text", "<p>Marisol recuperó su niñez en la montaña, donde se habla k'iche'.</p>")]
    return make_story(index_es, narrator, live=True, body=body, place="GT-14")


@pytest.mark.parametrize(
    "query",
    ["niñez", "ninez", "NIÑEZ", "nin\u0303ez", "montana niñez", "kiche", "K’iche’", "Quiché", "quiche", "marisol"],
)
def test_a_story_is_found_with_accents_or_without(client: Client, story: StoryPage, query: str) -> None:
    html = look_for(client, query)
    assert story.get_url() in html


def test_a_result_carries_the_mark_and_the_note(client: Client, story: StoryPage) -> None:
    html = look_for(client, "montaña")
    assert '<p class="eyebrow">Marisol*</p>' in html
    assert "Marisol*</mark> volvió" in html or "Marisol* volvió" in html
    assert "pseudonym-note" in html


def test_every_word_must_be_there(client: Client, story: StoryPage) -> None:
    assert story.get_url() not in look_for(client, "niñez elefante")


def test_each_language_finds_its_own(
    client: Client,
    story: StoryPage,
    index_en: StoryIndexPage,
    narrator: Narrator,
) -> None:
    english = make_story(index_en, narrator, live=True, title="Marisol's café", body=[("text", "<p>A résumé.</p>")])
    assert english.get_url() in look_for(client, "resume cafe", "en")
    assert english.get_url() not in look_for(client, "resume", "es")
    assert story.get_url() not in look_for(client, "ninez", "en")


def test_the_organisations_pages_are_found_too(client: Client, home_es: HomePage) -> None:
    page = home_es.add_child(
        instance=ContentPage(title="Quiénes somos", body=[("text", "<p>Atención jurídica</p>")], locale=home_es.locale)
    )
    assert page.get_url() in look_for(client, "juridica")


def test_drafts_private_pages_and_stories_without_consent_are_never_found(
    client: Client,
    index_es: StoryIndexPage,
    narrator: Narrator,
    story: StoryPage,
) -> None:
    make_story(index_es, narrator, title="Borrador secreto")
    hidden = make_story(index_es, narrator, live=True, title="Privado secreto")
    hidden.view_restrictions.create(restriction_type=PageViewRestriction.LOGIN)
    # Consent has ended and the hourly task has not come by: still live in the database.
    lapsed = make_narrator("Jacinta")
    consent(lapsed, "es")
    late = make_story(index_es, lapsed, live=True, title="Caducado secreto")
    Page.objects.filter(pk=late.pk).update(live=True)
    services.ConsentRecord.objects.create(
        narrator=lapsed, kind=ConsentKind.WITHDRAWN, from_date=timezone.localdate(), until_date=timezone.localdate()
    )
    html = look_for(client, "secreto")
    for title in ("Borrador", "Privado", "Caducado"):
        assert title not in html
    assert 'class="empty"' in html


def test_a_withdrawn_story_is_in_no_index_and_comes_back_into_none(
    client: Client,
    story: StoryPage,
    narrator: Narrator,
) -> None:
    entries = IndexEntry.objects.filter(object_id=str(story.pk))
    assert entries.exists()
    services.withdraw(narrator=narrator, by=None, now=timezone.now())
    assert not entries.exists()
    assert not IndexEntry.objects.filter(body__contains="ninez").exists()
    Page.objects.get(pk=story.pk).save()
    StoryPage.objects.get(pk=story.pk).save()
    assert not entries.exists()
    assert story.get_url() not in look_for(client, "ninez")


HOSTILE = [
    '"', "'", '"niñez', "niñez*", "niñez AND", "NOT", "OR", "NEAR(a b)", "title:niñez", "a:b & c | !d", "\\", "%",
    "(((", "'; DROP TABLE x; --", "<script>alert(1)</script>", "niñez\x00", "\x00", "x" * 10_000, "niñez " * 2_000,
    "🦋", "* * *",
    "-niñez", "^a", "{a}", "a\x1a\x1b", "\ud83e", "ʼ",
]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE)
def test_hostile_words_are_words(client: Client, story: StoryPage, query: str) -> None:
    html = look_for(client, query.encode("utf-8", "surrogatepass").decode("utf-8", "replace"))
    assert "<script>alert" not in html
    assert len(html) < 60_000


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 500, "<script>"])
def test_any_page_number_is_answered(client: Client, story: StoryPage, page: str) -> None:
    assert story.get_url() in look_for(client, "ninez", page=page)


def test_what_is_looked_for_is_written_nowhere(
    client: Client, story: StoryPage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    with CaptureQueriesContext(connection) as captured:
        html = look_for(client, "palabrasecreta")
    assert all(query["sql"].lstrip("(").upper().startswith(("SELECT", "EXPLAIN")) for query in captured)
    assert "palabrasecreta" not in caplog.text
    assert 'method="post"' in html
    assert "?q=" not in html


def test_the_answer_is_kept_by_no_shared_cache_and_gives_no_referrer(client: Client, story: StoryPage) -> None:
    response = client.post(address(), {"q": "ninez"}, **SAME_ORIGIN)
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "private" in response.headers["Cache-Control"]
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert not response.cookies


def test_another_sites_form_is_refused(client: Client, story: StoryPage) -> None:
    assert client.post(address(), {"q": "ninez"}, HTTP_SEC_FETCH_SITE="cross-site").status_code == 403


def test_results_come_in_pages_at_the_same_cost(
    client: Client,
    index_es: StoryIndexPage,
    narrator: Narrator,
    story: StoryPage,
) -> None:
    look_for(client, "ninez")
    with CaptureQueriesContext(connection) as one:
        look_for(client, "ninez")
    for number in range(11):
        make_story(index_es, narrator, live=True, title=f"Otra {number}", body=[("text", "<p>La niñez</p>")])
    with CaptureQueriesContext(connection) as many:
        html = look_for(client, "ninez")
    assert len(many) <= len(one) + 1
    assert html.count('class="card"') == 10
    assert 'name="page" value="2"' in html
    assert look_for(client, "ninez", page="2").count('class="card"') == 2


def test_an_empty_form_asks_nothing_of_the_index(client: Client, home_es: HomePage) -> None:
    html = client.get(address()).text
    assert 'role="search"' in html
    assert 'class="empty"' not in html
