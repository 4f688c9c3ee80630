"""Sign-ups and gifts that a link brought are counted once, and never get in the way of what they count."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from campaigns import services
from campaigns.models import CountedFact, ShareCount, ShareLink
from donations.signals import gift_recorded
from home.models import HomePage
from signups.signals import signup_confirmed
from tests.campaigns.factories import make_campaign, make_member


@pytest.fixture
def link(home_es: HomePage) -> ShareLink:
    campaign = make_campaign(home_es)
    return services.link_for(owner_id=make_member().pk, campaign_key=campaign.translation_key, now=timezone.now())


def counted(link: ShareLink, kind: str) -> int:
    return sum(ShareCount.objects.filter(link=link, kind=kind).values_list("count", flat=True))


def send_gift(code: str, *, pk: int = 1, is_first: bool = True) -> None:
    gift = SimpleNamespace(pk=pk, share_code=code)
    gift_recorded.send(sender=None, gift=gift, payment=None, is_first=is_first)


def test_a_confirmed_signup_counts_once_though_the_signal_comes_twice(link: ShareLink) -> None:
    for _time in range(2):
        signup_confirmed.send(sender=None, signup=SimpleNamespace(pk=7), via=link.code, campaign_key=link.campaign_key)
    assert counted(link, ShareCount.Kind.SIGNUP) == 1


def test_a_gift_counts_once_though_its_signal_comes_three_times(link: ShareLink) -> None:
    for _time in range(3):
        send_gift(link.code)
    assert counted(link, ShareCount.Kind.GIFT) == 1


def test_renewals_of_a_gift_are_the_same_gift(link: ShareLink) -> None:
    send_gift(link.code)
    send_gift(link.code, is_first=False)
    assert counted(link, ShareCount.Kind.GIFT) == 1


@pytest.mark.parametrize("code", ["", "x" * 5000, "'; --", "zzzzzzzzzz"])
def test_a_code_that_is_none_counts_nothing_and_breaks_nothing(link: ShareLink, code: str) -> None:
    send_gift(code)
    signup_confirmed.send(sender=None, signup=SimpleNamespace(pk=7), via=code, campaign_key=None)
    assert not ShareCount.objects.exists()
    assert not CountedFact.objects.exists()


def test_an_ended_link_counts_nothing_more(link: ShareLink) -> None:
    services.revoke_link(owner_id=link.owner_id, campaign_key=link.campaign_key, now=timezone.now())
    send_gift(link.code)
    assert counted(link, ShareCount.Kind.GIFT) == 0


def test_what_was_counted_does_not_say_for_whom(link: ShareLink) -> None:
    send_gift(link.code)
    assert {field.name for field in CountedFact._meta.get_fields()} == {"id", "fact"}
    assert link.code not in CountedFact.objects.get().fact
