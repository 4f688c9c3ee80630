"""Events and their signed webhooks."""

import hashlib
import hmac
import json
import time
from typing import Any

import stripe

from sandbox.stripe.objects import Obj, find, load, new_id, public, save
from sandbox.world import World

API_VERSION: str = stripe._ApiVersion.CURRENT
CONTENT_TYPE = "application/json; charset=utf-8"


def emit(world: World, type: str, obj: Obj, *, previous: Obj | None = None) -> Obj:
    """Something happened to `obj`: an event, and a webhook to each end point that listens."""
    endpoints = [end for end in find(world, "webhook_endpoint", status="enabled") if _listens(end, type)]
    data: Obj = {"object": public(obj)}
    if previous:
        data["previous_attributes"] = public(previous)
    event = save(
        world,
        {
            "id": new_id("evt_"),
            "object": "event",
            "api_version": API_VERSION,
            "created": world.clock.now(),
            "data": data,
            "livemode": False,
            "pending_webhooks": len(endpoints),
            "request": {"id": None, "idempotency_key": None},
            "type": type,
        },
    )
    for endpoint in endpoints:
        send(world, event, endpoint)
    return event


def emit_updated(world: World, type: str, before: Obj, after: Obj) -> None:
    """The event of a change, unless nothing changed."""
    changed = {key: before.get(key) for key in after if not key.startswith("_") and before.get(key) != after[key]}
    if changed:
        emit(world, type, after, previous=changed)


def _listens(endpoint: Obj, type: str) -> bool:
    return type in endpoint["enabled_events"] or "*" in endpoint["enabled_events"]


def send(world: World, event: Obj, endpoint: Obj) -> None:
    world.webhooks.owe(
        stand_in="stripe",
        url=endpoint["url"],
        body=json.dumps(event, ensure_ascii=False, indent=2),
        content_type=CONTENT_TYPE,
        about=event["id"],
        secret=endpoint["_secret"],
    )


def resend(world: World, id: str) -> Obj:
    """Send an event again to everyone who listens, as the dashboard's button does."""
    event = load(world, "event", id)
    for endpoint in find(world, "webhook_endpoint", status="enabled"):
        send(world, event, endpoint)
    return event


def sign(world: World, delivery: Obj) -> dict[str, str]:
    """Signed when sent, with this machine's time, which is what a receiver compares: the clock may be months ahead."""
    moment = int(time.time())
    signature = hmac.new(delivery["secret"].encode(), f"{moment}.{delivery['body']}".encode(), hashlib.sha256)
    return {"Stripe-Signature": f"t={moment},v1={signature.hexdigest()}", "User-Agent": "Stripe/1.0 (stand-in)"}


def with_pending(world: World, event: Obj) -> Obj:
    deliveries = world.store.find("delivery", about=event["id"])
    return {**event, "pending_webhooks": sum(1 for delivery in deliveries if delivery["state"] != "delivered")}


def described(world: World) -> list[dict[str, Any]]:
    """For people: the latest events and how their webhooks fared, newest first."""
    tried: dict[str, list[Obj]] = {}
    for delivery in world.store.all("delivery"):
        tried.setdefault(delivery["about"], []).append(
            {key: delivery[key] for key in ("id", "url", "state", "attempts", "next_attempt_at")}
        )
    latest = find(world, "event")[-100:]
    return [
        {
            "id": event["id"],
            "type": event["type"],
            "created": event["created"],
            "object": event["data"]["object"].get("id"),
            "deliveries": tried.get(event["id"], []),
        }
        for event in reversed(latest)
    ]
