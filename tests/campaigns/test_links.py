"""Following a member's short link."""

import uuid

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from campaigns import services
from campaigns.models import CampaignPage, ShareCount, ShareLink
from home.models import HomePage
from tests.campaigns.factories import make_campaign, make_member

PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/140.0 Mobile Safari/537.36"}


@pytest.fixture
def campaign(home_es: HomePage) -> CampaignPage:
    return make_campaign(home_es)


@pytest.fixture
def link(campaign: CampaignPage) -> ShareLink:
    return services.link_for(owner_id=make_member().pk, campaign_key=campaign.translation_key, now=timezone.now())


def visits(link: ShareLink) -> int:
    row = ShareCount.objects.filter(link=link, kind=ShareCount.Kind.VISIT).first()
    return row.count if row else 0


def test_a_link_leads_to_the_campaign_in_the_visitors_language_with_its_code(client: Client, link: ShareLink) -> None:
    spanish = client.get(link.get_absolute_url(), headers=PHONE)
    english = client.get(link.get_absolute_url(), headers={**PHONE, "Accept-Language": "en-CA,en;q=0.9"})
    french = client.get(link.get_absolute_url(), headers={**PHONE, "Accept-Language": "fr"})
    assert spanish.status_code == english.status_code == 302
    assert spanish["Location"].endswith(f"?via={link.code}")
    assert "/en/" not in spanish["Location"]
    assert english["Location"].startswith("/en/campaigns/")
    assert french["Location"] == spanish["Location"]
    assert visits(link) == 3


def test_a_visit_leaves_no_cookie_and_is_not_cached(client: Client, link: ShareLink) -> None:
    response = client.get(link.get_absolute_url(), headers=PHONE)
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Purpose": "prefetch;prerender"},
        {"Purpose": "prefetch"},
        {"X-Moz": "prefetch"},
        {"User-Agent": "WhatsApp/2.23.20.0"},
        {"User-Agent": "facebookexternalhit/1.1"},
        {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
        {"User-Agent": "TelegramBot (like TwitterBot)"},
    ],
)
def test_what_no_person_asked_for_is_led_on_but_not_counted(
    client: Client, link: ShareLink, headers: dict[str, str]
) -> None:
    assert client.get(link.get_absolute_url(), headers={**PHONE, **headers}).status_code == 302
    assert visits(link) == 0


def test_head_is_answered_but_not_counted(client: Client, link: ShareLink) -> None:
    assert client.head(link.get_absolute_url(), headers=PHONE).status_code == 302
    assert visits(link) == 0


def test_an_unknown_and_an_ended_code_get_the_same_kind_answer(client: Client, link: ShareLink) -> None:
    services.revoke_link(owner_id=link.owner_id, campaign_key=link.campaign_key, now=timezone.now())
    with time_machine.travel(timezone.now(), tick=False):  # or the clock might tell them apart
        ended = client.get(link.get_absolute_url(), headers=PHONE)
        unknown = client.get("/c/zzzzzzzzzz", headers=PHONE)
    assert ended.status_code == unknown.status_code == 302
    assert ended.headers == unknown.headers
    assert "via" not in ended["Location"]
    assert client.get(ended["Location"]).status_code == 200
    assert visits(link) == 0


@pytest.mark.parametrize("code", ["x" * 5000, "%27%3B--", "..%2F..%2Fadmin", "<script>", "ABC", "%00", "ñandú12345"])
def test_a_hostile_code_leads_to_the_campaigns(client: Client, campaign: CampaignPage, code: str) -> None:
    response = client.get(f"/c/{code}", headers=PHONE)
    assert response.status_code in {302, 404}
    assert ShareCount.objects.count() == 0


def test_a_code_typed_in_capitals_works(client: Client, link: ShareLink) -> None:
    assert f"via={link.code}" in client.get(f"/c/{link.code.upper()}", headers=PHONE)["Location"]


def test_a_link_of_a_campaign_that_is_no_longer_public_leads_to_all_campaigns(
    client: Client, link: ShareLink, campaign: CampaignPage
) -> None:
    for page in campaign.get_translations(inclusive=True):
        page.unpublish()
    assert client.get(link.get_absolute_url(), headers=PHONE)["Location"] == "/campanas/"
    assert visits(link) == 0


def test_codes_are_random_and_two_of_one_member_have_nothing_in_common(db: None) -> None:
    member = make_member()
    links = [
        services.link_for(owner_id=member.pk, campaign_key=uuid.uuid4(), now=timezone.now()) for _number in range(200)
    ]
    codes = {link.code for link in links}
    assert len(codes) == 200
    # 31 letters in ten places: a code derived from the member would share a beginning with its sisters.
    assert len({code[:4] for code in codes}) > 190
    assert len({code[-4:] for code in codes}) > 190


def test_a_replaced_link_stops_at_once_and_what_it_brought_stays_counted(client: Client, link: ShareLink) -> None:
    client.get(link.get_absolute_url(), headers=PHONE)
    owner = link.owner_id
    new = services.rotate_link(owner_id=owner, campaign_key=link.campaign_key, now=timezone.now())
    assert new.code != link.code
    assert "via" not in client.get(link.get_absolute_url(), headers=PHONE)["Location"]
    client.get(new.get_absolute_url(), headers=PHONE)
    assert ShareCount.objects.totals(owner_id=owner)[link.campaign_key]["visit"] == 2


def test_asking_twice_for_a_link_gives_the_same_one(link: ShareLink) -> None:
    again = services.link_for(owner_id=link.owner_id, campaign_key=link.campaign_key, now=timezone.now())
    assert again == link


def test_what_a_link_brought_is_counted_once_for_each_fact(link: ShareLink) -> None:
    now = timezone.now()
    for identity in ("a", "a", "b"):
        services.count_brought(code=link.code, kind=ShareCount.Kind.GIFT, identity=identity, now=now)
    assert ShareCount.objects.get(link=link, kind=ShareCount.Kind.GIFT).count == 2


@pytest.mark.parametrize("code", ["", "x" * 100_000, "'; drop table", "zzzzzzzzzz", None])
def test_a_tampered_code_counts_nothing(db: None, code: str) -> None:
    assert not services.count_brought(code=code, kind=ShareCount.Kind.GIFT, identity=1, now=timezone.now())
    assert ShareCount.objects.count() == 0
