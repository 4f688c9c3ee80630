"""`{% load help_lines %}{% help_lines %}`: whom a reader can call, in this site's country and in others."""

from typing import Any

from django import template
from django.conf import settings

from core import help_lines as directory

register = template.Library()


@register.inclusion_tag("components/help_lines.html")
def help_lines() -> dict[str, Any]:
    return {
        "lines": directory.for_country(settings.COUNTRY),
        "elsewhere": directory.elsewhere(settings.COUNTRY),
    }
