"""Mailchimp's Marketing API, as plain values and our own exceptions. The only file that imports its package.

API: https://mailchimp.com/developer/marketing/api/ The package (3.0.80) is old, hence the odd branches below.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import mailchimp_marketing
from django.conf import settings
from django.core.cache import cache
from mailchimp_marketing.api_client import ApiClientError

TIMEOUT_SECONDS = 30
PAGE_SIZE = 500
GROUP_TITLE = "What I want to hear about"
# The names by which the audience's people see and select the interests.
INTEREST_NAMES = {
    "stories": "Stories from the field",
    "events": "Events in my area",
    "involved": "Ways to get involved",
    "campaign": "News of a campaign",
}
GONE = {"unsubscribed", "cleaned", "archived"}


class MailchimpError(Exception):
    """Something did not work. Never holds an address: Mailchimp's own words do."""


class NotConfigured(MailchimpError):
    """No key or no audience in the settings."""


class Unreachable(MailchimpError):
    """No answer, or a server's error: try again later."""


class Throttled(MailchimpError):
    """Too many requests or connections: wait."""


class NotAllowed(MailchimpError):
    """The key is wrong, withdrawn or of another account: nothing will work before somebody sets a right one."""


class Refused(MailchimpError):
    """Mailchimp understood and said no. `kind` is one of the constants below, or its title."""

    COMPLIANCE = "compliance"
    FORGOTTEN = "forgotten"
    NOT_FOUND = "not found"

    def __init__(self, kind: str, status: int) -> None:
        super().__init__(f"{kind} ({status})")
        self.kind, self.status = kind, status


@dataclass(frozen=True)
class Member:
    """One member of the audience. `topics` says of each of our topics whether it is ticked there."""

    email: str
    status: str
    language: str = ""
    changed_at: datetime | None = None
    contact_id: str = ""
    topics: dict[str, bool] = field(default_factory=dict)
    tags: frozenset[str] = frozenset()

    @property
    def is_gone(self) -> bool:
        return self.status in GONE


def subscriber_hash(email: str) -> str:
    """Mailchimp's name for an address: the MD5 of it in lower case."""
    return hashlib.md5(email.strip().lower().encode(), usedforsecurity=False).hexdigest()


