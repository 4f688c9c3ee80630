"""Whom a reader can call, by country. Only numbers that a named, public source gives; look at them again every year.

The texts are msgids: `for_country` is called while a page is drawn, in the reader's language.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class HelpLine:
    """`number` is dialled inside the country. `source` says who publishes it; `checked` is the month of our look-up."""

    name: str
    number: str
    text: str | Promise
    source: str
    checked: str


HELP_LINES: dict[str, tuple[HelpLine, ...]] = {
    "GT": (
        HelpLine(
            name="Ministerio Público",
            number="1572",
            text=_("To report violence against women, girls and boys, or to ask what can be done. Free, at any hour."),
            source="https://www.prensalibre.com/guatemala/justicia/ocho-mil-mujeres-han-llamado-al-1572-por-violencia-fisica",
            checked="2026-11",
        ),
        HelpLine(
            name="Policía Nacional Civil",
            number="110",
            text=_("If somebody is in danger now."),
            source="https://conred.gob.gt/albergues-brindan-atencion-a-la-poblacion-ante-la-epoca-fria/",
            checked="2026-11",
        ),
    ),
}


def for_country(country: str) -> tuple[HelpLine, ...]:
    """The lines of an ISO 3166-1 country, most fitting first; none for a country that nobody has looked up."""
    return HELP_LINES.get(country, ())
