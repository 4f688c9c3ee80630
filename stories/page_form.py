"""The story's form in the admin."""

from typing import Any

from django.utils import timezone
from wagtail.admin.forms import WagtailAdminPageForm

from stories.models.narrators import Narrator


class StoryForm(WagtailAdminPageForm):
    """Nothing is written, or kept for a preview, of somebody who has withdrawn: a form may have been open meanwhile."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "narrator" in self.fields:
            self.fields["narrator"].queryset = Narrator.objects.not_withdrawn(now=timezone.now())
