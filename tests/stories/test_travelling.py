"""What leaves this site of a story: nothing without consent to sharing; with it, always with mark and note."""

import io
import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from PIL import Image
from wagtail.models import PageViewRestriction

from core.share_card import share_card
from stories import services
from stories.choices import Channel, NameKind
from stories.models import Narrator, StoryIndexPage, StoryPage
from stories.travelling import card_path
from tests.stories.factories import consent, make_narrator, make_story

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def travelling(index_es: StoryIndexPage) -> Any:
    marisol = make_narrator("Marisol")
    consent(marisol, "es", "en", channels=[Channel.SITE, Channel.SHARING, Channel.PRINT])
    return make_story(index_es, marisol, live=True, topics=["school"], title="Marisol & <el juicio>")


@pytest.fixture
def staying(index_es: StoryIndexPage, narrator: Narrator) -> Any:
    return make_story(index_es, narrator, live=True, title="Solo aquí")


def feed(client: Client, language: str = "es") -> ElementTree.Element:
    with override(language):
        response = client.get(reverse("stories:feed"))
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    assert not response.cookies
    return ElementTree.fromstring(response.content)


def titles(root: ElementTree.Element) -> list[str]:
    return [entry.findtext(f"{ATOM}title") or "" for entry in root.iter(f"{ATOM}entry")]


def test_the_feed_has_what_may_travel_with_mark_and_note(client: Client, travelling: Any, staying: Any) -> None:
    root = feed(client)
    assert titles(root) == ["Marisol* & <el juicio>"]
    entry = next(root.iter(f"{ATOM}entry"))
    assert (entry.findtext(f"{ATOM}summary") or "").startswith("Marisol* volvió a la escuela. (*")
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == settings.BASE_URL + travelling.get_url()


def test_the_feeds_author_is_the_organisation_and_its_language_the_readers(client: Client, travelling: Any) -> None:
    root = feed(client)
    assert {name.text for name in root.iter(f"{ATOM}name")} == {settings.ORGANISATION_NAME}
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "es"
    assert titles(feed(client, "en")) == []


def test_drafts_private_and_withdrawn_stories_are_in_no_feed(
    client: Client, index_es: StoryIndexPage, travelling: Any
) -> None:
    make_story(index_es, travelling.narrator, title="Borrador")
    hidden = make_story(index_es, travelling.narrator, live=True, title="Privada")
    hidden.view_restrictions.create(restriction_type=PageViewRestriction.LOGIN)
    assert titles(feed(client)) == [travelling.title]
    services.withdraw(narrator=travelling.narrator, by=None, now=timezone.now())
    assert titles(feed(client)) == []


def test_every_page_leads_to_the_feed_of_its_language(client: Client, travelling: Any) -> None:
    assert f'type="application/atom+xml" href="{reverse("stories:feed")}"' in client.get("/").text


