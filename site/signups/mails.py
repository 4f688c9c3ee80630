"""Our own mails to people who sign up, each with its way out, in their language."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from core import mail, outbox
from signups.models import ConsentRecord, Signup
from signups.tokens import CONFIRM_WITHIN, confirmation_token, preferences_token

Payload = dict[str, object]


@outbox.handler("signups.ask_mail")
def send_ask(payload: Payload) -> None:
    """Ask to confirm; somebody who is confirmed already is told so, and what they now asked for needs one click too."""
    record = _record(payload)
    if record is None or record.is_answered or _is_overtaken(record):
        return
    template = "signups/already" if record.signup.is_confirmed else "signups/confirm"
    confirm_url = absolute("signups:confirm", record.language, token=confirmation_token(record))
    _send(template, record, {"confirm_url": confirm_url, "days": CONFIRM_WITHIN // timedelta(days=1)})


@outbox.handler("signups.welcome_mail")
def send_welcome(payload: Payload) -> None:
    record = _record(payload)
    if record and record.signup.is_confirmed:
        _send("signups/welcome", record, {})


def _record(payload: Payload) -> ConsentRecord | None:
    """None when it was erased meanwhile."""
    return ConsentRecord.objects.select_related("signup").filter(pk=str(payload["record"])).first()


def _is_overtaken(record: ConsentRecord) -> bool:
    """Left since, or asked so long ago that nobody waits for this mail."""
    left = record.signup.withdrawn_at
    return bool(left and record.at <= left) or record.at < timezone.now() - CONFIRM_WITHIN


def _send(template: str, record: ConsentRecord, context: dict[str, object]) -> None:
    """Always to the row's own address: what was typed now may only differ in its spelling."""
    signup = record.signup
    context["preferences_url"] = absolute("signups:preferences", record.language, token=preferences_token(signup))
    mail.send(template=template, to=signup.email, language=record.language, context=context, headers=way_out(signup))


def way_out(signup: Signup) -> dict[str, str]:
    """RFC 8058: the mail program's own button unsubscribes with one POST."""
    path = reverse("signups_one_click", kwargs={"token": preferences_token(signup)})
    return {
        "List-Unsubscribe": f"<{settings.BASE_URL}{path}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def absolute(name: str, language: str, **kwargs: str) -> str:
    with translation.override(language):
        return settings.BASE_URL + reverse(name, kwargs=kwargs)
