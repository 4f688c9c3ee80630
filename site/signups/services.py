"""The steps that change a sign-up and its proofs together. Each commits with what the outbox must do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from uuid import UUID

from django.db import transaction

from core import outbox
from signups.addresses import canonical, fingerprint_of
from signups.consent_text import ConsentText
from signups.mailchimp_client import Member, subscriber_hash
from signups.models import ConsentRecord, Erasure, Interest, Signup, Topic
from signups.signals import signup_confirmed

Kind = ConsentRecord.Kind


@dataclass(frozen=True)
class Wish:
    """What somebody wants to hear about, and in which language."""

    language: str
    topics: tuple[str, ...] = ()
    campaign_keys: tuple[UUID, ...] = ()

    def as_record(self) -> dict[str, object]:
        return {
            "language": self.language,
            "topics": sorted(self.topics),
            "campaign_keys": sorted(str(key) for key in self.campaign_keys),
        }


class Outcome(Enum):
    CONFIRMED = "confirmed"
    # The same link once more: what it asked for is done.
    ALREADY = "already"
    # The person left after asking. Leaving wins.
    OVERTAKEN = "overtaken"


@transaction.atomic
def ask(*, email: str, wish: Wish, text: ConsentText, source: str, via: str, now: datetime) -> ConsentRecord:
    """Write down that somebody typed this address, and send it a mail to confirm.

    The same for an address that is known, unknown or gone: nothing of the sign-up changes before it is confirmed.
    """
    signup, _created = Signup.objects.get_or_create(
        fingerprint=fingerprint_of(email),
        defaults={"email": email.strip(), "language": wish.language, "created_at": now},
    )
    record = ConsentRecord.objects.create(
        signup=signup, kind=Kind.ASKED, at=now, source=source, via=via, **wish.as_record(), **_shown(text)
    )
    outbox.put(kind="signups.ask_mail", key=f"signups.ask_mail:{record.pk}", payload={"record": record.pk})
    return record


def _shown(text: ConsentText) -> dict[str, str]:
    return {"text_version": text.version, "text_sha256": text.sha256, "text_language": text.language}


@transaction.atomic
def confirm(*, record: ConsentRecord, now: datetime) -> Outcome:
    """Do what the request asked for. Twice does no harm; a request older than the person's leaving does nothing."""
    signup = Signup.objects.select_for_update().get(pk=record.signup_id)
    if signup.withdrawn_at and record.at <= signup.withdrawn_at:
        return Outcome.OVERTAKEN
    if record.is_answered:
        return Outcome.ALREADY
    is_first = signup.first_confirmed_at is None
    if not signup.is_confirmed:
        signup.interests.all().delete()
    signup.confirm(language=record.language, now=now)
    _add_interests(signup, record.topics, [UUID(key) for key in record.campaign_keys])
    _answer(signup, record, now)
    _queue_sync(signup)
    if is_first:
        outbox.put(kind="signups.welcome_mail", key=f"signups.welcome_mail:{record.pk}", payload={"record": record.pk})
        signup_confirmed.send(sender=Signup, signup=signup, via=record.via, campaign_key=record.campaign_key)
    return Outcome.CONFIRMED


def _answer(signup: Signup, asked: ConsentRecord, now: datetime) -> None:
    ConsentRecord.objects.create(
        signup=signup, kind=Kind.CONFIRMED, at=now, answers=asked, language=asked.language, topics=asked.topics,
        campaign_keys=asked.campaign_keys, text_version=asked.text_version, text_sha256=asked.text_sha256,
        text_language=asked.text_language, source="mail", via=asked.via,
    )  # fmt: skip


@transaction.atomic
def change(*, signup: Signup, wish: Wish, source: str, now: datetime) -> bool:
    """Put this wish in the place of the former one. False for somebody who is not (or no longer) confirmed."""
    signup = Signup.objects.select_for_update().get(pk=signup.pk)
    if not signup.is_confirmed:
        return False
    signup.interests.all().delete()
    _add_interests(signup, wish.topics, wish.campaign_keys)
    signup.speak(wish.language)
    ConsentRecord.objects.create(signup=signup, kind=Kind.CHANGED, at=now, source=source, **wish.as_record())
    _queue_sync(signup)
    return True


