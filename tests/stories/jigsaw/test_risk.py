"""The sum, as its docstring states it."""

import math

import pytest

from stories.jigsaw import Facet, risk_of


def risk(*codes: str, **terms: int):
    return risk_of([Facet.of(code) for code in codes], **terms)


def test_nothing_told_leaves_everybody() -> None:
    assert risk().group == 250_000
    assert not risk().is_over


def test_an_age_and_a_department_leave_many() -> None:
    assert not risk("age:11", "department:peten").is_over


@pytest.mark.parametrize(
    "together",
    [
        ["age:11", "municipality:coban", "relation:stepfather"],
        ["age:11", "date:2019-03-14"],
        ["institution:school:cipreses", "age:11"],
        ["village:chicajay", "relation:pastor"],
        ["people:tektiteko", "work:midwife"],
    ],
)
def test_what_identifies_together_is_over_the_limit_though_no_part_is(together: list[str]) -> None:
    assert risk(*together).is_over
    assert not any(risk(part).is_over for part in together)


def test_bits_add_over_kinds_and_a_second_of_one_kind_counts_half() -> None:
    assert risk("age:11", "work:nurse").bits == risk("age:11").bits + risk("work:nurse").bits
    assert risk("age:11", "age:14").bits == pytest.approx(risk("age:11").bits * 1.5)


def test_a_department_adds_nothing_to_a_town_in_it_and_something_to_a_town_elsewhere() -> None:
    town = risk("municipality:coban").bits

    assert risk("municipality:coban", "department:alta verapaz").bits == town
    assert risk("municipality:coban", "department:peten").bits > town


def test_a_year_adds_nothing_to_a_day_in_it() -> None:
    assert risk("date:2019", "date:2019-03-14").bits == risk("date:2019-03-14").bits


def test_the_more_is_told_the_fewer_fit() -> None:
    told = ["age:11", "department:peten", "date:2019", "relation:uncle", "work:nurse", "people:mam", "family:twin"]
    groups = [risk(*told[:count]).group for count in range(len(told) + 1)]

    assert groups == sorted(groups, reverse=True)
    assert groups[-1] == 1


def test_the_limit_is_where_the_smallest_group_is_left() -> None:
    strict = risk("age:11", "department:peten", population=1_000, smallest_group=20)

    assert strict.limit == pytest.approx(math.log2(50))
    assert strict.is_over


@pytest.mark.parametrize(("population", "about"), [(250_000, 250_000), (11_048, 11_000), (996, 1000), (47, 47), (1, 1)])
def test_an_estimate_is_told_in_two_figures(population: int, about: int) -> None:
    assert risk_of([], population=population).about == about
