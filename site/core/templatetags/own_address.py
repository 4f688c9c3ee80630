"""`{% own_address 'core:card' %}`: a named address of ours in full, under BASE_URL, whatever host was asked."""

from django import template
from django.conf import settings
from django.urls import reverse

register = template.Library()


@register.simple_tag
def own_address(name: str, *arguments: object) -> str:
    return settings.BASE_URL + reverse(name, args=arguments)
