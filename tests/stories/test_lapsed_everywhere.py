"""A story whose consent lapsed a minute ago is nowhere, though no worker has come by yet; nor is one in a language that
consent was narrowed away from. Each place must show it before, or it proves nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from campaigns.models import CampaignPage, CampaignStory
from core.models import CoreDocument, CoreImage
from home.models import ContentPage, HomePage, HomeStory
from stories import services
from stories.choices import Channel, ConsentKind
from stories.models import ConsentRecord, Narrator, StoryIndexPage, StoryPage
from stories.models.links import NarratorLink
from stories.travelling import card_path
from tests.accounts.factories import make_user
from tests.campaigns.factories import make_campaign
from tests.conftest import SAME_ORIGIN
from tests.core import recordings
from tests.core.canaries import pixels
from tests.stories.factories import (
    approve_as,
    begin_translation,
    consent,
    locale,
    make_narrator,
    make_story,
    send_to_review,
    translate,
)
from tests.stories.test_faces import add_picture, story_with

pytestmark = pytest.mark.django_db

EVERY = [Channel.SITE, Channel.SHARING, Channel.PRINT]
SLUGS = {"es": "el-barquito-de-papel", "en": "the-english-slug"}
OLD = {"es": "/historias/antes/", "en": "/en/stories/before/"}
WORD = {"es": "barquito", "en": "barquito"}


@dataclass
class Told:
    """A story with two texts, and everything that leads to it in both languages."""

    narrator: Narrator
    pages: dict[str, StoryPage]
    image: CoreImage
    voice: CoreDocument
    token: str


@pytest.fixture
def told(index_es: StoryIndexPage, home_es: HomePage, home_en: HomePage, ana: Any, rosa: Any) -> Told:
    marisol = make_narrator("Marisol")
    consent(marisol, "es", "en", channels=EVERY)
    image = add_picture(marisol, pixels())
    voice = CoreDocument(title="Voz", collection=marisol.collection, file=ContentFile(recordings.mp3(), name="v.mp3"))
    voice.save()
    body = [
        ("text", "<p>Marisol dobló un barquito.</p>"),
        ("picture", {"image": image, "alt": "Un barco", "caption": ""}),
        ("audio", {"title": "Voz", "file": voice, "transcript": "<p>Dicho.</p>"}),
    ]
    story = make_story(
        index_es, marisol, owner=ana, title="El barquito de papel", slug=SLUGS["es"], topics=["school"], body=body
    )
    translate(begin_translation(story, ana), ana, "In English: {}")
    send_to_review(story, ana)
    approve_as(rosa, story)
    pages = {code: StoryPage.objects.get(narrator=marisol, locale=locale(code)) for code in SLUGS}
    for code, page in pages.items():
        Redirect.add_redirect(OLD[code].rstrip("/"), redirect_to=page, is_permanent=True)
    lead_to(pages["es"], home_es, home_en)
    _link, token = NarratorLink.make(narrator=marisol, by=ana, now=timezone.now())
    return Told(marisol, pages, image, voice, token)


def lead_to(story: StoryPage, home_es: HomePage, home_en: HomePage) -> None:
    """From the first page, a campaign, a page of our own, and somebody else's story; in both languages."""
    campaign = make_campaign(home_es, title="Una campaña")
    for page in CampaignPage.objects.filter(translation_key=campaign.translation_key):
        CampaignStory.objects.create(campaign=page, story=story, locale=page.locale)
    links: list[Any] = [
        ("text", f'<p>Y <a linktype="page" id="{story.pk}">aquí</a>.</p>'),
        ("call_to_act", {"title": "Lea", "text": "", "button": "Leer", "page": story, "url": ""}),
    ]
    jacinta = make_narrator("Jacinta")
    consent(jacinta, "es", "en", channels=EVERY)
    for home in (home_es, home_en):
        HomeStory.objects.create(home=home, story=story, locale=home.locale)
        home.add_child(instance=ContentPage(title="Nosotras", slug="nosotras", body=links, locale=home.locale))
        index = StoryIndexPage.objects.child_of(home).get()
        make_story(index, jacinta, live=True, slug="otra", title="Otra", topics=["school"], body=links)


def lapse(narrator: Narrator) -> None:
    """Consent that was agreed upon ended yesterday: as time does it, and no service hears of it."""
    today = timezone.localdate()
    _record(narrator, languages=["es", "en"], from_date=today - timedelta(days=9), until_date=today - timedelta(days=1))


