"""All facets of a text."""

from collections.abc import Callable, Iterable, Iterator

from stories.jigsaw.ages import ages
from stories.jigsaw.facets import Facet
from stories.jigsaw.family import family
from stories.jigsaw.people import peoples
from stories.jigsaw.places import institutions, places
from stories.jigsaw.text import Text
from stories.jigsaw.when import dates
from stories.jigsaw.who import relations
from stories.jigsaw.work import work

FINDERS: tuple[Callable[[Text], Iterator[Facet]], ...] = (
    ages,
    dates,
    places,
    institutions,
    relations,
    work,
    peoples,
    family,
)


def found_in(html: str) -> set[Facet]:
    """What this text says of a person, in either language. Markup may be in it."""
    text = Text.of(html)
    return {facet for find in FINDERS for facet in find(text)}


def found_in_all(texts: Iterable[str]) -> set[Facet]:
    return found_in(" | ".join(texts))
