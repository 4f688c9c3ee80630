"""`{% load links %}{% address_of page as address %}`: where a link to a page leads; empty where it may not be read."""

from typing import Any

from django import template
from django.utils import timezone

from core import links

register = template.Library()


@register.simple_tag
def address_of(page: Any) -> str:
    return links.address_of(page, now=timezone.now()) if page else ""
