"""A story and its translation are read alike: what one tells and the other doesn't is a difference of the texts."""

import pytest

from home.demo.stories import STORIES
from home.demo.texts import DemoStory, Quotation
from stories.jigsaw.facets import KINDS, Facet
from tests.stories.jigsaw.passages import alike, codes, pairs, precision, readings, recall

PAIRS, HELD_OUT = pairs("pairs.txt"), pairs("held_out.txt")


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


@pytest.mark.parametrize("language", ["es", "en"])
def test_most_is_found_of_passages_that_the_finder_was_never_mended_by(language: str) -> None:
    found = readings(HELD_OUT, languages=language)

    assert recall(found) >= 0.83
    assert precision(found) >= 0.88
    assert alike(HELD_OUT) >= 0.85


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.key)
def test_the_demos_stories_are_read_alike_in_both_languages(story: DemoStory) -> None:
    assert _told(story, "es") == _told(story, "en")


def _told(story: DemoStory, language: str) -> frozenset[str]:
    texts = [getattr(each, language) for each in (story.title, story.teaser, story.content_note)]
    for block in story.body:
        parts = (block.text, block.attribution) if isinstance(block, Quotation) else (block.html,)
        texts += [getattr(part, language) for part in parts]
    return codes(" | ".join(texts).replace(story.name, "—"))
