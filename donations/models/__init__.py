"""Who gives (donor), what they promised (gift), what arrived (payment), and what Stripe told us (inbox)."""

from donations.models.donor import Donor, PortalLink
from donations.models.gift import Gift
from donations.models.inbox import Concern, StripeEvent
from donations.models.payment import Payment, Refund

__all__ = ["Concern", "Donor", "Gift", "Payment", "PortalLink", "Refund", "StripeEvent"]
