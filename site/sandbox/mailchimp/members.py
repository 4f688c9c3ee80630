"""The audience's members: what our client reads and writes."""

import re
import secrets
from typing import Any

from sandbox.http import Request, Response, Router
from sandbox.mailchimp.audience import ROOT, body, check_list
from sandbox.mailchimp.door import Problem, invalid, not_found
from sandbox.mailchimp.records import (
    FORGOTTEN,
    INTEREST,
    MEMBER,
    hash_of,
    new_id,
    now,
    only_fields,
    page,
    tell,
)
from sandbox.store import Record
from sandbox.world import World

router = Router()
MEMBERS = f"{ROOT}/members"
ONE = f"{MEMBERS}/{{hash}}"
STATUSES = ("subscribed", "unsubscribed", "cleaned", "pending", "transactional")
ADDRESS = re.compile(r"[^@\s<>(),;:\"]+@[^@\s<>(),;:\"]+\.[^@\s<>(),;:\".]{2,}")


def find_member(world: World, id: str) -> Record | None:
    """By hash, by address, or by contact id."""
    by_hash = world.store.get(MEMBER, id.lower()) or world.store.get(MEMBER, hash_of(id))
    by_contact = world.store.find(MEMBER, contact_id=id)
    return by_hash or (by_contact[0] if by_contact else None)


def _member(request: Request) -> Record:
    check_list(request)
    member = find_member(request.world, request.args["hash"])
    if member is None:
        raise not_found()
    return member


def as_answer(member: Record) -> dict[str, Any]:
    answer = {key: value for key, value in member.items() if key != "compliance"}
    # A member's tags have a date only at their own address.
    tags = [{"id": tag["id"], "name": tag["name"]} for tag in member["tags"]]
    return {**answer, "tags": tags, "tags_count": len(tags)}


@router.route("GET", MEMBERS)
def members(request: Request) -> dict[str, Any]:
    list_id = check_list(request)
    status = request.query.get("status")
    found = [m for m in request.world.store.all(MEMBER) if m["status"] == status or not status]
    # Archived members are listed only when asked for.
    found = [m for m in found if m["status"] != "archived" or status == "archived"]
    shown = [as_answer(member) for member in page(found, request.query)]
    answer = {"members": shown, "list_id": list_id, "total_items": len(found)}
    return only_fields(answer, request.query.get("fields", ""))


@router.route("POST", MEMBERS)
def add_member(request: Request) -> dict[str, Any]:
    list_id, sent = check_list(request), body(request, "email_address", "status")
    if (known := find_member(request.world, sent["email_address"])) and known["status"] != "archived":
        detail = f"{sent['email_address']} is already a list member. Use PUT to insert or update list members."
        raise Problem(400, "Member Exists", detail)
    return as_answer(_save(request.world, known or _new(request.world, list_id, sent), sent))


@router.route("GET", ONE)
def member(request: Request) -> dict[str, Any]:
    return only_fields(as_answer(_member(request)), request.query.get("fields", ""))


@router.route("PUT", ONE)
def put_member(request: Request) -> dict[str, Any]:
    list_id, sent = check_list(request), body(request, "email_address", "status_if_new")
    known = find_member(request.world, request.args["hash"])
    if known:
        return as_answer(_save(request.world, known, sent))
    _check(request.world, sent)
    if request.args["hash"] not in {hash_of(sent["email_address"]), sent["email_address"]}:
        raise Problem(400, "Bad Request", "The subscriber hash does not belong to this address.")
    return as_answer(
        _save(request.world, _new(request.world, list_id, sent), {"status": sent["status_if_new"], **sent})
    )


@router.route("PATCH", ONE)
def patch_member(request: Request) -> dict[str, Any]:
    return as_answer(_save(request.world, _member(request), body(request)))


@router.route("DELETE", ONE)
def archive_member(request: Request) -> Response:
    member = _member(request)
    if member["status"] == "archived":
        raise Problem(405, "Method Not Allowed", "This list member cannot be removed. Please contact support.")
    keep(request.world, {**member, "status": "archived"})
    return Response(status=204)


@router.route("POST", f"{ONE}/actions/delete-permanent")
def delete_permanent(request: Request) -> Response:
    member = _member(request)
    request.world.store.delete(MEMBER, member["id"])
    request.world.store.put(FORGOTTEN, member["id"], {"id": member["id"], "at": now()})
    return Response(status=204)


