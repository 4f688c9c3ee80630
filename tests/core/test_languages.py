"""The language switch leads to the same page, or is not offered."""

import pytest
from django.conf import settings
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import translation
from pytest_django import DjangoAssertNumQueries
from wagtail.models import Site

from core.templatetags.languages import language_versions
from home.models import HomePage


def versions(path: str, language: str, **context: object) -> dict[str, dict[str, object]]:
    with translation.override(language):
        found = language_versions(Context({"request": RequestFactory().get(path), **context}))
    return {str(version["code"]): version for version in found}


def test_a_page_offers_its_live_translations(home_es: HomePage, home_en: HomePage) -> None:
    found = versions("/", "es", page=home_es)
    assert {code: version["url"] for code, version in found.items()} == {"es": "/", "en": "/en/"}
    assert [code for code, version in found.items() if version["is_current"]] == ["es"]
    assert found["en"]["absolute_url"] == f"{settings.BASE_URL}/en/"
    assert found["es"]["name"] == "Español"


def test_a_translation_that_is_not_published_is_not_offered(home_es: HomePage, home_en: HomePage) -> None:
    home_en.unpublish()
    assert set(versions("/", "es", page=home_es)) == {"es"}


def test_it_costs_two_queries_beside_those_of_serving_the_page(
    home_es: HomePage, rf: RequestFactory, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    request = rf.get("/")
    Site.find_for_request(request)
    home_es.get_url(request)
    with django_assert_max_num_queries(2):
        language_versions(Context({"request": request, "page": home_es}))


@pytest.mark.parametrize("query", ["", "?page=2&q=ni%C3%B1ez"])
def test_a_view_offers_its_twin_with_the_same_query(db: None, query: str) -> None:
    from django.urls import reverse

    with translation.override("es"):
        spanish = reverse("account_login")
    with translation.override("en"):
        english = reverse("account_login")
    assert english.startswith("/en/")
    found = versions(f"{english}{query}", "en")
    assert found["en"]["url"] == f"{english}{query}"
    assert found["es"]["url"] == f"{spanish}{query}"


def test_a_template_without_a_request_offers_nothing() -> None:
    template = "{% load languages %}{% language_versions as versions %}{{ versions|length }}"
    assert Template(template).render(Context()) == "0"


def test_the_home_page_answers_in_the_language_of_its_address_whatever_the_browser_prefers(
    client: Client, db: None
) -> None:
    assert '<html lang="es"' in client.get("/", headers={"Accept-Language": "en"}).text
    assert '<html lang="en"' in client.get("/en/", headers={"Accept-Language": "es"}).text
