"""Wagtail's own sign-in form is never reached: it knows no second factor."""

from django.urls import path
from django.views.generic import RedirectView

urlpatterns = [path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True))]
