"""Our rows and Mailchimp's audience, over real HTTP to the stand-in: late, doubled, out of order, halfway, refused."""

import concurrent.futures
import threading
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from core import duties, outbox
from core.models import Duty, OutboxEntry
from signups import services, sync
from signups.mailchimp_client import Audience, Refused, Throttled, Unreachable, subscriber_hash
from signups.models import ConsentRecord, Erasure, Signup
from tests.signups.factories import ELENA, asked, confirmed
from tests.stand_ins import StandIns

pytestmark = pytest.mark.django_db
MEMBERS = f"/3.0/lists/a1b2c3d4e5/members/{subscriber_hash(ELENA)}"


def members(stand_ins: StandIns) -> dict[str, dict[str, Any]]:
    return {member["email_address"]: member for member in stand_ins.state()["mailchimp"]["members"]}


def elena_there(stand_ins: StandIns) -> dict[str, Any]:
    return members(stand_ins)[ELENA]


def syncs(**how: Any):
    return OutboxEntry.objects.filter(kind="signups.sync", **how)


def send_syncs() -> None:
    """Everything for Mailchimp, also what waits for a later try."""
    for entry in OutboxEntry.objects.filter(
        kind__in=["signups.sync", "signups.reread", "signups.erase"], state="waiting"
    ):
        outbox.deliver(entry.pk, now=timezone.now() + timedelta(days=1))


@pytest.fixture
def run_outbox(run_outbox):
    """Also what an entry put there while it was carried out, as the worker does."""

    def run() -> None:
        while run_outbox():
            pass

    return run


@pytest.fixture
def leave(stand_ins: StandIns, client):
    """Elena leaves by the link in a newsletter, and Mailchimp tells us."""

    def do(kind: str = "unsubscribe", **more: Any) -> None:
        stand_ins.control(f"mailchimp/{kind}", values={"email": ELENA, **more})
        assert set(stand_ins.deliver_webhooks(client)) == {200}

    return do


def test_who_confirmed_is_in_the_audience_with_language_interests_and_campaign(stand_ins, run_outbox):
    key = uuid.uuid4()
    confirmed(topics=("events", "stories"), language="es", campaign_keys=(key,))
    run_outbox()
    there = elena_there(stand_ins)
    assert (there["status"], there["language"]) == ("subscribed", "es")
    assert set(there["interests"]) == {"Stories from the field", "Events in my area", "News of a campaign"}
    assert there["tags"] == [f"campaign: {key}"]
    elena = Signup.objects.get()
    assert (elena.mailchimp_status, elena.synced_revision) == ("subscribed", elena.revision)
    assert elena.mailchimp_contact_id


def test_nobody_is_in_the_audience_before_they_confirm(stand_ins, run_outbox):
    asked()
    run_outbox()
    assert members(stand_ins) == {}


def test_a_second_run_of_the_same_entry_changes_nothing(stand_ins, run_outbox):
    elena = confirmed()
    run_outbox()
    before = stand_ins.world.store.all("mailchimp.member")
    sync.sync({"signup": str(elena.public_id)})
    after = stand_ins.world.store.all("mailchimp.member")
    assert [{**m, "last_changed": ""} for m in before] == [{**m, "last_changed": ""} for m in after]


def test_what_is_unticked_here_is_unticked_there(stand_ins, run_outbox):
    key = uuid.uuid4()
    elena = confirmed(topics=("stories", "events"), campaign_keys=(key,))
    run_outbox()
    services.change(signup=elena, wish=services.Wish("en", ("events",)), source="test", now=timezone.now())
    run_outbox()
    assert (elena_there(stand_ins)["interests"], elena_there(stand_ins)["tags"]) == (["Events in my area"], [])


def test_tags_that_others_gave_at_mailchimp_stay(stand_ins, run_outbox):
    elena = confirmed(campaign_keys=(uuid.uuid4(),))
    run_outbox()
    Audience().set_tags(subscriber_hash(ELENA), active={"Volunteer"}, inactive=set())
    services.change(signup=elena, wish=services.Wish("en", ("events",)), source="test", now=timezone.now())
    run_outbox()
    assert elena_there(stand_ins)["tags"] == ["Volunteer"]


