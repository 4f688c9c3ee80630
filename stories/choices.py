"""What may be chosen for stories and consent. Codes are kept; words are translated."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class NameKind(models.TextChoices):
    """How a person is named is that person's choice."""

    PSEUDONYM = "pseudonym", _("pseudonym")
    OWN = "own", _("own name, by choice")


class NarratorRole(models.TextChoices):
    SURVIVOR = "survivor", _("survivor")
    LEADER = "leader", _("survivor leader")
    RELATIVE = "relative", _("a survivor's family")
    COMPANION = "companion", _("companion of survivors")


class WitnessRole(models.TextChoices):
    """Who was there when consent was given: never a name."""

    PSYCHOLOGIST = "psychologist", _("psychologist")
    SOCIAL_WORKER = "social_worker", _("social worker")
    LAWYER = "lawyer", _("lawyer")
    LEADER = "leader", _("survivor leader")
    SURVIVOR_CARE = "survivor_care", _("survivor care team")


class ConsentKind(models.TextChoices):
    GIVEN = "given", _("given")
    NARROWED = "narrowed", _("narrowed")
    RENEWED = "renewed", _("renewed")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Channel(models.TextChoices):
    SITE = "site", _("this site")
    EMAIL = "email", _("e-mail")
    SHARING = "sharing", _("sharing on social networks")
    PRINT = "print", _("print")


class Topic(models.TextChoices):
    JUSTICE = "justice", _("justice")
    HEALING = "healing", _("healing")
    FAMILY = "family", _("family")
    SCHOOL = "school", _("school")
    COMMUNITY = "community", _("community")
    LEADERSHIP = "leadership", _("survivor leadership")


def languages() -> Iterable[tuple[str, object]]:
    return settings.LANGUAGES


# Departments by ISO 3166-2: a place is never told more exactly than this.
DEPARTMENTS: dict[str, dict[str, str]] = {
    "GT": {
        "GT-16": "Alta Verapaz",
        "GT-15": "Baja Verapaz",
        "GT-04": "Chimaltenango",
        "GT-20": "Chiquimula",
        "GT-02": "El Progreso",
        "GT-05": "Escuintla",
        "GT-01": "Guatemala",
        "GT-13": "Huehuetenango",
        "GT-18": "Izabal",
        "GT-21": "Jalapa",
        "GT-22": "Jutiapa",
        "GT-17": "Petén",
        "GT-09": "Quetzaltenango",
        "GT-14": "Quiché",
        "GT-11": "Retalhuleu",
        "GT-03": "Sacatepéquez",
        "GT-12": "San Marcos",
        "GT-06": "Santa Rosa",
        "GT-07": "Sololá",
        "GT-10": "Suchitepéquez",
        "GT-08": "Totonicapán",
        "GT-19": "Zacapa",
    }
}


def places() -> list[tuple[str, str]]:
    """The departments of this site's country."""
    return list(DEPARTMENTS.get(settings.COUNTRY, {}).items())
