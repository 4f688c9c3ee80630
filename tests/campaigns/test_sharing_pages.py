"""A member's sharing pages, and what others may learn from anything that is public."""

import uuid
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from campaigns import services
from campaigns.models import CampaignPage, ShareCount, ShareLink
from core.share_kit import X_LIMIT, share_kit
from home.models import HomePage
from tests.campaigns.factories import make_campaign, make_member


@pytest.fixture
def campaign(home_es: HomePage) -> CampaignPage:
    return make_campaign(home_es, share_text="Mire esto.")


@pytest.fixture
def elena(db: None) -> User:
    return make_member()


@pytest.fixture
def as_elena(client: Client, elena: User) -> Client:
    client.force_login(elena)
    return client


def link_of(user: User, campaign: CampaignPage) -> ShareLink:
    return services.link_for(owner_id=user.pk, campaign_key=campaign.translation_key, now=timezone.now())


def address(name: str, campaign: CampaignPage) -> str:
    return reverse(f"campaigns:{name}", args=[campaign.translation_key])


def count(link: ShareLink, kind: str, times: int) -> None:
    ShareCount.objects.create(link=link, kind=kind, date=timezone.localdate(), count=times)


def test_the_sharing_pages_are_for_people_who_are_signed_in(client: Client, campaign: CampaignPage) -> None:
    for url in (reverse("campaigns:share"), address("share-campaign", campaign), address("share-qr", campaign)):
        response = client.get(url)
        assert response.status_code == 302
        assert reverse("account_login") in response["Location"]
    assert client.post(address("make-link", campaign)).status_code == 302
    assert not ShareLink.objects.exists()


def test_a_member_makes_a_link_and_finds_it_with_texts_in_both_languages(
    as_elena: Client, campaign: CampaignPage, elena: User
) -> None:
    assert "readonly" not in as_elena.get(reverse("campaigns:share")).content.decode()
    page = as_elena.post(address("make-link", campaign), follow=True).content.decode()
    link = ShareLink.objects.get(owner=elena)
    assert f'value="{link.short_url}"' in page
    assert 'lang="es"' in page
    assert 'lang="en"' in page
    assert "<svg" in page
    for start in ("https://wa.me/?", "mailto:?", "https://x.com/intent/post?", "https://www.facebook.com/sharer"):
        assert start in page
    assert "noopener noreferrer" in page


def test_looking_at_the_pages_makes_no_link(as_elena: Client, campaign: CampaignPage) -> None:
    as_elena.get(reverse("campaigns:share"))
    as_elena.get(address("share-campaign", campaign))
    assert not ShareLink.objects.exists()


def test_a_number_is_shown_from_ten_upwards_only(as_elena: Client, campaign: CampaignPage, elena: User) -> None:
    link = link_of(elena, campaign)
    count(link, ShareCount.Kind.VISIT, 9)
    count(link, ShareCount.Kind.GIFT, 10)
    with translation.override("en"):
        for url in (reverse("campaigns:share"), address("share-campaign", campaign)):
            page = as_elena.get(url).content.decode()
            assert page.count("fewer than ten") == 3
            assert ">10<" in page
            assert ">9<" not in page


def test_replacing_and_ending_ask_first_and_change_nothing_by_get(
    as_elena: Client, campaign: CampaignPage, elena: User
) -> None:
    link = link_of(elena, campaign)
    for name in ("rotate-link", "revoke-link"):
        assert as_elena.get(address(name, campaign)).status_code == 200
        link.refresh_from_db()
        assert link.ended_at is None
    as_elena.post(address("rotate-link", campaign))
    new = ShareLink.objects.active().get(owner=elena)
    assert new.code != link.code
    as_elena.post(address("revoke-link", campaign))
    as_elena.post(address("revoke-link", campaign))
    assert not ShareLink.objects.active().exists()
    assert as_elena.get(address("share-qr", campaign)).status_code == 404


