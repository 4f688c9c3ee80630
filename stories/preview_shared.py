"""What others are told of a story, read back from its very page as a network or a search engine reads it."""

import base64
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

from django.conf import settings
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from core.share_kit import ShareKit
from stories.travelling import add_entry, card_path, share_picture

if TYPE_CHECKING:
    from stories.models import StoryPage

ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass(frozen=True)
class Entry:
    title: str
    summary: str
    topics: list[str]


@dataclass(frozen=True)
class Shared:
    """A link's card, a search engine's entry, the feed's, and the words that are ready to be sent."""

    domain: str
    address: str
    title: str
    description: str
    picture: str
    page_title: str
    page_description: str
    is_found: bool
    """Whether search engines may list it."""
    entry: Entry | None
    kit: ShareKit | None


@dataclass
class Head(HTMLParser):
    """The title and the meta data of a page."""

    meta: dict[str, str] = field(default_factory=dict)
    title: str = ""

    def __post_init__(self) -> None:
        super().__init__()
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta" and (name := given.get("property") or given.get("name")):
            self.meta[name] = given.get("content") or ""
        # A drawing has titles of its own.
        self._in_title = tag == "title" and not self.title

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data


def read(html: str, story: "StoryPage", known: dict[str, Any]) -> Shared:
    """`html` is the story's page, `known` the context that it was made with."""
    head = Head()
    head.feed(html)
    picture = head.meta.get("og:image", "")
    own = picture.endswith(card_path(story))
    return Shared(
        domain=urlsplit(settings.BASE_URL).netloc,
        address=known["kit"].url if known.get("kit") else settings.BASE_URL + (story.get_url() or "/"),
        title=head.meta.get("og:title", ""),
        description=head.meta.get("og:description", ""),
        # Its address answers when the story is public; here is what it will answer.
        picture=_as_data(share_picture(story)) if own else reverse("core:card"),
        page_title=head.title,
        page_description=head.meta.get("description", ""),
        is_found="noindex" not in head.meta.get("robots", ""),
        entry=_entry(story) if known["may_travel"] else None,
        kit=known.get("kit"),
    )


def _as_data(picture: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"


def _entry(story: "StoryPage") -> Entry | None:
    """As a feed reader shows it, out of the feed's own XML."""
    feed = Atom1Feed(title="", link="", description="")
    add_entry(feed, story)
    found = ElementTree.fromstring(feed.writeString("utf-8")).find(f"{ATOM}entry")  # noqa: S314 - our own
    if found is None:
        return None
    topics = [category.get("term", "") for category in found.findall(f"{ATOM}category")]
    return Entry(found.findtext(f"{ATOM}title", ""), found.findtext(f"{ATOM}summary", ""), topics)
