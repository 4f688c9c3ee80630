"""Every kind of answer carries the headers of docs/security.md, and nobody who has not signed in gets a cookie."""

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.test import Client
from django.urls import path, reverse
from pytest_django import Settings

from config import urls
from core.views import gone
from home.models import HomePage
from tests.conftest import SAME_ORIGIN

PUBLIC_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "media-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
    "form-action": f"'self' https://checkout.stripe.com https://billing.stripe.com {settings.SANDBOX_ORIGIN}",
}
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
DENIED = {"camera", "microphone", "geolocation", "payment", "interest-cohort", "browsing-topics", "usb"}


def fails(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault of ours")


urlpatterns = [path("gone/", gone), path("fails/", fails), *urls.urlpatterns]
handler404, handler500 = "core.views.not_found", "core.views.server_error"


@pytest.fixture(autouse=True)
def _addresses_that_fail(settings: Settings, client: Client) -> None:
    settings.ROOT_URLCONF = __name__
    client.raise_request_exception = False


def policy_of(response: HttpResponseBase) -> dict[str, str]:
    directives = (part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    return {directive[0]: " ".join(directive[1:]) for directive in directives if directive[0]}


KINDS = {
    "page": ("/", 200),
    "page in English": ("/en/", 200),
    "redirect": ("/en", 301),
    "404": ("/no-such-page/", 404),
    "404 in English": ("/en/no-such-page/", 404),
    "410": ("/gone/", 410),
    "500": ("/fails/", 500),
    "media": ("/media/no-such-file.webp", 404),
    "document": ("/documents/999/none.pdf", 404),
    "sitemap": ("/sitemap.xml", 200),
    "health": ("/healthz", 200),
    "static file": ("/static/css/tokens.css", 200),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_answer_is_strict_and_sets_no_cookie(client: Client, db: None, kind: str) -> None:
    address, status = KINDS[kind]
    response = client.get(address)
    assert response.status_code == status
    assert policy_of(response) == PUBLIC_POLICY
    assert {name: response.headers.get(name) for name in ALWAYS} == ALWAYS
    assert response["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert response["Referrer-Policy"] in {"same-origin", "no-referrer"}
    assert {f"{feature}=()" for feature in DENIED} <= set(response["Permissions-Policy"].split(", "))
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", ""), "pages are the same for everyone, so they can be cached"


@pytest.mark.parametrize("address", ["/admin/", "/django-admin/"])
def test_the_admins_have_a_policy_of_their_own_and_nobody_else_has(client: Client, db: None, address: str) -> None:
    policy = policy_of(client.get(address))
    assert policy["script-src"] == "'self' 'unsafe-inline'"
    assert policy["style-src"] == "'self' 'unsafe-inline'"
    assert policy["default-src"] == policy["base-uri"] == "'none'"
    assert "nonce" not in str(policy), "a nonce switches 'unsafe-inline' off"


def test_a_page_that_only_looks_like_the_admin_gets_the_strict_policy(client: Client, db: None) -> None:
    for address in ("/administracion/", "/en/admin/", "/admin"):
        assert policy_of(client.get(address)) == PUBLIC_POLICY


def test_a_public_form_posted_from_elsewhere_is_refused_strictly(client: Client, db: None) -> None:
    response = client.post(reverse("signups:signup"), headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert policy_of(response) == PUBLIC_POLICY
    assert not response.cookies


def test_a_public_form_with_faults_sets_no_cookie(client: Client, db: None) -> None:
    response = client.post(reverse("signups:signup"), {}, **SAME_ORIGIN)
    assert response.status_code in {200, 422}
    assert not response.cookies


def test_an_error_page_says_nothing_of_the_error(client: Client, db: None) -> None:
    response = client.get("/fails/")
    assert "a fault of ours" not in response.text
    assert "Traceback" not in response.text


def test_a_preview_is_framed_by_its_editor_alone_and_kept_by_nobody(home_es: HomePage) -> None:
    preview = home_es.make_preview_request()
    assert preview.status_code == 200
    assert policy_of(preview) == {**PUBLIC_POLICY, "frame-ancestors": "'self'"}
    assert preview["Cache-Control"] == "private, no-store"
    assert "noindex" in preview["X-Robots-Tag"]


def test_what_the_public_gets_is_framed_by_nobody_and_may_be_found(client: Client, home_es: HomePage) -> None:
    page = client.get(home_es.get_url())
    assert policy_of(page)["frame-ancestors"] == "'none'"
    assert "X-Robots-Tag" not in page