class Audience:
    """The one audience of this site. Raises NotConfigured when made without a key; every method any MailchimpError."""

    def __init__(self) -> None:
        if not (settings.MAILCHIMP_API_KEY and settings.MAILCHIMP_LIST_ID):
            raise NotConfigured("No Mailchimp key or audience is set.")
        client = mailchimp_marketing.Client()
        config = {"api_key": settings.MAILCHIMP_API_KEY, "timeout": TIMEOUT_SECONDS}
        if settings.MAILCHIMP_SERVER:
            config["server"] = settings.MAILCHIMP_SERVER
        client.set_config(config)
        if settings.MAILCHIMP_API_BASE:
            # The package has no setting for another host. It also replaces "server" anywhere in the whole address.
            client.api_client.host = settings.MAILCHIMP_API_BASE
        self._lists, self._ping, self._list_id = client.lists, client.ping, settings.MAILCHIMP_LIST_ID

    def ping(self) -> None:
        _call(self._ping.get)

    def member(self, id: str) -> Member | None:
        """By address' hash or contact id; None when Mailchimp knows none."""
        try:
            found = _call(self._lists.get_list_member, self._list_id, id)
        except Refused as error:
            if error.kind == Refused.NOT_FOUND:
                return None
            raise
        return self._as_member(found)

    def members(self) -> Iterator[Member]:
        """Everybody in the audience, gone or not, a page at a time."""
        offset = 0
        while True:
            page = _call(
                self._lists.get_list_members_info, self._list_id, count=PAGE_SIZE, offset=offset,
                fields=["members.email_address", "members.status", "members.last_changed", "total_items"],
            )  # fmt: skip
            yield from (self._as_member(found, with_topics=False) for found in page["members"])
            offset += PAGE_SIZE
            if offset >= page["total_items"]:
                return

    def put_member(self, *, email: str, language: str, topics: set[str], status: str | None = None) -> Member:
        """Make the member hold this. An existing one keeps its status unless `status` is given."""
        body: dict[str, Any] = {
            "email_address": email,
            "status_if_new": status or "subscribed",
            "language": language,
            "interests": {id: topic in topics for topic, id in self.interest_ids().items()},
        }
        if status:
            body["status"] = status
        # Fields that an administrator made obligatory later must not keep people out.
        saved = _call(
            self._lists.set_list_member, self._list_id, subscriber_hash(email), body, skip_merge_validation="true"
        )
        return self._as_member(saved)

    def unsubscribe(self, hash: str) -> bool:
        """False when the audience does not know the address."""
        return self._if_known(self._lists.update_list_member, hash, {"status": "unsubscribed"})

    def set_tags(self, hash: str, *, active: set[str], inactive: set[str]) -> None:
        tags = [{"name": name, "status": "active"} for name in sorted(active)]
        tags += [{"name": name, "status": "inactive"} for name in sorted(inactive)]
        if tags:
            _call(self._lists.update_list_member_tags, self._list_id, hash, {"tags": tags})

    def delete_permanently(self, hash: str) -> bool:
        """Mailchimp forgets the address for good and refuses to take it again. False when it knows none."""
        return self._if_known(self._lists.delete_list_member_permanent, hash)

    def _if_known(self, operation: Callable[..., Any], hash: str, *body: dict[str, Any]) -> bool:
        try:
            _call(operation, self._list_id, hash, *body)
        except Refused as error:
            # 405 is what a member that is deleted already answers to a further deletion.
            if error.kind == Refused.NOT_FOUND or error.status == 405:
                return False
            raise
        return True

    def interest_ids(self) -> dict[str, str]:
        """Mailchimp's ids of our topics; what is missing in the audience is made. Kept for an hour."""
        key = f"signups.interests:{settings.MAILCHIMP_API_BASE}:{self._list_id}"
        ids: dict[str, str] | None = cache.get(key)
        if ids is None:
            ids = self._find_or_make_interests()
            cache.set(key, ids, timeout=3600)
        return ids

    def _find_or_make_interests(self) -> dict[str, str]:
        category = self._category_id()
        pages = _call(self._lists.list_interest_category_interests, self._list_id, category, count=100)
        ids = {interest["name"]: interest["id"] for interest in pages["interests"]}
        for name in INTEREST_NAMES.values():
            if name not in ids:
                made = _call(self._lists.create_interest_category_interest, self._list_id, category, {"name": name})
                ids[name] = made["id"]
        return {topic: ids[name] for topic, name in INTEREST_NAMES.items()}

    def _category_id(self) -> str:
        found = _call(self._lists.get_list_interest_categories, self._list_id, count=100)
        for category in found["categories"]:
            if category["title"] == GROUP_TITLE:
                return str(category["id"])
        body = {"title": GROUP_TITLE, "type": "checkboxes"}
        return str(_call(self._lists.create_list_interest_category, self._list_id, body)["id"])

    def ensure_webhook(self, url: str) -> bool:
        """Have Mailchimp tell us at `url` what is done there, but not what we did. True when it is new."""
        hooks = _call(self._lists.get_list_webhooks, self._list_id)["webhooks"]
        if any(hook["url"] == url for hook in hooks):
            return False
        events = {"subscribe": False, "unsubscribe": True, "profile": True, "cleaned": True, "upemail": True}
        sources = {"user": True, "admin": True, "api": False}
        _call(self._lists.create_list_webhook, self._list_id, {"url": url, "events": events, "sources": sources})
        return True

    def _as_member(self, found: dict[str, Any], *, with_topics: bool = True) -> Member:
        changed = found.get("last_changed")
        ticked = found.get("interests") or {}
        return Member(
            email=str(found.get("email_address", "")),
            status=str(found.get("status", "")),
            language=str(found.get("language", "")),
            changed_at=datetime.fromisoformat(changed) if changed else None,
            contact_id=str(found.get("contact_id", "")),
            topics={t: bool(ticked.get(id)) for t, id in self.interest_ids().items()} if with_topics else {},
            tags=frozenset(tag["name"] for tag in found.get("tags") or ()),
        )


def _call(operation: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """Call Mailchimp and answer what it said; raises our exceptions alone."""
    try:
        answer = operation(*args, **kwargs)
    except ApiClientError as error:
        raise _understood(error) from None
    # An empty body comes back as the Response itself, whatever its status: a 500 as well as a 204.
    status = getattr(answer, "status_code", 200)
    if status >= 400:
        raise _by_status(status, "")
    return answer


def _understood(error: ApiClientError) -> MailchimpError:
    if error.status_code is None:
        # The package wraps what `requests` raises: ReadTimeout, ConnectionError.
        return Unreachable(type(error.text).__name__)
    return _by_status(error.status_code, _title(error.text))


def _title(problem: object) -> str:
    """The title of an RFC 7807 problem, which the package hands on as text. Its `detail` may hold an address."""
    try:
        parsed = json.loads(problem) if isinstance(problem, str) else problem
    except ValueError:
        return ""
    return str(parsed.get("title", "")) if isinstance(parsed, dict) else ""


def _by_status(status: int, title: str) -> MailchimpError:
    # Throttling also comes as a bare 403 from the servers in front of the API; a real one has a title.
    if status == 429 or (status == 403 and not title):
        return Throttled(str(status))
    if status >= 500:
        return Unreachable(str(status))
    if status in {401, 403}:
        return NotAllowed(f"{title} ({status})")
    kinds = {
        "Member In Compliance State": Refused.COMPLIANCE,
        "Forgotten Email Not Subscribed": Refused.FORGOTTEN,
        "Resource Not Found": Refused.NOT_FOUND,
    }
    return Refused(Refused.NOT_FOUND if status == 404 else kinds.get(title, title or "no reason given"), status)