@router.route("GET", f"{ONE}/tags")
def tags(request: Request) -> dict[str, Any]:
    found = _member(request)["tags"]
    return {"tags": page(found, request.query), "total_items": len(found)}


@router.route("POST", f"{ONE}/tags")
def change_tags(request: Request) -> Response:
    member, sent = _member(request), body(request, "tags")
    held = {tag["name"]: tag for tag in member["tags"]}
    for tag in sent["tags"]:
        if tag.get("status") not in {"active", "inactive"} or not tag.get("name"):
            raise invalid(tags="Each tag needs a name and a status, active or inactive.")
        if tag["status"] == "inactive":
            held.pop(tag["name"], None)
        elif tag["name"] not in held:
            held[tag["name"]] = {"id": secrets.randbelow(10**6), "name": tag["name"], "date_added": now()}
    keep(request.world, {**member, "tags": list(held.values())})
    return Response(status=204)


def _new(world: World, list_id: str, sent: Record) -> Record:
    if world.store.get(FORGOTTEN, hash_of(sent["email_address"])):
        detail = (
            f"{sent['email_address']} was permanently deleted and cannot be re-imported. "
            "The contact must re-subscribe to get back on the list."
        )
        raise Problem(400, "Forgotten Email Not Subscribed", detail)
    return {
        "id": hash_of(sent["email_address"]),
        "email_address": sent["email_address"],
        "unique_email_id": new_id(),
        "contact_id": secrets.token_hex(16),
        "web_id": secrets.randbelow(10**9),
        "email_type": "html",
        "status": "",
        "merge_fields": {"FNAME": "", "LNAME": ""},
        "interests": {},
        "language": "",
        "vip": False,
        "member_rating": 2,
        "ip_signup": "",
        "ip_opt": "",
        "timestamp_signup": now(),
        "timestamp_opt": now(),
        "tags": [],
        "list_id": list_id,
        "source": "API - Generic",
        "compliance": False,
    }


def _save(world: World, member: Record, sent: Record) -> Record:
    """Check what was sent and keep it; a webhook goes out where one wants to hear of what the API does."""
    _check(world, sent)
    status = sent.get("status", member["status"])
    if status == "subscribed" and member["compliance"] and member["status"] != "subscribed":
        detail = (
            f"{member['email_address']} is in a compliance state due to unsubscribe, bounce, or compliance review "
            "and cannot be subscribed."
        )
        raise Problem(400, "Member In Compliance State", detail)
    before, written = member["status"], ("email_address", "language", "email_type", "vip", "ip_opt", "ip_signup")
    member = {**member, **{name: sent[name] for name in written if name in sent}, "status": status}
    member["interests"] = {**_unticked(world), **member["interests"], **sent.get("interests", {})}
    member["merge_fields"] = {**member["merge_fields"], **sent.get("merge_fields", {})}
    keep(world, member)
    if before != status and status in {"subscribed", "unsubscribed"}:
        tell(world, status.removesuffix("d"), "api", member)
    return find_member(world, member["email_address"]) or member


def _unticked(world: World) -> dict[str, bool]:
    return {interest["id"]: False for interest in world.store.all(INTEREST)}


def _check(world: World, sent: Record) -> None:
    errors: dict[str, str] = {}
    if "email_address" in sent and not ADDRESS.fullmatch(str(sent["email_address"])):
        errors["email_address"] = "Please provide a valid email address."
    for name in ("status", "status_if_new"):
        if name in sent and sent[name] not in STATUSES:
            errors[name] = "Data did not match any of the schemas described in anyOf."
    unknown = set(sent.get("interests", {})) - set(_unticked(world))
    if unknown:
        errors["interests"] = f"Interest IDs do not exist: {', '.join(sorted(unknown))}"
    if errors:
        raise invalid(**errors)


def keep(world: World, member: Record) -> Record:
    """Keep under the hash of the present address; an earlier one is let go."""
    id = hash_of(member["email_address"])
    if member["id"] != id:
        world.store.delete(MEMBER, member["id"])
    return world.store.put(MEMBER, id, {**member, "id": id, "last_changed": now()})
