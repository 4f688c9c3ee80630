"""What a candidate may answer an invitation with, and how the public asks the tracker."""

import unicodedata
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pledges.models import Pledge, PledgeText
from pledges.models.signatures import REPLY_LIMIT
from pledges.steps import Role, State
from pledges.validators import invisible_character, plain_line, plain_paragraphs


class AnswerForm(forms.Form):
    """Who answers, and in whose name. `text_number` is the version that was on the page, not the newest one."""

    step: State
    text_number = forms.IntegerField(min_value=1, max_value=10**6, widget=forms.HiddenInput)
    role = forms.ChoiceField(
        label=_("I am"),
        choices=[(Role.CANDIDATE, _("the candidate")), (Role.REPRESENTATIVE, _("authorised to answer for them"))],
        widget=forms.RadioSelect,
    )
    signatory_name = forms.CharField(
        label=_("Your full name"),
        max_length=120,
        validators=[plain_line],
        help_text=_("For the two people who verify. It is not published."),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    signatory_position = forms.CharField(
        label=_("Your position"),
        max_length=120,
        required=False,
        validators=[plain_line],
        help_text=_("If you answer for the candidate: what authorises you to. It is not published."),
    )
    reply = forms.CharField(
        label=_("Your public reply"),
        max_length=REPLY_LIMIT,
        required=False,
        validators=[plain_paragraphs],
        help_text=_("Plain text, up to 1,000 characters. Shown beside your answer once it has been checked."),
        widget=forms.Textarea({"rows": 5}),
    )

    def __init__(self, data: QueryDict | None = None, *, text: PledgeText | None, prefix: str) -> None:
        super().__init__(data, prefix=prefix, initial={"text_number": text.number if text else None})

    def clean_reply(self) -> str:
        return "\n".join(unicodedata.normalize("NFC", self.cleaned_data["reply"]).splitlines()).strip()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("role") == Role.REPRESENTATIVE and not data.get("signatory_position"):
            self.add_error("signatory_position", _("Please say what authorises you to answer for the candidate."))
        return data

    def text_has_changed(self, text: PledgeText | None) -> None:
        """Keep what was typed. The next press is for the text that the page shows now."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data[self.add_prefix("text_number")] = str(text.number) if text else ""  # type: ignore[index]
        self.add_error(None, _("The text has changed since you opened this page. Please read it again."))

    @property
    def words(self) -> dict[str, str]:
        """What services.answer keeps of it."""
        kept = {name: self.cleaned_data[name] for name in ("signatory_name", "signatory_position", "reply")}
        return {**kept, "reply_language": (get_language() or "") if kept["reply"] else ""}


class SignForm(AnswerForm):
    step = State.CLAIMED
    confirmed = forms.BooleanField(label=_("I have read this pledge and sign it as it stands here."))


class DeclineForm(AnswerForm):
    step = State.DECLINED


class TrackerFilter(forms.Form):
    """Filters in the address. Whatever is not one of the choices is as good as not asked."""

    q = forms.CharField(label=_("Name"), required=False, max_length=80, widget=forms.TextInput({"type": "search"}))
    race = forms.ChoiceField(label=_("Race"), required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)
    party = forms.ChoiceField(label=_("Party"), required=False)

    def __init__(self, data: Any, *, pledge: Pledge, races: list[Any], parties: list[Any]) -> None:
        super().__init__(data)
        self.pledge = pledge
        self._offer("race", [(race.slug, str(race)) for race in races], _("All races"))
        self._offer("area", sorted({(race.area, race.area) for race in races if race.area}), _("Whole country"))
        self._offer("party", [(party.slug, party.name) for party in parties], _("All parties"))

    def _offer(self, name: str, choices: list[tuple[str, str]], everything: Any) -> None:
        """A filter with one choice is none."""
        if len(choices) < 2:
            del self.fields[name]
        else:
            self.fields[name].choices = [("", everything), *choices]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, str]:
        """Only what is valid."""
        self.is_valid()
        return {name: value for name, value in getattr(self, "cleaned_data", {}).items() if value}

    def clean_q(self) -> str:
        return "".join(char for char in self.cleaned_data["q"] if not invisible_character(char))
