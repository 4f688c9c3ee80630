"""`{% load money %}`: amounts in minor units, in the reader's form."""

import re
from decimal import Decimal

from babel.core import UnknownLocaleError
from babel.numbers import format_currency, get_currency_precision
from django import template
from django.conf import settings
from django.utils.translation import get_language, to_locale

register = template.Library()


@register.filter
def money(amount_minor: int | str | None, currency: str) -> str:
    """`1500|money:"USD"` is USD 15 in Guatemalan Spanish and $15 in English.

    `amount_minor` is an integer of the currency's minor unit (cents; whole yen). Whole amounts lose their zeros.
    """
    if amount_minor is None or amount_minor == "":  # The latter is a template's missing variable.
        return ""
    if type(amount_minor) is not int:
        raise TypeError(f"An amount is a whole number of minor units, not {amount_minor!r}.")
    currency = currency.upper()
    precision = get_currency_precision(currency)
    whole = amount_minor % 10**precision == 0
    written = format_currency(
        Decimal(amount_minor).scaleb(-precision),
        currency,
        locale=reader_locale(),
        format="¤#,##0" if whole else None,
        currency_digits=not whole,
    )
    # Unicode asks for a space between a letter and a digit, which Babel leaves out: USD 20, but $20.
    return re.sub(r"(?<=[^\W\d_])(?=\d)", "\u00a0", written)


def reader_locale() -> str:
    """The language with this organisation's country where such a locale exists: es_GT; else the language alone."""
    language = to_locale(get_language() or settings.LANGUAGE_CODE)
    if language != settings.LANGUAGE_CODE:
        return language
    from babel import Locale

    try:
        return str(Locale.parse(f"{language}_{settings.COUNTRY}"))
    except (UnknownLocaleError, ValueError):
        return language
