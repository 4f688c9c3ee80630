"""Pictures and recordings that somebody uploaded in a hurry: into the library of all, not to their narrator's own."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.test.utils.form_data import rich_text, streamfield

from core.models import CoreDocument, CoreImage
from stories import services
from stories.choices import ConsentKind
from stories.models import Narrator, StoryIndexPage
from stories.withdrawal import inventory
from tests.core import recordings
from tests.core.canaries import pixels
from tests.stories.factories import approve_as, consent, form_of, make_narrator, make_story, send_to_review
from tests.stories.test_faces import as_file

pytestmark = pytest.mark.django_db


Publish = Callable[..., Any]


@pytest.fixture
def publish(index_es: StoryIndexPage, ana: Any, rosa: Any) -> Publish:
    """A story of this person with these blocks, written by Ana and approved by Rosa."""

    def written_and_approved(narrator: Narrator, *blocks: Any) -> Any:
        story = make_story(index_es, narrator, owner=ana, body=[("text", "<p>Hola.</p>"), *blocks])
        send_to_review(story, ana)
        approve_as(rosa, story)
        return story

    return written_and_approved


@pytest.fixture
def image(db: None) -> CoreImage:
    return CoreImage.objects.create(title="Una vista", file=as_file(pixels()))


def shown(image: CoreImage) -> tuple[str, dict[str, Any]]:
    return ("picture", {"image": image, "alt": "Una vista", "caption": ""})


def test_what_only_a_story_shows_is_gone_with_it(
    client: Client, narrator: Narrator, image: CoreImage, publish: Publish
) -> None:
    voice = CoreDocument.objects.create(title="Voz", file=ContentFile(recordings.mp3(), name="v.mp3"))
    said = ("audio", {"title": "Voz", "file": voice, "transcript": "<p>Dicho.</p>"})
    publish(narrator, shown(image), said)
    addresses = [image.get_rendition("width-10").url, voice.url]
    assert [client.get(address).status_code for address in addresses] == [200, 200]

    consent(narrator, "en", kind=ConsentKind.NARROWED)

    assert [client.get(address).status_code for address in addresses] == [410, 410]


def test_what_another_readable_story_shows_too_stays(
    client: Client, narrator: Narrator, image: CoreImage, publish: Publish
) -> None:
    other = make_narrator("Jacinta")
    consent(other, "es")
    for person in (narrator, other):
        publish(person, shown(image))
    services.withdraw(narrator=narrator, by=None, now=timezone.now())
    assert client.get(image.get_rendition("width-10").url).status_code == 200


def test_what_no_story_shows_is_for_everybody(client: Client, image: CoreImage) -> None:
    assert client.get(image.get_rendition("width-10").url).status_code == 200


def test_a_picture_that_was_only_tried_in_a_draft_goes_with_the_story(
    narrator: Narrator, image: CoreImage, publish: Publish, ana: Any, admin_as: Any
) -> None:
    later = CoreImage.objects.create(title="Otra vista", file=as_file(pixels()))
    story = publish(narrator)
    story.refresh_from_db()
    browser = admin_as(ana)
    for one in (image, later):
        chosen = ("picture", {"image": str(one.pk), "alt": "Una vista", "caption": ""})
        body = streamfield([("text", rich_text("<p>Hola.</p>")), chosen])
        answer = browser.post(f"/admin/pages/{story.pk}/edit/", form_of(story, body=body))
        assert answer.status_code == 302

    assert set(inventory.take_at_once(narrator)["images"]) == {image.pk, later.pk}
