"""Stripe's stand-in: API 2026-10-28.endive as the pinned `stripe` package speaks it, Checkout and the portal."""

from sandbox.http import Router
from sandbox.world import StandIn

stand_in = StandIn(
    name="stripe",
    router=Router(),
    start=lambda world: None,
    state=lambda world: {},
    advance=lambda world, moment: None,
    sign=lambda world, delivery: {},
)
