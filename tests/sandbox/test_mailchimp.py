"""Mailchimp's stand-in, asked as a stranger would, and, where VENDOR_SPECS names a folder with the vendor's own
description, compared with that: what our client sends, and what the stand-in answers."""

import copy
import json
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import jsonschema
import pytest
import requests

from sandbox.server import StandInServer
from signups.mailchimp_client import Audience, subscriber_hash
from tests.stand_ins import StandIns

SPEC = Path(os.environ.get("VENDOR_SPECS", "/nowhere")) / "mailchimp-marketing-3.0.55.json"
KEY = "stand-in-us1"
LIST = "/3.0/lists/a1b2c3d4e5"
ELENA = "elena@example.org"
ONE = f"{LIST}/members/{subscriber_hash(ELENA)}"


def ask(stand_ins: StandIns, method: str, path: str, body: Any = None, key: str = KEY) -> requests.Response:
    return requests.request(method, stand_ins.origin + path, json=body, auth=("any", key), timeout=10)


def put(stand_ins: StandIns, **changes: Any) -> requests.Response:
    return ask(stand_ins, "PUT", ONE, {"email_address": ELENA, "status_if_new": "subscribed", **changes})


def test_who_has_no_key_or_a_wrong_one_is_told_so_in_rfc_7807(stand_ins):
    for key in ("", "wrong-us1"):
        answer = ask(stand_ins, "GET", "/3.0/ping", key=key)
        assert answer.status_code == 401
        assert answer.headers["Content-Type"].startswith("application/problem+json")
        assert set(answer.json()) == {"type", "title", "status", "detail", "instance"}
    assert requests.get(stand_ins.origin + "/3.0/ping", timeout=10).status_code == 401
    bearer = {"Authorization": f"Bearer {KEY}"}
    assert requests.get(stand_ins.origin + "/3.0/ping", headers=bearer, timeout=10).status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/3.0/nothing"),
        ("GET", "/3.0/lists/other"),
        ("GET", ONE),
        ("PATCH", ONE),
        ("DELETE", ONE),
        ("POST", f"{ONE}/actions/delete-permanent"),
        ("GET", f"{LIST}/interest-categories/other/interests"),
    ],
)
def test_what_is_not_there_is_a_problem_404(stand_ins, method, path):
    answer = ask(stand_ins, method, path, {})
    assert (answer.status_code, answer.json()["title"]) == (404, "Resource Not Found")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email_address": ""}, "email_address"),
        ({"email_address": "elena"}, "email_address"),
        ({"email_address": "elena@intranet"}, "email_address"),
        ({"status_if_new": ""}, "status_if_new"),
        ({"status": "happy"}, "status"),
        ({"interests": {"unknown": True}}, "interests"),
    ],
)
def test_wrong_fields_are_named(stand_ins, changes, field):
    answer = put(stand_ins, **changes)
    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert ask(stand_ins, "GET", ONE).status_code == 404


@pytest.mark.parametrize("body", [b"{", b"[1]", b"\xff", b'"text"'])
def test_a_body_that_is_no_object_is_refused(stand_ins, body):
    url = stand_ins.origin + ONE
    assert requests.put(url, data=body, auth=("any", KEY), timeout=10).status_code == 400


def test_a_put_makes_a_member_and_leaves_the_status_of_one_that_is_there(stand_ins):
    assert put(stand_ins).json()["status"] == "subscribed"
    assert ask(stand_ins, "PATCH", ONE, {"status": "unsubscribed"}).json()["status"] == "unsubscribed"
    again = put(stand_ins, language="es").json()
    assert (again["status"], again["language"]) == ("unsubscribed", "es")
    assert put(stand_ins, status="subscribed").json()["status"] == "subscribed"


def test_a_member_is_found_by_hash_address_and_contact_id(stand_ins):
    member = put(stand_ins).json()
    for name in (member["id"], ELENA, member["contact_id"]):
        assert ask(stand_ins, "GET", f"{LIST}/members/{name}").json()["email_address"] == ELENA


def test_who_left_by_themselves_cannot_be_subscribed_but_asked(stand_ins):
    put(stand_ins)
    stand_ins.control("mailchimp/unsubscribe", values={"email": ELENA})
    refused = put(stand_ins, status="subscribed")
    assert (refused.status_code, refused.json()["title"]) == (400, "Member In Compliance State")
    assert put(stand_ins, status="pending").json()["status"] == "pending"


def test_who_was_deleted_for_good_is_never_taken_again(stand_ins):
    put(stand_ins)
    assert ask(stand_ins, "POST", f"{ONE}/actions/delete-permanent").status_code == 204
    refused = put(stand_ins)
    assert (refused.status_code, refused.json()["title"]) == (400, "Forgotten Email Not Subscribed")


def test_archiving_takes_a_member_out_of_the_list_but_not_out_of_memory(stand_ins):
    put(stand_ins)
    assert ask(stand_ins, "DELETE", ONE).status_code == 204
    assert ask(stand_ins, "DELETE", ONE).status_code == 405
    assert ask(stand_ins, "GET", f"{LIST}/members").json()["total_items"] == 0
    assert ask(stand_ins, "GET", ONE).json()["status"] == "archived"


def test_tags_come_and_go(stand_ins):
    put(stand_ins)
    for status in ("active", "active", "inactive", "inactive"):
        body = {"tags": [{"name": "Volunteer", "status": status}]}
        assert ask(stand_ins, "POST", f"{ONE}/tags", body).status_code == 204
        held = [tag["name"] for tag in ask(stand_ins, "GET", f"{ONE}/tags").json()["tags"]]
        assert held == (["Volunteer"] if status == "active" else [])


