"""What falls due by the clock: each duty is done by one worker at a time, once, whatever fails in between."""

import logging
import threading
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.admin.models import FormState
from wagtail.models import Page
from wagtail.search.models import IndexEntry

from accounts.roles import Role
from core import checks, duties, upkeep
from core.duties import Daily, Every, NeedsAPerson
from core.management.commands import worker
from core.models import Duty, OutboxEntry
from home.models import ContentPage, HomePage
from tests.accounts.factories import make_user, signed_in
from tests.stories import guarded

NOW = datetime(2026, 11, 21, 12, 7, tzinfo=UTC)
QUARTER_PAST = datetime(2026, 11, 21, 12, 15, tzinfo=UTC)


class Bell:
    """A duty that notes when it was done, and fails as often as it is told to."""

    def __init__(self) -> None:
        self.rung: list[datetime] = []
        self.failures: list[BaseException] = []

    def __call__(self, *, now: datetime) -> None:
        if self.failures:
            raise self.failures.pop(0)
        self.rung.append(now)

    @property
    def row(self) -> Duty:
        return Duty.objects.get(name="tests.bell")


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the site's own duties none is declared."""
    monkeypatch.setattr(duties, "_declared", {})


@pytest.fixture
def bell(alone: None) -> Bell:
    bell = Bell()
    duties.duty("tests.bell", title="Ring", rhythm=Every(minutes=15))(bell)
    return bell


def carry_out(now: datetime) -> int:
    return duties.carry_out_due(clock=lambda: now)


# --- When ----------------------------------------------------------------------------------------------------------


def test_a_duty_is_done_at_once_when_the_first_worker_starts_and_then_in_its_rhythm(db: None, bell: Bell) -> None:
    assert carry_out(NOW) == 1
    assert bell.row.next_at == QUARTER_PAST
    assert carry_out(QUARTER_PAST - timedelta(seconds=1)) == 0
    assert carry_out(QUARTER_PAST) == 1
    assert bell.rung == [NOW, QUARTER_PAST]


def test_what_fell_due_many_times_while_no_worker_ran_is_done_once(db: None, bell: Bell) -> None:
    carry_out(NOW)
    three_days_later = NOW + timedelta(days=3)
    assert carry_out(three_days_later) == 1
    assert carry_out(three_days_later + timedelta(minutes=1)) == 0
    assert bell.rung == [NOW, three_days_later]


def test_a_new_rhythm_counts_from_the_next_start(db: None, bell: Bell) -> None:
    duties.duty("tests.bell", title="Ring", rhythm=Daily(time(3)))(bell)
    carry_out(NOW)
    duties.duty("tests.bell", title="Ring", rhythm=Every(minutes=15))(bell)
    carry_out(NOW)
    assert bell.row.next_at == QUARTER_PAST


@pytest.mark.parametrize("back", [timedelta(minutes=40), timedelta(hours=5), timedelta(days=400)])
def test_a_clock_that_was_wrong_and_is_put_back_delays_nothing(db: None, bell: Bell, back: timedelta) -> None:
    carry_out(NOW + back)
    assert carry_out(NOW) == 0, "done already, as far as anybody can know"
    assert bell.row.next_at == QUARTER_PAST
    assert carry_out(QUARTER_PAST) == 1


def test_a_lease_taken_by_a_wrong_clock_lasts_no_longer_than_any(db: None, bell: Bell) -> None:
    bell.failures = [KeyboardInterrupt()]
    with pytest.raises(KeyboardInterrupt):
        carry_out(NOW + timedelta(days=400))
    assert carry_out(NOW) == 0
    assert carry_out(NOW + timedelta(minutes=15)) == 1


ZONES = [
    # Clocks skip 02:00 to 03:00 on 8 March 2026 there: half past two comes as half past three.
    ("America/New_York", time(2, 30), datetime(2026, 3, 7, 12, tzinfo=UTC), datetime(2026, 3, 8, 7, 30, tzinfo=UTC)),
    ("America/New_York", time(2, 30), datetime(2026, 3, 8, 7, 30, tzinfo=UTC), datetime(2026, 3, 9, 6, 30, tzinfo=UTC)),
    # And say 01:30 twice on 1 November: the first counts, the second is not another.
    ("America/New_York", time(1, 30), datetime(2026, 11, 1, 4, tzinfo=UTC), datetime(2026, 11, 1, 5, 30, tzinfo=UTC)),
    (
        "America/New_York",
        time(1, 30),
        datetime(2026, 11, 1, 5, 30, tzinfo=UTC),
        datetime(2026, 11, 2, 6, 30, tzinfo=UTC),
    ),
    ("America/Guatemala", time(3), datetime(2026, 11, 21, 8, 59, tzinfo=UTC), datetime(2026, 11, 21, 9, tzinfo=UTC)),
    ("America/Guatemala", time(3), datetime(2026, 11, 21, 9, tzinfo=UTC), datetime(2026, 11, 22, 9, tzinfo=UTC)),
]


