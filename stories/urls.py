"""Addresses of stories, under the reader's language."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from stories import views

app_name = "stories"
urlpatterns = [
    path(_("stories.atom"), views.feed, name="feed"),
    path(_("stories/cards/<uuid:key>.png"), views.card, name="card"),
]
