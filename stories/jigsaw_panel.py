"""Shown beside the text while it is written."""

from typing import Any

from django.forms import Media
from django.urls import reverse
from wagtail.admin.panels import Panel


class JigsawPanel(Panel):
    """What the narrator's stories give away together. Of the saved draft; with JavaScript, of what is typed."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "stories/admin/jigsaw_panel.html"

        def is_shown(self) -> bool:
            return bool(super().is_shown() and self.instance.pk and self.instance.narrator_id)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            # The models import this module for their panels.
            from stories import revealing
            from stories.jigsaw_views import panel_context

            context: dict[str, Any] = super().get_context_data(parent_context)
            urls = {
                "recompute_url": reverse("stories_given_away_json", args=[self.instance.pk]),
                "details_url": reverse("stories_given_away", args=[self.instance.pk]),
            }
            return {**context, **panel_context(revealing.together(self.instance)), **urls}

        @property
        def media(self) -> Media:
            return Media(js=["js/jigsaw.js"])
