"""Sound with its words, film with its captions: own files only, whole or in parts, gone with consent."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.models import CollectionViewRestriction

from core.models import CoreDocument
from stories import services
from stories.models import Narrator, StoryIndexPage, StoryPage
from stories.recordings import AudioBlock, VideoBlock
from tests.core import recordings
from tests.core.canaries import CANARY
from tests.stories.factories import make_story

pytestmark = pytest.mark.django_db


def document(narrator: Narrator, name: str, data: bytes) -> CoreDocument:
    made = CoreDocument(title="Grabación", collection=narrator.collection, file=ContentFile(data, name=name))
    made.save()
    return made


@pytest.fixture
def voice(narrator: Narrator, index_es: StoryIndexPage) -> CoreDocument:
    """In a story that anybody may read, or nobody would hear it."""
    made = document(narrator, f"{CANARY}.mp3", recordings.mp3())
    value = {"title": "Voz", "file": made, "transcript": "<p>Dicho.</p>"}
    make_story(index_es, narrator, live=True, title="Con voz", body=[("audio", value)])
    return made


@pytest.fixture
def words(narrator: Narrator) -> CoreDocument:
    return document(narrator, "captions.vtt", recordings.VTT)


def test_a_recording_stands_with_its_words_and_loads_nothing_by_itself(
    client: Client, index_es: StoryIndexPage, narrator: Narrator, voice: CoreDocument
) -> None:
    value = {"title": "Marisol lo cuenta", "file": voice, "transcript": "<p>Marisol habló.</p>"}
    story = make_story(index_es, narrator, live=True, body=[("audio", value)])
    html = client.get(story.get_url()).text
    assert '<audio controls preload="none">' in html
    assert f'<source src="{voice.url}" type="audio/mpeg">' in html
    assert "<p>Marisol* habló.</p>" in html
    assert '<a class="chip" href="#listen">' in html
    assert 'id="listen"' in html


def test_a_story_without_sound_offers_no_listening(
    client: Client, index_es: StoryIndexPage, narrator: Narrator
) -> None:
    assert "#listen" not in client.get(make_story(index_es, narrator, live=True).get_url()).text


def test_a_film_has_captions_in_the_pages_language(
    client: Client, index_es: StoryIndexPage, narrator: Narrator, words: CoreDocument
) -> None:
    film = document(narrator, "film.mp4", recordings.mp4())
    value = {"title": "El camino", "file": film, "captions": words, "description": "Un camino entre montañas."}
    html = client.get(make_story(index_es, narrator, live=True, body=[("video", value)]).get_url()).text
    assert '<video controls preload="none"' in html
    assert f'<track kind="captions" src="{words.url}" srclang="es"' in html


@pytest.mark.parametrize("block", [AudioBlock(), VideoBlock()])
def test_neither_is_without_its_words(block: Any, voice: CoreDocument) -> None:
    with pytest.raises(ValidationError) as refused:
        block.clean(block.to_python({"title": "x", "file": voice.pk}))
    assert {"transcript", "captions"} & set(refused.value.block_errors)  # type: ignore[attr-defined]


def test_a_document_is_no_recording(narrator: Narrator, voice: CoreDocument) -> None:
    text = document(narrator, "a.txt", b"Hola")
    block = AudioBlock()
    with pytest.raises(StructBlockValidationError):
        block.clean(block.to_python({"title": "x", "file": text.pk, "transcript": "<p>y</p>"}))
    film = VideoBlock()
    with pytest.raises(StructBlockValidationError):
        film.clean(film.to_python({"title": "x", "file": voice.pk, "captions": text.pk, "description": "z"}))


def test_nothing_of_the_upload_is_in_the_file_its_name_or_its_title(voice: CoreDocument, words: CoreDocument) -> None:
    assert CANARY not in f"{voice.file.name} {voice.title}"
    assert voice.file.open("rb").read() == recordings.FRAME * 6
    assert CANARY.encode() not in words.file.open("rb").read()


def test_a_recording_is_served_whole_and_safely(client: Client, voice: CoreDocument) -> None:
    response = client.get(voice.url, HTTP_ACCEPT_ENCODING="gzip")
    assert response.status_code == 200
    assert response.content == recordings.FRAME * 6
    headers = response.headers
    assert headers["Content-Type"] == "audio/mpeg"
    assert headers["Accept-Ranges"] == "bytes"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "private, no-store"
    assert not response.cookies


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("bytes=0-", 0, 1247), ("bytes=0-1", 0, 1), ("bytes=100-99999", 100, 1247), ("bytes=-10", 1238, 1247)],
)
def test_a_player_gets_the_part_that_it_asks_for(
    client: Client, voice: CoreDocument, asked: str, first: int, last: int
) -> None:
    response = client.get(voice.url, HTTP_RANGE=asked)
    assert response.status_code == 206
    assert response.headers["Content-Range"] == f"bytes {first}-{last}/1248"
    assert response.content == (recordings.FRAME * 6)[first : last + 1]


@pytest.mark.parametrize("asked", ["bytes=1248-", "bytes=5-2", "bytes=-0", "bytes=-"])
def test_a_part_that_is_not_there_is_refused(client: Client, voice: CoreDocument, asked: str) -> None:
    response = client.get(voice.url, HTTP_RANGE=asked)
    assert response.status_code == 416
    assert response.headers["Content-Range"] == "bytes */1248"


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "lines=1-2", "bytes=" + "9" * 400 + "-", "bytes=a-b", "x"])
def test_what_is_no_range_gets_the_whole(client: Client, voice: CoreDocument, asked: str) -> None:
    response = client.get(voice.url, HTTP_RANGE=asked)
    assert response.status_code == 200
    assert len(response.content) == 1248


def test_a_recording_is_gone_when_its_narrators_consent_is(
    client: Client, voice: CoreDocument, narrator: Narrator
) -> None:
    services.withdraw(narrator=narrator, by=None, now=timezone.now())
    assert client.get(voice.url).status_code == 410


def test_a_private_collections_recording_is_not_played(client: Client, voice: CoreDocument) -> None:
    CollectionViewRestriction.objects.create(collection=voice.collection, restriction_type="login")
    assert client.get(voice.url).status_code == 302


def test_related_stories_prefer_topics_then_the_same_place(index_es: StoryIndexPage, narrator: Narrator) -> None:
    told = {
        title: make_story(index_es, narrator, live=True, title=title, topics=topics, place=place)
        for title, topics, place in (
            ("a", ["school"], "GT-09"),
            ("b", [], "GT-09"),
            ("c", ["school"], ""),
            ("d", ["school"], "GT-09"),
            ("e", [], ""),
        )
    }
    related: list[StoryPage] = told["a"].related(now=timezone.now())
    assert [story.title for story in related] == ["d", "c", "b"]
