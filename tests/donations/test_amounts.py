"""Amounts as people write them, and what we take."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from donations import amounts


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("150", "USD", 15000),
        ("150.00", "USD", 15000),
        ("150,5", "USD", 15050),
        ("1.500,50", "GTQ", 150050),
        ("1,500.50", "GTQ", 150050),
        ("1,500", "GTQ", 150000),
        ("1.500", "GTQ", 150000),
        ("1 500", "CAD", 150000),
        ("1'500.50", "CAD", 150050),
        ("Q 150", "GTQ", 15000),
        ("Q150.00", "GTQ", 15000),
        ("Q. 150", "GTQ", 15000),
        ("150 quetzales", "GTQ", None),
        ("$20", "USD", 2000),
        ("$20", "CAD", 2000),
        ("US$ 20", "USD", 2000),
        ("20 USD", "USD", 2000),
        ("２０", "USD", 2000),
        (" 20.", "USD", 2000),
        ("1.234.567", "GTQ", 123456700),
        ("0", "USD", 0),
        ("", "USD", None),
        ("-20", "USD", None),
        ("−20", "USD", None),
        ("veinte", "USD", None),
        ("20.555", "USD", 2055500),
        ("20.5555", "USD", None),
        ("1,50,000", "USD", None),
        ("12,34.56,78", "USD", None),
        ("1e9", "USD", None),
        ("20; DROP TABLE", "USD", None),
        ("9" * 40, "USD", None),
        ("٢٠", "USD", 2000),
    ],
)
def test_amounts_are_read_as_people_write_them(text: str, currency: str, minor: int | None) -> None:
    if minor is None:
        with pytest.raises(ValidationError):
            amounts.parse(text, currency)
    else:
        assert amounts.parse(text, currency) == minor


@pytest.mark.parametrize(("text", "currency"), [("Q 150", "USD"), ("$20", "GTQ"), ("20 CAD", "USD"), ("US$20", "CAD")])
def test_an_amount_in_another_currency_than_the_chosen_one_is_not_guessed_at(text: str, currency: str) -> None:
    with pytest.raises(ValidationError) as refused:
        amounts.parse(text, currency)
    assert refused.value.code == "currency"


def test_what_is_too_little_or_too_much_is_said_in_the_readers_form() -> None:
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        amounts.check(299, "USD", "us@example.org")
    assert "$3" in refused.value.messages[0]
    with pytest.raises(ValidationError) as refused:
        amounts.check(1_000_001, "USD", "us@example.org")
    assert "us@example.org" in refused.value.messages[0]
    for amount in (300, 1_000_000):
        amounts.check(amount, "USD", "us@example.org")


@pytest.mark.parametrize("currency", ["USD", "GTQ", "CAD"])
def test_every_amount_that_is_suggested_would_be_taken_if_it_were_written(currency: str) -> None:
    scale = amounts.scale(currency)
    for amount in (*scale.monthly, *scale.once):
        assert amounts.parse(amounts.written(amount, currency), currency) == amount
        amounts.check(amount, currency, "us@example.org")


@pytest.mark.parametrize("amount", [300, 2000, 2050, 1_000_000])
def test_a_covered_fee_leaves_the_gift_whole(amount: int) -> None:
    charged = amount + amounts.fee_cover(amount, "USD")
    fee = round(charged * 0.029 + 30)
    assert amount <= charged - fee <= amount + 1


def test_a_currency_without_cents_has_whole_suggestions() -> None:
    assert amounts.scale("JPY").monthly[0] == 10
    assert amounts.parse("1,500", "JPY") == 1500
    with pytest.raises(ValidationError):
        amounts.parse("10.5", "JPY")
