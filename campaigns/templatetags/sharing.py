"""`{% load sharing %}`: carry a share link's code on, and offer the share kit."""

import uuid
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.http import HttpRequest

from campaigns.models import CampaignPage
from campaigns.models.links import is_code
from core.share_kit import ShareKit, share_kit

register = template.Library()


@register.simple_tag(takes_context=True)
def via(context: template.Context) -> str:
    """The code that brought this visitor, or nothing: what is not a code of ours is dropped here."""
    request: HttpRequest | None = context.get("request")
    code = request.GET.get("via", "") if request else ""
    return code if is_code(code) else ""


@register.simple_tag(takes_context=True)
def campaign_query(context: template.Context, campaign_key: uuid.UUID | str | None = None) -> str:
    """`?campaign=…&via=…` for links to giving, signing up and endorsing. Empty when there is neither."""
    pairs = {"campaign": campaign_key or "", "via": via(context)}
    query = urlencode({name: value for name, value in pairs.items() if value})
    return f"?{query}" if query else ""


@register.simple_tag(takes_context=True)
def get_share_kit(context: template.Context, campaign_key: uuid.UUID | str | None = None) -> ShareKit | None:
    """The public kit, without anybody's code, for a campaign in the reader's language; one query.

    On a campaign's own page `page` is taken and nothing is asked. None where no such campaign is live.
    """
    page = context.get("page")
    if not isinstance(page, CampaignPage) or (campaign_key and str(page.translation_key) != str(campaign_key)):
        page = CampaignPage.objects.in_reader_language().filter(translation_key=campaign_key).first()
    if page is None:
        return None
    url = settings.BASE_URL + (page.get_url(context.get("request")) or "/")
    return share_kit(url=url, title=page.title, text=page.share_text or page.ask)
