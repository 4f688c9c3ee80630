"""A story and its translation are read alike: what one tells and the other doesn't is a difference of the texts."""

from typing import NamedTuple

import pytest

from home.demo.stories import STORIES
from home.demo.texts import DemoStory, Quotation
from stories.jigsaw.facets import KINDS, Facet
from tests.stories.jigsaw.passages import alike, codes, pairs, precision, readings, recall

PAIRS, HELD_OUT = pairs("pairs.txt"), pairs("held_out.txt")


class Floor(NamedTuple):
    """Just beneath what was measured; `blind` is the one that the finder was not mended by."""

    recall: float
    precision: float
    alike: float


PASSING = {
    "passing_tune.txt": Floor(0.97, 0.98, 0.99),
    "passing_more.txt": Floor(0.91, 0.96, 0.97),
    "passing_blind.txt": Floor(0.88, 0.91, 0.87),
}


def test_there_are_pairs_enough_of_every_kind_and_some_that_tell_nothing() -> None:
    assert len(PAIRS) >= 60
    assert len(HELD_OUT) >= 60
    for found in (PAIRS, HELD_OUT):
        assert sum(not pair.told for pair in found) >= 10
        assert {Facet.of(code).kind for pair in found for code in pair.told} == set(KINDS)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.english[:40])
def test_a_passage_and_its_translation_tell_the_same(pair) -> None:
    assert codes(pair.spanish) == codes(pair.english)


def test_what_the_pairs_tell_is_found_and_nothing_else() -> None:
    assert recall(readings(PAIRS)) >= 0.97
    assert precision(readings(PAIRS)) >= 0.97


def test_there_is_enough_told_in_passing_and_as_much_that_only_sounds_like_it() -> None:
    passing = [pair for name in PASSING for pair in pairs(name)]

    assert sum(bool(pair.told) for pair in passing) >= 240
    assert sum(not pair.told for pair in passing) >= 240


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("name", PASSING)
def test_what_is_told_in_passing_is_mostly_found_and_little_else(name: str, language: str) -> None:
    floor, found = PASSING[name], readings(pairs(name), languages=language)

    assert recall(found) >= floor.recall
    assert precision(found) >= floor.precision
    for kind in ("relation", "family"):
        of_kind = [one.of(kind) for one in found]
        assert recall(of_kind) >= floor.recall - 0.05
        assert precision(of_kind) >= floor.precision - 0.03


@pytest.mark.parametrize("name", PASSING)
def test_what_is_told_in_passing_is_mostly_read_alike(name: str) -> None:
    assert alike(pairs(name)) >= PASSING[name].alike


@pytest.mark.parametrize("language", ["es", "en"])
def test_most_is_found_of_passages_that_the_finder_was_never_mended_by(language: str) -> None:
    found = readings(HELD_OUT, languages=language)

    assert recall(found) >= 0.91
    assert precision(found) >= 0.94
    assert alike(HELD_OUT) >= 0.89
    assert recall([one.of("relation") for one in found]) >= 0.83
    assert recall([one.of("family") for one in found]) >= 0.85


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.key)
def test_the_demos_stories_are_read_alike_in_both_languages(story: DemoStory) -> None:
    assert _told(story, "es") == _told(story, "en")


def _told(story: DemoStory, language: str) -> frozenset[str]:
    texts = [getattr(each, language) for each in (story.title, story.teaser, story.content_note)]
    for block in story.body:
        parts = (block.text, block.attribution) if isinstance(block, Quotation) else (block.html,)
        texts += [getattr(part, language) for part in parts]
    return codes(" | ".join(texts).replace(story.name, "—"))
