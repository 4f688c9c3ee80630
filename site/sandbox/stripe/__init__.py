"""Stripe's stand-in: API 2026-10-28.endive as the pinned `stripe` package speaks it, Checkout and the portal.

gate        what every call passes: key, idempotency, parameters (params), expansion (objects), errors
*_api       the calls; customers, catalog, payments, refunds, disputes, portal and endpoints hold theirs themselves
sessions, subscriptions, changes, invoices, renewals      what Stripe does
checkout_page, portal_page, invoice_page (pages, words)   what a person sees
events      events and signed webhooks;  control          the controls under /_control/stripe/
"""

from sandbox.stripe import (
    checkout_page,
    control,
    customers,
    disputes,
    endpoints,
    gate,
    invoice_api,
    invoice_page,
    pages,
    payment_api,
    portal,
    portal_page,
    refunds,
    renewals,
    session_api,
    subscription_api,
)
from sandbox.stripe.events import sign
from sandbox.world import StandIn

__all__ = [
    "checkout_page",
    "customers",
    "disputes",
    "invoice_api",
    "invoice_page",
    "payment_api",
    "portal",
    "portal_page",
    "refunds",
    "session_api",
    "stand_in",
    "subscription_api",
]

gate.router.include(pages.router)
control.add_controls(gate.router)

stand_in = StandIn(
    name="stripe",
    router=gate.router,
    start=endpoints.begin,
    state=control.state,
    advance=renewals.advance,
    sign=sign,
    answer=gate.answer,
)
