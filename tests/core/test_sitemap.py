"""The sitemap: every public page in every language, under the site's own address."""

import re

from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import PageViewRestriction

from home.models import HomePage


def locations(client: Client) -> list[str]:
    return re.findall(r"<loc>([^<]+)</loc>", client.get("/sitemap.xml").text)


def test_both_languages_are_listed_under_the_sites_own_address(
    client: Client, home_es: HomePage, home_en: HomePage
) -> None:
    found = locations(client)
    assert f"{settings.BASE_URL}/" in found
    assert f"{settings.BASE_URL}/en/" in found
    assert all(address.startswith(settings.BASE_URL) for address in found)
    assert len(found) == len(set(found))


def test_each_page_names_its_versions_and_itself(client: Client, home_es: HomePage, home_en: HomePage) -> None:
    body = client.get("/sitemap.xml").text
    for code, path in (("es", "/"), ("en", "/en/")):
        assert body.count(f'hreflang="{code}" href="{settings.BASE_URL}{path}"') == 2


def test_a_page_that_is_unpublished_or_private_is_not_listed(
    client: Client, home_es: HomePage, home_en: HomePage
) -> None:
    home_en.unpublish()
    assert f"{settings.BASE_URL}/en/" not in locations(client)
    PageViewRestriction.objects.create(page=home_es, restriction_type=PageViewRestriction.LOGIN)
    assert f"{settings.BASE_URL}/" not in locations(client)


def test_its_cost_does_not_grow_with_the_pages(
    client: Client, home_es: HomePage, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(8):
        client.get("/sitemap.xml")
