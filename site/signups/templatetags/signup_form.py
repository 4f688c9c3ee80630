"""`{% load signup_form %}{% signup_form campaign=page.translation_key %}`: the small form, for any page."""

import uuid
from urllib.parse import quote, urlencode, urlsplit

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, gettext
from wagtail.models import Page

from signups.forms import SignupForm
from signups.source import source_of

register = template.Library()


@register.inclusion_tag("signups/signup_form.html", takes_context=True)
def signup_form(context: template.Context, campaign: uuid.UUID | str = "") -> dict[str, object]:
    """Posts to the sign-up page, where errors are shown with what was typed. Carries the page's share code on."""
    request: HttpRequest | None = context.get("request")
    via = request.GET.get("via", "") if request else ""
    form = SignupForm.blank(campaign=campaign, via=via, source=source_of(context))
    return {"form": form, "small": True, "LANGUAGE_CODE": context.get("LANGUAGE_CODE")}


@register.simple_tag
def site_share_links() -> list[dict[str, str]]:
    """Plain links that share the home page in the reader's language: nothing is asked of anybody before a click."""
    home = Page.objects.live().filter(depth=2, locale__language_code=get_language()).first()
    # The name of the host in Wagtail's own table is nobody's care here; BASE_URL is.
    url = settings.BASE_URL + (urlsplit(home.get_full_url() or "").path if home else "/")
    text = gettext("Survivors speak for themselves here: %(url)s") % {"url": url}
    return [
        {"label": "WhatsApp", "href": f"https://wa.me/?{urlencode({'text': text}, quote_via=quote)}", "url": url},
        {"label": gettext("E-mail"), "href": f"mailto:?{urlencode({'body': text}, quote_via=quote)}", "url": url},
        {"label": "X", "href": f"https://x.com/intent/post?{urlencode({'text': text}, quote_via=quote)}", "url": url},
        {
            "label": "Facebook",
            "href": f"https://www.facebook.com/sharer/sharer.php?{urlencode({'u': url})}",
            "url": url,
        },
    ]