def test_leaving_here_is_leaving_there(stand_ins, run_outbox):
    elena = confirmed()
    run_outbox()
    services.withdraw(signup=elena, source="test", now=timezone.now())
    run_outbox()
    assert elena_there(stand_ins)["status"] == "unsubscribed"


def test_an_old_entry_that_runs_late_does_not_bring_anybody_back(stand_ins):
    """The entry of the confirmation is carried out after the one of the leaving, and once more after that."""
    elena = confirmed()
    services.withdraw(signup=elena, source="test", now=timezone.now())
    first, second = syncs().order_by("pk")
    for entry in (second, first):
        outbox.deliver(entry.pk, now=timezone.now())
    sync.sync(first.payload)
    assert members(stand_ins) == {}


def test_leaving_while_the_subscription_is_on_its_way_wins(stand_ins, monkeypatch):
    """The worker has read the row, and sends it just after the person left and that was already sent."""
    elena = confirmed()
    true_put = Audience.put_member

    def put_after_leaving(self, **what: Any):
        monkeypatch.setattr(Audience, "put_member", true_put)
        services.withdraw(signup=elena, source="test", now=timezone.now())
        outbox.deliver(syncs().latest("pk").pk, now=timezone.now())
        return true_put(self, **what)

    monkeypatch.setattr(Audience, "put_member", put_after_leaving)
    outbox.deliver(syncs().earliest("pk").pk, now=timezone.now())
    assert elena_there(stand_ins)["status"] == "unsubscribed"
    assert Signup.objects.get().state == "unsubscribed"


def test_coming_back_while_the_leaving_is_on_its_way_is_coming_back(stand_ins, run_outbox, monkeypatch):
    elena = confirmed()
    run_outbox()
    services.withdraw(signup=elena, source="test", now=timezone.now())
    true_unsubscribe = Audience.unsubscribe

    def unsubscribe_too_late(self, hash: str):
        monkeypatch.setattr(Audience, "unsubscribe", true_unsubscribe)
        confirmed()
        return true_unsubscribe(self, hash)

    monkeypatch.setattr(Audience, "unsubscribe", unsubscribe_too_late)
    outbox.deliver(syncs(state="waiting").latest("pk").pk, now=timezone.now())
    assert elena_there(stand_ins)["status"] == "subscribed"
    assert Signup.objects.get().is_confirmed


def test_who_left_at_mailchimp_has_left_here(stand_ins, run_outbox, leave):
    confirmed()
    run_outbox()
    leave()
    run_outbox()
    elena = Signup.objects.get()
    assert (elena.state, elena.mailchimp_status) == ("unsubscribed", "unsubscribed")
    assert ConsentRecord.objects.get(kind="withdrawn").source == "mailchimp"


def test_a_subscription_that_is_sent_before_the_webhook_comes_does_not_undo_leaving_there(stand_ins, run_outbox):
    elena = confirmed(now=timezone.now() - timedelta(minutes=1))
    run_outbox()
    stand_ins.control("mailchimp/unsubscribe", values={"email": ELENA})
    services.change(signup=elena, wish=services.Wish("es", ("events",)), source="test", now=timezone.now())
    run_outbox()
    assert elena_there(stand_ins)["status"] == "unsubscribed"
    assert Signup.objects.get().state == "unsubscribed"


def test_webhooks_lost_doubled_and_out_of_order_leave_the_same(stand_ins, run_outbox, client):
    confirmed(now=timezone.now() - timedelta(minutes=1))
    run_outbox()
    stand_ins.control("mailchimp/profile", values={"email": ELENA, "language": "es"})
    stand_ins.control("mailchimp/unsubscribe", values={"email": ELENA})
    stand_ins.deliver_webhooks(client, times=3, shuffle=True)
    run_outbox()
    assert Signup.objects.get().state == "unsubscribed"
    assert ConsentRecord.objects.filter(kind="withdrawn").count() == 1


def test_an_address_that_takes_no_mail_is_cleaned_here_and_left_alone_there(stand_ins, run_outbox, leave):
    confirmed()
    run_outbox()
    leave("clean")
    run_outbox()
    send_syncs()
    assert Signup.objects.get().state == "cleaned"
    assert elena_there(stand_ins)["status"] == "cleaned"