@pytest.mark.parametrize(("zone", "at", "now", "expected"), ZONES)
def test_once_a_day_is_by_the_sites_own_clock_summer_and_winter(
    zone: str, at: time, now: datetime, expected: datetime
) -> None:
    with override_settings(TIME_ZONE=zone), timezone.override("Asia/Tokyo"):
        assert Daily(at).after(now) == expected


def test_every_day_of_a_year_has_one(settings: Any) -> None:
    settings.TIME_ZONE = "America/New_York"
    now = datetime(2026, 1, 1, tzinfo=UTC)
    days = set()
    for _ in range(365):
        now = Daily(time(2, 30)).after(now)
        days.add(now.date())
    assert len(days) == 365


def test_once_a_week_is_on_its_day() -> None:
    sunday = Daily(time(4, 30), weekday=6).after(NOW)
    assert sunday == datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
    assert Daily(time(4, 30), weekday=6).after(sunday) == sunday + timedelta(days=7)


# --- What fails ----------------------------------------------------------------------------------------------------


def test_a_failure_is_tried_again_and_told_of_without_its_message(
    db: None, bell: Bell, caplog: pytest.LogCaptureFixture
) -> None:
    bell.failures = [ConnectionError("no answer for elena@example.org")]
    assert carry_out(NOW) == 0
    assert bell.row.last_error == "ConnectionError"
    assert "tests.bell failed: ConnectionError" in caplog.text
    assert "elena" not in caplog.text
    assert NOW < bell.row.next_at < NOW + timedelta(minutes=2)
    assert carry_out(bell.row.next_at) == 1
    assert (bell.row.last_error, bell.row.attempts) == ("", 0)


def test_however_often_it_failed_it_is_tried_in_its_rhythm(db: None, bell: Bell) -> None:
    bell.failures = [RuntimeError() for _ in range(30)]
    now = NOW
    for _ in range(30):
        carry_out(now)
        assert bell.row.next_at <= now + timedelta(minutes=15)
        now = bell.row.next_at
    assert bell.row.attempts == 30
    assert carry_out(now) == 1


def test_one_that_fails_keeps_none_of_the_others_waiting(db: None, bell: Bell) -> None:
    second = Bell()
    duties.duty("tests.second", title="Ring too", rhythm=Every(minutes=15))(second)
    bell.failures = [RuntimeError()]
    assert carry_out(NOW) == 1
    assert second.rung == [NOW]


def test_what_it_finds_for_a_person_is_kept_until_it_is_done_again(
    db: None, bell: Bell, caplog: pytest.LogCaptureFixture
) -> None:
    bell.failures = [NeedsAPerson("3 differed.")]
    assert carry_out(NOW) == 1
    assert bell.row.last_error == "3 differed."
    assert bell.row.next_at == QUARTER_PAST, "done: trying again at once would find the same"
    assert "tests.bell: 3 differed." in caplog.text
    carry_out(QUARTER_PAST)
    assert bell.row.last_error == ""


def test_a_worker_that_was_killed_halfway_is_followed_by_another(
    db: None, bell: Bell, caplog: pytest.LogCaptureFixture
) -> None:
    bell.failures = [KeyboardInterrupt()]  # as good as a kill: nothing after it runs
    with pytest.raises(KeyboardInterrupt):
        carry_out(NOW)
    assert carry_out(NOW + duties.LEASE - timedelta(seconds=1)) == 0, "it may be alive and slow"
    with caplog.at_level(logging.WARNING):
        assert carry_out(NOW + duties.LEASE) == 1
    assert "tests.bell was cut short" in caplog.text


