"""Addresses without a language: machines ask for them."""

from django.urls import URLPattern, URLResolver, path

from signups import views, webhooks

urlpatterns: list[URLPattern | URLResolver] = [
    path("webhooks/mailchimp/<str:secret>/", webhooks.mailchimp, name="signups_mailchimp_webhook"),
    path("unsubscribe/<str:token>/", views.one_click, name="signups_one_click"),
]
