"""The frame's own addresses, under the reader's language."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from core.views import site_card

app_name = "core"
urlpatterns = [path(_("card.png"), site_card, name="card")]
