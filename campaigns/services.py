"""What happens to members' links: made, replaced, revoked, counted."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from campaigns.models import CountedFact, ShareCount, ShareLink


def link_for(*, owner_id: int, campaign_key: uuid.UUID, now: datetime) -> ShareLink:
    """The member's present link for this campaign, made when there is none. Two tabs at once get the same one."""
    link, _created = ShareLink.objects.active().get_or_create(
        owner_id=owner_id, campaign_key=campaign_key, ended_at=None, defaults={"created_at": now}
    )
    return link


@transaction.atomic
def rotate_link(*, owner_id: int, campaign_key: uuid.UUID, now: datetime) -> ShareLink:
    """End the present link and make another with nothing in common."""
    revoke_link(owner_id=owner_id, campaign_key=campaign_key, now=now, how=ShareLink.Ended.ROTATED)
    return link_for(owner_id=owner_id, campaign_key=campaign_key, now=now)


@transaction.atomic
def revoke_link(
    *,
    owner_id: int,
    campaign_key: uuid.UUID,
    now: datetime,
    how: ShareLink.Ended = ShareLink.Ended.REVOKED,
) -> bool:
    """End the member's present link for this campaign. False when there was none: doing it twice does no harm."""
    link = ShareLink.objects.of(owner_id, campaign_key).active().select_for_update().first()
    if link is None:
        return False
    link.end(how, now=now)
    return True


def count_visit(*, link: ShareLink, now: datetime) -> None:
    _count(link, ShareCount.Kind.VISIT, now)


@transaction.atomic
def count_brought(*, code: str, kind: ShareCount.Kind, identity: object, now: datetime) -> bool:
    """Count a sign-up, endorsement or gift for the link that brought it, once for each `identity`.

    An unknown, ended or hostile code counts nothing and is no error: the visitor did nothing wrong.
    """
    link = ShareLink.objects.by_code(code)
    if link is None or not CountedFact.is_new(kind, identity):
        return False
    _count(link, kind, now)
    return True


def _count(link: ShareLink, kind: ShareCount.Kind, now: datetime) -> None:
    ShareCount.objects.add_one(link=link, kind=kind, day=timezone.localdate(now))
