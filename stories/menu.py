"""What the story's form offers beside saving."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.models import Locale

from stories.models import StoryPage


class TranslateItem(ActionMenuItem):
    """To the side-by-side translation: begins it, or goes on with it."""

    name = "action-translate"
    label = _("Translate side by side")
    icon_name = "wagtail-localize-language"

    def is_shown(self, context: dict[str, Any]) -> bool:
        is_story = context["view"] == "edit" and isinstance(context["page"], StoryPage)
        may = context["request"].user.has_perm("wagtail_localize.submit_translation")
        return is_story and may and not context["locked_for_user"]

    def get_url(self, context: dict[str, Any]) -> str:
        """The first other language that there is a translation in; the form that begins one when there is none."""
        page = context["page"]
        twin = page.get_translations().filter(alias_of=None).order_by("locale__language_code").first()
        every_language_is_there = page.get_translations(inclusive=True).count() == Locale.objects.count()
        if twin and every_language_is_there:
            return reverse("wagtailadmin_pages:edit", args=[twin.pk])
        return reverse("wagtail_localize:submit_page_translation", args=[page.pk])
