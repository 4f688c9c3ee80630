"""The home page and the organisation's own pages."""

from typing import ClassVar

from core.models import BasePage


class HomePage(BasePage):
    """The first page in each language."""

    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
