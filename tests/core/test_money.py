"""Amounts in minor units, in the reader's form."""

from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation

from core.templatetags.money import money

NBSP = "\xa0"


@pytest.mark.parametrize(
    ("language", "amount", "currency", "expected"),
    [
        ("es", 150000, "GTQ", "Q1,500"),
        ("es", 150050, "GTQ", "Q1,500.50"),
        ("es", 1500, "USD", "USD15"),
        ("en", 150050, "GTQ", "GTQ1,500.50"),
        ("en", 1500, "USD", "$15"),
        ("en", 1505, "usd", "$15.05"),
        ("en", 1500, "JPY", "¥1,500"),
        ("es", 1500, "JPY", "JPY1,500"),
        ("en", 5, "USD", "$0.05"),
        ("en", 0, "USD", "$0"),
        ("en", -1550, "USD", "-$15.50"),
    ],
)
def test_an_amount_reads_as_the_reader_writes_it(language: str, amount: int, currency: str, expected: str) -> None:
    with translation.override(language):
        assert money(amount, currency).replace(NBSP, "") == expected


def test_cents_of_an_amount_larger_than_a_float_can_hold_are_right() -> None:
    with translation.override("en"):
        assert money(9_007_199_254_740_993_01, "USD") == "$9,007,199,254,740,993.01"


@pytest.mark.parametrize("wrong", [15.0, Decimal("15.00"), "1500", True])
def test_anything_but_a_whole_number_of_minor_units_is_an_error(wrong: object) -> None:
    with pytest.raises(TypeError, match="minor units"):
        money(wrong, "USD")  # type: ignore[arg-type]


def test_nothing_is_shown_for_no_amount() -> None:
    assert money(None, "USD") == ""
    assert Template('{% load money %}[{{ missing|money:"USD" }}]').render(Context()) == "[]"