def narrow(narrator: Narrator, language: str) -> None:
    """A narrowing that was recorded for today, a week ago."""
    _record(narrator, languages=[language], from_date=timezone.localdate(), until_date=timezone.localdate())


def _record(narrator: Narrator, **terms: Any) -> None:
    fixed = {"kind": ConsentKind.NARROWED, "channels": EVERY, "witness_role": "lawyer", "text_version": "1"}
    ConsentRecord(narrator=narrator, **{**fixed, **terms}).save()


def places(code: str, token: str) -> dict[str, Callable[[Client], str]]:
    """What anybody can read in this language, by name."""
    start = "/" if code == "es" else "/en/"
    with override(code):
        search, feed, own = reverse("home:search"), reverse("stories:feed"), reverse("stories:own", args=[token])
    index = StoryIndexPage.objects.get(locale__language_code=code).get_url()
    campaign = CampaignPage.objects.get(locale__language_code=code).get_url()

    def page(address: str | None) -> Callable[[Client], str]:
        return lambda client: client.get(address or "").text

    return {
        "home": page(start),
        "index": page(index),
        "index, filtered": page(f"{index}?topic=school"),
        "campaign": page(campaign),
        "a page's links": page(f"{start}nosotras/"),
        "another story": page(f"{index}otra/"),
        "search": lambda client: client.post(search, {"q": WORD[code]}, **SAME_ORIGIN).text,
        "feed": page(feed),
        "sitemap": page("/sitemap.xml"),
        "narrator's own page": lambda client: client.post(own, {"step": "show"}, **SAME_ORIGIN).text,
    }


def where_it_is(client: Client, told: Told, code: str) -> set[str]:
    return {name for name, read in places(code, told.token).items() if SLUGS[code] in read(client)}


def assert_gone(client: Client, told: Told, code: str) -> None:
    assert where_it_is(client, told, code) == set()
    with override(code):
        addresses = [told.pages[code].get_url(), OLD[code], card_path(told.pages[code])]
    for address in addresses:
        for answer in (client.get(address), client.head(address)):
            assert answer.status_code == 410, address
            assert SLUGS[code] not in answer.text
            assert "Marisol" not in answer.text


def assert_there(client: Client, told: Told, code: str) -> None:
    assert where_it_is(client, told, code) == set(places(code, told.token))
    assert client.get(told.pages[code].get_url()).status_code == 200
    assert client.get(card_path(told.pages[code])).status_code == 200
    assert client.get(OLD[code]).headers["Location"] == told.pages[code].get_url()


def media_of(client: Client, told: Told) -> list[str]:
    """The addresses that the Spanish page gives, which a reader may have kept."""
    renditions = [rendition.url for rendition in told.image.renditions.all()]
    assert len(renditions) == 4
    return [*renditions, told.voice.url]


def statuses(client: Client, addresses: list[str]) -> set[int]:
    return {client.get(address).status_code for address in addresses}


def test_a_lapsed_story_is_nowhere_in_either_language(client: Client, told: Told) -> None:
    for code in SLUGS:
        assert_there(client, told, code)
    media = media_of(client, told)
    assert statuses(client, media) == {200}

    lapse(told.narrator)
    assert StoryPage.objects.live().filter(narrator=told.narrator).count() == 2, "no worker has come by"
    for code in SLUGS:
        assert_gone(client, told, code)
    assert statuses(client, media) == {410}

    services.end_lapsed(now=timezone.now())
    assert not StoryPage.objects.live().filter(narrator=told.narrator).exists()
    for code in SLUGS:
        assert_gone(client, told, code)
    assert statuses(client, media) == {410}


@pytest.mark.parametrize("method", ["get", "head", "options", "post", "put", "delete"])
def test_a_lapsed_storys_address_is_gone_however_it_is_asked(client: Client, told: Told, method: str) -> None:
    lapse(told.narrator)
    for page in told.pages.values():
        answer = getattr(client, method)(page.get_url())
        assert answer.status_code == 410
        assert "Allow" not in answer


@pytest.mark.parametrize(("kept", "left"), [("es", "en"), ("en", "es")])
def test_narrowed_to_one_language_it_is_nowhere_in_the_other(client: Client, told: Told, kept: str, left: str) -> None:
    there = client.get(told.pages[kept].get_url()).text
    assert f'hreflang="{left}"' in there
    assert SLUGS[left] in there
    media = media_of(client, told) if kept == "es" else []

    narrow(told.narrator, kept)
    for _worker in ("has not come by", "has"):
        assert_gone(client, told, left)
        still_there = client.get(told.pages[kept].get_url())
        assert still_there.status_code == 200
        assert SLUGS[left] not in still_there.text
        assert statuses(client, media) <= {200}, "the language that is left shows them"
        services.end_lapsed(now=timezone.now())
    assert StoryPage.objects.live().get(narrator=told.narrator).locale.language_code == kept


