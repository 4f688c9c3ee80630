"""/sandbox/components/: every component of the design system on one page, in each of its states."""

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    """One field of each kind that the site uses."""

    email = forms.EmailField(label=_("E-mail"), help_text=_("Only to write to you about this."))
    amount = forms.ChoiceField(
        label=_("Amount"), widget=forms.RadioSelect, choices=[("10", "US$10"), ("25", "US$25"), ("50", "US$50")]
    )
    language = forms.ChoiceField(label=_("Language"), choices=[("es", "Español"), ("en", "English")])
    message = forms.CharField(label=_("Message"), widget=forms.Textarea, required=False)
    agreed = forms.BooleanField(label=_("I agree to be written to"))


def components(request: HttpRequest) -> HttpResponse:
    """The empty form stands beside the same form sent empty, so that errors are looked at too."""
    context = {
        "form": SampleForm(),
        "wrong_form": SampleForm({"wrong-email": "not-an-address", "wrong-message": "x"}, prefix="wrong"),
        "page_obj": Paginator(range(50), 10).get_page(2),
        "crumbs": [(_("First page"), "/"), (_("Components"), "")],
        "kinds": ["signed", "waiting", "declined", "kept", "broken", "neutral"],
        "notices": ["info", "success", "warning", "error"],
        "seeds": ["maize", "jade", "ceiba", "quetzal", "lake", "volcano"],
    }
    return render(request, "sandbox/components.html", context)
