"""The audience itself: ping, lists, merge fields, interests and webhooks."""

from typing import Any

from django.conf import settings

from sandbox.http import Request, Response, Router
from sandbox.mailchimp.door import Problem, invalid, not_found
from sandbox.mailchimp.records import CATEGORY, FIELD, HOOK, INTEREST, LIST, MEMBER, new_id, page
from sandbox.store import Record

router = Router()
ROOT = "/3.0/lists/{list_id}"
CATEGORIES = f"{ROOT}/interest-categories"
INTERESTS = f"{CATEGORIES}/{{category_id}}/interests"


def check_list(request: Request) -> str:
    """The audience's id. Raises a 404 for one that is not here."""
    list_id = request.args["list_id"]
    if not request.world.store.get(LIST, list_id):
        raise not_found()
    return list_id


def body(request: Request, *required: str) -> dict[str, Any]:
    """The JSON object sent. Raises a 400 that names what is missing."""
    sent = request.json
    if not isinstance(sent, dict):
        raise invalid(body="Schema describes object, array found instead")
    missing = {name: "This value should not be blank." for name in required if not sent.get(name)}
    if missing:
        raise invalid(**missing)
    return sent


@router.route("GET", "/3.0/ping")
def ping(request: Request) -> dict[str, Any]:
    return {"health_status": "Everything's Chimpy!"}


@router.route("GET", "/3.0/lists")
def lists(request: Request) -> dict[str, Any]:
    found = [_as_list(request, record) for record in request.world.store.all(LIST)]
    constraints = {"may_create": False, "max_instances": 1, "current_total_instances": len(found)}
    return {"lists": found, "total_items": len(found), "constraints": constraints}


@router.route("GET", ROOT)
def one_list(request: Request) -> dict[str, Any]:
    record = request.world.store.get(LIST, check_list(request))
    return _as_list(request, record or {})


def _as_list(request: Request, record: Record) -> dict[str, Any]:
    members = request.world.store.all(MEMBER)
    stats = {
        "member_count": sum(member["status"] == "subscribed" for member in members),
        "unsubscribe_count": sum(member["status"] == "unsubscribed" for member in members),
        "cleaned_count": sum(member["status"] == "cleaned" for member in members),
    }
    contact = {"company": settings.ORGANISATION_NAME, "address1": "", "city": "", "country": settings.COUNTRY}
    return {
        **record,
        "web_id": 1,
        "contact": contact,
        "permission_reminder": "You signed up on our site.",
        "email_type_option": False,
        "double_optin": False,
        "visibility": "prv",
        "stats": stats,
    }


@router.route("GET", f"{ROOT}/merge-fields")
def merge_fields(request: Request) -> dict[str, Any]:
    return _listing(request, "merge_fields", request.world.store.all(FIELD))


@router.route("POST", f"{ROOT}/merge-fields")
def create_merge_field(request: Request) -> dict[str, Any]:
    list_id, sent = check_list(request), body(request, "name", "type")
    number = len(request.world.store.all(FIELD)) + 1
    tag = str(sent.get("tag") or f"MMERGE{number}").upper()
    field = {"required": False, "public": False, "display_order": number, **sent}
    return request.world.store.put(FIELD, str(number), {**field, "tag": tag, "merge_id": number, "list_id": list_id})


@router.route("GET", CATEGORIES)
def categories(request: Request) -> dict[str, Any]:
    return _listing(request, "categories", request.world.store.all(CATEGORY))


@router.route("POST", CATEGORIES)
def create_category(request: Request) -> dict[str, Any]:
    list_id, sent = check_list(request), body(request, "title", "type")
    if sent["type"] not in {"checkboxes", "dropdown", "radio", "hidden"}:
        raise invalid(type="Value must be one of: checkboxes, dropdown, radio, hidden")
    if any(category["title"] == sent["title"] for category in request.world.store.all(CATEGORY)):
        raise Problem(400, "Bad Request", f"Interest grouping {sent['title']} already exists for list {list_id}.")
    category = {"id": new_id(), "list_id": list_id, "title": sent["title"], "type": sent["type"], "display_order": 0}
    return request.world.store.put(CATEGORY, category["id"], category)


@router.route("GET", INTERESTS)
def interests(request: Request) -> dict[str, Any]:
    category_id = _category(request)
    found = request.world.store.find(INTEREST, category_id=category_id)
    return {**_listing(request, "interests", found), "category_id": category_id}


@router.route("POST", INTERESTS)
def create_interest(request: Request) -> dict[str, Any]:
    category_id, sent = _category(request), body(request, "name")
    if request.world.store.find(INTEREST, category_id=category_id, name=sent["name"]):
        raise Problem(400, "Bad Request", f'Cannot add "{sent["name"]}" because it already exists on the list.')
    interest = {"id": new_id(), "category_id": category_id, "list_id": request.args["list_id"], "name": sent["name"]}
    interest |= {"subscriber_count": "0", "display_order": 1}
    return request.world.store.put(INTEREST, interest["id"], interest)


def _category(request: Request) -> str:
    check_list(request)
    if not request.world.store.get(CATEGORY, request.args["category_id"]):
        raise not_found()
    return request.args["category_id"]


@router.route("GET", f"{ROOT}/webhooks")
def webhooks(request: Request) -> dict[str, Any]:
    return _listing(request, "webhooks", request.world.store.all(HOOK))


@router.route("POST", f"{ROOT}/webhooks")
def create_webhook(request: Request) -> dict[str, Any]:
    list_id, sent = check_list(request), body(request, "url")
    if any(hook["url"] == sent["url"] for hook in request.world.store.all(HOOK)):
        raise invalid(url="Sorry, you can't set up multiple WebHooks for one URL")
    events = dict.fromkeys(("subscribe", "unsubscribe", "profile", "cleaned", "upemail", "campaign"), False)
    sources = dict.fromkeys(("user", "admin", "api"), False)
    hook = {
        "id": new_id(),
        "url": sent["url"],
        "events": {**events, **sent.get("events", {})},
        "sources": {**sources, **sent.get("sources", {})},
        "list_id": list_id,
    }
    return request.world.store.put(HOOK, hook["id"], hook)


@router.route("DELETE", f"{ROOT}/webhooks/{{webhook_id}}")
def delete_webhook(request: Request) -> Response:
    check_list(request)
    if not request.world.store.get(HOOK, request.args["webhook_id"]):
        raise not_found()
    request.world.store.delete(HOOK, request.args["webhook_id"])
    return Response(status=204)


def _listing(request: Request, name: str, records: list[Record]) -> dict[str, Any]:
    list_id = check_list(request)
    return {name: page(records, request.query), "list_id": list_id, "total_items": len(records)}
