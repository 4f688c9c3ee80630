"""The forms beside a story: a facet in a short code, a reason in a sentence."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stories.jigsaw.facets import Facet
from stories.jigsaw.numbers import WORDS
from stories.jigsaw.places import DEPARTMENTS, TOWNS
from stories.jigsaw.text import fold
from stories.jigsaw.vocabulary import INSTITUTIONS
from stories.models import FacetKind

LONGEST, MOST_WORDS = 40, 5
_SHORT = re.compile(r"[\w' :.-]+")
_DATE = re.compile(r"(?:19|20)\d\d(?:-\d\d){0,2}|--\d\d(?:-\d\d)?|ago \d{1,2}")


class FacetForm(forms.Form):
    """A facet that the machine overlooked. A value of a few words: nothing can be told here at length."""

    kind = forms.ChoiceField(label=_("What it tells"), choices=FacetKind.choices)
    value = forms.CharField(
        label=_("In one or two words"),
        max_length=LONGEST,
        help_text=_("An age or year in digits; a place's name; “uncle”, “nurse”. Never a person's name."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "kind" in cleaned and "value" in cleaned:
            cleaned["facet"] = as_facet(cleaned["kind"], cleaned["value"])
        return cleaned


class DecisionForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it may be told"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example: “She has read both stories and wants her town to be named.”"),
    )


def as_facet(kind: str, typed: str) -> Facet:
    """What was typed, as the machine would have found it. Raises ValidationError for what is no short value."""
    value = " ".join(fold(typed).split())
    if len(value) > LONGEST or len(value.split()) > MOST_WORDS or not _SHORT.fullmatch(value):
        raise ValidationError({"value": _("A short value, please: a few words at most.")})
    if kind == "age":
        value = str(WORDS.get(value, value))
    elif kind == "institution" and value.split(":")[0] not in INSTITUTIONS:
        value = f"school:{value}"
    known = {"department": DEPARTMENTS, "municipality": TOWNS}.get(kind)
    value = known.get(value, "") if known else value
    is_age = value.isdigit() and 1 <= int(value) <= 99
    if not value or (kind == "age" and not is_age) or (kind == "date" and not _DATE.fullmatch(value)):
        raise ValidationError(
            {"value": _("This is not known here: an age in digits, a date as 2019-03, a place by its name.")}
        )
    return Facet(kind, value)
