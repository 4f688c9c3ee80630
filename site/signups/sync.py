"""What the outbox does with Mailchimp. Each handler reads the row as it is when it runs, so that a late, doubled or
overtaken entry does what is right now, not what was right when it was written.

Two workers may hold two entries of one person. Each sends, then looks whether the row has changed meanwhile, and if
so sends again: whoever writes last has seen the last state, and leaving is never overwritten.
"""

from collections.abc import Callable
from functools import wraps

from django.utils import timezone

from core import outbox
from signups import services
from signups.campaigns_by_key import TAG_PREFIX, tags
from signups.mailchimp_client import Audience, Member, NotAllowed, NotConfigured, Refused, Throttled, subscriber_hash
from signups.models import Erasure, Signup

# Somebody who changes their mind as fast as we send; the next try goes on.
TRIES = 5
Payload = dict[str, object]


def to_audience(handle: Callable[[Audience, Payload], None]) -> Callable[[Payload], None]:
    """Give the handler the audience; without a (right) key, or throttled, the entry waits without using up a try."""

    @wraps(handle)
    def handler(payload: Payload) -> None:
        try:
            handle(Audience(), payload)
        except (NotConfigured, NotAllowed, Throttled) as reason:
            raise outbox.Postpone(f"{type(reason).__name__}: {reason}") from None
        except Refused as reason:
            raise outbox.GiveUp(f"Mailchimp: {reason}") from None

    return handler


@outbox.handler("signups.sync")
@to_audience
def sync(audience: Audience, payload: Payload) -> None:
    """Make the audience say what our row says."""
    sent_hash, left_by_us = "", False
    for _try in range(TRIES):
        signup = Signup.objects.filter(public_id=str(payload["signup"])).first()
        if signup is None:
            # Erased while we were sending: what we may have brought back goes too.
            if sent_hash:
                audience.delete_permanently(sent_hash)
            return
        sent_hash = subscriber_hash(signup.email)
        status, contact_id = _push(audience, signup, left_by_us=left_by_us)
        left_by_us = signup.state == Signup.State.UNSUBSCRIBED
        noted = signup.note_synced(revision=signup.revision, status=status, contact_id=contact_id, now=timezone.now())
        if noted:
            return
    raise outbox.Postpone("The row kept changing.")


def _push(audience: Audience, signup: Signup, *, left_by_us: bool) -> tuple[str, str]:
    """Send one row; returns the member's status and contact id, as far as known.

    `left_by_us`: we have just unsubscribed them, and they confirmed anew meanwhile. That is not their leaving.
    """
    if signup.is_confirmed:
        return _subscribe(audience, signup, left_by_us=left_by_us)
    if signup.state == Signup.State.UNSUBSCRIBED:
        known = audience.unsubscribe(subscriber_hash(signup.email))
        return ("unsubscribed" if known else ""), signup.mailchimp_contact_id
    return signup.mailchimp_status, signup.mailchimp_contact_id


def _subscribe(audience: Audience, signup: Signup, *, left_by_us: bool) -> tuple[str, str]:
    member = _find(audience, signup)
    has_left = member is not None and services.has_left(signup, member) and not left_by_us
    if member and (has_left or services.has_moved(signup, member)):
        services.learn(signup=signup, member=member, now=timezone.now())
        return member.status, member.contact_id
    # Only who came back after leaving is given a status; for all others Mailchimp's own stands.
    comes_back = member is not None and (member.is_gone or member.status == "transactional")
    try:
        member = _put(audience, signup, "subscribed" if comes_back else None)
    except Refused as error:
        if error.kind == Refused.FORGOTTEN:
            # Erased there for good. Only Mailchimp's own form can bring the address back: no try of ours ever will.
            return Refused.FORGOTTEN, ""
        if error.kind != Refused.COMPLIANCE:
            raise
        return _ask_by_mailchimp(audience, signup)
    _set_tags(audience, signup, member)
    return member.status, member.contact_id


def _find(audience: Audience, signup: Signup) -> Member | None:
    """By address, else by the number that a member keeps when the address is changed over there."""
    member = audience.member(subscriber_hash(signup.email))
    if member is None and signup.mailchimp_contact_id:
        member = audience.member(signup.mailchimp_contact_id)
    return member


def _put(audience: Audience, signup: Signup, status: str | None) -> Member:
    topics = set(signup.topics)
    return audience.put_member(email=signup.email, language=signup.language, topics=topics, status=status)


def _ask_by_mailchimp(audience: Audience, signup: Signup) -> tuple[str, str]:
    """ "Member In Compliance State": they left through Mailchimp once, so Mailchimp itself must ask them. No loop.

    https://mailchimp.com/developer/marketing/docs/errors/
    """
    try:
        member = _put(audience, signup, "pending")
    except Refused as error:
        if error.kind != Refused.COMPLIANCE:
            raise
        return Refused.COMPLIANCE, signup.mailchimp_contact_id
    return member.status, member.contact_id


def _set_tags(audience: Audience, signup: Signup, member: Member) -> None:
    wanted = tags(signup.campaign_keys)
    ours = {tag for tag in member.tags if tag.startswith(TAG_PREFIX)}
    audience.set_tags(subscriber_hash(signup.email), active=wanted - ours, inactive=ours - wanted)


@outbox.handler("signups.reread")
@to_audience
def reread(audience: Audience, payload: Payload) -> None:
    """Something happened over there: look what the member is now, and take over what may be taken over."""
    signup = Signup.objects.filter(public_id=str(payload["signup"])).first()
    member = _find(audience, signup) if signup else None
    if signup is None or member is None:
        return
    services.learn(signup=signup, member=member, now=timezone.now())
    Signup.objects.filter(pk=signup.pk).update(mailchimp_status=member.status)


@outbox.handler("signups.erase")
@to_audience
def erase(audience: Audience, payload: Payload) -> None:
    erasure = Erasure.objects.filter(pk=str(payload["erasure"])).first()
    if erasure is None:
        return
    audience.delete_permanently(erasure.subscriber_hash)
    erasure.finish(now=timezone.now())
