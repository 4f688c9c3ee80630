"""Mails to a candidate's official contact, in its language. Carried out by the outbox."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from core import mail, outbox
from pledges.models import Invitation
from pledges.services import INVITE, RECEIPT
from pledges.steps import State


@outbox.handler(INVITE)
def send_invitation(payload: dict[str, Any]) -> None:
    """The link that signs. Nothing is sent when it was withdrawn or used meanwhile."""
    invitation = _get(payload)
    if invitation.standing(timezone.now()) != Invitation.Standing.OPEN:
        return
    _send("pledges/invitation", invitation)
    invitation.sent_at = timezone.now()
    invitation.save(update_fields=["sent_at"])


@outbox.handler(RECEIPT)
def send_receipt(payload: dict[str, Any]) -> None:
    """Tells the official contact what was answered in its name, so that an answer by somebody else is noticed."""
    _send("pledges/answer", _get(payload))


def _get(payload: dict[str, Any]) -> Invitation:
    related = "signature__candidate__race", "signature__pledge__election", "signature__pledge__current_text"
    return Invitation.objects.select_related(*related).get(pk=payload["invitation_id"])


def _send(template: str, invitation: Invitation) -> None:
    signature = invitation.signature
    language = signature.candidate.contact_language
    with translation.override(language):
        context: dict[str, object] = {
            "candidate": signature.candidate,
            "pledge": signature.pledge,
            "text": signature.pledge.current_text,
            "title": signature.pledge.title,
            "is_signed": signature.state != State.DECLINED,
            "expires_at": invitation.expires_at,
            "link": settings.BASE_URL + reverse("pledges:invitation", args=[invitation.token]),
            "tracker_link": settings.BASE_URL + reverse("pledges:tracker", args=[signature.pledge.slug]),
        }
    mail.send(template=template, to=invitation.contact_email, language=language, context=context)
