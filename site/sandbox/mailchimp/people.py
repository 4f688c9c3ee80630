"""What people and administrators do at Mailchimp, by /_control/mailchimp/…; webhooks tell the site.

POST unsubscribe {"email"} · clean {"email"} · subscribe {"email"} (Mailchimp's own form, or confirming its mail) ·
profile {"email", "interests": {name: bool}, "language"} · change-address {"email", "new_email"} · archive {"email"}
"""

from typing import Any

from sandbox.http import Request, Router
from sandbox.mailchimp.members import as_answer, find_member, keep
from sandbox.mailchimp.records import INTEREST, new_id, tell
from sandbox.store import Record

router = Router()
CONTROL = "/_control/mailchimp"


def _person(request: Request) -> Record:
    member = find_member(request.world, str(request.json.get("email", "")))
    if member is None:
        raise ValueError("Nobody in the audience has this address.")
    return member


@router.route("POST", f"{CONTROL}/unsubscribe")
def unsubscribe(request: Request) -> dict[str, Any]:
    """The link in a newsletter. From now on the API cannot subscribe them again: compliance."""
    member = keep(request.world, {**_person(request), "status": "unsubscribed", "compliance": True})
    tell(request.world, "unsubscribe", "user", member, action="unsub", reason="manual")
    return as_answer(member)


@router.route("POST", f"{CONTROL}/clean")
def clean(request: Request) -> dict[str, Any]:
    member = keep(request.world, {**_person(request), "status": "cleaned", "compliance": True})
    tell(request.world, "cleaned", "admin", member, reason="hard", campaign_id=new_id())
    return as_answer(member)


@router.route("POST", f"{CONTROL}/archive")
def archive(request: Request) -> dict[str, Any]:
    member = keep(request.world, {**_person(request), "status": "archived"})
    tell(request.world, "unsubscribe", "admin", member, action="archive", reason="manual")
    return as_answer(member)


@router.route("POST", f"{CONTROL}/subscribe")
def subscribe(request: Request) -> dict[str, Any]:
    member = keep(request.world, {**_person(request), "status": "subscribed", "compliance": False})
    tell(request.world, "subscribe", "user", member)
    return as_answer(member)


@router.route("POST", f"{CONTROL}/profile")
def profile(request: Request) -> dict[str, Any]:
    member, wanted = _person(request), request.json
    ids = {interest["name"]: interest["id"] for interest in request.world.store.all(INTEREST)}
    ticked = {ids[name]: bool(value) for name, value in wanted.get("interests", {}).items()}
    changed = {"interests": {**member["interests"], **ticked}, "language": wanted.get("language", member["language"])}
    member = keep(request.world, {**member, **changed})
    tell(request.world, "profile", "user", member)
    return as_answer(member)


@router.route("POST", f"{CONTROL}/change-address")
def change_address(request: Request) -> dict[str, Any]:
    """The id of the address changes, the contact's stays. Mailchimp tells of both addresses."""
    member, new_email = _person(request), str(request.json["new_email"])
    old_email = member["email_address"]
    if find_member(request.world, new_email):
        raise ValueError("Somebody else in the audience has this address.")
    member = keep(request.world, {**member, "email_address": new_email, "unique_email_id": new_id()})
    tell(
        request.world, "upemail", "user", member,
        new_id=member["unique_email_id"], new_email=new_email, old_email=old_email,
    )  # fmt: skip
    return as_answer(member)