def test_a_webhook_subscribes_nobody_even_when_mailchimp_says_so(stand_ins, run_outbox, leave):
    elena = confirmed()
    run_outbox()
    services.withdraw(signup=elena, source="test", now=timezone.now())
    run_outbox()
    stand_ins.control("mailchimp/subscribe", values={"email": ELENA})
    leave("profile")
    run_outbox()
    assert Signup.objects.get().state == "unsubscribed"
    assert elena_there(stand_ins)["status"] == "unsubscribed"


def test_what_is_unticked_there_is_dropped_here_and_what_is_ticked_there_is_not_added(stand_ins, run_outbox, leave):
    confirmed(topics=("stories", "events"))
    run_outbox()
    leave("profile", interests={"Events in my area": False, "Ways to get involved": True})
    run_outbox()
    assert Signup.objects.get().topics == ["stories"]
    assert elena_there(stand_ins)["interests"] == ["Stories from the field"]


def test_a_topic_that_was_just_added_here_is_not_dropped_by_an_older_look(stand_ins, run_outbox):
    elena = confirmed(topics=("stories",))
    run_outbox()
    seen = Audience().member(subscriber_hash(ELENA))
    assert seen
    services.change(signup=elena, wish=services.Wish("en", ("stories", "events")), source="test", now=timezone.now())
    services.learn(signup=elena, member=seen, now=timezone.now())
    assert elena.topics == ["events", "stories"]


def test_a_new_address_at_mailchimp_is_the_new_address_here(stand_ins, run_outbox, leave):
    confirmed()
    run_outbox()
    leave("change-address", new_email="elena.new@example.org")
    run_outbox()
    run_outbox()
    elena = Signup.objects.get()
    assert (elena.email, elena.state) == ("elena.new@example.org", "confirmed")
    assert set(members(stand_ins)) == {"elena.new@example.org"}


def test_a_new_address_that_somebody_else_signed_up_with_ends_the_old_sign_up(stand_ins, run_outbox, leave):
    confirmed()
    run_outbox()
    other = asked("elena.new@example.org").signup
    leave("change-address", new_email="elena.new@example.org")
    run_outbox()
    other.refresh_from_db()
    assert other.state == "pending"
    assert Signup.objects.exclude(pk=other.pk).get().state == "unsubscribed"


def test_who_comes_back_after_leaving_through_mailchimp_is_asked_by_mailchimp_once(stand_ins, run_outbox, leave):
    """ "Member In Compliance State": pending there, confirmed here, and no second try."""
    start = timezone.now()
    confirmed(now=start - timedelta(minutes=5))
    run_outbox()
    leave()
    run_outbox()
    confirmed(now=start + timedelta(minutes=5))
    run_outbox()
    assert elena_there(stand_ins)["status"] == "pending"
    elena = Signup.objects.get()
    assert (elena.state, elena.mailchimp_status) == ("confirmed", "pending")
    assert not syncs(state="waiting").exists()


def test_without_a_key_everything_waits_and_goes_when_there_is_one(stand_ins, run_outbox, settings):
    key, settings.MAILCHIMP_API_KEY = settings.MAILCHIMP_API_KEY, ""
    confirmed()
    run_outbox()
    entry = syncs().get()
    assert (entry.state, entry.attempts) == ("waiting", 0)
    assert "NotConfigured" in entry.last_error
    settings.MAILCHIMP_API_KEY = key
    send_syncs()
    assert elena_there(stand_ins)["status"] == "subscribed"


@pytest.mark.parametrize(
    ("fault", "attempts"),
    [
        ({"status": 429}, 0),
        ({"status": 403, "body": "<html>Forbidden</html>", "content_type": "text/html"}, 0),
        ({"status": 403}, 0),
        ({"status": 500}, 1),
        ({"status": 500, "done": True}, 1),
        ({"status": 502, "body": "<html>", "content_type": "text/html"}, 1),
    ],
)
def test_a_bad_day_over_there_only_delays(stand_ins, run_outbox, fault, attempts):
    """Throttled uses up no try; an error does. Even when the work was done and only the answer lost."""
    confirmed()
    Audience().interest_ids()
    stand_ins.add_fault(path=MEMBERS, method="PUT", **fault)
    run_outbox()
    entry = syncs().get()
    assert (entry.state, entry.attempts) == ("waiting", attempts)
    send_syncs()
    assert syncs().get().state == "done"
    assert elena_there(stand_ins)["status"] == "subscribed"


