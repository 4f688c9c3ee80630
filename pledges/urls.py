"""Addresses of pledges, under the reader's language."""

from django.urls import include, path
from django.utils.translation import gettext_lazy as _

from pledges import exports, invitation_views, views

app_name = "pledges"

of_a_pledge = [
    path("", views.tracker, name="tracker"),
    path("candidates.csv", exports.candidates_csv, name="csv"),
    path("candidates.json", exports.candidates_json, name="json"),
    path("ledger.json", exports.ledger_json, name="ledger"),
    path("text-<int:number>-<slug:language>.txt", exports.text_file, name="text"),
    path("<slug:candidate_slug>/", views.candidate, name="candidate"),
]

urlpatterns = [
    path(
        _("pledges/"),
        include(
            [
                path("", views.index, name="index"),
                path("verify_ledger.py", exports.verifier, name="verifier"),
                path(_("invitation/<str:token>/"), invitation_views.invitation, name="invitation"),
                path("<slug:slug>/", include(of_a_pledge)),
            ]
        ),
    )
]
