"""How much: what the form suggests, what it accepts, and how people write it. Everything in minor units."""

import re
import unicodedata
from dataclasses import dataclass

from babel.numbers import get_currency_precision
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.templatetags.money import money


@dataclass(frozen=True)
class Scale:
    """What is sensible in one currency, in minor units. `fixed_fee` is the flat part of Stripe's fee."""

    monthly: tuple[int, ...]
    once: tuple[int, ...]
    least: int
    most: int
    fixed_fee: int


# The least amount is above what card testers like; the most is where a treasurer wants to know the giver first.
SCALES = {
    "USD": Scale((1000, 2000, 3500, 6000), (2500, 5000, 10000, 25000), 300, 1_000_000, 30),
    "GTQ": Scale((5000, 10000, 20000, 40000), (10000, 25000, 50000, 100000), 2500, 7_500_000, 250),
    "CAD": Scale((1500, 2500, 5000, 8000), (3500, 7500, 15000, 35000), 500, 1_500_000, 30),
}
# Stripe's share for cards, in basis points. Source: https://stripe.com/pricing; the account's own may differ a little,
# which is why the form says "about".
FEE_BASIS_POINTS = 290


def scale(currency: str) -> Scale:
    """A currency without a scale of its own takes the dollar's numbers, in its own units."""
    if currency in SCALES:
        return SCALES[currency]
    unit = 10 ** get_currency_precision(currency)
    return Scale((10 * unit, 20 * unit, 35 * unit, 60 * unit), (25 * unit, 50 * unit, 100 * unit, 250 * unit),
                 5 * unit, 10_000 * unit, 0)  # fmt: skip


def fee_cover(amount_minor: int, currency: str) -> int:
    """What to add so that about `amount_minor` is left when the card's fee on the whole has been taken."""
    needed = (amount_minor + scale(currency).fixed_fee) * 10_000
    whole = -(-needed // (10_000 - FEE_BASIS_POINTS))  # Rounded up, in whole numbers.
    return whole - amount_minor


# The signs that say which currency somebody means. A bare $ may be any dollar.
SIGNS = {
    "USD": ("USD", "US$", "US", "$"),
    "CAD": ("CAD", "CA$", "C$", "CA", "$"),
    "GTQ": ("GTQ", "QTZ", "Q.", "Q"),
}
NUMBER = re.compile(r"\d[\d.,'’ ]*")


def parse(text: str, currency: str) -> int:
    """Minor units of an amount as people write it: 150 · 150.00 · 1.500,50 · 1,500.50 · 1 500 · Q 150.

    Raises ValidationError, in the reader's language, for what is no amount, or is in another currency.
    """
    text = unicodedata.normalize("NFKC", text).strip()
    match = NUMBER.search(text)
    if match is None or "-" in text or "−" in text:
        raise ValidationError(_("Write the amount in numbers, such as 150 or 150.50."), code="invalid")
    _check_sign((text[: match.start()] + text[match.end() :]).strip(), currency)
    whole, cents = _split(match.group().rstrip(".,'’ "), get_currency_precision(currency))
    return int(whole) * 10 ** get_currency_precision(currency) + cents


def _check_sign(sign: str, currency: str) -> None:
    sign = sign.upper().replace(" ", "")
    if not sign or sign in SIGNS.get(currency, (currency,)) or sign == currency:
        return
    if any(sign in signs for signs in SIGNS.values()):
        message = _("The amount is written in another currency than the one chosen (%(currency)s).")
        raise ValidationError(message, code="currency", params={"currency": currency})
    raise ValidationError(_("Write the amount in numbers, such as 150 or 150.50."), code="invalid")


def _split(number: str, precision: int) -> tuple[str, int]:
    """Whole units and minor units. A last separator before exactly three digits groups thousands: 1,500 is 1500."""
    decimals = re.search(r"[.,](\d+)$", number)
    separators = set(re.findall(r"[.,]", number))
    cents = ""
    if decimals and (len(decimals.group(1)) != 3 or len(separators) > 1) and number.count(decimals.group()[0]) == 1:
        number, cents = number[: decimals.start()], decimals.group(1)
    groups = re.split(r"[.,'’ ]", number)
    if len(cents) > precision or (len(groups) > 1 and not _grouped(groups)):
        raise ValidationError(_("Write the amount in numbers, such as 150 or 150.50."), code="invalid")
    if len("".join(groups)) > 12:
        raise ValidationError(_("This is more than we can take here."), code="invalid")
    return "".join(groups), int(cents.ljust(precision, "0") or 0)


def _grouped(groups: list[str]) -> bool:
    return 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])


def check(amount_minor: int, currency: str, contact: str) -> None:
    """Raises ValidationError outside what we take. `contact` is where somebody with more to give may write."""
    limits = scale(currency)
    if amount_minor < limits.least:
        message = _("The least that we can take is %(least)s: below it, the card's fee eats the gift.")
        raise ValidationError(message, code="min", params={"least": money(limits.least, currency)})
    if amount_minor > limits.most:
        message = _("For more than %(most)s please write to %(contact)s, so that we can thank you in person.")
        raise ValidationError(message, code="max", params={"most": money(limits.most, currency), "contact": contact})


def written(amount_minor: int, currency: str) -> str:
    """As somebody may have typed it: 20, 20.50. `parse` reads it back."""
    precision = get_currency_precision(currency)
    whole, cents = divmod(amount_minor, 10**precision)
    return f"{whole}.{cents:0{precision}d}" if cents else str(whole)
