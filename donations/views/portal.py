"""The donor's portal: what they gave, and changing or ending it. views/door.py is the way in."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.origin import public_form
from donations import services, stripe_client
from donations.forms import AmountForm
from donations.models import Donor, Gift, Payment
from donations.stripe_client import PaymentsError
from donations.views import door
from donations.views.give import SeeOther

UNAVAILABLE = _("Our payment service does not answer just now, so nothing was changed. Please try again in a moment.")
# What a redirect may report, since there is no session to keep a message in.
REPORTS = {
    "amount": _("The amount is changed. It holds from your next payment on."),
    "cancelled": _("Your monthly gift has ended. Nothing more will be taken. Thank you for all that you gave."),
    "cancelling": _("Your monthly gift is being ended. We will write to you as soon as it is done."),
    "card": _("You are back. If you changed your card, it will be used from now on."),
}


@never_cache
@public_form
def portal(request: HttpRequest) -> HttpResponse:
    visit = door.visitor(request)
    if visit is None:
        return door.ask_for_link(request)
    return _overview(request, visit.donor, report=REPORTS.get(request.GET.get("done", "")))


def _overview(
    request: HttpRequest, donor: Donor, *, status: int = 200, amount_form: AmountForm | None = None, **context: Any
) -> HttpResponse:
    rows = [{"gift": gift, "amount_form": _form_for(gift, amount_form)} for gift in Gift.objects.seen_by(donor)]
    payments = Payment.objects.filter(gift__donor=donor).select_related("gift")
    context = {"donor": donor, "rows": rows, "payments": payments, **context}
    return render(request, "donations/portal.html", context, status=status)


def _form_for(gift: Gift, typed: AmountForm | None) -> AmountForm:
    return typed if typed is not None and typed.gift.pk == gift.pk else AmountForm(gift=gift)


@public_form
@require_POST
@door.for_visitor
def change_amount(request: HttpRequest, donor: Donor, public_id: UUID) -> HttpResponse:
    gift = get_object_or_404(Gift.objects.live(), donor=donor, public_id=public_id)
    form = AmountForm(request.POST, gift=gift)
    if not form.is_valid():
        return _overview(request, donor, status=422, amount_form=form)
    try:
        services.change_amount(gift=gift, amount_minor=form.cleaned_data["amount"], now=timezone.now())
    except PaymentsError:
        return _overview(request, donor, status=503, problem=UNAVAILABLE, amount_form=form)
    return _done("amount")


@public_form
@require_POST
@door.for_visitor
def cancel(request: HttpRequest, donor: Donor, public_id: UUID) -> HttpResponse:
    gift = get_object_or_404(Gift, donor=donor, public_id=public_id, kind=Gift.Kind.MONTHLY)
    gift = services.cancel_gift(gift=gift, now=timezone.now())
    return _done("cancelling" if gift.is_live else "cancelled")


@public_form
@require_POST
@door.for_visitor
def change_card(request: HttpRequest, donor: Donor, public_id: UUID) -> HttpResponse:
    gift = get_object_or_404(Gift.objects.live(), donor=donor, public_id=public_id, customer_id__isnull=False)
    back = f"{settings.BASE_URL}{reverse('donations:portal')}?done=card"
    try:
        address = stripe_client.portal_address(
            gift.customer_id or "", return_url=back, language=get_language() or settings.LANGUAGE_CODE
        )
    except PaymentsError:
        return _overview(request, donor, status=503, problem=UNAVAILABLE)
    return SeeOther(address)


@require_safe
@door.for_visitor
def receipt(request: HttpRequest, donor: Donor, number: str) -> HttpResponse:
    payment = get_object_or_404(Payment.objects.select_related("gift"), gift__donor=donor, receipt_number=number)
    return render(request, "donations/receipt.html", {"payment": payment, "gift": payment.gift})


def _done(report: str) -> HttpResponse:
    return SeeOther(f"{reverse('donations:portal')}?done={report}")
