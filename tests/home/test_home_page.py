"""The first page."""

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from campaigns.models import CampaignPage
from home.models import HomePage, HomeStory


def test_the_first_page_shows_the_campaign_in_its_own_language(client: Client, demo: None) -> None:
    home = HomePage.objects.get(locale__language_code="en")
    home.campaign = CampaignPage.objects.get(slug="que-la-ninez-sea-lo-primero")
    home.save_revision().publish()
    page = client.get("/en/").content.decode()
    assert "Children come first" in page
    assert "Que la niñez sea lo primero" not in page


def test_a_campaign_that_is_no_longer_public_leaves_the_first_page(client: Client, demo: None) -> None:
    CampaignPage.objects.get(slug="children-come-first").unpublish()
    page = client.get("/en/").content.decode()
    assert "Children come first" not in page
    assert "of 13 candidates" not in page


def test_the_first_page_costs_the_same_with_one_story_and_with_three(
    client: Client, demo: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def queries() -> int:
        with django_assert_max_num_queries(60) as captured:
            client.get("/en/")
        return len(captured)

    queries()
    with_three = queries()
    HomeStory.objects.filter(home__locale__language_code="en", sort_order__gt=0).delete()
    assert queries() == with_three


def test_no_request_of_the_first_page_leaves_this_site(client: Client, demo: None) -> None:
    page = client.get("/").content.decode()
    for attribute in ('src="http', "src='http", 'srcset="http', "<iframe", "<style", "style=", "onclick="):
        assert attribute not in page