def test_webhooks_tell_of_people_and_not_of_the_api(stand_ins):
    sent: list[dict[str, str]] = []

    def receive(url: str, body: bytes, headers: dict[str, str]) -> int:
        assert headers["Content-Type"] == "application/x-www-form-urlencoded"
        sent.append(dict(parse_qsl(body.decode())))
        return 200

    put(stand_ins)
    ask(stand_ins, "PATCH", ONE, {"status": "unsubscribed"})
    put(stand_ins, status="subscribed")
    assert stand_ins.world.webhooks.run_due(receive) == 0
    stand_ins.control("mailchimp/profile", values={"email": ELENA, "language": "es"})
    stand_ins.control("mailchimp/change-address", values={"email": ELENA, "new_email": "new@example.org"})
    stand_ins.control("mailchimp/unsubscribe", values={"email": "new@example.org"})
    stand_ins.control("mailchimp/clean", values={"email": "new@example.org"})
    stand_ins.world.webhooks.run_due(receive)
    assert sorted(event["type"] for event in sent) == ["cleaned", "profile", "unsubscribe", "upemail"]
    moved = next(event for event in sent if event["type"] == "upemail")
    assert (moved["data[old_email]"], moved["data[new_email]"]) == (ELENA, "new@example.org")
    assert {event["data[list_id]"] for event in sent} == {"a1b2c3d4e5"}


def test_faults_are_made_on_request(stand_ins):
    stand_ins.add_fault(path="/3.0/*", status=429)
    stand_ins.add_fault(path="/3.0/*", status=403)
    stand_ins.add_fault(path="/3.0/*", status=500, body="")
    answers = [ask(stand_ins, "GET", "/3.0/ping") for _time in range(4)]
    assert [answer.status_code for answer in answers] == [429, 403, 500, 200]
    assert answers[2].content == b""


@pytest.fixture
def exchanges(stand_ins, monkeypatch) -> list[dict[str, Any]]:
    """Every request that our client makes in a test, with its answer."""
    seen: list[dict[str, Any]] = []
    truly = StandInServer.answer

    def note(self, request):
        answer = truly(self, request)
        seen.append({"request": request, "answer": answer})
        return answer

    monkeypatch.setattr(StandInServer, "answer", note)
    return seen


def use_everything() -> None:
    """Each operation that signups ever asks for."""
    audience = Audience()
    audience.ping()
    audience.member(subscriber_hash(ELENA))
    audience.put_member(email=ELENA, language="es", topics={"stories", "events"})
    audience.set_tags(subscriber_hash(ELENA), active={"campaign: promesa"}, inactive={"campaign: otra"})
    audience.put_member(email=ELENA, language="en", topics=set(), status="subscribed")
    audience.member(subscriber_hash(ELENA))
    list(audience.members())
    audience.ensure_webhook("https://historia.example/webhooks/mailchimp/secret/")
    audience.unsubscribe(subscriber_hash(ELENA))
    audience.delete_permanently(subscriber_hash(ELENA))
    audience.delete_permanently(subscriber_hash(ELENA))


def test_our_client_sends_only_what_it_must(exchanges):
    use_everything()
    sent = [(e["request"].method, e["request"].path.removeprefix(LIST)) for e in exchanges]
    hash = subscriber_hash(ELENA)
    assert ("PUT", f"/members/{hash}") in sent
    first = next(e["request"] for e in exchanges if e["request"].method == "PUT")
    assert set(first.json) == {"email_address", "status_if_new", "language", "interests"}
    assert (first.json["status_if_new"], sorted(first.json["interests"].values())) == (
        "subscribed",
        [False, False, True, True],
    )
    assert first.query["skip_merge_validation"] == "true"
    # The address is in bodies alone: paths and queries are what logs keep.
    assert not any("elena" in e["request"].path + str(e["request"].query) for e in exchanges)


@pytest.mark.skipif(not SPEC.exists(), reason="VENDOR_SPECS names no folder with Mailchimp's description")
def test_requests_and_answers_are_as_the_vendor_describes_them(exchanges):
    use_everything()
    spec = json.loads(SPEC.read_text())
    checked = [_check(spec, exchange) for exchange in exchanges]
    assert {200, 204, 404} <= set(checked)
    assert len(checked) > 15


def _check(spec: dict[str, Any], exchange: dict[str, Any]) -> int:
    request, answer = exchange["request"], exchange["answer"]
    path = request.path.removeprefix("/3.0")
    template = next(t for t in spec["paths"] if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", t), path))
    operation = spec["paths"][template][request.method.lower()]
    if "requestBody" in operation:
        _validate(
            spec, request.json, _resolved(spec, operation["requestBody"])["content"]["application/json"]["schema"]
        )
    known = {_resolved(spec, parameter)["name"] for parameter in operation.get("parameters", [])}
    assert set(request.query) <= known
    described = _resolved(spec, operation["responses"].get(str(answer.status), operation["responses"]["default"]))
    if answer.status == 204:
        assert "content" not in described
        assert answer.body == b""
    else:
        content_type = answer.content_type.partition(";")[0]
        _validate(spec, json.loads(answer.body), described["content"][content_type]["schema"])
    return int(answer.status)


def _resolved(spec: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in node:
        return node
    for part in node["$ref"].removeprefix("#/").split("/"):
        spec = spec[part.replace("~1", "/")]
    return spec


def _validate(spec: dict[str, Any], value: Any, schema: dict[str, Any]) -> None:
    """Against the vendor's schema, and no field that it does not know."""
    strict = _closed(copy.deepcopy(schema))
    jsonschema.Draft7Validator({**strict, "components": spec["components"]}).validate(value)


def _closed(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("properties") and "additionalProperties" not in schema:
        schema["additionalProperties"] = False
    return {key: _closed(value) for key, value in schema.items()}
