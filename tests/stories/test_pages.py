"""What a reader gets: the marks and the note in every place, help, a way past hard passages, and no trace left."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core import help_lines
from stories.choices import Channel, NameKind
from stories.models import Narrator, StoryIndexPage, StoryPage
from tests.stories.factories import consent, make_narrator, make_story

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]

HARD = {
    "type": "content_note",
    "value": {"note": "Aquí Marisol habla del juicio.", "passage": "<p>Lo que dijo Marisol.</p>"},
}
QUOTATION = {"type": "quotation", "value": {"text": "Me creyeron.", "attribution": "Marisol"}}
TIMELINE = {
    "type": "timeline",
    "value": {
        "title": "El camino",
        "moments": [
            {"type": "item", "value": {"when": "Un año después", "text": "Marisol volvió."}},
            {"type": "item", "value": {"when": "Hoy", "text": "Sigue."}},
        ],
    },
}


@pytest.fixture
def story(index_es: StoryIndexPage, narrator: Narrator) -> StoryPage:
    text = {"type": "text", "value": "<p>Marisol habló y <b>Marisol</b> calló.</p>"}
    body: Any = [text, QUOTATION, HARD, TIMELINE]
    return make_story(index_es, narrator, live=True, body=StoryPage.body.field.to_python(_json(body)), place="GT-09")


def _json(blocks: Any) -> str:
    return json.dumps(blocks)


def read(client: Client, story: StoryPage) -> str:
    return client.get(story.get_url()).content.decode()


def test_every_place_shows_the_mark(client: Client, story: StoryPage) -> None:
    consent(story.narrator, "es", channels=[Channel.SITE, Channel.SHARING])
    page = read(client, story)
    visible = page.replace("la-historia-de-marisol", "").replace("%2A", "*")
    assert "Marisol*" in visible
    assert visible.count("Marisol") == visible.count("Marisol*")
    for place in ("<title>La historia de Marisol*", 'content="La historia de Marisol*"', 'content="Marisol* volvió'):
        assert place in page
    assert '<h1 id="story-title">La historia de Marisol*</h1>' in page
    assert "<b>Marisol*</b>" in page


def test_the_note_stands_in_the_readers_language(client: Client, story: StoryPage) -> None:
    assert "pseudonym-note" in read(client, story)
    assert "pseudonym-note" in client.get("/historias/").content.decode()


def test_a_person_under_their_own_name_carries_neither_mark_nor_note(client: Client, index_es: StoryIndexPage) -> None:
    jakelin = make_narrator("Jakelin", name_kind=NameKind.OWN)
    consent(jakelin, "es")
    page = read(client, make_story(index_es, jakelin, live=True))
    assert "Jakelin" in page
    assert "Jakelin*" not in page
    assert "pseudonym-note" not in page
    assert "pseudonym-note" not in client.get("/historias/").content.decode()


def test_another_persons_pseudonym_brings_the_note(client: Client, index_es: StoryIndexPage) -> None:
    jakelin = make_narrator("Jakelin", name_kind=NameKind.OWN)
    consent(jakelin, "es")
    story = make_story(
        index_es, jakelin, live=True, other_pseudonyms="El Lobo", body=[("text", "<p>El Lobo huyó.</p>")]
    )
    page = read(client, story)
    assert "El Lobo*" in page
    assert "pseudonym-note" in page


def test_a_hard_passage_is_closed_until_the_reader_opens_it(client: Client, story: StoryPage) -> None:
    page = read(client, story)
    assert '<details class="hard-passage">' in page
    assert "Aquí Marisol* habla del juicio." in page
    assert "<details open" not in page


def test_a_content_note_comes_before_the_story_with_a_way_to_skip_it(
    client: Client, index_es: StoryIndexPage, narrator: Narrator
) -> None:
    page = read(client, make_story(index_es, narrator, live=True, content_note="Habla de un juicio."))
    assert page.index("Habla de un juicio.") < page.index('href="#after"') < page.index('id="after"')


def test_help_lines_are_those_of_the_country(client: Client, story: StoryPage, settings: Any) -> None:
    first, *others = read(client, story).split('<details class="help-lines__elsewhere')
    assert 'href="tel:1572"' in first
    assert 'href="tel:8006564673"' not in first
    assert 'href="tel:8006564673"' in others[0]
    assert 'href="tel:1572"' not in others[0]
    settings.COUNTRY = "US"
    first, *others = read(client, story).split('<details class="help-lines__elsewhere')
    assert 'href="tel:8006564673"' in first
    assert 'href="tel:1572"' in others[0]


def test_in_a_country_that_nobody_looked_up_the_others_are_there(
    client: Client, story: StoryPage, settings: Any
) -> None:
    settings.COUNTRY = "XX"
    first, *others = read(client, story).split('<details class="help-lines__elsewhere')
    assert "tel:" not in first
    assert 'id="help"' in first
    assert 'href="tel:1572"' in others[0]


def test_every_help_line_says_who_publishes_it_and_when_it_was_looked_up() -> None:
    assert set(help_lines.COUNTRIES) == set(help_lines.HELP_LINES)
    for line in (line for lines in help_lines.HELP_LINES.values() for line in lines):
        assert line.source.startswith("https://")
        assert re.fullmatch(r"20\d\d-\d\d", line.checked)
        assert re.fullmatch(r"[\d ]{3,}", line.number)


def test_a_story_leaves_no_trace(client: Client, story: StoryPage) -> None:
    response = client.get(story.get_url())
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert not response.cookies
    html = response.content.decode()
    assert "<script>" not in html
    assert 'style="' not in html


def test_the_department_is_shown_and_nothing_nearer(client: Client, story: StoryPage) -> None:
    assert "Quetzaltenango" in read(client, story)


def test_an_empty_index_says_so_kindly(client: Client, index_es: StoryIndexPage) -> None:
    html = client.get("/historias/").content.decode()
    assert 'class="empty"' in html
    assert "pseudonym-note" not in html


@pytest.mark.parametrize("page", ["2", "0", "-1", "x", "9" * 60, "<script>"])
def test_an_index_answers_any_page_number(client: Client, index_es: StoryIndexPage, page: str) -> None:
    response = client.get("/historias/", {"page": page})
    assert response.status_code == 200
    assert b"<script>" not in response.content


def test_stories_in_drafts_or_without_consent_are_not_listed(
    client: Client, index_es: StoryIndexPage, story: StoryPage
) -> None:
    jacinta = make_narrator("Jacinta")
    consent(jacinta, "es")
    make_story(index_es, jacinta, title="Borrador")
    html = client.get("/historias/").content.decode()
    assert "La historia de Marisol*" in html
    assert "Borrador" not in html


def queries(client: Client, address: str) -> int:
    client.get(address)  # Sites and content types are cached from now on.
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_an_index_asks_as_often_for_ten_stories_as_for_one(
    client: Client, index_es: StoryIndexPage, story: StoryPage
) -> None:
    one = queries(client, "/historias/")
    _tell_nine_more(index_es)
    assert queries(client, "/historias/") == one
    assert one <= 17


def test_a_story_asks_as_often_beside_ten_as_beside_two(
    client: Client, index_es: StoryIndexPage, story: StoryPage
) -> None:
    second = make_narrator("Jacinta")
    consent(second, "es")
    make_story(index_es, second, live=True, title="Otra")
    two = queries(client, story.get_url())
    _tell_nine_more(index_es)
    assert queries(client, story.get_url()) == two
    assert two <= 21


def _tell_nine_more(index: StoryIndexPage) -> None:
    for number in range(9):
        narrator = make_narrator("Nombre " + "ABCDEFGHI"[number])
        consent(narrator, "es")
        make_story(index, narrator, live=True, title=f"Historia {number}")


def test_related_stories_share_a_topic_first(index_es: StoryIndexPage, narrator: Narrator) -> None:
    told = {
        title: make_story(index_es, narrator, live=True, title=title, topics=topics)
        for title, topics in (("a", ["school"]), ("b", ["justice"]), ("c", ["school", "justice"]), ("d", []))
    }
    related = told["a"].related(now=timezone.now())
    assert related[0].title == "c"
    assert told["a"] not in related
    assert len(related) == 3


def test_the_preview_of_a_draft_shows_the_mark(
    index_es: StoryIndexPage, narrator: Narrator, ana: User, admin_as: Enter
) -> None:
    draft = make_story(index_es, narrator, owner=ana)
    html = admin_as(ana).get(reverse("wagtailadmin_pages:view_draft", args=[draft.pk])).content.decode()
    assert "<p>Marisol* habló, y le creyeron.</p>" in html


def test_a_story_names_its_sources_and_the_months_it_is_from(
    client: Client, index_es: StoryIndexPage, narrator: Narrator
) -> None:
    sources = [
        {"what": "Decreto 9-2009", "when": "2009", "url": "https://www.congreso.example/9-2009"},
        {"what": "Informe anual", "when": "", "url": ""},
    ]
    story = make_story(index_es, narrator, live=True, body=[("sources", {"sources": sources})])
    published, changed = datetime(2026, 3, 5, 12, tzinfo=UTC), datetime(2026, 5, 1, 12, tzinfo=UTC)
    StoryPage.objects.filter(pk=story.pk).update(first_published_at=published, last_published_at=published)
    page = client.get(story.get_url()).content.decode()
    assert '<a href="https://www.congreso.example/9-2009" rel="noopener noreferrer">Decreto 9-2009</a>, 2009' in page
    assert "<li>Informe anual</li>" in page
    assert "marzo de 2026" in page.lower()
    assert "mayo de 2026" not in page.lower()
    StoryPage.objects.filter(pk=story.pk).update(last_published_at=changed)
    assert "mayo de 2026" in client.get(story.get_url()).content.decode().lower()
