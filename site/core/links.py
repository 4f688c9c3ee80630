"""Links to pages of this site, in text and in buttons: none leads to what may not be read, or says where it is."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.html import escape
from wagtail import hooks
from wagtail.rich_text.pages import PageLinkHandler


def address_of(page: Any, *, now: datetime) -> str:
    """Where a link to this page leads, in the reader's language if it may be read there. Empty if it may not at all.

    Wagtail itself links to unpublished pages too, and a slug tells.
    """
    versions = (version.specific for version in (page.localized, page))
    return next((version.url or "" for version in versions if _may_be_named(version, now)), "")


def _may_be_named(page: Any, now: datetime) -> bool:
    asks = getattr(page, "may_be_named", None)
    return bool(asks(now=now) if asks else page.live)


class ReadablePageLink(PageLinkHandler):
    """A link in rich text. Where it may not lead, its words stay."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        now = timezone.now()
        addresses = (address_of(page, now=now) if page else "" for page in cls.get_many(attrs_list))
        return [f'<a href="{escape(address)}">' if address else "<a>" for address in addresses]


@hooks.register("register_rich_text_features", order=100)
def links_to_readable_pages(features: Any) -> None:
    """After Wagtail's own, whose place it takes."""
    features.register_link_type(ReadablePageLink)
