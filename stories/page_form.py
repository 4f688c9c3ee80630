"""The story's form in the admin."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from stories.models.narrators import Narrator

STAYS = _("A story stays with its narrator, and so does a copy of it. If another was meant, delete it and begin anew.")


class StoryForm(WagtailAdminPageForm):
    """Nothing is written, or kept for a preview, of somebody who has withdrawn: a form may have been open meanwhile.

    A story stays with the person whose it is. Given to another, or copied for another, it would outlive the withdrawal
    of the one who told it: its words would stand in somebody else's story, and be nothing to search for.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "narrator" in self.fields:
            self.fields["narrator"].queryset = Narrator.objects.not_withdrawn(now=timezone.now())
        if "narrator" in self.fields and self.instance.pk:
            self.fields["narrator"].disabled = True
            self.fields["narrator"].help_text = STAYS
