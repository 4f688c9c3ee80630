"""`{% load weave %}{% weave seed %}`: a story's cloth, drawn in the page without a request. Decorative."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core import weave as loom

register = template.Library()


@register.simple_tag
def weave(seed: object, extra: str = "") -> SafeString:
    """`seed` is any public value (a page's translation key); `extra` a further CSS class."""
    paths = format_html_join("", '<path class="t{}" d="{}"/>', loom.weave_paths(str(seed)))
    return format_html(
        '<svg class="weave {}" viewBox="0 0 {} {}" preserveAspectRatio="xMidYMid slice" shape-rendering="crispEdges" '
        'aria-hidden="true" focusable="false">{}</svg>',
        extra,
        loom.WIDTH,
        loom.HEIGHT,
        paths,
    )
