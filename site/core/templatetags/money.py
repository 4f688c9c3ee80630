"""`{% load money %}`: amounts in minor units, in the reader's form."""

from babel.core import UnknownLocaleError
from babel.numbers import format_currency, get_currency_precision
from django import template
from django.conf import settings
from django.utils.translation import get_language, to_locale

register = template.Library()


@register.filter
def money(amount_minor: int | None, currency: str) -> str:
    """`1500|money:"USD"` is US$15.00 in Guatemalan Spanish and $15.00 in English.

    `amount_minor` is an integer of the currency's minor unit (cents; whole yen). Whole amounts lose their zeros.
    """
    if amount_minor is None:
        return ""
    currency = currency.upper()
    precision = get_currency_precision(currency)
    whole = amount_minor % 10**precision == 0
    return format_currency(
        amount_minor / 10**precision,
        currency,
        locale=reader_locale(),
        format="¤#,##0" if whole else None,
        currency_digits=not whole,
    )


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
