"""Addresses of the site as a whole, under the reader's language."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from home.search import search

app_name = "home"
urlpatterns = [path(_("search/"), search, name="search")]
