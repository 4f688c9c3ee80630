import concurrent.futures
import subprocess
from pathlib import Path

import pytest
import requests
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from pytest_django import Settings

from sandbox.clock import add_months, now_utc
from sandbox.http import decode_form
from sandbox.server import build_world, running
from sandbox.store import Store
from tests.stand_ins import StandIns


def test_brackets_become_trees() -> None:
    assert decode_form("a=1&b[c]=2&d[]=3&d[]=4&e[0][f]=5&e[1][f]=6&g=") == {
        "a": "1", "b": {"c": "2"}, "d": ["3", "4"], "e": [{"f": "5"}, {"f": "6"}], "g": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    "hostile", ["[]=1", "a[[]]]=1", "a=1&a[b]=2", "a[b]=1&a=2", "%ff=%00", "a[" * 50 + "=1", "=", "&&"]
)
def test_hostile_forms_are_read_without_an_error(hostile: str) -> None:
    assert isinstance(decode_form(hostile), dict)


def test_a_month_ends_where_it_ends_and_the_anchor_comes_back() -> None:
    anchor = int(now_utc(0).replace(year=2027, month=1, day=31, hour=9).timestamp())
    days = [now_utc(add_months(anchor, months, anchor=anchor)).strftime("%m-%d %H") for months in range(1, 4)]
    assert days == ["02-28 09", "03-31 09", "04-30 09"]


def test_what_a_failed_transaction_kept_is_undone() -> None:
    store = Store()

    def fail() -> None:
        with store.transaction():
            store.put("kind", "a", {"id": "a"})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert store.get("kind", "a") is None


def test_what_is_kept_survives_a_restart(tmp_path: Path) -> None:
    first = build_world(site="http://127.0.0.1:1", path=tmp_path / "sandbox.sqlite3")
    first.store.put("mailchimp.member", "elena", {"id": "elena"})
    first.advance_to(first.clock.target(days=3))
    first.store.close()
    second = build_world(site="http://127.0.0.1:1", path=tmp_path / "sandbox.sqlite3")
    assert second.store.get("mailchimp.member", "elena") == {"id": "elena"}
    assert second.clock.offset >= 3 * 86400 - 2
    second.store.close()


def test_the_clock_goes_forward_only(stand_ins: StandIns) -> None:
    stand_ins.advance(months=1)
    before = stand_ins.world.clock.now()
    assert requests.post(f"{stand_ins.origin}/_control/clock/advance", json={"days": -1}, timeout=5).status_code == 400
    assert requests.post(f"{stand_ins.origin}/_control/clock/advance", data="{", timeout=5).status_code == 400
    assert stand_ins.world.clock.now() - before < 5


def test_a_fault_is_answered_so_often_and_no_more(stand_ins: StandIns) -> None:
    stand_ins.add_fault(path="/nowhere*", status=429, headers={"Retry-After": "1"}, body="", times=2)
    answers = [requests.get(f"{stand_ins.origin}/nowhere/1", timeout=5) for _ in range(3)]
    assert [a.status_code for a in answers] == [429, 429, 404]
    assert answers[0].headers["Retry-After"] == "1"
    assert answers[0].content == b""


def test_many_at_once_lose_nothing(stand_ins: StandIns) -> None:
    url = f"{stand_ins.origin}/_control/faults"
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: requests.post(url, json={"path": f"/x{n}"}, timeout=10), range(40)))
    assert len(stand_ins.state()["faults"]) == 40


def test_a_reset_forgets_everything(stand_ins: StandIns) -> None:
    stand_ins.advance(days=2)
    stand_ins.control("reset")
    assert stand_ins.state()["clock"]["offset_seconds"] == 0


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Origin": "https://evil.example"}, {"Origin": "null"}])
def test_pages_elsewhere_cannot_use_the_controls(stand_ins: StandIns, headers: dict[str, str]) -> None:
    answer = requests.post(f"{stand_ins.origin}/_control/reset", json={}, headers=headers, timeout=5)
    assert answer.status_code == 403


def test_it_listens_on_this_machine_alone(stand_ins: StandIns) -> None:
    world = build_world(site="http://127.0.0.1:1", path=None)
    with running(world, send_webhooks=False) as server:
        assert server.server_address[0] == "127.0.0.1"


def test_it_refuses_to_start_outside_the_sandbox(settings: Settings) -> None:
    settings.SANDBOX = False
    with pytest.raises(ImproperlyConfigured, match="never in production"):
        build_world(site="https://historia.example", path=None)
    with pytest.raises(CommandError, match="never in production"):
        call_command("sandbox")


def test_it_refuses_a_live_key(settings: Settings) -> None:
    settings.STRIPE_LIVEMODE = True
    with pytest.raises(ImproperlyConfigured, match="live Stripe key"):
        build_world(site="http://127.0.0.1:1", path=None)


def test_the_command_ends_when_told_to(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    process = subprocess.Popen(
        [root / ".venv/bin/python", "manage.py", "sandbox", "--port", "0"],
        cwd=root, stdout=subprocess.PIPE, text=True, env={"PATH": "/usr/bin:/bin", "HISTORIA_VAR": str(tmp_path)},
    )  # fmt: skip
    assert process.stdout is not None
    origin = process.stdout.readline().split()[-1]
    assert requests.get(f"{origin}/_control/state", timeout=5).json()["clock"]["offset_seconds"] == 0
    process.terminate()
    assert process.wait(timeout=10) == 0
