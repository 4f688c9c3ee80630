"""Whom a reader can call, by country. Only numbers that a named, public source gives; look at them again every year.

Where a reader is we neither know nor ask: the site's own country comes first, and the others are one press away.
The texts are msgids: `for_country` is called while a page is drawn, in the reader's language.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class HelpLine:
    """`number` is dialled inside the country. `source` says who publishes it; `checked` is the month of our look-up.

    `language` is that of the name.
    """

    name: str
    number: str
    text: str | Promise
    source: str
    checked: str
    language: str = "es"


COUNTRIES: dict[str, str | Promise] = {
    "ES": _("Spain"),
    "GT": _("Guatemala"),
    "HN": _("Honduras"),
    "MX": _("Mexico"),
    "US": _("United States"),
}

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
    "HN": (
        HelpLine(
            name="Línea 114, Policía Nacional",
            number="114",
            text=_("If a woman, a girl or a boy is hurt or threatened at home. Free, at any hour."),
            source="https://proceso.hn/detenciones-por-violencia-domestica-y-familiar-suman-150-en-lo-que-va-de-2025/",
            checked="2026-11",
        ),
    ),
    "MX": (
        HelpLine(
            name="Línea de la Vida",
            number="800 911 2000",
            text=_("To talk with somebody about violence or about how you feel. Free, at any hour."),
            source="https://www.eluniversal.com.mx/nacion/promueven-la-linea-de-la-vida-tras-presentar-encuesta-sobre-consumo-de-drogas-asi-puedes-pedir-ayuda/",
            checked="2026-11",
        ),
    ),
    "ES": (
        HelpLine(
            name="Teléfono 016, Ministerio de Igualdad",
            number="016",
            text=_("For women who live with violence, and whoever worries about one. Free, at any hour."),
            source="https://www.elperiodicoextremadura.com/noticias/extremadura/extremadura-realizan-tres-llamadas-dia-telefono-016_1194873.html",
            checked="2026-11",
        ),
    ),
    "US": (
        HelpLine(
            name="National Sexual Assault Hotline (RAINN)",
            number="800 656 4673",
            text=_(
                "For survivors of sexual violence and those close to them, in English and Spanish. Free, at any hour."
            ),
            source="https://rainn.org/get-help/national-sexual-assault-hotline",
            checked="2026-11",
            language="en",
        ),
        HelpLine(
            name="Childhelp National Child Abuse Hotline",
            number="800 422 4453",
            text=_("About a child who is hurt or may be. Answered in Canada too. Free, at any hour."),
            source="https://childhelphotline.org/how-it-works",
            checked="2026-11",
            language="en",
        ),
    ),
}


def for_country(country: str) -> tuple[HelpLine, ...]:
    """The lines of an ISO 3166-1 country, most fitting first; none for a country that nobody has looked up."""
    return HELP_LINES.get(country, ())


def elsewhere(country: str) -> list[tuple[str, tuple[HelpLine, ...]]]:
    """(country's name, its lines) for every other country, in the order of the reader's language."""
    others = [(str(COUNTRIES[code]), lines) for code, lines in HELP_LINES.items() if code != country]
    return sorted(others, key=lambda one: one[0])
