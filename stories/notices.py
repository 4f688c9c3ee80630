"""Mails to the reviewers: consent that will end, and what a narrator asks for. They name nobody."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import Role
from core import duties, mail, outbox
from stories.choices import ConsentKind
from stories.models import ConsentRecord, NarratorRequest

DAYS_AHEAD = (60, 30, 7)
"""Editors are told this many days before consent lapses."""


def lapsing(*, now: datetime, days: int = max(DAYS_AHEAD)) -> Iterator[tuple[ConsentRecord, int]]:
    """Records in force that end within `days`, soonest first, with the days that are left.

    One that has a renewal written already, which begins before it ends and lasts longer, is not lapsing.
    """
    today = timezone.localdate(now)
    renewal = ConsentRecord.objects.filter(
        narrator=OuterRef("narrator"), pk__gt=OuterRef("pk"), until_date__gt=OuterRef("until_date")
    ).exclude(kind=ConsentKind.WITHDRAWN)
    records = ConsentRecord.objects.in_force(now).exclude(Exists(renewal)).select_related("narrator")
    for record in records.order_by("until_date", "pk"):
        left = (record.until_date - today).days
        if left <= days:
            yield record, left


@duties.duty("stories.tell_what_lapses", title=_("Tell reviewers what will lapse"), rhythm=duties.Every(minutes=60))
def tell_what_lapses(*, now: datetime) -> int:
    """Put one mail for each reviewer, record and threshold; called again, it repeats none. Returns how many."""
    put = 0
    for record, left in lapsing(now=now):
        threshold = min(days for days in DAYS_AHEAD if left <= days)
        for user in reviewers():
            entry = outbox.put(
                kind="stories.lapsing_mail",
                key=f"stories.lapsing:{record.pk}:{threshold}:{user.pk}",
                payload={"user": user.pk, "record": record.pk},
            )
            put += entry.created_at >= now
    return put


def tell_of_request(request: NarratorRequest) -> None:
    for user in reviewers():
        outbox.put(
            kind="stories.request_mail",
            key=f"stories.request:{request.pk}:{user.pk}",
            payload={"user": user.pk, "request": request.pk},
        )


def reviewers() -> list[User]:
    return list(User.objects.filter(is_active=True, groups__name=Role.REVIEWER).distinct())


@outbox.handler("stories.lapsing_mail")
def send_lapsing(payload: dict[str, object]) -> None:
    """Nothing is sent when it was renewed or withdrawn meanwhile."""
    user = User.objects.filter(pk=str(payload["user"]), is_active=True).first()
    left = {record.pk: days for record, days in lapsing(now=timezone.now())}.get(int(str(payload["record"])))
    record = ConsentRecord.objects.filter(pk=str(payload["record"])).first()
    if user and record and left is not None:
        _send("stories/lapsing", user, {"days": left, "url": _admin("narrators:inspect", record.narrator_id)})


@outbox.handler("stories.request_mail")
def send_request(payload: dict[str, object]) -> None:
    user = User.objects.filter(pk=str(payload["user"]), is_active=True).first()
    request = NarratorRequest.objects.filter(pk=str(payload["request"]), done_at=None).first()
    if user and request:
        _send("stories/request", user, {"url": _admin("narrator_link", request.narrator_id)})


def _send(template: str, user: User, context: dict[str, object]) -> None:
    mail.send(template=template, to=user.email, language=user.language or settings.LANGUAGE_CODE, context=context)


def _admin(name: str, pk: object) -> str:
    return settings.BASE_URL + reverse(name, args=[pk])