def test_what_only_the_other_language_shows_goes_with_it(client: Client, told: Told) -> None:
    english = told.pages["en"]
    StoryPage.objects.filter(pk=english.pk).update(body=[{"type": "text", "value": "<p>No sound.</p>"}])
    narrow(told.narrator, "en")
    assert client.get(english.get_url()).status_code == 200
    assert client.get(told.voice.url).status_code == 410


def test_a_file_of_a_narrator_that_no_story_shows_is_for_editors_alone(
    client: Client, told: Told, index_es: StoryIndexPage
) -> None:
    unused = add_picture(told.narrator, pixels())
    address = unused.get_rendition("width-10").url
    assert client.get(address).status_code == 410
    client.force_login(make_user("admin@historia.example", admin=True))
    assert client.get(address).status_code != 410


def test_the_address_of_a_picture_cannot_be_guessed_and_does_not_name_its_file(client: Client, told: Told) -> None:
    client.get(told.pages["es"].get_url())
    rendition = told.image.renditions.first()
    assert rendition.file.name.rpartition("/")[2].partition(".")[0] not in rendition.url
    assert client.get(rendition.url[:-1] + "_").status_code == 404
    answer = client.get(rendition.url)
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.content == rendition.file.open().read()


def test_a_link_leads_again_when_consent_is_renewed(client: Client, told: Told) -> None:
    lapse(told.narrator)
    consent(told.narrator, "es", "en", channels=EVERY)
    for code in SLUGS:
        assert_there(client, told, code)


def test_no_link_leads_to_an_unpublished_page_of_any_kind(client: Client, home_es: HomePage) -> None:
    hidden = home_es.add_child(instance=ContentPage(title="Escondida", slug="escondida", live=False))
    body = [("text", f'<p><a linktype="page" id="{hidden.pk}">aquí</a> y <a linktype="page" id="0">allá</a></p>')]
    page = home_es.add_child(instance=ContentPage(title="Nosotras", body=body))
    html = client.get(page.get_url()).text
    assert "<a>aquí</a> y <a>allá</a>" in html
    Page.objects.filter(pk=hidden.pk).update(live=True)
    assert '<a href="/escondida/">aquí</a>' in client.get(page.get_url()).text


def test_a_draft_that_somebody_guesses_is_not_found(client: Client, told: Told, index_es: StoryIndexPage) -> None:
    make_story(index_es, told.narrator, slug="un-borrador")
    assert client.get(f"{index_es.get_url()}un-borrador/").status_code == 404
    assert client.get("/historias/nada%00/").status_code == 404


def test_a_face_that_consent_covers_no_more_is_gone_at_once_and_unpublished_by_the_clock(
    client: Client, index_es: StoryIndexPage, ana: Any, rosa: Any
) -> None:
    marisol = make_narrator("Marisol")
    consent(marisol, "es", with_image=True)
    image = add_picture(marisol)
    story = story_with(index_es, marisol, image, owner=ana)
    send_to_review(story, ana)
    approve_as(rosa, story)
    minutes = CoreDocument.objects.create(
        title="Acta", file=ContentFile(b"Hola", name="acta.txt"), collection=marisol.collection
    )
    assert client.get(story.get_url()).status_code == 200
    shown = image.renditions.first().url
    assert client.get(shown).status_code == 200

    _record(
        marisol,
        languages=["es"],
        with_image=False,
        from_date=timezone.localdate(),
        until_date=timezone.localdate(),
    )
    assert client.get(story.get_url()).status_code == 410
    assert client.get(shown).status_code == 410
    assert client.get(minutes.url).status_code == 410
    services.end_lapsed(now=timezone.now())
    assert not StoryPage.objects.live().exists()


def test_without_consent_to_pictures_a_story_keeps_what_shows_nobody(client: Client, told: Told) -> None:
    media = media_of(client, told) if client.get(told.pages["es"].get_url()) else []
    record = told.narrator.consent_records.first()
    assert not record.with_image
    assert statuses(client, media) == {200}
    assert services.end_lapsed(now=timezone.now()) == 0
