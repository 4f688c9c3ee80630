"""The row of previews beside a story, in its form and in the side-by-side translation."""

from typing import Any

from django.utils import timezone
from wagtail.admin.panels import Panel


class PreviewsPanel(Panel):
    """Each language on each channel, in one click. Of what is saved; the preview at the side shows what is typed."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "stories/admin/previews_panel.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk and self.instance.narrator_id)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            # The models import this module for their panels.
            from stories import preview_links

            context: dict[str, Any] = super().get_context_data(parent_context)
            rows = preview_links.rows(self.instance, user=self.request.user, now=timezone.now())
            return {**context, "rows": rows}
