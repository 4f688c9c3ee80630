"""What Stripe refuses when a Checkout session is made."""

from typing import Any

from sandbox.stripe.customers import living_customer
from sandbox.stripe.errors import StripeError
from sandbox.world import World

LIVES_SECONDS = 24 * 3600
SHORTEST_LIFE_SECONDS = 30 * 60


def check(world: World, given: dict[str, Any]) -> None:
    """The rules that hold whatever is sold; _check_mode has the others."""
    mode = given.get("mode", "payment")
    if mode == "setup":
        raise StripeError("The stand-in has no setup mode: a card is changed in the portal.", param="mode")
    if given.get("ui_mode", "hosted_page") != "hosted_page":
        raise StripeError("The stand-in has only the hosted page.", param="ui_mode")
    if not given.get("line_items"):
        raise StripeError("Missing required param: line_items.", code="parameter_missing", param="line_items")
    if not given.get("success_url"):
        raise StripeError("Missing required param: success_url.", code="parameter_missing", param="success_url")
    for name in ("success_url", "cancel_url"):
        if name in given and not given[name].startswith(("http://", "https://")):
            raise StripeError("Not a valid URL", code="url_invalid", param=name)
    if "customer" in given:
        living_customer(world, given["customer"])
        if "customer_email" in given or "customer_creation" in given:
            raise StripeError(
                "You may only specify one of these parameters: customer, customer_email.", param="customer"
            )
    _check_mode(mode, given)
    ahead = given.get("expires_at", world.clock.now() + LIVES_SECONDS) - world.clock.now()
    # A minute for the way, as a client counts from its own clock.
    if not SHORTEST_LIFE_SECONDS - 60 <= ahead <= LIVES_SECONDS + 60:
        raise StripeError("The `expires_at` must be between 30 minutes and 24 hours from now.", param="expires_at")


def _check_mode(mode: str, given: dict[str, Any]) -> None:
    for name in ("trial_end", "trial_period_days", "billing_cycle_anchor"):
        if name in given.get("subscription_data", {}):
            message = "The stand-in's Checkout takes the first payment at once: it has no trials."
            raise StripeError(message, param=f"subscription_data[{name}]")
    if mode == "subscription":
        for name in ("payment_intent_data", "customer_creation"):
            if name in given:
                raise StripeError(f"You can not pass `{name}` in `subscription` mode.", param=name)
    elif "subscription_data" in given:
        raise StripeError(f"You can not pass `subscription_data` in `{mode}` mode.", param="subscription_data")
