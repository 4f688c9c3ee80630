"""What the stand-in keeps: the audience, its interests, members and webhooks; and what a page may show of it."""

import hashlib
import json
import secrets
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings

from sandbox.mailchimp.door import ACCOUNT
from sandbox.store import Record
from sandbox.world import World

LIST, MEMBER, FIELD, HOOK = "mailchimp.list", "mailchimp.member", "mailchimp.merge_field", "mailchimp.webhook"
CATEGORY, INTEREST = "mailchimp.category", "mailchimp.interest"
# Hashes of addresses that were deleted for good: never taken again.
FORGOTTEN = "mailchimp.forgotten"


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def new_id() -> str:
    return secrets.token_hex(5)


def hash_of(email: str) -> str:
    return hashlib.md5(email.lower().encode(), usedforsecurity=False).hexdigest()


def start(world: World) -> None:
    """One audience with the webhook that `manage.py prepare_audience` made there once."""
    store, list_id = world.store, str(settings.MAILCHIMP_LIST_ID)
    store.put(ACCOUNT, "", {"api_key": settings.MAILCHIMP_API_KEY})
    if store.get(LIST, list_id):
        return
    store.put(LIST, list_id, {"id": list_id, "name": settings.MOVEMENT_NAME, "date_created": now()})
    for number, (tag, name) in enumerate([("FNAME", "First Name"), ("LNAME", "Last Name")], start=1):
        field = {"merge_id": number, "tag": tag, "name": name, "type": "text", "required": False, "public": False}
        store.put(FIELD, str(number), {**field, "display_order": number, "list_id": list_id})
    hook: Record = {
        "id": new_id(),
        "url": f"{world.site}/webhooks/mailchimp/{settings.MAILCHIMP_WEBHOOK_SECRET}/",
        "events": dict.fromkeys(("unsubscribe", "profile", "cleaned", "upemail"), True),
        "sources": {"user": True, "admin": True, "api": False},
        "list_id": list_id,
    }
    store.put(HOOK, hook["id"], hook)


def state(world: World) -> dict[str, Any]:
    """For the page that shows the sandbox, and for tests: members with their interests by name."""
    names = {interest["id"]: interest["name"] for interest in world.store.all(INTEREST)}
    return {
        "list_id": settings.MAILCHIMP_LIST_ID,
        "members": [
            {
                **{key: member[key] for key in ("email_address", "status", "language", "last_changed")},
                "interests": [names[id] for id, ticked in member["interests"].items() if ticked and id in names],
                "tags": [tag["name"] for tag in member["tags"]],
            }
            for member in world.store.all(MEMBER)
        ],
        "webhooks": [{"id": hook["id"], "url": hook["url"]} for hook in world.store.all(HOOK)],
        "forgotten": len(world.store.all(FORGOTTEN)),
    }


def tell(world: World, kind: str, source: str, member: Record, **data: str) -> None:
    """Owe a webhook to each address that wants this kind of event from this source (user, admin or api).

    Fields: https://mailchimp.com/developer/marketing/guides/sync-audience-data-webhooks/
    """
    told = {
        "id": member["unique_email_id"],
        "email": member["email_address"],
        "email_type": member["email_type"],
        "ip_opt": member["ip_opt"],
        "web_id": str(member["web_id"]),
        "list_id": member["list_id"],
        **data,
    }
    pairs = {"type": kind, "fired_at": datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")}
    pairs |= {f"data[{name}]": value for name, value in told.items()}
    pairs["data[merges][EMAIL]"] = member["email_address"]
    pairs["data[merges][INTERESTS]"] = ", ".join(_ticked_names(world, member))
    for hook in world.store.all(HOOK):
        if hook["events"].get(kind) and hook["sources"].get(source):
            world.webhooks.owe(
                stand_in="mailchimp",
                url=hook["url"],
                body=urlencode(pairs),
                content_type="application/x-www-form-urlencoded",
                about=f"{kind} {member['id']}",
            )


def _ticked_names(world: World, member: Record) -> list[str]:
    return [i["name"] for i in world.store.all(INTEREST) if member["interests"].get(i["id"])]


def page(records: list[Record], query: dict[str, Any]) -> list[Record]:
    """`count` (10 unless told, 1000 at most) from `offset`."""
    start, count = int(query.get("offset", 0)), min(int(query.get("count", 10)), 1000)
    return records[start : start + count]


def only_fields(answer: Record, wanted: str) -> Record:
    """`fields=members.email_address,total_items`: what was asked for, two levels deep."""
    if not wanted:
        return answer
    kept: Record = {}
    for name in wanted.split(","):
        head, _dot, tail = name.partition(".")
        value = answer.get(head)
        if isinstance(value, list) and tail:
            rows = kept.setdefault(head, [{} for _row in value])
            for row, source in zip(rows, value, strict=True):
                row.update({tail: source[tail]} if tail in source else {})
        elif value is not None:
            kept[head] = value
    return json.loads(json.dumps(kept))  # type: ignore[no-any-return]
