"""The first thing on a story's form: whether it could be published, and what is missing."""

from typing import Any

from django.utils import timezone
from wagtail.admin.panels import Panel


class ReadinessPanel(Panel):
    """Of the saved draft. Nothing to say before a story is saved once."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "stories/admin/readiness_panel.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk and self.instance.narrator_id)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            # The models import this module for their panels.
            from stories import readiness

            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "points": readiness.points(self.instance, user=self.request.user, now=timezone.now())}
