"""What a narrator does by their link, and what a reviewer does with it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from stories import notices, services
from stories.choices import WitnessRole
from stories.models import Narrator, NarratorLink, NarratorRequest


def make_link(*, narrator: Narrator, by: Any, language: str, now: datetime) -> str:
    """A new address for this person, in that language. It is not kept: this is the one time it can be given."""
    with transaction.atomic():
        _link, token = NarratorLink.make(narrator=narrator, by=by, now=now)
    with translation.override(language):
        return settings.BASE_URL + reverse("stories:own", kwargs={"token": token})


@transaction.atomic
def ask(*, narrator: Narrator, text: str, now: datetime) -> NarratorRequest:
    """Keep a request, and tell the reviewers that there is one."""
    request = NarratorRequest.objects.create(narrator=narrator, text=text, at=now)
    notices.tell_of_request(request)
    return request


@transaction.atomic
def withdraw_by_link(*, narrator: Narrator, now: datetime) -> None:
    """End consent and take everything down. The link, and what was asked by it, end too.

    All of it or nothing: were the link to end alone, this person could not try again.
    """
    services.withdraw(narrator=narrator, by=None, now=now, witness_role=WitnessRole.SURVIVOR_CARE)
    NarratorLink.objects.filter(narrator=narrator, revoked_at=None).update(revoked_at=now)
    NarratorRequest.objects.filter(narrator=narrator).delete()
