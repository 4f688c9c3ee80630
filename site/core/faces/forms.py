"""What an editor says of a picture's faces."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.faces.finder import Box
from core.faces.regions import FaceRegion


class RectangleForm(forms.Form):
    """Four numbers, in pixels: drawing with a pointer fills them in, typing does as well."""

    x = forms.IntegerField(label=gettext_lazy("from the left"), min_value=0)
    y = forms.IntegerField(label=gettext_lazy("from the top"), min_value=0)
    width = forms.IntegerField(label=gettext_lazy("width"), min_value=1)
    height = forms.IntegerField(label=gettext_lazy("height"), min_value=1)

    @property
    def box(self) -> Box:
        return Box(**self.cleaned_data)


RectangleFormSet = forms.formset_factory(RectangleForm, extra=4, max_num=40, validate_max=True)


class FacesForm(forms.Form):
    """Which of the faces that were found, and why not, when they are dismissed."""

    faces = forms.ModelMultipleChoiceField(queryset=FaceRegion.objects.none(), required=False)
    reason = forms.CharField(label=gettext_lazy("Why it needs no paint"), max_length=200, required=False)

    def __init__(self, *args: Any, image: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["faces"].queryset = image.faces.untreated()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "dismiss" in self.data and not (cleaned.get("faces") and cleaned.get("reason")):
            raise ValidationError(_("Choose what you dismiss, and say why."))
        return cleaned
