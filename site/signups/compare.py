"""The nightly difference between our rows and Mailchimp's audience, both ways."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from core import duties, outbox
from signups.addresses import fingerprint_of
from signups.mailchimp_client import Audience, Member, NotConfigured, Refused, subscriber_hash
from signups.models import Erasure, Signup

KEEP_ERASURES = timedelta(days=30)


@dataclass
class Difference:
    """Random numbers of our rows, and Mailchimp's hashes: never addresses."""

    missing_there: list[str] = field(default_factory=list)
    left_there: list[str] = field(default_factory=list)
    left_here: list[str] = field(default_factory=list)
    unknown_here: list[str] = field(default_factory=list)
    came_back_after_erasure: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.count)

    @property
    def count(self) -> int:
        return sum(map(len, vars(self).values()))


@duties.duty(
    "signups.compare_audience",
    title=_("Compare sign-ups with Mailchimp"),
    rhythm=duties.Daily(time(3)),
    lease=timedelta(hours=1),
)
def compare_nightly(*, now: datetime) -> None:
    """A site without Mailchimp has nothing to compare."""
    try:
        audience = Audience()
    except NotConfigured:
        return
    difference = compare(audience=audience, now=now)
    if difference:
        raise duties.NeedsAPerson(f"{difference.count} differed. Run: manage.py compare_audience")


def compare(*, audience: Audience, now: datetime) -> Difference:
    """Find what differs and queue what mends it. People whom we do not know are only counted: we never subscribe them,
    and whoever put them there may have had their consent."""
    difference = Difference()
    ours = {signup.fingerprint: signup for signup in Signup.objects.iterator()}
    erased = {erasure.fingerprint: erasure for erasure in Erasure.objects.filter(done_at__isnull=False)}
    seen = set()
    for member in audience.members():
        fingerprint = fingerprint_of(member.email)
        seen.add(fingerprint)
        if fingerprint in ours:
            _compare_one(ours[fingerprint], member, difference, now)
        elif fingerprint in erased:
            difference.came_back_after_erasure.append(erased[fingerprint].subscriber_hash)
            _again("signups.erase", {"erasure": erased[fingerprint].pk}, now)
        elif member.status == "subscribed":
            difference.unknown_here.append(subscriber_hash(member.email))
    for signup in (signup for fingerprint, signup in ours.items() if fingerprint not in seen):
        if not signup.is_confirmed or signup.mailchimp_status == Refused.FORGOTTEN:
            continue
        difference.missing_there.append(str(signup.public_id))
        _again("signups.sync", {"signup": str(signup.public_id)}, now)
    Erasure.objects.filter(done_at__lt=now - KEEP_ERASURES).delete()
    return difference


def _compare_one(signup: Signup, member: Member, difference: Difference, now: datetime) -> None:
    if signup.is_confirmed and member.is_gone:
        difference.left_there.append(str(signup.public_id))
        _again("signups.reread", {"signup": str(signup.public_id)}, now)
        _again("signups.sync", {"signup": str(signup.public_id)}, now)
    elif signup.state == Signup.State.UNSUBSCRIBED and member.status == "subscribed":
        difference.left_here.append(str(signup.public_id))
        _again("signups.sync", {"signup": str(signup.public_id)}, now)


def _again(kind: str, payload: dict[str, object], now: datetime) -> None:
    """Once a night for each: the key names the day."""
    outbox.put(kind=kind, key=f"{kind}:{next(iter(payload.values()))}:night {now:%Y-%m-%d}", payload=payload)
