"""The sign-up form, small or full, and the preferences."""

import re
import uuid
from typing import Any, cast

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from signups.campaigns_by_key import find_campaign
from signups.consent_text import consent_text
from signups.models import OFFERED_TOPICS, Signup
from signups.services import Wish
from signups.source import clean

TOPIC_CHOICES = [(topic.value, topic.label) for topic in OFFERED_TOPICS]
NONE_LEFT = _("Choose at least one topic, or unsubscribe below.")
_CODE = re.compile(r"[A-Za-z0-9_-]{1,16}")


def as_code(value: object) -> str:
    """A share code, or nothing: a broken one must not keep anybody from signing up."""
    return str(value) if _CODE.fullmatch(str(value or "")) else ""


def as_campaign(value: object) -> Page | None:
    """The campaign with this key, or None for anything else."""
    try:
        return find_campaign(uuid.UUID(str(value)))
    except ValueError:
        return None


class TopicsField(forms.MultipleChoiceField):
    def __init__(self) -> None:
        super().__init__(
            label=_("What would you like to hear about?"),
            choices=TOPIC_CHOICES,
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": _("Choose at least one topic, so that we know what to write to you about."),
                "invalid_choice": _("Choose among the topics that are offered here."),
            },
        )


class LanguageField(forms.ChoiceField):
    def __init__(self) -> None:
        advice = _("Choose one of the languages that are offered here.")
        super().__init__(
            label=_("In which language?"),
            choices=settings.LANGUAGES,
            widget=forms.RadioSelect,
            error_messages={"required": advice, "invalid_choice": advice},
        )


class SignupForm(forms.Form):
    """Asks for an address and topics; the rest comes with the page that it stands on."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"}),
        error_messages={
            "required": _("Write your e-mail address, so that we can send you a mail to confirm."),
            "invalid": _("This does not look like an e-mail address. It has the form name@example.org."),
            "max_length": _("An e-mail address has at most 254 characters."),
        },
    )
    topics = TopicsField()
    language = LanguageField()
    campaign = forms.CharField(required=False, widget=forms.HiddenInput)
    via = forms.CharField(required=False, widget=forms.HiddenInput)
    source = forms.CharField(required=False, widget=forms.HiddenInput)
    agreed = forms.CharField(required=False, widget=forms.HiddenInput)
    # For robots, which fill in everything. People do not see it, and if a password manager fills it in, they then do.
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "signup_%s")
        super().__init__(*args, **kwargs)
        self.text = consent_text()
        self.campaign_page = as_campaign(self["campaign"].value())
        if self.campaign_page:
            self.fields["topics"].required = False
            self.fields["topics"].label = _("What else would you like to hear about?")

    @classmethod
    def blank(cls, *, campaign: object = "", via: object = "", source: str = "") -> "SignupForm":
        """As it first stands on a page, in the reader's language, with nothing ticked."""
        page = as_campaign(campaign)
        initial = {
            "language": get_language(),
            "campaign": page.translation_key if page else "",
            "via": as_code(via),
            "source": clean(source),
            "agreed": consent_text().sha256,
        }
        return cls(initial=initial)

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Please empty the last field: it is only there to stop robots."))
        return ""

    def clean_agreed(self) -> str:
        """What is recorded as agreed to must be what was on the screen."""
        if self.cleaned_data["agreed"] != self.text.sha256:
            shown_again = cast(QueryDict, self.data).copy()
            shown_again["agreed"] = self.text.sha256
            self.data = shown_again
            raise forms.ValidationError(
                _("The text that you agree to has changed since you opened the page. Please read it and send again.")
            )
        return self.text.sha256

    def code(self) -> str:
        return as_code(self.cleaned_data["via"])

    def shown_on(self) -> str:
        return clean(self.cleaned_data["source"])

    def wish(self) -> Wish:
        keys = (self.campaign_page.translation_key,) if self.campaign_page else ()
        return Wish(self.cleaned_data["language"], tuple(self.cleaned_data["topics"]), keys)


class PreferencesForm(forms.Form):
    """What somebody hears about now. Campaigns can only be left here; they are joined on their pages."""

    topics = TopicsField()
    campaigns = forms.MultipleChoiceField(
        label=_("Campaigns that you follow"), required=False, widget=forms.CheckboxSelectMultiple
    )
    language = LanguageField()

    def __init__(self, *args: Any, signup: Signup, titles: dict[uuid.UUID, str], **kwargs: Any) -> None:
        kwargs["initial"] = {
            "topics": signup.topics,
            "campaigns": [str(key) for key in signup.campaign_keys],
            "language": signup.language,
        }
        super().__init__(*args, **kwargs)
        followed = [(str(key), titles.get(key, _("A campaign that has ended"))) for key in signup.campaign_keys]
        if followed:
            self.fields["campaigns"].choices = followed  # type: ignore[attr-defined]
        else:
            del self.fields["campaigns"]
        self.fields["topics"].required = not followed
        self.fields["topics"].error_messages["required"] = NONE_LEFT

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "topics" in cleaned and not cleaned["topics"] and not cleaned.get("campaigns"):
            self.add_error("topics", NONE_LEFT)
        return cleaned

    def wish(self) -> Wish:
        keys = tuple(uuid.UUID(key) for key in self.cleaned_data.get("campaigns", []))
        return Wish(self.cleaned_data["language"], tuple(self.cleaned_data["topics"]), keys)
