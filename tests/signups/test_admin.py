"""Who sees the sign-ups and the outbox in the admin, and what they can do there."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from accounts.models import User
from core.models import OutboxEntry
from signups.models import Signup
from tests.accounts.factories import make_user, signed_in
from tests.signups.factories import ELENA, confirmed

pytestmark = pytest.mark.django_db


def colleague(*permissions: str) -> Client:
    """A colleague with these permissions, who has used a second factor in this session."""
    user = make_user(f"colleague{User.objects.count()}@historia.example")
    codenames = [permission.split(".")[1] for permission in ("wagtailadmin.access_admin", *permissions)]
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return signed_in(user, "es")


def test_the_list_masks_addresses_and_filters_by_topic():
    confirmed(topics=("stories", "events"))
    client = colleague("signups.view_signup")
    page = client.get("/admin/signups/?interests__topic=events").content.decode()
    assert "e•••@example.org" in page
    assert ELENA not in page
    assert "e•••@example.org" not in client.get("/admin/signups/?interests__topic=involved").content.decode()


def test_one_sign_up_shows_its_proof():
    elena = confirmed()
    page = colleague("signups.view_signup").get(f"/admin/signups/inspect/{elena.pk}/").content.decode()
    assert ELENA in page
    assert elena.consents.first().text_sha256 in page


def test_nobody_edits_or_deletes_a_sign_up_not_even_an_administrator():
    elena = confirmed()
    root = colleague("signups.view_signup", "signups.change_signup", "signups.delete_signup", "signups.add_signup")
    for address in ("new/", f"edit/{elena.pk}/", f"delete/{elena.pk}/"):
        assert root.post(f"/admin/signups/{address}", {}).status_code in {302, 403, 404}
    elena.refresh_from_db()
    assert elena.is_confirmed


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_addresses_leave_in_bulk_only_with_the_permission_for_it(kind):
    confirmed()
    without = colleague("signups.view_signup").get(f"/admin/signups/?export={kind}")
    assert without["Content-Type"].startswith("text/html")
    assert ELENA.encode() not in without.content
    allowed = colleague("signups.view_signup", "signups.export_signup").get(f"/admin/signups/?export={kind}")
    assert "attachment" in allowed["Content-Disposition"]
    content = allowed.getvalue()  # type: ignore[attr-defined]
    assert kind == "xlsx" or ELENA.encode() in content


def test_without_the_permission_there_is_no_list():
    elena = confirmed()
    client = colleague()
    for address in ("/admin/signups/", f"/admin/signups/inspect/{elena.pk}/", "/admin/outbox/"):
        assert client.get(address).status_code in {302, 403}


@pytest.fixture
def dead() -> OutboxEntry:
    signup = confirmed()
    entry = OutboxEntry.objects.get(kind="signups.sync", key__contains=str(signup.public_id))
    entry.retry(at=timezone.now() + timedelta(days=1), error="Mailchimp: Invalid Resource (400)", dead_after=0)
    return entry


def test_what_failed_is_seen_and_tried_again(dead, stand_ins, run_outbox):
    client = colleague("core.view_outboxentry", "core.change_outboxentry")
    page = client.get("/admin/outbox/?state=dead").content.decode()
    assert "Invalid Resource" in page
    assert f"/admin/outbox/{dead.pk}/try-again/" in page
    assert "Invalid Resource" in client.get(f"/admin/outbox/{dead.pk}/try-again/").content.decode()
    for _time in range(2):
        assert client.post(f"/admin/outbox/{dead.pk}/try-again/").status_code == 302
    run_outbox()
    dead.refresh_from_db()
    assert dead.state == "done"
    assert Signup.objects.get().mailchimp_status == "subscribed"


def test_trying_again_what_is_done_or_held_by_a_worker_does_nothing(dead):
    client = colleague("core.view_outboxentry", "core.change_outboxentry")
    for state in ("done", "running"):
        OutboxEntry.objects.filter(pk=dead.pk).update(state=state)
        client.post(f"/admin/outbox/{dead.pk}/try-again/")
        dead.refresh_from_db()
        assert dead.state == state


def test_who_only_looks_cannot_try_again(dead):
    client = colleague("core.view_outboxentry")
    assert "try-again" not in client.get("/admin/outbox/").content.decode()
    assert client.post(f"/admin/outbox/{dead.pk}/try-again/").status_code in {302, 403}
    dead.refresh_from_db()
    assert dead.state == "dead"
