"""Lucía gives. Rows as the site makes them, without Stripe."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from django.urls import reverse
from django.utils import translation

from core.throttle import fingerprint
from donations.models import Donor, Gift, Payment
from donations.models.donor import canonical_email

LUCIA = "lucia@ejemplo.example"
NOON = datetime(2026, 11, 20, 18, tzinfo=UTC)
_numbers = count(1)


def donor(email: str = LUCIA, language: str = "es") -> Donor:
    found, _created = Donor.objects.get_or_create(
        fingerprint=fingerprint(canonical_email(email)),
        defaults={"email": canonical_email(email), "language": language},
    )
    return found


def gift(**fields: Any) -> Gift:
    fields = {
        "donor": fields.pop("donor", None) or donor(),
        "kind": Gift.Kind.MONTHLY,
        "amount_minor": 2000,
        "currency": "USD",
        "language": "es",
        "livemode": False,
        **fields,
    }
    return Gift.objects.create(**fields)


def running_gift(**fields: Any) -> Gift:
    number = next(_numbers)
    return gift(
        **{
            "state": Gift.State.ACTIVE,
            "subscription_id": f"sub_{number}",
            "customer_id": f"cus_{number}",
            "next_payment_at": datetime(2026, 12, 20, 18, tzinfo=UTC),
            **fields,
        }
    )


def payment(of: Gift, **fields: Any) -> Payment:
    number = next(_numbers)
    return Payment.objects.create(
        **{
            "gift": of,
            "charge_id": f"ch_{number}",
            "payment_intent_id": f"pi_{number}",
            "amount_minor": of.amount_minor,
            "currency": of.currency,
            "paid_at": NOON,
            **fields,
        }
    )


def giving(**fields: Any) -> dict[str, Any]:
    """What the browser posts to give 20 dollars every month."""
    return {
        "kind": "monthly",
        "currency": "USD",
        "amount-USD-monthly": "2000",
        "amount-USD-once": "5000",
        "own": "",
        "email": LUCIA,
        "receipt_name": "",
        "campaign": "",
        "via": "",
        "website": "",
        **fields,
    }


def address(name: str, *args: object, language: str = "en") -> str:
    with translation.override(language):
        return reverse(f"donations:{name}", args=args)