@transaction.atomic
def withdraw(*, signup: Signup, source: str, now: datetime, state: str = Signup.State.UNSUBSCRIBED) -> bool:
    """Let a person go: here at once, in the audience as soon as it answers. False when they had gone before."""
    signup = Signup.objects.select_for_update().get(pk=signup.pk)
    if signup.state in {Signup.State.UNSUBSCRIBED, Signup.State.CLEANED}:
        # Another request may have been sent since; leaving again ends that one too.
        signup.withdraw(state=signup.state, now=now)
        return False
    signup.withdraw(state=state, now=now)
    signup.interests.all().delete()
    ConsentRecord.objects.create(signup=signup, kind=Kind.WITHDRAWN, at=now, source=source, language=signup.language)
    _queue_sync(signup)
    return True


@transaction.atomic
def erase(*, signup: Signup, now: datetime) -> Erasure:
    """Forget the address, here now and in Mailchimp for good. Queued syncs find nothing and do nothing."""
    erasure = Erasure.objects.create(
        subscriber_hash=subscriber_hash(signup.email), fingerprint=signup.fingerprint, requested_at=now
    )
    Signup.objects.filter(pk=signup.pk).delete()
    outbox.put(kind="signups.erase", key=f"signups.erase:{erasure.pk}", payload={"erasure": erasure.pk})
    return erasure


@transaction.atomic
def learn(*, signup: Signup, member: Member, now: datetime) -> None:
    """Take over what the person did at Mailchimp: leaving, wanting less, another address. Never that they came."""
    signup = Signup.objects.select_for_update().get(pk=signup.pk)
    if has_left(signup, member):
        state = Signup.State.CLEANED if member.status == "cleaned" else Signup.State.UNSUBSCRIBED
        withdraw(signup=signup, source="mailchimp", state=state, now=now)
    elif signup.is_confirmed and not member.is_gone:
        if has_moved(signup, member):
            _follow_address(signup, member.email, now)
        elif signup.synced_revision == signup.revision:
            _want_less(signup, member, now)
    elif signup.state == Signup.State.UNSUBSCRIBED and member.status == "subscribed":
        # They left here, and the audience does not know yet or was told otherwise: leaving wins.
        signup.withdraw(state=signup.state, now=signup.withdrawn_at or now)
        _queue_sync(signup)


def has_left(signup: Signup, member: Member) -> bool:
    """Whether they left the audience after they last confirmed here. In the same second, leaving wins."""
    if not member.is_gone or not signup.is_confirmed or signup.confirmed_at is None:
        return False
    return member.changed_at is None or member.changed_at >= signup.confirmed_at.replace(microsecond=0)


def has_moved(signup: Signup, member: Member) -> bool:
    """Whether the member has another address over there than here."""
    return bool(member.email) and canonical(member.email) != canonical(signup.email)


def _follow_address(signup: Signup, email: str, now: datetime) -> None:
    """The person changed their address at Mailchimp. If the new one has a sign-up of its own, this one ends."""
    if Signup.objects.filter(fingerprint=fingerprint_of(email)).exists():
        withdraw(signup=signup, source="mailchimp: address changed", now=now)
    else:
        signup.move_to(email=email, fingerprint=fingerprint_of(email))
        _queue_sync(signup)


def _want_less(signup: Signup, member: Member, now: datetime) -> None:
    """Drop topics that the person unticked over there; what was ticked there needs a request here."""
    dropped = [topic for topic in signup.topics if member.topics.get(topic) is False]
    if not dropped:
        return
    signup.interests.filter(topic__in=dropped).delete()
    signup.speak(signup.language)
    wish = Wish(signup.language, tuple(signup.topics), tuple(signup.campaign_keys))
    ConsentRecord.objects.create(signup=signup, kind=Kind.CHANGED, at=now, source="mailchimp", **wish.as_record())
    _queue_sync(signup)


def _add_interests(signup: Signup, topics: Iterable[str], campaign_keys: Iterable[UUID]) -> None:
    wanted = [Interest(signup=signup, topic=topic) for topic in topics if topic != Topic.CAMPAIGN]
    wanted += [Interest(signup=signup, topic=Topic.CAMPAIGN, campaign_key=key) for key in campaign_keys]
    Interest.objects.bulk_create(wanted, ignore_conflicts=True)


def _queue_sync(signup: Signup) -> None:
    outbox.put(
        kind="signups.sync",
        key=f"signups.sync:{signup.public_id}:{signup.revision}",
        payload={"signup": str(signup.public_id)},
    )