def test_no_answer_in_time_is_unreachable(stand_ins, monkeypatch):
    monkeypatch.setattr("signups.mailchimp_client.TIMEOUT_SECONDS", 0.2)
    stand_ins.add_fault(path="/3.0/ping", delay=1)
    with pytest.raises(Unreachable, match="ReadTimeout"):
        Audience().ping()


def test_nobody_listening_is_unreachable(settings):
    settings.MAILCHIMP_API_BASE = "http://127.0.0.1:9/3.0"
    with pytest.raises(Unreachable, match="ConnectionError"):
        Audience().ping()


def test_with_a_wrong_key_everything_waits_and_says_why(stand_ins, run_outbox, settings):
    settings.MAILCHIMP_API_KEY = "wrong-us1"
    confirmed()
    run_outbox()
    entry = syncs().get()
    assert (entry.state, entry.attempts, entry.last_error) == ("waiting", 0, "NotAllowed: API Key Invalid (401)")


def test_an_address_that_mailchimp_refuses_is_put_before_a_person_and_not_tried_for_days(stand_ins, run_outbox, caplog):
    confirmed("elena@intranet")
    run_outbox()
    entry = syncs().get()
    assert (entry.state, entry.last_error) == ("dead", "Mailchimp: Invalid Resource (400)")
    assert "elena" not in caplog.text


def test_being_forgotten_is_being_forgotten_there_for_good(stand_ins, run_outbox):
    elena = confirmed()
    run_outbox()
    services.erase(signup=elena, now=timezone.now())
    run_outbox()
    assert members(stand_ins) == {}
    assert Erasure.objects.get().done_at
    confirmed()
    run_outbox()
    assert members(stand_ins) == {}
    assert Signup.objects.get().mailchimp_status == Refused.FORGOTTEN
    assert not syncs(state="waiting").exists()


def test_being_forgotten_wins_over_what_is_queued_and_what_is_on_its_way(stand_ins, monkeypatch):
    elena = confirmed()
    true_put = Audience.put_member

    def put_after_erasure(self, **what: Any):
        services.erase(signup=elena, now=timezone.now())
        outbox.deliver(OutboxEntry.objects.get(kind="signups.erase").pk, now=timezone.now())
        return true_put(self, **what)

    monkeypatch.setattr(Audience, "put_member", put_after_erasure)
    sync.sync({"signup": str(elena.public_id)})
    assert members(stand_ins) == {}


def test_being_forgotten_twice_or_when_mailchimp_knew_nobody_does_no_harm(stand_ins, run_outbox):
    erasure = services.erase(signup=confirmed(), now=timezone.now())
    for _time in range(2):
        sync.erase({"erasure": erasure.pk})
    run_outbox()
    assert not OutboxEntry.objects.filter(kind="signups.erase", state="dead").exists()


def test_eleven_connections_at_once_are_one_too_many_and_it_waits(stand_ins, monkeypatch):
    begun, may_go_on = threading.Semaphore(0), threading.Event()

    def hold(request: Any) -> None:
        begun.release()
        assert may_go_on.wait(timeout=60)

    monkeypatch.setattr("sandbox.server.find_fault", hold)
    with concurrent.futures.ThreadPoolExecutor(10) as pool:
        ten = [pool.submit(Audience().ping) for _number in range(10)]
        for _one in ten:
            assert begun.acquire(timeout=60)
        with pytest.raises(Throttled):
            Audience().ping()
        may_go_on.set()
        for one in ten:
            one.result(timeout=60)
    Audience().ping()