def test_one_that_overran_its_lease_takes_nothing_from_its_follower(db: None, bell: Bell) -> None:
    later = NOW + duties.LEASE
    follower: list[Duty | None] = []

    def overrun(*, now: datetime) -> None:
        follower.append(duties._take(duties._declared["tests.bell"], later))

    duties.duty("tests.bell", title="Ring", rhythm=Every(minutes=15))(overrun)
    carry_out(NOW)
    assert follower[0] is not None
    assert bell.row.lease_until == later + duties.LEASE, "the follower holds it still"


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_at_once_one_does_it(bell: Bell) -> None:
    starting_line = threading.Barrier(6)
    inside = threading.Semaphore(1)
    together: list[bool] = []
    results: list[int] = []

    def ring(*, now: datetime) -> None:
        is_alone = inside.acquire(blocking=False)
        together.append(not is_alone)
        threading.Event().wait(0.2)
        bell(now=now)
        inside.release()

    duties.duty("tests.bell", title="Ring", rhythm=Every(minutes=15))(ring)

    def work() -> None:
        try:
            starting_line.wait(timeout=10)
            results.append(carry_out(NOW))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(6)]
    for one in workers:
        one.start()
    for one in workers:
        one.join(timeout=30)
    assert sorted(results) == [0] * 5 + [1]
    assert bell.rung == [NOW]
    assert together == [False]


# --- The worker, and what people see -------------------------------------------------------------------------------


def enter(role: Role) -> Client:
    """The admin in English, as somebody with this role."""
    return signed_in(make_user(f"{role.name.lower()}@historia.example", role))


@pytest.mark.django_db(transaction=True)
def test_the_worker_does_what_is_due_and_sweeps_the_outbox(bell: Bell) -> None:
    OutboxEntry.objects.create(kind="tests.unheard", key="1", next_attempt_at=timezone.now())
    assert not worker.turn()
    assert len(bell.rung) == 1
    assert OutboxEntry.objects.get().attempts == 1


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_does_not_end_the_clock(bell: Bell, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duties, "carry_out_due", lambda: 1 / 0)
        assert not worker.turn()
    assert "ZeroDivisionError" in caplog.text
    worker.turn()
    assert len(bell.rung) == 1


@pytest.mark.django_db(transaction=True)
def test_the_worker_ends_its_clock_with_itself(bell: Bell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "call_command", lambda *args, **kwargs: None)  # django-tasks' own part
    call_command("worker", no_startup_delay=True)
    assert "clock" not in {thread.name for thread in threading.enumerate()}


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_held_too_long_does_not_end_the_worker(bell: Bell, monkeypatch: pytest.MonkeyPatch) -> None:
    """As SQLite is while a withdrawal rewrites it."""
    answers: list[Exception | None] = [
        OperationalError("database is locked"),
        DatabaseError("Save with update_fields did not affect any rows."),  # A withdrawal took the task's row away.
        InterfaceError("connection already closed"),
        None,
    ]

    def work(*args: Any, **options: Any) -> None:
        if (answer := answers.pop(0)) is not None:
            raise answer

    monkeypatch.setattr(worker, "call_command", work)
    monkeypatch.setattr(worker, "SECONDS_TO_COME_BACK", 0)
    call_command("worker", no_startup_delay=True)
    assert answers == []


DECLARED = {
    "core.forget_sessions",
    "core.publish_scheduled",
    "core.update_index",
    "donations.reconcile",
    "signups.compare_audience",
    "signups.prepare_audience",
    "stories.end_lapsed",
    "stories.reapply_withdrawals",
    "stories.tell_what_lapses",
}


def test_these_are_the_sites_duties() -> None:
    assert {one.name for one in duties.all_declared()} == DECLARED


def test_publication_ends_within_the_hour_even_if_a_worker_dies_over_it() -> None:
    end_lapsed = next(one for one in duties.all_declared() if one.name == "stories.end_lapsed")
    assert end_lapsed.rhythm.after(NOW) + end_lapsed.lease - NOW < timedelta(hours=1)


def test_the_check_speaks_when_no_worker_has_been_seen_for_an_hour(db: None, bell: Bell) -> None:
    [warning] = checks.somebody_does_what_is_due()
    assert "never was" in warning.msg
    carry_out(timezone.now())
    assert checks.somebody_does_what_is_due() == []
    Duty.objects.update(next_at=timezone.now() - timedelta(minutes=61))
    [warning] = checks.somebody_does_what_is_due()
    assert "since" in warning.msg


