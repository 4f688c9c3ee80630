"""What people type. Everything is checked here again, whatever the page offered."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.templatetags.money import money
from donations import amounts
from donations.models import Gift
from donations.services import Order


@dataclass(frozen=True)
class Option:
    id: str
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Group:
    """The amounts offered for one currency and kind: one radio group of its own, shown when both are chosen."""

    name: str
    currency: str
    kind: str
    options: list[Option]


@dataclass(frozen=True)
class AmountSet:
    """Both groups of one currency. `fixed_fee` lets the page reckon what covering the fee adds."""

    currency: str
    fixed_fee: int
    groups: list[Group]


class GiveForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("How often"),
        choices=[(Gift.Kind.MONTHLY, _("Every month")), (Gift.Kind.ONCE, _("Just once"))],
        initial=Gift.Kind.MONTHLY,
        widget=forms.RadioSelect,
    )
    currency = forms.ChoiceField(
        label=_("Currency"),
        choices=lambda: [(code, code) for code in settings.CURRENCIES],
        initial=lambda: settings.CURRENCIES[0],
        widget=forms.RadioSelect,
    )
    own = forms.CharField(
        label=_("Or your own amount"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "placeholder": " "}),
    )
    cover_fee = forms.BooleanField(
        label=_("Add the card's fee, so that the whole gift arrives (about 3 to 5 %)"), required=False
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("For the receipt, and for the link by which you change or end your gift."),
        error_messages={"required": _("Please write your e-mail address, so that the receipt reaches you.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    receipt_name = forms.CharField(
        label=_("Name on the receipt"),
        required=False,
        max_length=120,
        help_text=_("Only if you need one. It is shown nowhere else."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    campaign = forms.CharField(required=False, widget=forms.HiddenInput)
    via = forms.CharField(required=False, widget=forms.HiddenInput)
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    # --- What the page shows -----------------------------------------------------------------------------------------

    @property
    def amount_sets(self) -> list[AmountSet]:
        kinds = (Gift.Kind.MONTHLY, Gift.Kind.ONCE)
        return [
            AmountSet(code, amounts.scale(code).fixed_fee, [self._group(code, kind) for kind in kinds])
            for code in settings.CURRENCIES
        ]

    def _group(self, currency: str, kind: str) -> Group:
        name = preset_name(currency, kind)
        offered = suggestions(currency, kind)
        wanted = str(self.data.get(name) if self.is_bound else self.initial.get(name) or "")
        chosen = wanted if wanted in map(str, offered) else str(offered[1])
        options = [
            Option(f"{name}-{value}", str(value), money(value, currency), str(value) == chosen) for value in offered
        ]
        return Group(name, currency, kind, options)

    # --- What it means -----------------------------------------------------------------------------------------------

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise ValidationError(_("One field that people can't see was filled in. Please empty it and try again."))
        return ""

    def clean_receipt_name(self) -> str:
        name = str(self.cleaned_data["receipt_name"])
        if not all(letter.isprintable() for letter in name):
            raise ValidationError(_("Please use letters only."))
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "kind" in cleaned and "currency" in cleaned and "own" in cleaned:
            try:
                cleaned["amount_minor"] = self._amount(cleaned["currency"], cleaned["kind"], cleaned["own"])
            except ValidationError as error:
                self.add_error("own", error)
        return cleaned

    def _amount(self, currency: str, kind: str, own: str) -> int:
        """What somebody wrote counts before what was chosen: a choice is always made, by the page if not by them."""
        if own:
            amount_minor = amounts.parse(own, currency)
            amounts.check(amount_minor, currency, settings.CONTACT_EMAIL)
            return amount_minor
        chosen = str(self.data.get(preset_name(currency, kind)))
        if chosen not in map(str, suggestions(currency, kind)):
            raise ValidationError(_("Please choose one of the amounts, or write your own."))
        return int(chosen)

    def order(self, *, campaign_key: uuid.UUID | None, share_code: str) -> Order:
        cleaned = self.cleaned_data
        cover = amounts.fee_cover(cleaned["amount_minor"], cleaned["currency"]) if cleaned["cover_fee"] else 0
        return Order(
            email=cleaned["email"],
            kind=cleaned["kind"],
            amount_minor=cleaned["amount_minor"] + cover,
            fee_cover_minor=cover,
            currency=cleaned["currency"],
            language=get_language() or settings.LANGUAGE_CODE,
            receipt_name=cleaned["receipt_name"],
            campaign_key=campaign_key,
            share_code=share_code,
        )


def suggestions(currency: str, kind: str) -> tuple[int, ...]:
    scale = amounts.scale(currency)
    return scale.monthly if kind == Gift.Kind.MONTHLY else scale.once


def preset_name(currency: str, kind: str) -> str:
    return f"amount-{currency}-{kind}"


def as_it_was_left(gift: Gift) -> dict[str, Any]:
    """The form's initial values for somebody who came back from Stripe without paying."""
    is_suggested = gift.given_minor in suggestions(gift.currency, gift.kind)
    return {
        "kind": gift.kind,
        "currency": gift.currency,
        preset_name(gift.currency, gift.kind): str(gift.given_minor),
        "own": "" if is_suggested else amounts.written(gift.given_minor, gift.currency),
        "cover_fee": gift.fee_cover_minor > 0,
        "email": gift.donor.email,
        "receipt_name": gift.receipt_name,
        "campaign": gift.campaign_key or "",
        "via": gift.share_code,
    }


class AmountForm(forms.Form):
    """A new monthly amount, in the gift's own currency."""

    amount = forms.CharField(
        label=_("New amount every month"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, gift: Gift) -> None:
        self.gift = gift
        initial = {"amount": amounts.written(gift.amount_minor, gift.currency)}
        super().__init__(data, initial=initial, prefix=f"gift-{gift.pk}")

    def clean_amount(self) -> int:
        amount_minor = amounts.parse(self.cleaned_data["amount"], self.gift.currency)
        amounts.check(amount_minor, self.gift.currency, settings.CONTACT_EMAIL)
        return amount_minor


class PortalForm(forms.Form):
    email = forms.EmailField(
        label=_("The e-mail address that you give with"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
