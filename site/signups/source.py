"""Where somebody signed up: the page's kind and path, but of a story only that it was one.

An address beside a story's path would say what its owner reads about.
"""

import re

from django.template import Context

STORY = "story"
_SOURCE = re.compile(r"[a-z]{1,40}(:/[\w/.~%-]{0,150})?")


def source_of(context: Context) -> str:
    """For a form's hidden field: "campaignpage:/campanas/…", "story", or only the path of a page that is no page."""
    page, request = context.get("page"), context.get("request")
    kind = getattr(getattr(page, "_meta", None), "model_name", "") or "form"
    return clean(f"{kind}:{request.path}" if request else kind)


def clean(source: str) -> str:
    """The same without a story's path. Anybody can send anything here: what has not our form is dropped."""
    if not _SOURCE.fullmatch(source):
        return ""
    return STORY if STORY in source.partition(":")[0] else source