def test_the_check_says_nothing_where_there_is_no_database_yet(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_table(**kwargs: Any) -> None:
        raise OperationalError

    monkeypatch.setattr(duties, "standstill", no_table)
    assert checks.somebody_does_what_is_due() == []


def test_one_that_only_fails_is_no_standstill(db: None, bell: Bell) -> None:
    bell.failures = [RuntimeError() for _ in range(40)]
    now = NOW
    while now < NOW + timedelta(hours=3):
        carry_out(now)
        now = bell.row.next_at
    assert duties.standstill(now=now) is None


def test_a_monitor_can_ask_whether_anybody_does_what_is_due(db: None, bell: Bell, client: Client) -> None:
    assert client.get("/healthz/worker").status_code == 503
    carry_out(timezone.now())
    assert client.get("/healthz/worker").status_code == 200


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER, Role.TREASURER])
def test_the_first_page_of_the_admin_says_when_nothing_is_done(db: None, bell: Bell, role: Role) -> None:
    client = enter(role)
    said = "Nothing that is due is being done"
    assert said in client.get(reverse("wagtailadmin_home")).content.decode()
    carry_out(timezone.now())
    assert said not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_who_sees_to_the_outbox_sees_when_each_was_done_and_what_went_wrong(db: None, bell: Bell) -> None:
    second = Bell()
    duties.duty("tests.second", title="Ring too", rhythm=Every(minutes=15))(second)
    bell.failures = [ConnectionError("elena@example.org")]
    carry_out(timezone.now())
    page = enter(Role.TREASURER).get(reverse("core_duties")).content.decode()
    assert "Ring too" in page
    assert "ConnectionError" in page
    assert "elena" not in page
    assert enter(Role.EDITOR).get(reverse("core_duties")).status_code == 302


def test_tasks_done_two_weeks_ago_are_forgotten_and_newer_ones_kept(db: None) -> None:
    for days in (13, 15):
        DBTaskResult.objects.create(
            task_path="tests.task",
            args_kwargs={},
            backend_name="default",
            status="SUCCESSFUL",
            finished_at=NOW - timedelta(days=days),
        )
    upkeep.forget_what_is_over(now=NOW)
    assert [task.finished_at for task in DBTaskResult.objects.all()] == [NOW - timedelta(days=13)]


@pytest.mark.django_db
def test_what_was_typed_for_a_preview_is_forgotten_after_a_day() -> None:
    ana, kind = make_user("ana@example.org", Role.EDITOR), ContentType.objects.get_for_model(HomePage)
    for hours in (2, 30):
        typed = {"data": "title=x", "last_updated_at": timezone.now() - timedelta(hours=hours)}
        FormState.objects.create(user=ana, content_type=kind, object_id=str(hours), **typed)
    upkeep.forget_what_is_over(now=timezone.now())
    assert [state.object_id for state in FormState.objects.all()] == ["2"]


def test_a_page_is_published_and_ended_when_it_was_scheduled_for(home_es: HomePage) -> None:
    page = home_es.add_child(instance=ContentPage(title="Aviso", live=False))
    page.go_live_at = timezone.now() - timedelta(minutes=1)
    revision = page.save_revision(approved_go_live_at=page.go_live_at)
    upkeep.publish_scheduled(now=timezone.now())
    page.refresh_from_db()
    assert page.live
    assert page.live_revision == revision
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now())
    upkeep.publish_scheduled(now=timezone.now())
    page.refresh_from_db()
    assert not page.live


def test_a_schedule_that_is_refused_holds_up_no_other_and_is_told_of(
    home_es: HomePage, caplog: pytest.LogCaptureFixture
) -> None:
    """The name was guarded after the page was scheduled."""
    pages = [home_es.add_child(instance=ContentPage(title=title, live=False)) for title in ("Uno", "Dos")]
    for minutes, page, intro in zip((2, 1), pages, (guarded.NAME, "Hola"), strict=True):
        page.intro = intro
        page.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=minutes))
    guarded.guard_the_name()
    with pytest.raises(NeedsAPerson, match=r"1 refused"):
        upkeep.publish_scheduled(now=timezone.now())
    assert [ContentPage.objects.get(pk=page.pk).live for page in pages] == [False, True]
    assert "a schedule was refused: GuardedTermFound" in caplog.text
    assert "tzalamha" not in caplog.text.lower()


def test_the_index_is_built_anew_with_what_an_older_database_left_out(home_es: HomePage) -> None:
    page = home_es.add_child(instance=ContentPage(title="Educación", live=True))
    IndexEntry.objects.all().delete()
    upkeep.update_index(now=NOW)
    assert page.pk in {found.pk for found in Page.objects.search("educacion")}