def test_nobody_sees_or_ends_the_link_of_another(
    client: Client, campaign: CampaignPage, elena: User, as_elena: Client
) -> None:
    link = link_of(elena, campaign)
    attacker = Client()
    attacker.force_login(make_member("otra@historia.example"))
    for url in (reverse("campaigns:share"), address("share-campaign", campaign)):
        page = attacker.get(url).content.decode()
        assert link.code not in page
        assert elena.email not in page
    attacker.post(address("revoke-link", campaign))
    attacker.post(address("rotate-link", campaign))
    link.refresh_from_db()
    assert link.ended_at is None


def test_following_a_link_tells_nothing_of_the_member(campaign: CampaignPage, elena: User) -> None:
    first, second = link_of(elena, campaign), link_of(make_member("otra@historia.example"), campaign)
    answers = []
    for link in (first, second):
        response = Client().get(link.get_absolute_url(), follow=True)
        body = response.content.decode()
        assert elena.email not in body
        assert f"/{elena.pk}" not in response.redirect_chain[0][0]
        assert not response.cookies
        answers.append(body.replace(link.code, "CODE"))
    assert answers[0] == answers[1]


def test_the_code_is_carried_to_the_forms_of_the_campaign_and_into_no_shared_link(
    client: Client, campaign: CampaignPage, elena: User
) -> None:
    code = link_of(elena, campaign).code
    page = client.get(f"{campaign.get_url()}?via={code}").content.decode()
    assert f"{reverse('donations:give')}?campaign={campaign.translation_key}&amp;via={code}" in page
    assert f'name="via" value="{code}"' in page
    kit = page[page.index("share-kit-title") :]
    assert code not in kit[: kit.index("</section>")]


@pytest.mark.parametrize("via", ["x" * 20_000, '"><script>alert(1)</script>', "%00%ff", "ABCDEFGHJK", "aaaa aaaaa"])
def test_a_tampered_code_is_dropped_by_the_campaigns_page(client: Client, campaign: CampaignPage, via: str) -> None:
    page = client.get(campaign.get_url(), {"via": via})
    assert page.status_code == 200
    body = page.content.decode()
    assert "via=" not in body
    assert "<script>alert" not in body


def test_the_qr_code_is_an_svg_file_that_our_content_policy_leaves_whole(
    as_elena: Client, campaign: CampaignPage, elena: User
) -> None:
    link_of(elena, campaign)
    response = as_elena.get(address("share-qr", campaign))
    assert response["Content-Type"] == "image/svg+xml"
    body = response.content.decode()
    assert body.lstrip().startswith("<?xml")
    assert "style=" not in body
    assert 'xmlns="http://www.w3.org/2000/svg"' in body


def test_an_unknown_campaign_is_not_found(as_elena: Client, campaign: CampaignPage) -> None:
    for name in ("share-campaign", "share-qr", "rotate-link", "revoke-link"):
        assert as_elena.get(reverse(f"campaigns:{name}", args=[uuid.uuid4()])).status_code == 404
    assert as_elena.post(reverse("campaigns:make-link", args=[uuid.uuid4()])).status_code == 404


def test_ready_texts_hold_the_address_whole_and_fit_where_they_go() -> None:
    kit = share_kit(url="https://historia.example/c/abc", title="Título & más", text="palabra " * 60)
    for channel in kit.channels:
        assert "https://historia.example/c/abc" in channel.text
    posted = parse_qs(urlsplit({channel.name: channel.href for channel in kit.channels}["x"]).query)
    assert len(posted["text"][0]) <= X_LIMIT
    mail = parse_qs(urlsplit({channel.name: channel.href for channel in kit.channels}["email"]).query)
    assert mail["subject"] == ["Título & más"]


def test_the_list_of_links_costs_the_same_with_many_campaigns(
    as_elena: Client,
    campaign: CampaignPage,
    home_es: HomePage,
    elena: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    def queries() -> int:
        with django_assert_max_num_queries(40) as captured:
            as_elena.get(reverse("campaigns:share"))
        return len(captured)

    link_of(elena, campaign)
    queries()
    with_one = queries()
    for number in range(4):
        link_of(elena, make_campaign(home_es, title=f"Campaña {number}", slug=f"campana-{number}"))
    assert queries() == with_one
