"""Addresses of campaigns, under the reader's language. Campaigns' own pages are Wagtail's."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from campaigns import views

app_name = "campaigns"

sharing = [
    path("", views.share, name="share"),
    path("<uuid:key>/", views.share_campaign, name="share-campaign"),
    path("<uuid:key>/qr.svg", views.qr_code, name="share-qr"),
    path(_("<uuid:key>/link/"), views.make_link, name="make-link"),
    path(_("<uuid:key>/link/new/"), views.rotate_link, name="rotate-link"),
    path(_("<uuid:key>/link/end/"), views.revoke_link, name="revoke-link"),
]
urlpatterns = [path(_("share/"), include(sharing))]