def test_the_nightly_comparison_finds_and_mends_what_differs_both_ways(stand_ins, run_outbox, capsys):
    long_ago = timezone.now() - timedelta(days=1)
    for name in ("missing", "left.there", "left.here", "same"):
        confirmed(f"{name}@example.org", now=long_ago)
    run_outbox()
    store = stand_ins.world.store
    store.delete("mailchimp.member", subscriber_hash("missing@example.org"))
    stand_ins.control("mailchimp/unsubscribe", values={"email": "left.there@example.org"})
    gone = Signup.objects.get(email="left.here@example.org")
    Signup.objects.filter(pk=gone.pk).update(state="unsubscribed", withdrawn_at=timezone.now())
    Audience().put_member(email="stranger@example.org", language="es", topics=set())
    with pytest.raises(CommandError, match="differed"):
        call_command("compare_audience")
    said = capsys.readouterr().out
    for name in ("missing there", "left there", "left here", "unknown here"):
        assert f"{name}: 1" in said
    assert "@" not in said
    run_outbox()
    there = {email: member["status"] for email, member in members(stand_ins).items()}
    assert there == {
        "missing@example.org": "subscribed",
        "left.there@example.org": "unsubscribed",
        "left.here@example.org": "unsubscribed",
        "same@example.org": "subscribed",
        "stranger@example.org": "subscribed",
    }
    assert Signup.objects.get(email="left.there@example.org").state == "unsubscribed"
    store.delete("mailchimp.member", subscriber_hash("stranger@example.org"))
    call_command("compare_audience")


def test_the_worker_compares_every_night_and_says_only_how_many_differed(stand_ins, run_outbox):
    Audience().put_member(email="stranger@example.org", language="es", topics=set())
    Duty.objects.create(name="signups.compare_audience", next_at=timezone.now())
    assert duties.carry_out("signups.compare_audience", now=timezone.now())
    compared = Duty.objects.get(pk="signups.compare_audience")
    assert compared.last_error == "1 differed. Run: manage.py compare_audience"
    assert compared.next_at.astimezone(timezone.get_default_timezone()).hour == 3
    assert compared.next_at > timezone.now()


@pytest.mark.parametrize("name", ["signups.compare_audience", "signups.prepare_audience"])
def test_a_site_without_mailchimp_has_nothing_to_do_there(db, settings, name):
    settings.MAILCHIMP_API_KEY = ""
    Duty.objects.create(name=name, next_at=timezone.now())
    assert duties.carry_out(name, now=timezone.now())
    assert Duty.objects.get().last_error == ""


def test_a_mailchimp_that_does_not_answer_is_asked_again_soon(db, settings):
    settings.MAILCHIMP_API_BASE = "http://127.0.0.1:9"
    now = timezone.now()
    Duty.objects.create(name="signups.compare_audience", next_at=now)
    assert not duties.carry_out("signups.compare_audience", now=now)
    compared = Duty.objects.get()
    assert compared.last_error == "Unreachable"
    assert compared.next_at < now + timedelta(minutes=2)


def test_the_comparison_reads_every_page_of_a_long_audience(stand_ins, monkeypatch):
    monkeypatch.setattr("signups.mailchimp_client.PAGE_SIZE", 3)
    for number in range(8):
        Audience().put_member(email=f"person{number}@example.org", language="es", topics=set())
    assert len({member.email for member in Audience().members()}) == 8


def test_an_address_that_came_back_after_it_was_erased_goes_again(stand_ins, run_outbox, capsys):
    erasure = services.erase(signup=confirmed(), now=timezone.now())
    run_outbox()
    Audience().put_member(email=ELENA, language="es", topics=set())
    with pytest.raises(CommandError):
        call_command("compare_audience")
    run_outbox()
    assert members(stand_ins) == {}
    Erasure.objects.filter(pk=erasure.pk).update(done_at=timezone.now() - timedelta(days=31))
    call_command("compare_audience")
    assert not Erasure.objects.exists()


def test_preparing_an_audience_twice_makes_everything_once(stand_ins):
    for record in stand_ins.world.store.all("mailchimp.webhook"):
        stand_ins.world.store.delete("mailchimp.webhook", record["id"])
    call_command("prepare_audience")
    Duty.objects.create(name="signups.prepare_audience", next_at=timezone.now())
    assert duties.carry_out("signups.prepare_audience", now=timezone.now())
    state = stand_ins.state()["mailchimp"]
    assert [hook["url"] for hook in state["webhooks"]] == [
        "http://127.0.0.1:8000/webhooks/mailchimp/stand-in-webhook-secret/"
    ]
    assert len(stand_ins.world.store.all("mailchimp.interest")) == 4


def test_only_a_campaigns_key_becomes_a_campaign(home_es, client):
    """A story's key sent to the form finds nothing: it is neither kept nor told to Mailchimp."""
    from tests.signups.factories import send

    send(client, campaign=str(home_es.translation_key))
    assert ConsentRecord.objects.get().campaign_keys == []
