"""Where Stripe's events arrive. Nothing of them is logged but their kind."""

import logging

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from donations import inbox
from donations.stripe_client import BadSignature, PaymentsError, verified_event

logger = logging.getLogger(__name__)


@csrf_exempt
@require_POST
def stripe_webhook(request: HttpRequest) -> HttpResponse:
    """2xx when it is recorded or is nothing to us; 400 when Stripe did not sign it; 503 to be sent it again."""
    now = timezone.now()
    try:
        event = verified_event(request.body, request.headers.get("Stripe-Signature", ""), now=now)
    except BadSignature as error:
        logger.warning("webhook refused: %s", error)
        return HttpResponse("not signed by Stripe", status=400, content_type="text/plain")
    try:
        outcome = inbox.receive(event, now=now)
    except PaymentsError as error:
        logger.warning("webhook %s put off: %s", event.type, error)
        return HttpResponse("again later", status=503, content_type="text/plain")
    return HttpResponse(outcome, content_type="text/plain")
