"""Giving: the form, the way to Checkout, and the two ways back."""

import re
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page

from core.origin import public_form
from core.templatetags.money import reader_locale
from core.throttle import too_many
from donations import inbox, services
from donations.forms import GiveForm, as_it_was_left, preset_name
from donations.models import Gift
from donations.models.donor import canonical_email
from donations.services import Order
from donations.stripe_client import PaymentsError, Refused

SHARE_CODE = re.compile(r"[A-Za-z0-9_-]{1,40}")
# Tries of one address in ten minutes, and of everybody in one: well above people, well below card testers.
PER_ADDRESS, PER_MINUTE = 8, 120


class SeeOther(HttpResponseRedirect):
    """After a POST: go and GET that. Not a 302, which some clients POST again."""

    status_code = 303


@public_form
def give(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _form_page(request, GiveForm(initial=_initial(request)))
    form = GiveForm(request.POST)
    if not form.is_valid():
        return _form_page(request, form, status=422)
    campaign = _campaign(form.cleaned_data["campaign"])
    order = form.order(
        campaign_key=campaign.translation_key if campaign else None,
        share_code=_share_code(form.cleaned_data["via"]),
    )
    if _is_too_much(order):
        form.add_error(None, _("There were many tries just now. Please wait ten minutes; nothing was charged."))
        return _form_page(request, form, status=429)
    return _to_checkout(request, form, order)


def _to_checkout(request: HttpRequest, form: GiveForm, order: Order) -> HttpResponse:
    try:
        gift = services.start_gift(order=order, now=timezone.now())
    except Refused:
        form.add_error(
            None, _("Our payment service did not accept this. Nothing was charged. Please check what you typed.")
        )
        return _form_page(request, form, status=422)
    except PaymentsError:
        form.add_error(
            None, _("Our payment service does not answer just now. Nothing was charged. Please try again in a moment.")
        )
        return _form_page(request, form, status=503)
    if gift.is_payable:
        return SeeOther(gift.checkout_url)
    return SeeOther(reverse("donations:thanks", args=[gift.return_token]))


def _is_too_much(order: Order) -> bool:
    by_address = too_many(scope="give", subject=canonical_email(order.email), limit=PER_ADDRESS, seconds=600)
    return too_many(scope="give-all", subject="everybody", limit=PER_MINUTE, seconds=60) or by_address


@never_cache
@require_safe
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    """Where Stripe sends the donor after paying. Tells what Stripe says, even when its event is late."""
    gift, is_certain = _as_stripe_has_it(get_object_or_404(Gift, return_token=token))
    context = {"gift": gift, "outcome": _outcome(gift, is_certain=is_certain)}
    return _private(render(request, "donations/thanks.html", context))


@never_cache
@require_safe
def cancelled(request: HttpRequest, token: str) -> HttpResponse:
    """Where Stripe sends somebody who turned back. The form is as they left it, while there is nothing paid."""
    gift, is_certain = _as_stripe_has_it(get_object_or_404(Gift.objects.select_related("donor"), return_token=token))
    if _outcome(gift, is_certain=True) not in {"unpaid", "failed"}:
        return redirect("donations:thanks", token=token)
    form = GiveForm(initial=as_it_was_left(gift))
    return _private(_form_page(request, form, came_back=True, is_certain=is_certain))


def _outcome(gift: Gift, *, is_certain: bool) -> str:
    """received, returned, unpaid (may go on), processing (nothing to do), unknown (Stripe was silent) or failed."""
    if gift.ending == Gift.Ending.DUPLICATE:
        return "returned"
    if gift.is_live or gift.payments.exists():
        return "received"
    if gift.state != Gift.State.PENDING:
        return "failed"
    if not is_certain:
        return "unknown"
    return "unpaid" if gift.is_payable else "processing"


def _as_stripe_has_it(gift: Gift) -> tuple[Gift, bool]:
    """A gift that we don't know to be paid, refreshed; and whether Stripe answered. Hasty reloads ask only so often."""
    if gift.state != Gift.State.PENDING:
        return gift, True
    if too_many(scope="gift-outcome", subject=str(gift.pk), limit=20, seconds=60):
        return gift, False
    try:
        return inbox.refresh(gift, now=timezone.now()), True
    except PaymentsError:
        return gift, False


def _form_page(request: HttpRequest, form: GiveForm, *, status: int = 200, **context: Any) -> HttpResponse:
    campaign = _campaign(str(form["campaign"].value() or ""))
    context = {
        "form": form,
        "campaign": campaign,
        "number_locale": reader_locale().replace("_", "-"),
        **context,
    }
    return render(request, "donations/give.html", context, status=status)


def _private(response: HttpResponse) -> HttpResponse:
    """Its address is a key: it goes to no other site and into no index."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _initial(request: HttpRequest) -> dict[str, Any]:
    """What a link may set: campaign, via, and kind, currency and amount (in minor units) for buttons elsewhere."""
    asked = request.GET
    initial: dict[str, Any] = {name: asked[name][:80] for name in ("campaign", "via") if name in asked}
    form = GiveForm({"kind": asked.get("kind"), "currency": asked.get("currency")})
    form.full_clean()
    initial |= {name: form.cleaned_data[name] for name in ("kind", "currency") if name in form.cleaned_data}
    if {"kind", "currency"} <= initial.keys():
        initial[preset_name(initial["currency"], initial["kind"])] = asked.get("amount", "")
    return initial


def _campaign(key: str) -> Page | None:
    """The live campaign page of this key, in the reader's language where there is one. Anything else is no campaign."""
    try:
        translation_key = uuid.UUID(key)
    except ValueError:
        return None
    pages = Page.objects.live().public().filter(translation_key=translation_key, content_type__app_label="campaigns")
    found = list(pages.order_by("pk"))
    here = [page for page in found if page.locale_id == Locale.get_active().pk]
    return next(iter(here or found), None)


def _share_code(text: str) -> str:
    return text if SHARE_CODE.fullmatch(text) else ""