def json_ld(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert found
    return json.loads(found.group(1))  # type: ignore[no-any-return]


def test_structured_data_names_the_organisation_and_never_the_person(client: Client, travelling: Any) -> None:
    html = client.get(travelling.get_url()).text
    data = json_ld(html)
    assert data["headline"] == "Marisol* & <el juicio>"
    assert data["author"]["@type"] == data["publisher"]["@type"] == "Organization"
    assert data["inLanguage"] == "es"
    assert "(*" in data["description"]
    assert "Person" not in json.dumps(data)


def test_nothing_that_travels_tells_the_day(client: Client, travelling: Any) -> None:
    """As under the story: months, never days."""
    now = timezone.localtime()
    StoryPage.objects.filter(pk=travelling.pk).update(first_published_at=now, last_published_at=now)
    months = {f"{now:%Y-%m}-01T00:00:00{now:%z}"[:-2] + ":00"}
    told = next(feed(client).iter(f"{ATOM}entry"))
    assert {told.findtext(f"{ATOM}published"), told.findtext(f"{ATOM}updated")} == months
    data = json_ld(client.get(travelling.get_url()).text)
    assert {data["datePublished"], data["dateModified"]} == {f"{now:%Y-%m}"}
    listed = client.get("/sitemap.xml").text
    entry = next(one for one in listed.split("<url>") if travelling.get_url() + "</loc>" in one)
    assert "<lastmod>" not in entry
    assert "<lastmod>" in listed


def test_a_cache_in_front_asks_before_it_names_a_story_again(client: Client, travelling: Any) -> None:
    for address in ("/", travelling.get_parent().get_url()):
        assert client.get(address).headers["Cache-Control"] == "no-cache"


def test_nothing_in_structured_data_ends_its_script(client: Client, travelling: Any) -> None:
    html = client.get(travelling.get_url()).text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert found
    assert "<" not in found.group(1)


def test_share_cards_carry_title_mark_and_note_where_consent_covers_sharing(client: Client, travelling: Any) -> None:
    html = client.get(travelling.get_url()).text
    assert 'property="og:title" content="Marisol* &amp; &lt;el juicio&gt;"' in html
    assert re.search(r'property="og:description" content="Marisol\* volvió a la escuela\. \(\*', html)
    assert f'property="og:image" content="{settings.BASE_URL}{card_path(travelling)}"' in html
    assert "noindex" not in html
    assert "share-kit" in html
    assert "wa.me" in html


def test_elsewhere_a_story_for_this_site_alone_is_our_name_and_picture(client: Client, staying: Any) -> None:
    html = client.get(staying.get_url()).text
    head = html[: html.index("</head>")]
    outside_title = re.sub(r"<title>.*?</title>|<link[^>]*>", "", head, flags=re.S)
    assert "Marisol" not in outside_title
    assert "Solo aquí" not in outside_title
    assert "noindex, noarchive" in head
    assert f'property="og:title" content="{settings.ORGANISATION_NAME}"' in head
    assert "ld+json" not in html
    assert "share-kit" not in html
    assert "wa.me" not in html
    assert client.get(card_path(staying)).status_code == 410


def test_the_sitemap_lists_what_may_travel_alone(client: Client, travelling: Any, staying: Any) -> None:
    body = client.get("/sitemap.xml").text
    assert travelling.get_url() in body
    assert staying.get_url() not in body


def test_a_story_that_may_not_be_printed_says_so_on_paper(client: Client, travelling: Any, staying: Any) -> None:
    assert "story--not-for-print" not in client.get(travelling.get_url()).text
    assert "story--not-for-print" in client.get(staying.get_url()).text


def test_a_share_card_is_a_picture_of_cloth_and_words(client: Client, travelling: Any) -> None:
    response = client.get(card_path(travelling))
    assert response.headers["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(response.content)).size == (1200, 630)
    assert "no-cache" in response.headers["Cache-Control"]
    assert share_card(seed="a", title="Uno") != share_card(seed="b", title="Uno") != share_card(seed="b", title="Dos")


@pytest.mark.parametrize("title", ["", "x" * 300, "palabra " * 60, "ñandú K'iche' *", "\u202eabc"])
def test_any_title_fits_on_a_card(title: str) -> None:
    assert Image.open(io.BytesIO(share_card(seed="s", title=title, note="*Seudónimo"))).size == (1200, 630)


def test_a_share_card_is_gone_with_its_story(client: Client, travelling: Any) -> None:
    address = card_path(travelling)
    services.withdraw(narrator=travelling.narrator, by=None, now=timezone.now())
    assert client.get(address).status_code == 410
    StoryPage.objects.all().delete()
    assert client.get(address).status_code == 410


def test_a_card_is_in_the_storys_language_alone(client: Client, travelling: Any) -> None:
    with override("en"):
        assert client.get(reverse("stories:card", args=[travelling.translation_key])).status_code == 410


def test_a_drafts_card_is_not_drawn(client: Client, index_es: StoryIndexPage, travelling: Any) -> None:
    draft = make_story(index_es, travelling.narrator, title="Borrador")
    assert client.get(card_path(draft)).status_code == 410


def test_a_person_under_their_own_name_travels_without_a_note(client: Client, index_es: StoryIndexPage) -> None:
    jakelin = make_narrator("Jakelin", name_kind=NameKind.OWN)
    consent(jakelin, "es", channels=[Channel.SITE, Channel.SHARING])
    make_story(index_es, jakelin, live=True)
    entry = next(feed(client).iter(f"{ATOM}entry"))
    assert entry.findtext(f"{ATOM}summary") == "Jakelin volvió a la escuela."


def test_the_sites_own_card_stands_beside_every_other_page(client: Client, index_es: StoryIndexPage) -> None:
    found = re.search(r'property="og:image" content="([^"]*)"', client.get("/historias/").text)
    assert found
    response = client.get(found.group(1).removeprefix(settings.BASE_URL))
    assert Image.open(io.BytesIO(response.content)).size == (1200, 630)


def test_large_text_needs_no_script_and_no_cookie(client: Client, staying: Any) -> None:
    response = client.get(staying.get_url())
    assert '<input type="checkbox" id="large-text"' in response.text
    assert not response.cookies
