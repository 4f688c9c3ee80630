"""What donations do after a commit: mails in the donor's language, and calls to Stripe that must not be lost."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation

from core import mail, outbox
from donations import inbox, services, stripe_client
from donations.models import Donor, Gift, Payment, PortalLink


@outbox.handler("donations.receipt")
def send_receipt(payload: dict[str, object]) -> None:
    payment = Payment.objects.select_related("gift__donor").get(pk=str(payload["payment_id"]))
    _mail("donations/receipt", payment.gift, {"payment": payment})


@outbox.handler("donations.cancelled")
def send_cancelled(payload: dict[str, object]) -> None:
    _mail("donations/cancelled", _gift(payload), {})


@outbox.handler("donations.duplicate")
def send_duplicate(payload: dict[str, object]) -> None:
    _mail("donations/duplicate", _gift(payload), {})


@outbox.handler("donations.cancel")
def cancel(payload: dict[str, object]) -> None:
    gift = _gift(payload)
    if gift.subscription_id:
        stripe_client.cancel_subscription(gift.subscription_id)
        inbox.refresh(gift, now=timezone.now())


@outbox.handler("donations.refund")
def refund(payload: dict[str, object]) -> None:
    payment = Payment.objects.select_related("gift").get(pk=str(payload["payment_id"]))
    services.refund_payment(payment=payment, now=timezone.now())


@outbox.handler("donations.portal_link")
def send_portal_link(payload: dict[str, object]) -> None:
    """The link is made here and not before, so that its token is nowhere but in the mail."""
    donor = Donor.objects.who_gave().filter(fingerprint=payload["fingerprint"]).first()
    if donor is None:
        return
    language = str(payload["language"])
    token = PortalLink.mint(donor, now=timezone.now())
    with translation.override(language):
        url = settings.BASE_URL + reverse("donations:portal_open", args=[token])
    mail.send(template="donations/portal_link", to=donor.email, language=language, context={"url": url})


def _gift(payload: dict[str, object]) -> Gift:
    return Gift.objects.select_related("donor").get(pk=str(payload["gift_id"]))


def _mail(template: str, gift: Gift, context: dict[str, object]) -> None:
    with translation.override(gift.language):
        portal_url = settings.BASE_URL + reverse("donations:portal")
        give_url = settings.BASE_URL + reverse("donations:give")
    context = {"gift": gift, "portal_url": portal_url, "give_url": give_url, **context}
    mail.send(template=template, to=gift.donor.email, language=gift.language, context=context)
