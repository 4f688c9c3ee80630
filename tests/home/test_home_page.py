"""The first page."""

from django.core.management import call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from campaigns.models import CampaignPage
from home.models import HomePage, HomeStory


def test_an_empty_first_page_still_stands(client: Client, home_es: HomePage) -> None:
    for address in ("/", "/en/"):
        response = client.get(address)
        assert response.status_code == 200
        assert "<h1>" in response.content.decode()


def test_the_first_page_shows_the_campaign_in_its_own_language(client: Client, db: None) -> None:
    call_command("load_demo", verbosity=0)
    home = HomePage.objects.get(locale__language_code="en")
    home.campaign = CampaignPage.objects.get(slug="que-la-ninez-sea-lo-primero")
    home.save_revision().publish()
    page = client.get("/en/").content.decode()
    assert "Children come first" in page
    assert "Que la niñez sea lo primero" not in page


def test_a_campaign_that_is_no_longer_public_leaves_the_first_page(client: Client, db: None) -> None:
    call_command("load_demo", verbosity=0)
    CampaignPage.objects.get(slug="children-come-first").unpublish()
    page = client.get("/en/").content.decode()
    assert "Children come first" not in page
    assert "of 13 candidates" not in page


def test_the_first_page_costs_the_same_with_one_story_and_with_three(
    client: Client, db: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    call_command("load_demo", verbosity=0)

    def queries() -> int:
        with django_assert_max_num_queries(60) as captured:
            client.get("/en/")
        return len(captured)

    queries()
    with_three = queries()
    HomeStory.objects.filter(home__locale__language_code="en", sort_order__gt=0).delete()
    assert queries() == with_three


def test_no_request_of_the_first_page_leaves_this_site(client: Client, db: None) -> None:
    call_command("load_demo", verbosity=0)
    page = client.get("/").content.decode()
    for attribute in ('src="http', "src='http", 'srcset="http', "<iframe", "<style", "style=", "onclick="):
        assert attribute not in page
