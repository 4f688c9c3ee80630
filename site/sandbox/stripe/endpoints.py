"""Webhook end points, the event list, and the account that the stand-in begins with."""

import secrets

from django.conf import settings

from sandbox.stripe.events import API_VERSION, with_pending
from sandbox.stripe.gate import Call, api
from sandbox.stripe.objects import Obj, find, load, new_id, page, save, set_metadata
from sandbox.world import World

# The site's own end point, there from the start.
SITE_ENDPOINT = "we_site"
KEPT_SECONDS = 30 * 86400


def begin(world: World) -> None:
    """The site listens from the start; its address and secret follow the settings."""
    kept = world.store.get("stripe.webhook_endpoint", SITE_ENDPOINT) or _endpoint(world, SITE_ENDPOINT, "", ["*"])
    save(world, {**kept, "url": f"{world.site}/webhooks/stripe/", "_secret": settings.STRIPE_WEBHOOK_SECRET})


def _endpoint(world: World, id: str, url: str, events: list[str]) -> Obj:
    return {
        "id": id,
        "object": "webhook_endpoint",
        "api_version": API_VERSION,
        "application": None,
        "created": world.clock.now(),
        "description": None,
        "enabled_events": events,
        "livemode": False,
        "metadata": {},
        "status": "enabled",
        "url": url,
    }


@api("POST", "/v1/webhook_endpoints", "WebhookEndpointCreateParams")
def create(call: Call) -> Obj:
    """The secret is told once, here."""
    endpoint = _endpoint(call.world, new_id("we_"), call.params["url"], call.params["enabled_events"])
    endpoint.update(description=call.params.get("description") or None, _secret=f"whsec_{secrets.token_hex(16)}")
    set_metadata(endpoint, call.params.get("metadata"))
    save(call.world, endpoint)
    return {**endpoint, "secret": endpoint["_secret"]}


@api("GET", "/v1/webhook_endpoints", "WebhookEndpointListParams")
def list_endpoints(call: Call) -> Obj:
    return page(find(call.world, "webhook_endpoint"), call.path, call.params)


@api("GET", "/v1/webhook_endpoints/{id}", "WebhookEndpointRetrieveParams")
def retrieve(call: Call) -> Obj:
    return load(call.world, "webhook_endpoint", call.args["id"])


@api("POST", "/v1/webhook_endpoints/{id}", "WebhookEndpointUpdateParams")
def update(call: Call) -> Obj:
    endpoint = load(call.world, "webhook_endpoint", call.args["id"])
    endpoint.update({name: call.params[name] for name in ("url", "enabled_events") if name in call.params})
    if "disabled" in call.params:
        endpoint["status"] = "disabled" if call.params["disabled"] else "enabled"
    set_metadata(endpoint, call.params.get("metadata"))
    return save(call.world, endpoint)


@api("DELETE", "/v1/webhook_endpoints/{id}", "WebhookEndpointDeleteParams")
def delete(call: Call) -> Obj:
    endpoint = load(call.world, "webhook_endpoint", call.args["id"])
    call.world.store.delete("stripe.webhook_endpoint", endpoint["id"])
    return {"id": endpoint["id"], "object": "webhook_endpoint", "deleted": True}


@api("GET", "/v1/events", "EventListParams")
def list_events(call: Call) -> Obj:
    """Of the last thirty days, as Stripe keeps them."""
    oldest = call.world.clock.now() - KEPT_SECONDS
    rows = [row for row in find(call.world, "event") if row["created"] >= oldest]
    wanted = call.params.get("types") or ([call.params["type"]] if "type" in call.params else None)
    if wanted:
        rows = [row for row in rows if row["type"] in wanted]
    if "delivery_success" in call.params:
        missed = {d["about"] for d in call.world.store.find("delivery", stand_in="stripe") if d["state"] != "delivered"}
        rows = [row for row in rows if (row["id"] not in missed) == call.params["delivery_success"]]
    listed = page(rows, call.path, call.params)
    return {**listed, "data": [with_pending(call.world, row) for row in listed["data"]]}


@api("GET", "/v1/events/{id}", "EventRetrieveParams")
def retrieve_event(call: Call) -> Obj:
    return with_pending(call.world, load(call.world, "event", call.args["id"]))
