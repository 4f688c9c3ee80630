"""Addresses of signups, under the reader's language."""

from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from signups import views

app_name = "signups"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_("news/"), views.signup, name="signup"),
    path(_("news/check-your-inbox/"), views.check_inbox, name="check_inbox"),
    path(_("news/confirm/<str:token>/"), views.confirm, name="confirm"),
    path(_("news/confirmed/<str:token>/"), views.confirmed, name="confirmed"),
    path(_("news/preferences/<str:token>/"), views.preferences, name="preferences"),
    path(_("news/preferences/<str:token>/unsubscribe/"), views.unsubscribe, name="unsubscribe"),
    path(_("news/preferences/<str:token>/forget-me/"), views.erase, name="erase"),
    path(_("news/forgotten/"), views.erased, name="erased"),
]
