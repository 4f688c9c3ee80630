"""Addresses without a language: the page reads in the language that the browser asks for."""

from django.urls import path

from sandbox import tray, views
from sandbox.components import components
from sandbox.language import sandbox_page

app_name = "sandbox"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("enter/", views.enter, name="enter"),
    path("components/", sandbox_page(components), name="components"),
    path("mails/", tray.mails, name="mails"),
    path("mails.json", tray.mails_json, name="mails_json"),
    path("mails/<int:pk>/", tray.mail, name="mail"),
    path("mails/<int:pk>/html/", tray.mail_html, name="mail_html"),
    path("people.json", views.people_json, name="people_json"),
    path("control/", views.control, name="control"),
]
