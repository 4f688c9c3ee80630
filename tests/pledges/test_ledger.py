"""The chain, and the script that anybody can check it with: each way of tampering is named."""

import copy
import json
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse

from pledges import verify_ledger
from pledges.models import LedgerEntry, LedgerHead, LedgerOpening, Pledge, Signature
from pledges.steps import State
from tests.pledges.factories import make_candidate, make_pledge, make_race, make_signature, walk

Json = dict[str, Any]


def published(client: Client, pledge: Pledge) -> Json:
    response = client.get(reverse("pledges:ledger", args=[pledge.slug]))
    return dict(json.loads(response.content))


@pytest.fixture
def ledger(db: None, client: Client) -> Json:
    pledge = make_pledge()
    make_signature(State.PUBLISHED, pledge=pledge)
    make_signature(State.DECLINED, pledge=pledge, name="Elvira Xol")
    return published(client, pledge)


def finding(ledger: Json, saved_head: str | None = None) -> str:
    with pytest.raises(verify_ledger.NotIntact) as found:
        verify_ledger.check(ledger, saved_head)
    return str(found.value)


def reseal(entry: Json) -> None:
    entry["digest"] = verify_ledger.entry_digest(entry)


def test_an_honest_ledger_is_intact(ledger: Json) -> None:
    assert verify_ledger.check(ledger) == 9
    assert verify_ledger.check(ledger, ledger["entries"][3]["digest"]) == 9


def alter_a_fact(entries: list[Json]) -> None:
    entries[3]["opened"]["person"]["facts"]["name"] = "Otra Persona"


def alter_a_fact_and_its_commitment(entries: list[Json]) -> None:
    alter_a_fact(entries)
    entries[3]["commitments"]["person"] = verify_ledger.commitment(**entries[3]["opened"]["person"])


def alter_and_reseal(entries: list[Json]) -> None:
    alter_a_fact_and_its_commitment(entries)
    reseal(entries[3])


def alter_the_time(entries: list[Json]) -> None:
    entries[3]["at"] = "2020-01-01T00:00:00.000000Z"


def alter_the_link_and_reseal(entries: list[Json]) -> None:
    entries[3]["previous"] = "0" * 64
    reseal(entries[3])


def remove(entries: list[Json]) -> None:
    del entries[3]


def remove_and_renumber(entries: list[Json]) -> None:
    del entries[3]
    for number, entry in enumerate(entries, 1):
        entry["sequence"] = number


def swap(entries: list[Json]) -> None:
    entries[3], entries[6] = entries[6], entries[3]


def move_to_the_end(entries: list[Json]) -> None:
    entries.append(entries.pop(3))


def repeat(entries: list[Json]) -> None:
    entries.insert(4, copy.deepcopy(entries[3]))


def forge_a_group(entries: list[Json]) -> None:
    entries[3]["opened"]["praise"] = {"salt": "00", "facts": {}}


def take_the_last(entries: list[Json]) -> None:
    entries.pop()


def alter_the_first(entries: list[Json]) -> None:
    entries[0]["previous"] = "0" * 64
    reseal(entries[0])


def alter_the_last_and_reseal(entries: list[Json]) -> None:
    entries[-1]["at"] = "2020-01-01T00:00:00.000000Z"
    reseal(entries[-1])


@pytest.mark.parametrize(
    ("tamper", "expected"),
    [
        (alter_a_fact, "entry 4 was altered: its person is not what was written"),
        (alter_a_fact_and_its_commitment, "entry 4 was altered"),
        (alter_and_reseal, "entry 4 was altered"),
        (alter_the_time, "entry 4 was altered"),
        (alter_the_link_and_reseal, "entry 4 was altered"),
        (remove, "entry 4 was removed"),
        (remove_and_renumber, "entry 4 was altered"),
        (swap, "entry 4 was moved"),
        (move_to_the_end, "entry 4 was moved"),
        (repeat, "entry 4 was repeated"),
        (forge_a_group, "entry 4 was altered: its praise is not what was written"),
        (take_the_last, "entry 9 was removed"),
        (alter_the_first, "entry 1 was altered"),
        (alter_the_last_and_reseal, "entry 9 was altered"),
    ],
)
def test_each_way_of_tampering_is_named(ledger: Json, tamper: Callable[[list[Json]], None], expected: str) -> None:
    tamper(ledger["entries"])
    assert finding(ledger) == expected


def test_a_chain_that_was_rewritten_to_its_end_does_not_hold_the_saved_head(ledger: Json) -> None:
    saved = ledger["head"]["digest"]
    previous = ledger["genesis"]
    for entry in ledger["entries"]:
        entry["previous"] = previous
        entry["at"] = "2020-01-01T00:00:00.000000Z"
        reseal(entry)
        previous = entry["digest"]
    ledger["head"]["digest"] = previous
    assert verify_ledger.check(ledger) == 9
    assert "rewritten" in finding(ledger, saved)


def test_another_pledges_ledger_does_not_pass_for_this_one(ledger: Json) -> None:
    ledger["ledger"] = "otro-compromiso"
    assert "beginning" in finding(ledger)


