"""The admin's forms for narrators and their consent."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput
from wagtail.forms import TaskStateCommentForm

from stories.choices import ConsentKind
from stories.models import ConsentRecord, Narrator


class NarratorForm(WagtailAdminModelForm):
    """Once a story names this person, the name is in its text: it is not changed here any more."""

    class Meta:
        model = Narrator
        fields = ("shown_name", "name_kind", "role")
        widgets = {"name_kind": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding and self.instance.stories.exists():
            for name in ("shown_name", "name_kind"):
                self.fields[name].disabled = True
                self.fields[name].help_text = _("There are stories under this name; it stays.")


class ConsentForm(WagtailAdminModelForm):
    """A record to be appended. Withdrawing has a page of its own, since it takes stories away."""

    class Meta:
        model = ConsentRecord
        fields = (
            "narrator",
            "kind",
            "languages",
            "channels",
            "with_image",
            "from_date",
            "until_date",
            "witness_role",
            "text_version",
            "conditions",
        )
        widgets = {"from_date": AdminDateInput, "until_date": AdminDateInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("languages", "channels"):
            self.fields[name].required = True
        kind: Any = self.fields["kind"]
        kind.choices = [choice for choice in ConsentKind.choices if choice[0] != ConsentKind.WITHDRAWN]


class ReasonForm(TaskStateCommentForm):
    """Knowingly publishing in fewer languages than the narrator agreed to is explained to the reviewer."""

    comment = forms.CharField(label=_("Why"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
