"""Addresses without a language."""

from django.urls import URLPattern, URLResolver, path

from donations.views.webhook import stripe_webhook

urlpatterns: list[URLPattern | URLResolver] = [path("webhooks/stripe/", stripe_webhook, name="stripe_webhook")]
