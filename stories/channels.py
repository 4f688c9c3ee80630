"""Where one story, in the language that it is in, stands on each of the four channels.

Its pictures are asked on each. What leaves this site (a mail, what travels with a link, paper) cannot be taken back,
and a painted face still leaves a figure: there, no picture at all is shown unless consent covers pictures.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from stories import faces
from stories.choices import Channel
from stories.refusals import PublicationRefused

if TYPE_CHECKING:
    from stories.models import ConsentRecord, StoryPage


@dataclass(frozen=True)
class Standing:
    """What consent says at one moment, and what the story's pictures have against it."""

    channel: Channel
    is_consented: bool
    """Consent covers this channel, in this language."""
    is_on_site: bool
    """It covers this site too: without it there is no page that a mail or a link could lead to, or that is printed."""
    until: date | None
    """The last day, where it is consented."""
    refusal: PublicationRefused | None
    """What the pictures show that they must not."""
    shows_pictures: bool

    @property
    def is_open(self) -> bool:
        """Whether the story goes out on this channel, once it is published."""
        return self.is_consented and self.is_on_site and self.refusal is None


def standings(story: "StoryPage", *, now: datetime) -> dict[Channel, Standing]:
    """All four channels. `story` may be a draft in hand; its pictures are those that stand in it now."""
    record = story.narrator.consent_in_force(now=now)
    agreed = _agreed(record, story.locale.language_code)
    with_image = bool(record and record.with_image)
    refusal = faces.why_not_to_show(story, at=now)
    return {
        channel: Standing(
            channel=channel,
            is_consented=channel in agreed,
            is_on_site=Channel.SITE in agreed,
            until=record.until_date if record and channel in agreed else None,
            refusal=refusal,
            shows_pictures=channel in agreed and refusal is None and (channel is Channel.SITE or with_image),
        )
        for channel in Channel
    }


def standing(story: "StoryPage", channel: Channel, *, now: datetime) -> Standing:
    return standings(story, now=now)[channel]


def _agreed(record: "ConsentRecord | None", language: str) -> set[str]:
    return set(record.channels) if record and language in record.languages else set()
