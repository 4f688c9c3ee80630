"""The campaigns' index and a campaign's page."""

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from campaigns.models import CampaignPage, CampaignStory
from stories import services as stories
from stories.models import StoryPage


@pytest.fixture
def campaign(demo: None) -> CampaignPage:
    """The demo's campaign with a pledge."""
    return CampaignPage.objects.get(locale__language_code="es", pledge__isnull=False)


def test_a_campaign_brings_together_pledge_stories_giving_signup_and_sharing(
    client: Client, campaign: CampaignPage
) -> None:
    page = client.get("/en/campaigns/children-come-first/").content.decode()
    assert "Amalia Berdúo Chay" in page
    assert "of 13 candidates have signed" in page
    assert "Three times I went to ask" in page
    assert f'/en/give/?campaign={campaign.translation_key}"' in page
    assert f'name="campaign" value="{campaign.translation_key}"' in page
    assert "https://wa.me/" in page


def test_a_signature_that_is_not_published_is_not_shown(client: Client, campaign: CampaignPage) -> None:
    page = client.get(campaign.get_url()).content.decode()
    for unpublished in ("Esperanza Monterroso", "Fabián Echeverría", "Graciela Recinos", "Noemí Barrientos"):
        assert unpublished not in page


def test_a_withdrawn_story_leaves_the_campaign_and_the_first_page_in_both_languages(
    client: Client, campaign: CampaignPage
) -> None:
    story = StoryPage.objects.get(slug="la-jueza-me-pregunto-si-queria-agua")
    addresses = ("/", "/en/", campaign.get_url(), "/en/campaigns/children-come-first/")
    for address in addresses:
        assert "Marisol" in client.get(address).content.decode()
    stories.withdraw(narrator=story.narrator, by=None, now=timezone.now())
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200
        assert "Marisol" not in response.content.decode()


def test_a_pseudonym_carries_its_mark_and_note_on_the_campaign(client: Client, campaign: CampaignPage) -> None:
    page = client.get("/en/campaigns/children-come-first/").content.decode()
    assert "Josefa*" in page
    assert "*A pseudonym" in page
    assert "Alma Tecún Rivas*" not in page


def test_a_campaigns_page_costs_the_same_with_one_story_and_with_three(
    client: Client, campaign: CampaignPage, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def queries() -> int:
        with django_assert_max_num_queries(60) as captured:
            client.get(campaign.get_url())
        return len(captured)

    queries()
    with_three = queries()
    CampaignStory.objects.filter(campaign=campaign, sort_order__gt=0).delete()
    assert queries() == with_three
