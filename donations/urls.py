"""Addresses of donations, under the reader's language."""

from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext_lazy as _

from donations.views import door, give, portal

app_name = "donations"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_("give/"), give.give, name="give"),
    path(_("give/thanks/<str:token>/"), give.thanks, name="thanks"),
    path(_("give/cancelled/<str:token>/"), give.cancelled, name="cancelled"),
    path(_("giving/"), portal.portal, name="portal"),
    path(_("giving/sent/"), door.portal_sent, name="portal_sent"),
    path(_("giving/open/<str:token>/"), door.portal_open, name="portal_open"),
    path(_("giving/leave/"), door.portal_leave, name="portal_leave"),
    path(_("giving/<uuid:public_id>/amount/"), portal.change_amount, name="change_amount"),
    path(_("giving/<uuid:public_id>/cancel/"), portal.cancel, name="cancel"),
    path(_("giving/<uuid:public_id>/card/"), portal.change_card, name="change_card"),
    path(_("giving/receipts/<str:number>/"), portal.receipt, name="receipt"),
]
