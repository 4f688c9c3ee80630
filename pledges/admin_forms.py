"""What the team records, and the form that publishes a text."""

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pledges.models import Pledge, Signature
from pledges.models.events import sha256_hex
from pledges.models.texts import Wording, check_wordings, tidy
from pledges.steps import NEEDS_REASON, Role, State
from pledges.validators import plain_line, plain_paragraphs

if TYPE_CHECKING:
    from accounts.models import User

VERIFYING = frozenset({State.VERIFIED, State.PUBLISHED})
# What each step is called for the person who takes it.
VERBS: dict[State, Promise] = {
    State.INVITED: _("Send an invitation to the official contact; an earlier link stops working"),
    State.DELIVERED: _("The invitation has been delivered"),
    State.VERIFIED: _("I have verified this signature (the first of two people)"),
    State.PUBLISHED: _("I have verified this signature too: publish it"),
    State.DISPUTED: _("The signature is disputed: hide it at once"),
    State.CLAIMED: _("The dispute is settled in the signatory's favour: verify again"),
    State.DECLINED: _("The candidate declined"),
    State.WITHDRAWN: _("The candidate withdrew the signature"),
    State.KEPT: _("The pledge is kept"),
    State.PARTLY_KEPT: _("The pledge is kept in part"),
    State.BROKEN: _("The pledge is broken"),
    State.TOO_EARLY: _("It is too early to tell"),
}


def role_for(step: State) -> Role:
    return Role.VERIFIER if step in VERIFYING else Role.TEAM


def steps_open_to(signature: Signature, user: "User", now: datetime) -> list[State]:
    """What this person may record now."""
    manages, verifies = user.has_perm("pledges.manage_signature"), user.has_perm("pledges.verify_signature")
    return [
        step
        for step in VERBS
        if (verifies if step in VERIFYING else manages)
        and signature.may(step, now=now, role=role_for(step), actor=user)
    ]


class StepForm(forms.Form):
    step = forms.ChoiceField(label=_("What happened"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        validators=[plain_line],
        help_text=_("Public. Needed for disputes, withdrawals and outcomes. Name nobody who is not a candidate."),
        widget=forms.TextInput,
    )
    source_url = forms.URLField(
        label=_("Source"), max_length=500, required=False, assume_scheme="https", help_text=_("Public.")
    )
    archived_copy = forms.FileField(
        label=_("Archived copy of the source"),
        required=False,
        help_text=_("Only its SHA-256 is kept and published: keep the file itself."),
    )
    source_sha256 = forms.CharField(label=_("…or its SHA-256"), max_length=64, required=False, validators=[sha256_hex])

    def __init__(self, *args: Any, signature: Signature, user: "User", now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.steps = steps_open_to(signature, user, now)
        self.fields["step"].choices = [(step.value, VERBS[step]) for step in self.steps]  # type: ignore[attr-defined]
        if len(self.steps) == 1:
            self.fields["step"].initial = self.steps[0].value

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("step") in NEEDS_REASON and not data.get("reason"):
            self.add_error("reason", _("The public is told why: please give a reason."))
        if data.get("step") == State.DECLINED and not data.get("source_url"):
            self.add_error("source_url", _("Where did they say so? Please give the source."))
        if data.get("archived_copy"):
            data["source_sha256"] = _sha256(data["archived_copy"])
        if data.get("source_sha256") and not data.get("source_url"):
            self.add_error("source_url", _("A copy of which page? Please give its address."))
        return data

    @property
    def chosen(self) -> State:
        return State(self.cleaned_data["step"])

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("reason", "source_url", "source_sha256")}


def _sha256(file: Any) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    return digest.hexdigest()


class TextForm(forms.Form):
    """A title, a preamble and the points, one a line, in each language."""

    is_final = forms.BooleanField(label=_("I have read every language. This version can never be changed."))

    def __init__(self, *args: Any, pledge: Pledge, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = pledge.current_text.wordings if pledge.current_text else {}
        for code, language in settings.LANGUAGES:
            self._add_language(code, str(language), present.get(code))
        self.order_fields([*(name for name in self.fields if name != "is_final"), "is_final"])

    def _add_language(self, code: str, language: str, present: Wording | None) -> None:
        of = {"language": language}
        self.fields[f"title_{code}"] = forms.CharField(
            label=_("Title (%(language)s)") % of,
            max_length=120,
            validators=[plain_line],
            initial=present["title"] if present else "",
        )
        self.fields[f"preamble_{code}"] = forms.CharField(
            label=_("Preamble (%(language)s)") % of,
            max_length=2000,
            validators=[plain_paragraphs],
            initial=present["preamble"] if present else "",
            widget=forms.Textarea({"rows": 4}),
        )
        self.fields[f"points_{code}"] = forms.CharField(
            label=_("Points, one a line (%(language)s)") % of,
            max_length=5000,
            validators=[plain_paragraphs],
            initial="\n".join(present["points"]) if present else "",
            widget=forms.Textarea({"rows": 8}),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            try:
                check_wordings(self.wordings)
            except ValidationError as error:
                self.add_error(None, error)
        return data

    @property
    def wordings(self) -> dict[str, Wording]:
        return {
            code: tidy(
                {
                    "title": self.cleaned_data[f"title_{code}"],
                    "preamble": self.cleaned_data[f"preamble_{code}"],
                    "points": self.cleaned_data[f"points_{code}"].splitlines(),
                }
            )
            for code, _language in settings.LANGUAGES
        }
