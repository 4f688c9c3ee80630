"""Links in mails: signed, so that nobody can guess one, and naming rows by numbers that mean nothing.

Nothing secret is stored. A confirmation's token ends after a week and works once (the consent record that answers is
unique); the preferences' token is the same for good, as old mails must keep their way out. A changed SECRET_KEY ends
them all: keep the old one in SECRET_KEY_FALLBACKS.
"""

import uuid
from datetime import timedelta

from django.core import signing

from signups.models import ConsentRecord, Signup

CONFIRM_WITHIN = timedelta(days=7)
_asking = signing.TimestampSigner(salt="signups.confirm")
_person = signing.Signer(salt="signups.preferences")


class Expired(Exception):
    """The link was ours, and is too old."""


def confirmation_token(record: ConsentRecord) -> str:
    return _asking.sign(str(record.pk))


def asked_record(token: str) -> ConsentRecord | None:
    """The request behind a confirmation link. None for one that is not ours or is erased; raises Expired."""
    try:
        number = _asking.unsign(token, max_age=CONFIRM_WITHIN)
    except signing.SignatureExpired as error:
        raise Expired from error
    except signing.BadSignature:
        return None
    records = ConsentRecord.objects.filter(pk=int(number), kind=ConsentRecord.Kind.ASKED)
    return records.select_related("signup").first()


def preferences_token(signup: Signup) -> str:
    return _person.sign(signup.public_id.hex)


def person(token: str) -> Signup | None:
    """Whose preferences link this is; None for one that is not ours or is erased."""
    try:
        public_id = _person.unsign(token)
    except signing.BadSignature:
        return None
    return Signup.objects.filter(public_id=uuid.UUID(public_id)).first()
