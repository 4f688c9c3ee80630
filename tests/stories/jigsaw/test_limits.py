"""The two numbers that an organisation may set: docs/safety-jigsaw.md."""

from typing import Any

import pytest

from stories import revealing
from stories.checks import the_limits_can_be_kept
from tests.stories.conftest import index_es, narrator  # noqa: F401 - fixtures
from tests.stories.factories import make_story


@pytest.mark.parametrize(("population", "group"), [(250_000, 1), (250_000, 0), (10, 20), (0, 0), (-5, -5)])
def test_limits_that_would_allow_everything_or_nothing_are_an_error(settings: Any, population: int, group: int) -> None:
    settings.JIGSAW_POPULATION, settings.JIGSAW_SMALLEST_GROUP = population, group

    assert [one.id for one in the_limits_can_be_kept()] == ["stories.E001"]


def test_the_limits_as_they_come_are_fine() -> None:
    assert the_limits_can_be_kept() == []


def test_a_smaller_country_or_a_larger_group_is_stricter(settings: Any, index_es: Any, narrator: Any) -> None:  # noqa: F811
    story = make_story(index_es, narrator, body=[("text", "<p>Nací en Cobán. Tenía once años.</p>")])
    assert revealing.together(story).may_be_told

    settings.JIGSAW_SMALLEST_GROUP = 100
    assert not revealing.together(story).may_be_told
    settings.JIGSAW_SMALLEST_GROUP, settings.JIGSAW_POPULATION = 20, 50_000
    assert not revealing.together(story).may_be_told
