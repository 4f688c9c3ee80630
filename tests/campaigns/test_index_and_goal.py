"""The campaigns' index, and what a campaign has raised."""

from django.test import Client

from donations.models import Payment
from home.models import HomePage
from tests.campaigns.factories import make_campaign
from tests.donations import factories as giving


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


def test_the_goals_meter_counts_what_was_kept_in_its_currency(home_es: HomePage) -> None:
    campaign = make_campaign(home_es, goal_minor=100_000, goal_currency="USD")
    ours = giving.gift(campaign_key=campaign.translation_key)
    giving.payment(ours, amount_minor=5_000)
    giving.payment(ours, amount_minor=3_000, refunded_minor=1_000, state=Payment.State.PARTLY_REFUNDED)
    giving.payment(ours, amount_minor=9_000, currency="GTQ")
    giving.payment(ours, amount_minor=7_000, state=Payment.State.DISPUTED)
    giving.payment(giving.gift(campaign_key=None), amount_minor=8_000)
    assert campaign.raised_minor() == 7_000
