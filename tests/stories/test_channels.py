"""A story leaves by no channel that its narrator did not agree to: on paper, in mails."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from stories.channels import standings
from stories.choices import Channel, ConsentKind
from stories.models import StoryPage
from stories.services import end_lapsed
from stories.travelling import card_path
from tests.core.canaries import pixels
from tests.stories.factories import consent, make_narrator, make_story
from tests.stories.test_faces import add_picture, story_with

STYLES = settings.SITE / "static" / "css"


@pytest.mark.parametrize(("channels", "hidden"), [([Channel.SITE], True), ([Channel.SITE, Channel.PRINT], False)])
def test_a_story_is_hidden_on_paper_unless_print_is_consented(
    client: Client, index_es: Any, channels: list[str], hidden: bool
) -> None:
    person = make_narrator()
    consent(person, "es", channels=channels)
    page = client.get(make_story(index_es, person, live=True).get_url()).content.decode()

    assert ("story--not-for-print" in page) is hidden
    assert re.search(r'href="[^"]*stories-print[^"]*" media="print"', page)
    hides = re.compile(r"\.story--not-for-print > :not\(\.print-only\) \{ display: none; \}")
    assert hides.search((STYLES / "stories-print.css").read_text())


def test_teasers_are_printed_nowhere(client: Client, index_es: Any, narrator: Any) -> None:
    make_story(index_es, narrator, live=True)
    page = client.get(index_es.get_url()).content.decode()

    assert '<article class="card no-print">' in page
    assert ".no-print" in (STYLES / "print.css").read_text()


# --- Pictures, on each channel ---------------------------------------------------------------------------------------

EVERYWHERE = list(Channel)


@pytest.fixture
def unseen(index_es: Any) -> Any:
    """Public on every channel, with a picture that shows nobody. Its narrator agreed to no image."""
    person = make_narrator()
    consent(person, "es", channels=EVERYWHERE)
    return story_with(index_es, person, add_picture(person, pixels()), live=True)


def open_on(story: StoryPage, *, days: int = 0) -> set[Channel]:
    """The channels on which it goes out, by what is asked of one page and by what is asked of many: they must agree."""
    now = timezone.now() + timedelta(days=days)
    fresh = StoryPage.objects.get(pk=story.pk)
    one = {channel for channel, standing in standings(fresh, now=now).items() if standing.is_open}
    readable = StoryPage.objects.filter(pk=story.pk).readable(now)
    assert one == {channel for channel in Channel if readable.consented(channel=channel, now=now).exists()}
    return one


def pictured_on(story: StoryPage) -> set[Channel]:
    found = standings(StoryPage.objects.get(pk=story.pk), now=timezone.now())
    return {channel for channel, standing in found.items() if standing.shows_pictures}


def show_a_face(story: StoryPage) -> None:
    """As a finder that has got better would: past every save."""
    image = story.body[0].value["image"]
    image.faces.create(x=1, y=1, width=9, height=9)


def test_without_consent_to_images_pictures_stay_on_this_site(unseen: Any) -> None:
    assert open_on(unseen) == set(Channel)
    assert pictured_on(unseen) == {Channel.SITE}


def test_with_it_they_go_wherever_the_story_goes(unseen: Any) -> None:
    consent(unseen.narrator, "es", channels=[Channel.SITE, Channel.PRINT], with_image=True)
    assert pictured_on(unseen) == {Channel.SITE, Channel.PRINT}


def test_a_face_that_nobody_has_dealt_with_keeps_a_story_from_every_channel(unseen: Any, client: Client) -> None:
    show_a_face(unseen)
    assert open_on(unseen) == set()
    assert pictured_on(unseen) == set()
    assert client.get(unseen.get_url()).status_code == 410
    assert client.get(card_path(unseen)).status_code == 410
    with override("es"):
        assert unseen.title not in client.get(reverse("stories:feed")).text
    assert unseen.title not in client.get(unseen.get_parent().get_url()).text


def test_unless_the_narrator_agreed_to_be_seen(unseen: Any, client: Client) -> None:
    consent(unseen.narrator, "es", channels=EVERYWHERE, with_image=True)
    show_a_face(unseen)
    assert open_on(unseen) == pictured_on(unseen) == set(Channel)
    assert client.get(unseen.get_url()).status_code == 200


def test_when_a_consent_without_images_begins_later_the_story_goes_on_that_day(unseen: Any) -> None:
    consent(unseen.narrator, "es", channels=EVERYWHERE, with_image=True)
    show_a_face(unseen)
    today = timezone.localdate()
    later = {"from_date": today + timedelta(days=7), "until_date": today + timedelta(days=90), "with_image": False}
    consent(unseen.narrator, "es", kind=ConsentKind.NARROWED, channels=EVERYWHERE, **later)
    assert open_on(unseen) == set(Channel)
    assert open_on(unseen, days=8) == set()
    assert end_lapsed(now=timezone.now()) == 0
    assert end_lapsed(now=timezone.now() + timedelta(days=8)) == 1
    assert not StoryPage.objects.get(pk=unseen.pk).live


def test_paper_shows_no_picture_without_consent_to_images(unseen: Any, client: Client) -> None:
    assert 'class="story--no-pictures-on-paper"' in client.get(unseen.get_url()).text
    assert ".story--no-pictures-on-paper .picture { display: none; }" in (STYLES / "stories-print.css").read_text()
    consent(unseen.narrator, "es", channels=EVERYWHERE, with_image=True)
    assert "story--no-pictures-on-paper" not in client.get(unseen.get_url()).text


def test_what_is_shared_has_no_picture_of_the_story_at_all(unseen: Any, client: Client) -> None:
    consent(unseen.narrator, "es", channels=EVERYWHERE, with_image=True)
    head = client.get(unseen.get_url()).text.split("</head>")[0]
    with override("es"):
        feed = client.get(reverse("stories:feed")).text
    assert unseen.title in feed
    for text in (head, feed):
        assert "/media/" not in text
        assert "<img" not in text
