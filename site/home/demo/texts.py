"""The shapes that the demo's content is written in."""

from dataclasses import dataclass
from typing import Any, NamedTuple


class Text(NamedTuple):
    """One text in both languages. `text[code]` is that language's."""

    es: str
    en: str

    def of(self, code: str) -> str:
        return self.es if code == "es" else self.en

    def by_language(self) -> dict[str, str]:
        return {"es": self.es, "en": self.en}


NOTHING = Text("", "")


class Figure(NamedTuple):
    number: Text
    text: Text
    source: Text

    def block(self, code: str) -> dict[str, str]:
        return {"number": self.number.of(code), "text": self.text.of(code), "source": self.source.of(code), "url": ""}


class Prose(NamedTuple):
    """Paragraphs and headings as HTML of the rich text's own kinds."""

    html: Text

    def block(self, code: str) -> tuple[str, Any]:
        return "text", self.html.of(code).strip()


class Quotation(NamedTuple):
    text: Text
    attribution: Text

    def block(self, code: str) -> tuple[str, Any]:
        return "quotation", {"text": self.text.of(code), "attribution": self.attribution.of(code)}


class Figures(NamedTuple):
    figures: tuple[Figure, ...]

    def block(self, code: str) -> tuple[str, Any]:
        return "figures", {"figures": [figure.block(code) for figure in self.figures]}


Piece = Prose | Quotation | Figures


def stream(pieces: tuple[Piece, ...], code: str) -> list[dict[str, Any]]:
    """The pieces as StreamField's raw JSON."""
    return [{"type": kind, "value": value} for kind, value in (piece.block(code) for piece in pieces)]


@dataclass(frozen=True)
class DemoPage:
    """A content page."""

    title: Text
    slug: Text
    teaser: Text
    intro: Text
    body: tuple[Piece, ...]


@dataclass(frozen=True)
class DemoCampaign(DemoPage):
    ask: Text = NOTHING
    share_text: Text = NOTHING
    give_title: Text = NOTHING
    give_text: Text = NOTHING
    goal_minor: int | None = None
    has_pledge: bool = False
    stories: tuple[str, ...] = ()


@dataclass(frozen=True)
class DemoStory:
    """A story and the person who tells it. `name` is a pseudonym unless `own_name` says that it is theirs by choice."""

    key: str
    name: str
    role: str
    title: Text
    slug: Text
    teaser: Text
    content_note: Text
    body: tuple[Piece, ...]
    topics: tuple[str, ...]
    own_name: bool = False
    other_pseudonyms: str = ""
    place: str = ""
    conditions: str = ""
    witness: str = "psychologist"
