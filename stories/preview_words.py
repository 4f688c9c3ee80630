"""What the bar over a preview says, in the language of whoever looks."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stories.channels import Standing
from stories.choices import Channel

if TYPE_CHECKING:
    from stories.models import StoryPage

INSTEAD = {
    Channel.SITE: gettext_lazy("Only its editors can read it here. Readers find nothing at its address."),
    Channel.EMAIL: gettext_lazy("It is in no mail that we send."),
    Channel.SHARING: gettext_lazy("This is what others get: a link elsewhere shows our name and our picture alone."),
    Channel.PRINT: gettext_lazy("This is what comes out on paper instead."),
}


def words(standing: Standing, story: "StoryPage") -> list[str]:
    """One sentence or two for each thing that an editor must know, the most important first."""
    return [*_of_consent(standing), *_of_pictures(standing, story)]


def _of_consent(standing: Standing) -> Iterator[str]:
    if not standing.is_consented:
        yield _("The narrator’s consent does not cover this channel in this language.")
    elif standing.until:
        until = date_format(standing.until, "DATE_FORMAT")
        yield _("The narrator’s consent covers this channel in this language until %(date)s.") % {"date": until}
        if not standing.is_on_site:
            yield _("It does not cover this site, so there is no page of it to lead to.")
    if not standing.is_open:
        yield str(INSTEAD[standing.channel])


def _of_pictures(standing: Standing, story: "StoryPage") -> Iterator[str]:
    if standing.refusal:
        yield from standing.refusal.messages
    elif standing.is_open and _leaves_pictures_behind(standing, story):
        yield _("Its pictures stay behind: consent does not cover pictures of this person.")


def _leaves_pictures_behind(standing: Standing, story: "StoryPage") -> bool:
    if standing.shows_pictures or standing.channel is Channel.SHARING:  # Which never has any.
        return False
    return any(block.block_type == "picture" for block in story.body)
