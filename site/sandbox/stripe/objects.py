"""Stripe's objects as they are kept: in the shape that the API answers, plus keys of our own that begin with "_"."""

import secrets
import string
from collections.abc import Callable
from typing import Any

from sandbox.stripe.errors import StripeError, missing
from sandbox.world import World

Obj = dict[str, Any]

PREFIXES = {
    "cus_": "customer",
    "sub_": "subscription",
    "in_": "invoice",
    "inpay_": "invoice_payment",
    "pi_": "payment_intent",
    "ch_": "charge",
    "txn_": "balance_transaction",
    "pm_": "payment_method",
    "re_": "refund",
    "du_": "dispute",
    "price_": "price",
    "prod_": "product",
    "cs_": "checkout.session",
    "bpc_": "billing_portal.configuration",
}
# "data" counts too: https://docs.stripe.com/expand
DEEPEST_EXPANSION = 4
# Fields that are left out unless they are asked for: (kind, field) -> what computes it.
INCLUDABLE: dict[tuple[str, str], Callable[[World, Obj], Any]] = {}


def new_id(prefix: str) -> str:
    return prefix + "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(24))


def save(world: World, obj: Obj) -> Obj:
    return world.store.put(f"stripe.{obj['object']}", obj["id"], obj)


def load(world: World, kind: str, id: str, *, param: str = "id") -> Obj:
    """Raises StripeError (resource_missing) when there is none, naming the parameter that asked for it."""
    found = world.store.get(f"stripe.{kind}", id)
    if found is None:
        raise missing(kind, id, param=param)
    return found


def find(world: World, kind: str, **wanted: Any) -> list[Obj]:
    """Oldest first."""
    return world.store.find(f"stripe.{kind}", **wanted)


def public(obj: Any) -> Any:
    """Without the keys that are ours."""
    if isinstance(obj, dict):
        return {key: public(value) for key, value in obj.items() if not str(key).startswith("_")}
    return [public(item) for item in obj] if isinstance(obj, list) else obj


def set_metadata(obj: Obj, given: Any) -> None:
    """Stripe's rule: keys are merged, an empty value unsets its key, an empty text unsets them all."""
    if given == "":
        obj["metadata"] = {}
    elif given is not None:
        merged = {**(obj.get("metadata") or {}), **given}
        obj["metadata"] = {key: value for key, value in merged.items() if value != ""}


def list_object(items: list[Obj], url: str, *, has_more: bool = False) -> Obj:
    return {"object": "list", "data": items, "has_more": has_more, "url": url}


def page(items: list[Obj], url: str, params: Obj) -> Obj:
    """One page of `items` (oldest first), newest first as Stripe lists them."""
    limit = params.get("limit", 10)
    if not 1 <= limit <= 100:
        raise StripeError("Invalid integer: limit must be between 1 and 100", param="limit")
    rows = [row for row in reversed(items) if _created_within(row, params.get("created"))]
    if "starting_after" in params:
        after = _position(rows, params["starting_after"], "starting_after") + 1
        return list_object(rows[after : after + limit], url, has_more=len(rows) > after + limit)
    if "ending_before" in params:
        before = _position(rows, params["ending_before"], "ending_before")
        return list_object(rows[max(0, before - limit) : before], url, has_more=before > limit)
    return list_object(rows[:limit], url, has_more=len(rows) > limit)


def _position(rows: list[Obj], id: str, param: str) -> int:
    for position, row in enumerate(rows):
        if row["id"] == id:
            return position
    raise missing("object", id, param=param)


def _created_within(row: Obj, created: Any) -> bool:
    if created is None:
        return True
    if isinstance(created, int):
        return bool(row["created"] == created)
    checks = {
        "gt": lambda limit: row["created"] > limit,
        "gte": lambda limit: row["created"] >= limit,
        "lt": lambda limit: row["created"] < limit,
        "lte": lambda limit: row["created"] <= limit,
    }
    return all(checks[name](limit) for name, limit in created.items())


def expand(world: World, obj: Obj, paths: list[str]) -> Obj:
    """Put whole objects where `paths` ("data.invoice.customer") name ids, and lists that are left out otherwise."""
    for path in paths:
        parts = path.split(".")
        if len(parts) > DEEPEST_EXPANSION:
            raise StripeError(f"You cannot expand more than {DEEPEST_EXPANSION} levels of a property", param="expand")
        _expand(world, obj, parts, path)
    return obj


def _expand(world: World, obj: Any, parts: list[str], path: str) -> None:
    if isinstance(obj, list):
        for item in obj:
            _expand(world, item, parts, path)
        return
    if obj is None or not parts:
        return
    if not isinstance(obj, dict):
        raise _not_expandable(path)
    name, *rest = parts
    includable = INCLUDABLE.get((obj.get("object", ""), name))
    if includable:
        obj.setdefault(name, includable(world, obj))
    elif name not in obj:
        raise _not_expandable(path)
    obj[name] = _whole(world, obj[name], path, last=not rest)
    _expand(world, obj[name], rest, path)


def _whole(world: World, value: Any, path: str, *, last: bool) -> Any:
    if isinstance(value, str):
        kind = next((kind for prefix, kind in PREFIXES.items() if value.startswith(prefix)), None)
        if kind is None:
            raise _not_expandable(path)
        return public(load(world, kind, value))
    if isinstance(value, list) and last and value and isinstance(value[0], str):
        return [_whole(world, item, path, last=True) for item in value]
    return value


def _not_expandable(path: str) -> StripeError:
    return StripeError(f"This property cannot be expanded ({path}).", param="expand")
