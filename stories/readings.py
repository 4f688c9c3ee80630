"""What the machine reads in one version of a story, and where."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from stories.jigsaw import Facet
from stories.jigsaw.text import fold
from stories.models.jigsaw import sentence_print


@dataclass(frozen=True)
class Reading:
    """Without the names that the story shows. `place` is the department that its editors chose."""

    narrator_id: Any
    texts: tuple[str, ...]
    place: str

    @cached_property
    def found(self) -> frozenset[Facet]:
        from stories.jigsaw.finder import found_in_all  # Half a second of patterns, for those who read.

        chosen = {Facet("department", fold(self.place))} if self.place else set()
        return frozenset(found_in_all(self.texts) | chosen)

    def sentences(self, facet: Facet) -> list[str]:
        """Those that tell it. The place that was chosen stands as it is shown."""
        from stories.jigsaw.where import telling

        is_chosen = bool(self.place) and facet == Facet("department", fold(self.place))
        return [*telling(self.texts, facet), *([self.place] if is_chosen else [])]

    def prints(self, facet: Facet) -> set[str]:
        """Keyed fingerprints of these sentences: what an agreement saw, and no more."""
        if facet not in self.found:
            return set()
        # What only several texts together tell has no sentence of its own.
        sentences = self.sentences(facet) or [" | ".join(self.texts)]
        return {sentence_print(self.narrator_id, facet, sentence) for sentence in sentences}


def read(story: Any, texts: Iterable[str] | None = None, place: str | None = None) -> Reading:
    """`story` as it is in memory, or these texts and this place in its stead."""
    names = unnamed(story)
    found = tuple(names.sub("—", text) for text in (texts_of(story) if texts is None else texts))
    return Reading(story.narrator_id, found, story.place_name if place is None else place)


def texts_of(story: Any) -> list[str]:
    """Every text of a story that a reader meets, its address with them."""
    body = story.body.stream_block.get_searchable_content(story.body) if story.body else []
    fields = (story.title, story.seo_title, story.intro, story.content_note, story.search_description)
    return [*map(str, fields), (story.slug or "").replace("-", " "), *map(str, body)]


def unnamed(story: Any) -> re.Pattern[str]:
    """The names that a story shows. They are chosen, and may be a town's or stand after "shelter" as if it had one."""
    names = sorted({story.narrator.shown_name, *story.pseudonyms}, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(re.escape(name) for name in names) + r")\b\*?")