def run_script(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    script = Path(verify_ledger.__file__)
    return subprocess.run(
        [sys.executable, "-I", "-S", str(script), *arguments], input=stdin, capture_output=True, text=True, check=False
    )


def test_the_script_stands_alone(ledger: Json, tmp_path: Path, client: Client) -> None:
    downloaded = client.get(reverse("pledges:verifier"))
    assert downloaded.content == Path(verify_ledger.__file__).read_bytes()
    file = tmp_path / "ledger.json"
    file.write_text(json.dumps(ledger), encoding="utf-8")
    intact = run_script(str(file))
    assert (intact.returncode, intact.stdout.split(":")[0]) == (0, "intact")
    assert run_script("-", stdin=json.dumps(ledger)).returncode == 0
    swap(ledger["entries"])
    tampered = run_script("-", stdin=json.dumps(ledger))
    assert (tampered.returncode, tampered.stdout.strip()) == (1, "NOT intact: entry 4 was moved")


@pytest.mark.parametrize("content", ["", "[]", "{}", "null", '{"format": "other"}', '{"format": "historia-ledger/1"}'])
def test_what_is_no_ledger_is_said_to_be_none(content: str) -> None:
    result = run_script("-", stdin=content)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr


def test_a_claim_is_sealed_until_two_people_have_verified_it(db: None, client: Client) -> None:
    signature = make_signature(State.VERIFIED)
    ledger = published(client, signature.pledge)
    assert [bool(entry["opened"]) for entry in ledger["entries"]] == [True, True, True, False, False]
    assert "claimed" not in json.dumps(ledger)
    walk(signature, State.PUBLISHED)
    ledger = published(client, signature.pledge)
    assert all(entry["opened"] for entry in ledger["entries"])
    assert verify_ledger.check(ledger) == 6


def test_a_dispute_seals_the_claim_at_once_and_the_chain_stays_whole(db: None, client: Client) -> None:
    signature = make_signature(State.DISPUTED)
    ledger = published(client, signature.pledge)
    assert [bool(entry["opened"]) for entry in ledger["entries"]] == [True] * 3 + [False] * 4
    assert verify_ledger.check(ledger) == 7


def test_withdrawing_before_publication_tells_nobody_that_there_was_a_claim(db: None, client: Client) -> None:
    signature = make_signature(State.CLAIMED)
    walk(signature, State.WITHDRAWN)
    assert "withdrawn" not in json.dumps(published(client, signature.pledge))


def test_withdrawing_afterwards_keeps_the_history_open(db: None, client: Client) -> None:
    ledger = published(client, make_signature(State.WITHDRAWN).pledge)
    steps = [entry["opened"]["event"]["facts"]["step"] for entry in ledger["entries"]]
    assert steps[-2:] == ["published", "withdrawn"]


def test_erasing_a_person_leaves_the_chain_intact(db: None, client: Client) -> None:
    signature = make_signature(State.PUBLISHED)
    for opening in LedgerOpening.objects.all():
        opening.erase(["person", "source"])
    ledger = published(client, signature.pledge)
    assert signature.candidate.name not in json.dumps(ledger)
    assert verify_ledger.check(ledger) == 6


def test_the_ledger_names_no_staff_no_signatory_and_no_contact(db: None, client: Client) -> None:
    signature = make_signature(State.PUBLISHED)
    content = json.dumps(published(client, signature.pledge))
    assert "historia.example" not in content
    assert signature.candidate.contact_email not in content


def test_each_pledge_has_a_chain_of_its_own(db: None, client: Client) -> None:
    first, second = make_signature(State.INVITED), make_signature(State.INVITED)
    for signature in (first, second):
        ledger = published(client, signature.pledge)
        assert verify_ledger.check(ledger) == 2
        assert ledger["ledger"] == signature.pledge.slug


def test_a_step_that_fails_leaves_no_entry(db: None, client: Client) -> None:
    signature = make_signature(State.INVITED)
    with transaction.atomic():
        walk(signature, State.DELIVERED)
        transaction.set_rollback(True)
    assert verify_ledger.check(published(client, signature.pledge)) == 2


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_make_one_chain(client: Client) -> None:
    pledge = make_pledge()
    race = make_race(pledge.election)
    signatures = [
        Signature.objects.create(pledge=pledge, candidate=make_candidate(f"Candidata {number}", race=race))
        for number in range(6)
    ]
    errors: list[Exception] = []
    gate = threading.Barrier(len(signatures))

    def list_and_invite(signature: Signature) -> None:
        try:
            gate.wait(timeout=10)
            for step in (State.LISTED, State.INVITED, State.DELIVERED):
                walk(signature, step)
        except Exception as error:  # noqa: BLE001 - shown by the assertion below
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=list_and_invite, args=[signature]) for signature in signatures]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert errors == []
    assert LedgerEntry.objects.count() == 18
    assert LedgerHead.objects.get().sequence == 18
    assert verify_ledger.check(published(client, pledge)) == 18
    assert connection.vendor in {"sqlite", "postgresql"}


def test_the_ledger_is_not_sent_again_when_nothing_changed(db: None, client: Client) -> None:
    signature = make_signature()
    url = reverse("pledges:ledger", args=[signature.pledge.slug])
    first = client.get(url)
    assert "s-maxage=10" in first["Cache-Control"]
    assert client.get(url, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    walk(signature, State.INVITED)
    assert client.get(url, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 200
