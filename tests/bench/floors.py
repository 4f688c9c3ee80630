"""What pages are measured against, each behind the middleware that such a thing would have.

- a bare Django view: no middleware, no template, no query;
- a minimal Wagtail page: this project's own home page in the tree, drawn by a template of four lines, behind the
  middleware that `wagtail start` writes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import include, path
from wagtail import urls as wagtail_urls

from home.models import HomePage

MIDDLEWARE_OF_WAGTAIL_START = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse("<!doctype html><title>bare</title>")


urlpatterns = [path("bare/", bare), path("", include(wagtail_urls))]


@contextmanager
def bare_view() -> Iterator[WSGIHandler]:
    with override_settings(MIDDLEWARE=[], ROOT_URLCONF=__name__):
        yield WSGIHandler()


@contextmanager
def minimal_wagtail_page() -> Iterator[WSGIHandler]:
    def context(self: HomePage, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {"page": self, "self": self, "request": request}

    def template(self: HomePage, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return "bench/minimal.html"

    with (
        override_settings(MIDDLEWARE=MIDDLEWARE_OF_WAGTAIL_START, ROOT_URLCONF=__name__),
        patch.multiple(HomePage, get_template=template, get_context=context),
    ):
        yield WSGIHandler()


@contextmanager
def the_site() -> Iterator[WSGIHandler]:
    yield WSGIHandler()
