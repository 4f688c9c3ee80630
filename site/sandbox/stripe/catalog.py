"""Products and prices, made ahead or with `price_data` in the same breath."""

from typing import Any

from sandbox.stripe.errors import StripeError
from sandbox.stripe.events import emit, emit_updated
from sandbox.stripe.gate import Call, api
from sandbox.stripe.objects import Obj, find, load, new_id, page, save, set_metadata
from sandbox.world import World

# Smallest charge, by currency, in minor units: https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
SMALLEST_CHARGE = {"usd": 50, "cad": 50, "eur": 50, "gbp": 30, "mxn": 1000, "gtq": 400}
LARGEST_CHARGE = 99_999_999


def check_amount(amount: int, currency: str, *, param: str) -> None:
    """Raises StripeError for an amount that no card can be charged."""
    if amount and amount < SMALLEST_CHARGE.get(currency, 50):
        message = f"Amount must be at least {SMALLEST_CHARGE.get(currency, 50) / 100:.2f} {currency}"
        raise StripeError(message, code="amount_too_small", param=param)
    if amount > LARGEST_CHARGE:
        raise StripeError("Amount must be no more than 999,999.99", code="amount_too_large", param=param)


def create_product(world: World, given: dict[str, Any]) -> Obj:
    now = world.clock.now()
    product: Obj = {
        "id": given.get("id") or new_id("prod_"),
        "object": "product",
        "active": given.get("active", True),
        "created": now,
        "default_price": None,
        "description": given.get("description") or None,
        "images": given.get("images") or [],
        "livemode": False,
        "marketing_features": [],
        "metadata": {},
        "name": given["name"],
        "package_dimensions": None,
        "shippable": None,
        "statement_descriptor": given.get("statement_descriptor"),
        "tax_code": given.get("tax_code"),
        "type": "service",
        "unit_label": given.get("unit_label"),
        "updated": now,
        "url": given.get("url") or None,
    }
    set_metadata(product, given.get("metadata"))
    if world.store.get("stripe.product", product["id"]):
        raise StripeError("Product already exists.", code="resource_already_exists", param="id")
    save(world, product)
    emit(world, "product.created", product)
    return product


def create_price(world: World, given: dict[str, Any], *, param: str = "", active: bool = True) -> Obj:
    """A price from `price_data`, or from the parameters of its own call, which may name a product to be made."""
    if "product_data" in given:
        product = create_product(world, given["product_data"])["id"]
    elif "product" in given:
        product = load(world, "product", given["product"], param=_named(param, "product"))["id"]
    else:
        raise StripeError("You must specify either `product` or `product_data`.", param=_named(param, "product"))
    amount = given.get("unit_amount")
    if amount is None:
        message = "One of `unit_amount` or `unit_amount_decimal` is required; the stand-in takes whole units."
        raise StripeError(message, code="parameter_missing", param=_named(param, "unit_amount"))
    if amount < 0:
        message = "Invalid non-negative integer"
        raise StripeError(message, code="parameter_invalid_integer", param=_named(param, "unit_amount"))
    currency = given["currency"].lower()
    check_amount(amount, currency, param=_named(param, "unit_amount"))
    price: Obj = {
        "id": new_id("price_"),
        "object": "price",
        "active": given.get("active", active),
        "billing_scheme": "per_unit",
        "created": world.clock.now(),
        "currency": currency,
        "custom_unit_amount": None,
        "livemode": False,
        "lookup_key": given.get("lookup_key"),
        "metadata": {},
        "nickname": given.get("nickname"),
        "product": product,
        "recurring": _recurring(given.get("recurring")),
        "tax_behavior": given.get("tax_behavior") or "unspecified",
        "tiers_mode": None,
        "transform_quantity": None,
        "type": "recurring" if given.get("recurring") else "one_time",
        "unit_amount": amount,
        "unit_amount_decimal": str(amount),
    }
    set_metadata(price, given.get("metadata"))
    save(world, price)
    emit(world, "price.created", price)
    return price


def _named(parent: str, name: str) -> str:
    return f"{parent}[{name}]" if parent else name


def _recurring(given: dict[str, Any] | None) -> Obj | None:
    if not given:
        return None
    count = given.get("interval_count", 1)
    limit = {"day": 1095, "week": 156, "month": 36, "year": 3}[given["interval"]]
    if not 1 <= count <= limit:
        raise StripeError("Invalid interval_count: at most three years", param="recurring[interval_count]")
    return {"interval": given["interval"], "interval_count": count, "meter": None, "usage_type": "licensed"}


def price_of(world: World, item: dict[str, Any], *, param: str) -> Obj:
    """The price that a line names, or that its `price_data` describes."""
    if "price" in item:
        return load(world, "price", item["price"], param=f"{param}[price]")
    if "price_data" in item:
        return create_price(world, item["price_data"], param=f"{param}[price_data]", active=False)
    raise StripeError("You must specify either `price` or `price_data`.", code="parameter_missing", param=param)


def product_name(world: World, price: Obj) -> str:
    return str(load(world, "product", price["product"])["name"])


@api("POST", "/v1/products", "ProductCreateParams")
def post_product(call: Call) -> Obj:
    product = create_product(call.world, call.params)
    if "default_price_data" in call.params:
        price = create_price(call.world, {**call.params["default_price_data"], "product": product["id"]})
        product["default_price"] = price["id"]
        save(call.world, product)
    return product


@api("GET", "/v1/products", "ProductListParams")
def list_products(call: Call) -> Obj:
    wanted = {"active": call.params["active"]} if "active" in call.params else {}
    return page(find(call.world, "product", **wanted), call.path, call.params)


@api("GET", "/v1/products/{id}", "ProductRetrieveParams")
def get_product(call: Call) -> Obj:
    return load(call.world, "product", call.args["id"])


@api("POST", "/v1/products/{id}", "ProductUpdateParams")
def update_product(call: Call) -> Obj:
    return _update(
        call, load(call.world, "product", call.args["id"]), ("active", "name", "description", "images", "url")
    )


@api("POST", "/v1/prices", "PriceCreateParams")
def post_price(call: Call) -> Obj:
    return create_price(call.world, call.params)


@api("GET", "/v1/prices", "PriceListParams")
def list_prices(call: Call) -> Obj:
    names = ("active", "currency", "product", "type")
    rows = find(call.world, "price", **{name: call.params[name] for name in names if name in call.params})
    keys = call.params.get("lookup_keys")
    return page([row for row in rows if keys is None or row["lookup_key"] in keys], call.path, call.params)


@api("GET", "/v1/prices/{id}", "PriceRetrieveParams")
def get_price(call: Call) -> Obj:
    return load(call.world, "price", call.args["id"])


@api("POST", "/v1/prices/{id}", "PriceUpdateParams")
def update_price(call: Call) -> Obj:
    return _update(call, load(call.world, "price", call.args["id"]), ("active", "nickname", "lookup_key"))


def _update(call: Call, obj: Obj, names: tuple[str, ...]) -> Obj:
    before = dict(obj)
    obj.update({name: call.params[name] for name in names if name in call.params})
    set_metadata(obj, call.params.get("metadata"))
    if "updated" in obj:
        obj["updated"] = call.world.clock.now()
    emit_updated(call.world, f"{obj['object']}.updated", before, save(call.world, obj))
    return obj
