"""Public forms need no cookie: they are refused when another site's page posts them."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.views.decorators.csrf import csrf_protect

from core.origin import comes_from_this_site, public_form

OURS = "http://testserver"


def posted(**headers: str) -> HttpRequest:
    return RequestFactory().post("/form/", headers=headers)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": OURS}, False),
        ({"Origin": OURS}, True),
        ({"Origin": "http://127.0.0.1:8000"}, True),
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "http://testserver.evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Referer": f"{OURS}/form/"}, False),
        ({}, False),
    ],
)
def test_a_post_is_ours_only_when_the_browser_says_so(headers: dict[str, str], expected: bool) -> None:
    assert comes_from_this_site(posted(**headers)) is expected


@public_form
def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse("done")


def test_a_form_posted_by_another_site_is_refused_and_sets_no_cookie(db: None) -> None:
    response = view(posted(**{"Sec-Fetch-Site": "cross-site"}))
    assert response.status_code == 403
    assert not response.cookies


def test_a_form_of_ours_needs_no_csrf_token(db: None) -> None:
    response = csrf_protect(view)(posted(**{"Sec-Fetch-Site": "same-origin"}))
    assert response.content == b"done"
    assert not response.cookies


def test_reading_a_form_needs_no_header() -> None:
    assert view(RequestFactory().get("/form/")).status_code == 200
