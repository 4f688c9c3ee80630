"""Counts for members' links, from the signals of the apps below. They run in the transaction of what they count.

The code is what a visitor's address bar held: it may be anything, and then it counts nothing.
"""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from campaigns import services
from campaigns.models import ShareCount
from donations.signals import gift_recorded
from signups.signals import signup_confirmed


@receiver(signup_confirmed, dispatch_uid="campaigns.count_signup")
def count_signup(*, signup: Any, via: str, **_signal: Any) -> None:
    services.count_brought(code=via, kind=ShareCount.Kind.SIGNUP, identity=signup.pk, now=timezone.now())


@receiver(gift_recorded, dispatch_uid="campaigns.count_gift")
def count_gift(*, gift: Any, is_first: bool = True, **_signal: Any) -> None:
    """A gift counts once, when it first arrives; its renewals are the same gift."""
    if is_first:
        services.count_brought(code=gift.share_code, kind=ShareCount.Kind.GIFT, identity=gift.pk, now=timezone.now())
