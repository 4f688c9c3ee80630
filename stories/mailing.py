"""A story in a mail: the one way in which a story's words reach one. A mail cannot be taken back.

A mail about one story is sent from the outbox's handler, where consent is asked at that moment:

    context = {"story": mailing.story_for_mail(story, now=timezone.now()), "preferences_url": …}
    mail.send(template=mailing.TEMPLATE, to=…, language=story.locale.language_code, context=context)

A mail with several of them, or with more around them, includes emails/stories/in_mail.{html,txt} `with story=… only`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from stories import channels
from stories.choices import Channel
from stories.models import StoryPage
from stories.travelling import absolute

TEMPLATE = "stories/story"
PICTURE = "width-1040|format-jpeg|bgcolor-ffffff"
"""Twice the width of the mail's column, in a format that every mail program shows."""
PICTURE_WIDTH = 520


class NotForMail(Exception):
    """This story must not be in a mail now: it isn't public, or consent does not cover e-mail in its language."""


@dataclass(frozen=True)
class Picture:
    """Left on this site and asked for by the mail program, so that a story that is withdrawn takes it along."""

    url: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class StoryForMail:
    """All that a mail shows of a story, marks and all. Never its text: that stays where it can be taken back."""

    language: str
    title: str
    byline: str
    intro: str
    content_note: str
    note: str
    url: str
    picture: Picture | None


def story_for_mail(story: StoryPage, *, now: datetime) -> StoryForMail:
    """What mails may show of this story at `now`, as it was published, whatever draft is in hand.

    Raises NotForMail unless it is public and its narrator's consent covers this site and e-mail, in its language.
    """
    published = StoryPage.objects.filter(pk=story.pk).readable(now).first()
    if published is None:
        raise NotForMail
    return draft_for_mail(published, now=now)


def draft_for_mail(story: StoryPage, *, now: datetime) -> StoryForMail:
    """The same of a text in hand, for its preview; nothing of it may be sent. Raises NotForMail without consent."""
    standing = channels.standing(story, Channel.EMAIL, now=now)
    if not standing.is_open:
        raise NotForMail
    language = story.locale.language_code
    with override(language):
        return StoryForMail(
            language=language,
            title=story.title,
            byline=f"{story.narrator.marked_name}, {story.narrator.get_role_display()}",
            intro=story.intro,
            content_note=story.content_note,
            note=_("*A pseudonym") if story.pseudonyms else "",
            url=absolute(story.get_url()),
            picture=_first_picture(story) if standing.shows_pictures else None,
        )


def _first_picture(story: StoryPage) -> Picture | None:
    block: Any = next((block for block in story.body if block.block_type == "picture" and block.value["image"]), None)
    if block is None:
        return None
    made = block.value["image"].get_rendition(PICTURE)
    width = min(PICTURE_WIDTH, made.width)
    height = round(made.height * width / made.width)
    return Picture(urljoin(settings.BASE_URL, made.url), block.value["alt"], width, height)
