"""The campaigns' index and a campaign's page."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from campaigns.models import CampaignPage, CampaignStory
from donations.models import Payment
from home.models import HomePage
from stories import services as stories
from stories.models import StoryPage
from tests.campaigns.factories import make_campaign
from tests.donations import factories as giving


@pytest.fixture
def demo(db: None) -> CampaignPage:
    """The demo's campaign with a pledge."""
    call_command("load_demo", verbosity=0)
    return CampaignPage.objects.get(locale__language_code="es", pledge__isnull=False)


def test_the_index_lists_live_campaigns_of_its_language_alone(client: Client, home_es: HomePage) -> None:
    make_campaign(home_es, title="Abierta")
    closed = make_campaign(home_es, title="Cerrada")
    for page in closed.get_translations(inclusive=True):
        page.unpublish()
    spanish, english = client.get("/campanas/").content.decode(), client.get("/en/campaigns/").content.decode()
    assert "Abierta" in spanish
    assert "Abierta (en)" in english
    assert "Cerrada" not in spanish + english


def test_an_index_without_campaigns_says_so_kindly(client: Client, home_es: HomePage) -> None:
    page = make_campaign(home_es)
    for version in page.get_translations(inclusive=True):
        version.unpublish()
    assert client.get("/campanas/").status_code == 200
    assert client.get("/en/campaigns/").status_code == 200
    assert "no campaign open" in client.get("/en/campaigns/").content.decode()


def test_a_campaign_brings_together_pledge_stories_giving_signup_and_sharing(
    client: Client, demo: CampaignPage
) -> None:
    page = client.get("/en/campaigns/children-come-first/").content.decode()
    assert "Amalia Berdúo Chay" in page
    assert "of 13 candidates have signed" in page
    assert "Three times I went to ask" in page
    assert f'/en/give/?campaign={demo.translation_key}"' in page
    assert f'name="campaign" value="{demo.translation_key}"' in page
    assert "https://wa.me/" in page


def test_a_signature_that_is_not_published_is_not_shown(client: Client, demo: CampaignPage) -> None:
    page = client.get(demo.get_url()).content.decode()
    for unpublished in ("Esperanza Monterroso", "Fabián Echeverría", "Graciela Recinos", "Noemí Barrientos"):
        assert unpublished not in page


def test_a_withdrawn_story_leaves_the_campaign_and_the_first_page_in_both_languages(
    client: Client, demo: CampaignPage
) -> None:
    story = StoryPage.objects.get(slug="la-jueza-me-pregunto-si-queria-agua")
    addresses = ("/", "/en/", demo.get_url(), "/en/campaigns/children-come-first/")
    for address in addresses:
        assert "Marisol" in client.get(address).content.decode()
    stories.withdraw(narrator=story.narrator, by=None, now=timezone.now())
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200
        assert "Marisol" not in response.content.decode()


def test_a_pseudonym_carries_its_mark_and_note_on_the_campaign(client: Client, demo: CampaignPage) -> None:
    page = client.get("/en/campaigns/children-come-first/").content.decode()
    assert "Josefa*" in page
    assert "*A pseudonym" in page
    assert "Alma Tecún Rivas*" not in page


def test_a_campaigns_page_costs_the_same_with_one_story_and_with_three(
    client: Client, demo: CampaignPage, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def queries() -> int:
        with django_assert_max_num_queries(60) as captured:
            client.get(demo.get_url())
        return len(captured)

    queries()
    with_three = queries()
    CampaignStory.objects.filter(campaign=demo, sort_order__gt=0).delete()
    assert queries() == with_three


def test_the_goals_meter_counts_what_was_kept_in_its_currency(home_es: HomePage) -> None:
    campaign = make_campaign(home_es, goal_minor=100_000, goal_currency="USD")
    ours = giving.gift(campaign_key=campaign.translation_key)
    giving.payment(ours, amount_minor=5_000)
    giving.payment(ours, amount_minor=3_000, refunded_minor=1_000, state=Payment.State.PARTLY_REFUNDED)
    giving.payment(ours, amount_minor=9_000, currency="GTQ")
    giving.payment(ours, amount_minor=7_000, state=Payment.State.DISPUTED)
    giving.payment(giving.gift(campaign_key=None), amount_minor=8_000)
    assert campaign.raised_minor() == 7_000
