"""Addresses of stories, under the reader's language."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from stories import own_views, views

app_name = "stories"
urlpatterns = [
    # Says nothing of what it is: it stands in histories.
    path("p/<str:token>/", own_views.own_page, name="own"),
    path(_("stories.atom"), views.feed, name="feed"),
    path(_("stories/cards/<uuid:key>.png"), views.card, name="card"),
]
