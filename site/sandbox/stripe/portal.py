"""The billing portal's sessions and configurations. The page that a person sees is portal_page."""

from typing import Any

from sandbox.stripe.customers import living_customer
from sandbox.stripe.errors import StripeError
from sandbox.stripe.gate import Call, api
from sandbox.stripe.objects import Obj, find, load, new_id, page, save, set_metadata
from sandbox.world import World

LIVES_SECONDS = 3600
FLOWS = {"payment_method_update", "subscription_cancel"}


def default_configuration(world: World) -> Obj:
    """The account's own, made when it is first needed."""
    found = find(world, "billing_portal.configuration", is_default=True)
    return found[0] if found else _configuration(world, {}, is_default=True)


def _configuration(world: World, given: dict[str, Any], *, is_default: bool = False) -> Obj:
    now = world.clock.now()
    configuration: Obj = {
        "id": new_id("bpc_"),
        "object": "billing_portal.configuration",
        "active": True,
        "application": None,
        "business_profile": _profile(given),
        "created": now,
        "default_return_url": given.get("default_return_url") or None,
        "features": _features(given.get("features", {})),
        "is_default": is_default,
        "livemode": False,
        "login_page": {"enabled": False, "url": None},
        "metadata": {},
        "name": given.get("name") or None,
        "updated": now,
    }
    set_metadata(configuration, given.get("metadata"))
    return save(world, configuration)


def _profile(given: dict[str, Any]) -> Obj:
    empty = {"headline": None, "privacy_policy_url": None, "terms_of_service_url": None}
    return {**empty, **{key: value or None for key, value in given.get("business_profile", {}).items()}}


def _features(given: dict[str, Any]) -> Obj:
    reasons = ["too_expensive", "missing_features", "switched_service", "unused", "other"]
    cancel = {
        "cancellation_reason": {"enabled": False, "options": reasons}, "enabled": True, "mode": "at_period_end",
        "proration_behavior": "none",
    }  # fmt: skip
    update: Obj = {
        "billing_cycle_anchor": None, "default_allowed_updates": [], "enabled": False, "products": [],
        "proration_behavior": "none", "schedule_at_period_end": {"conditions": []},
        "trial_update_behavior": "end_trial",
    }  # fmt: skip
    return {
        "customer_update": {"allowed_updates": [], "enabled": False, **given.get("customer_update", {})},
        "invoice_history": given.get("invoice_history", {"enabled": True}),
        "payment_method_update": {
            "payment_method_configuration": None, "enabled": True, **given.get("payment_method_update", {}),
        },
        "subscription_cancel": {**cancel, **given.get("subscription_cancel", {})},
        "subscription_update": {**update, **given.get("subscription_update", {})},
    }  # fmt: skip


def create_session(world: World, given: dict[str, Any]) -> Obj:
    if "customer" not in given:
        raise StripeError("Missing required param: customer.", code="parameter_missing", param="customer")
    customer = living_customer(world, given["customer"])
    named = given.get("configuration")
    configuration = (
        load(world, "billing_portal.configuration", named, param="configuration")
        if named
        else default_configuration(world)
    )
    id = new_id("bps_")
    return save(
        world,
        {
            "id": id,
            "object": "billing_portal.session",
            "configuration": configuration["id"],
            "created": world.clock.now(),
            "customer": customer["id"],
            "flow": _flow(world, customer, given.get("flow_data")),
            "livemode": False,
            "locale": given.get("locale"),
            "on_behalf_of": None,
            "return_url": given.get("return_url") or configuration["default_return_url"],
            "url": f"{world.origin}/pay/portal/{id}",
        },
    )


def _flow(world: World, customer: Obj, given: dict[str, Any] | None) -> Obj | None:
    if not given:
        return None
    if given["type"] not in FLOWS:
        raise StripeError(f"The stand-in knows the flows {sorted(FLOWS)}.", param="flow_data[type]")
    cancel = given.get("subscription_cancel")
    if cancel:
        subscription = load(world, "subscription", cancel["subscription"], param="flow_data[subscription_cancel]")
        if subscription["customer"] != customer["id"]:
            raise StripeError("The subscription is not this customer's.", param="flow_data[subscription_cancel]")
    after = given.get("after_completion", {"type": "portal_homepage"})
    return {
        "after_completion": {
            "hosted_confirmation": after.get("hosted_confirmation"), "redirect": after.get("redirect"),
            "type": after["type"],
        },
        "subscription_cancel": {"retention": None, **cancel} if cancel else None,
        "subscription_update": None,
        "subscription_update_confirm": None,
        "type": given["type"],
    }  # fmt: skip


@api("POST", "/v1/billing_portal/sessions", "billing_portal.SessionCreateParams")
def post_session(call: Call) -> Obj:
    return create_session(call.world, call.params)


@api("POST", "/v1/billing_portal/configurations", "billing_portal.ConfigurationCreateParams")
def post_configuration(call: Call) -> Obj:
    return _configuration(call.world, call.params)


@api("GET", "/v1/billing_portal/configurations", "billing_portal.ConfigurationListParams")
def list_configurations(call: Call) -> Obj:
    default_configuration(call.world)
    names = ("active", "is_default")
    wanted = {name: call.params[name] for name in names if name in call.params}
    return page(find(call.world, "billing_portal.configuration", **wanted), call.path, call.params)


@api("GET", "/v1/billing_portal/configurations/{id}", "billing_portal.ConfigurationRetrieveParams")
def get_configuration(call: Call) -> Obj:
    return load(call.world, "billing_portal.configuration", call.args["id"])


@api("POST", "/v1/billing_portal/configurations/{id}", "billing_portal.ConfigurationUpdateParams")
def update_configuration(call: Call) -> Obj:
    configuration = load(call.world, "billing_portal.configuration", call.args["id"])
    kept = configuration["features"]
    changed = {name: {**kept.get(name, {}), **value} for name, value in call.params.get("features", {}).items()}
    configuration["features"] = {**kept, **changed}
    if "business_profile" in call.params:
        configuration["business_profile"] = _profile(call.params)
    for name in ("active", "default_return_url", "name"):
        if name in call.params:
            configuration[name] = call.params[name]
    set_metadata(configuration, call.params.get("metadata"))
    configuration["updated"] = call.world.clock.now()
    return save(call.world, configuration)
