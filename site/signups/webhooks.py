"""What Mailchimp tells us. Its webhooks are not signed: they are a hint to look, never a fact.

https://mailchimp.com/developer/marketing/guides/sync-audience-data-webhooks/
"""

import hashlib

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from core import outbox
from signups.addresses import fingerprint_of
from signups.models import Signup

# Every field in which an event may name an address that we know.
ADDRESS_FIELDS = ("data[email]", "data[old_email]", "data[new_email]")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def mailchimp(request: HttpRequest, secret: str) -> HttpResponse:
    """Read the people named again from the API, in a task. Always 200 for who knows the secret, or it is sent again.

    A GET is Mailchimp's way to see whether the address exists, before it keeps it.
    """
    expected = settings.MAILCHIMP_WEBHOOK_SECRET
    if not expected or not constant_time_compare(secret, expected):
        return HttpResponse(status=404)
    if request.method == "POST" and request.POST.get("data[list_id]") == settings.MAILCHIMP_LIST_ID:
        _look_again(request)
    return HttpResponse(status=200)


def _look_again(request: HttpRequest) -> None:
    # A redelivery has the same fields: the same key, and no second look.
    digest = hashlib.sha256(request.POST.urlencode().encode()).hexdigest()[:32]
    named = {fingerprint_of(request.POST[field]) for field in ADDRESS_FIELDS if request.POST.get(field)}
    for signup in Signup.objects.filter(fingerprint__in=named):
        outbox.put(
            kind="signups.reread",
            key=f"signups.reread:{signup.public_id}:{digest}",
            payload={"signup": str(signup.public_id)},
        )
