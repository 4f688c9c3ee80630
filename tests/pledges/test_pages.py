"""What everybody looks at: the tracker, candidates' pages and the files, in both languages."""

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from pledges import services
from pledges.append_only import HistoryIsFinal
from pledges.exports import in_a_cell
from pledges.models import Pledge, Signature
from pledges.models.texts import fingerprint, plain_text
from pledges.steps import State
from tests.pledges.factories import WORDINGS, make_election, make_party, make_pledge, make_race, make_signature, walk

pytestmark = pytest.mark.django_db


def address(name: str, *arguments: str, language: str = "es") -> str:
    with translation.override(language):
        return reverse(f"pledges:{name}", args=arguments)


def read(client: Client, pledge: Pledge, language: str = "es", **query: str) -> str:
    response = client.get(address("tracker", pledge.slug, language=language), query)
    assert response.status_code == 200
    return response.content.decode()


def names_on(page: str) -> list[str]:
    cards = page.split('class="candidates"')[1].split("</ul>", maxsplit=1)[0] if 'class="candidates"' in page else ""
    return [piece.split("</a>")[0].split(">")[-1] for piece in cards.split("<h3>")[1:]]


@pytest.fixture
def pledge() -> Pledge:
    pledge = make_pledge()
    party = make_party("Partido del Lago", slug="lago")
    make_signature(State.PUBLISHED, pledge=pledge, name="José Ñuñez Caal", party=party)
    make_signature(State.DECLINED, pledge=pledge, name="Elvira Xol", party=make_party(slug="semilla"))
    make_signature(State.VERIFIED, pledge=pledge, name="Óscar Pop", party=party)
    make_signature(State.DISPUTED, pledge=pledge, name="Ana Batres")
    make_signature(State.WITHDRAWN, pledge=pledge, name="Zoila Toj")
    return pledge


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_tracker_counts_only_what_two_people_verified(client: Client, pledge: Pledge, language: str) -> None:
    page = read(client, pledge, language)
    assert WORDINGS[language]["title"] in page
    assert '<span class="tally__signed numbers">1</span>' in page
    assert names_on(page) == ["Ana Batres", "Elvira Xol", "José Ñuñez Caal", "Óscar Pop", "Zoila Toj"]
    assert pledge.progress() == (1, 5)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"status": "signed"}, ["José Ñuñez Caal"]),
        ({"status": "declined"}, ["Elvira Xol"]),
        ({"status": "waiting"}, ["Ana Batres", "Óscar Pop"]),
        ({"status": "withdrawn"}, ["Zoila Toj"]),
        ({"status": "kept"}, []),
        ({"q": "nunez"}, ["José Ñuñez Caal"]),
        ({"q": "ÑUÑEZ josé"}, ["José Ñuñez Caal"]),
        ({"q": "oscár"}, ["Óscar Pop"]),
        ({"party": "lago"}, ["José Ñuñez Caal", "Óscar Pop"]),
        ({"party": "lago", "status": "signed", "q": "jo"}, ["José Ñuñez Caal"]),
        ({"q": "nobody of that name"}, []),
        ({"q": "%"}, []),
        ({"q": "_"}, []),
    ],
)
def test_filters_are_plain_addresses(
    client: Client, pledge: Pledge, query: dict[str, str], expected: list[str]
) -> None:
    page = read(client, pledge, **query)
    assert names_on(page) == expected
    assert ('class="empty"' in page) == (expected == [])


@pytest.mark.parametrize(
    "query",
    [
        {"status": "claimed"},
        {"status": "x" * 5000},
        {"party": "no-such"},
        {"race": "1' or 1=1"},
        {"page": "-3"},
        {"page": "999999999999999999999"},
        {"q": "\0"},
        {"q": "a" * 81},
    ],
)
def test_hostile_filters_are_as_good_as_none(client: Client, pledge: Pledge, query: dict[str, str]) -> None:
    assert len(names_on(read(client, pledge, **query))) == 5


def test_what_was_searched_for_is_shown_as_text(client: Client, pledge: Pledge) -> None:
    page = read(client, pledge, q='"><script>alert(1)</script>')
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;" in page


def test_races_and_areas_are_filters_where_there_are_several(client: Client, pledge: Pledge) -> None:
    assert 'name="race"' not in read(client, pledge)
    for area in ("Alta Verapaz", "Sololá"):
        race = make_race(pledge.election, area=area, slug=f"diputacion-{area[0].lower()}")
        make_signature(State.PUBLISHED, pledge=pledge, race=race, name=f"De {area}")
    assert names_on(read(client, pledge, race="diputacion-s")) == ["De Sololá"]
    assert names_on(read(client, pledge, area="Alta Verapaz")) == ["De Alta Verapaz"]


def test_a_shuffle_follows_the_published_seed(client: Client) -> None:
    pledge = make_pledge(display_order="shuffled", shuffle_seed="2027")
    signatures = [make_signature(pledge=pledge, name=f"Candidata {letter}") for letter in "ABCDEFGH"]
    expected = sorted(signatures, key=lambda one: pledge.shuffle_key(one.candidate.slug))
    page = read(client, pledge)
    assert names_on(page) == [one.candidate.name for one in expected] != [one.candidate.name for one in signatures]
    assert "2027" in page
    pledge.shuffle_seed = "2031"
    with pytest.raises(HistoryIsFinal):
        pledge.save()
    with pytest.raises(ValidationError):
        pledge.full_clean()


def test_a_page_costs_the_same_with_two_and_with_a_hundred(client: Client) -> None:
    pledge = make_pledge()
    for number in range(2):
        make_signature(State.PUBLISHED, pledge=pledge, name=f"Candidata {number}")
    page = address("tracker", pledge.slug)
    client.get(page)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(page)
    for number in range(60):
        make_signature(State.INVITED, pledge=pledge, name=f"Candidato {number}", party=make_party(f"Partido {number}"))
    with CaptureQueriesContext(connection) as many:
        content = client.get(page).content.decode()
    assert len(many) == len(few)
    assert content.count('class="candidate-card ') == 48
    assert len(names_on(read(client, pledge, page="2"))) == 14


def test_an_empty_list_says_what_will_come(client: Client) -> None:
    pledge = make_pledge()
    assert 'class="empty"' in read(client, pledge)


def test_a_pledge_without_a_text_is_nowhere(client: Client) -> None:
    hidden = Pledge.objects.create(slug="borrador", election=make_election())
    for name in ("tracker", "ledger", "csv", "json"):
        assert client.get(address(name, hidden.slug)).status_code == 404


def test_the_index_leads_to_the_only_pledge_and_lists_several(client: Client) -> None:
    first = make_pledge()
    assert client.get(address("index"))["Location"] == address("tracker", first.slug)
    make_pledge()
    page = client.get(address("index", language="en")).content.decode()
    assert page.count("Children first") >= 2


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("state", State)
def test_a_candidates_page_shows_no_more_than_is_public(client: Client, state: State, language: str) -> None:
    signature = make_signature(state)
    page = client.get(
        address("candidate", signature.pledge.slug, signature.candidate.slug, language=language)
    ).content.decode()
    steps = page.count('class="timeline__step"')
    hidden = {State.CLAIMED: 1, State.VERIFIED: 2, State.DISPUTED: 4}.get(state, 0)
    assert steps == signature.events.count() - hidden
    assert ("badge--waiting" in page) == (signature.status == "waiting")
    assert "historia.example" not in page.split('class="footer"')[0]


def test_asking_by_mail_is_offered_only_where_the_contact_is_public(client: Client) -> None:
    signature = make_signature(State.INVITED, contact_email="equipo@partido.example", x_handle="mateo")
    page = address("candidate", signature.pledge.slug, signature.candidate.slug, language="en")
    content = client.get(page).content.decode()
    assert "equipo@partido.example" not in content
    assert "https://wa.me/?text=" in content
    assert "https://x.com/intent/post?text=%40mateo%20Mateo%20Ixcoy%20Tzul%2C%20will%20you%20sign" in content
    assert 'rel="noopener noreferrer"' in content
    signature.candidate.contact_is_public = True
    signature.candidate.save()
    assert "mailto:equipo@partido.example?subject=" in client.get(page).content.decode()


def test_nobody_is_asked_who_has_answered(client: Client) -> None:
    for state in (State.PUBLISHED, State.DECLINED, State.WITHDRAWN):
        signature = make_signature(state, contact_is_public=True)
        page = client.get(address("candidate", signature.pledge.slug, signature.candidate.slug)).content.decode()
        assert "mailto:campana" not in page


def test_a_reply_disappears_with_a_dispute(client: Client) -> None:
    signature = make_signature(State.DELIVERED)
    words = {"reply": "Cumpliré.", "reply_language": "es", "signatory_name": "M", "signatory_role": "candidate"}
    signature.take_step(State.CLAIMED, now=datetime.now(UTC), role="candidate", answer=words)  # type: ignore[arg-type]
    page = address("candidate", signature.pledge.slug, signature.candidate.slug)
    assert "Cumpliré." not in client.get(page).content.decode()
    walk(signature, State.VERIFIED)
    walk(signature, State.PUBLISHED)
    assert "Cumpliré." in client.get(page).content.decode()
    walk(signature, State.DISPUTED)
    assert "Cumpliré." not in client.get(page).content.decode()


def test_unknown_candidates_and_pledges_are_not_found(client: Client, pledge: Pledge) -> None:
    other = make_signature()
    assert client.get(address("candidate", pledge.slug, "nadie")).status_code == 404
    assert client.get(address("candidate", pledge.slug, other.candidate.slug)).status_code == 404
    assert client.get(address("tracker", "nada")).status_code == 404
    assert client.get(address("text", pledge.slug, "7", "es")).status_code == 404
    assert client.get(address("text", pledge.slug, "9" * 30, "es")).status_code == 404
    assert client.get(address("text", pledge.slug, "1", "fr")).status_code == 404


def test_pages_are_the_same_for_everybody(client: Client, pledge: Pledge) -> None:
    signature = Signature.objects.filter(pledge=pledge).select_related("candidate").first()
    assert signature is not None
    for page in (address("tracker", pledge.slug), address("candidate", pledge.slug, signature.candidate.slug)):
        response = client.get(page)
        assert "public" in response["Cache-Control"]
        assert "s-maxage=10" in response["Cache-Control"]
        assert "Cookie" not in response.get("Vary", "")
        assert not response.cookies
        assert client.post(page).status_code in {403, 405}


def test_the_table_holds_public_facts_and_no_formula(client: Client, pledge: Pledge) -> None:
    make_signature(pledge=pledge, name="Mala", party=make_party("=1+1"))
    response = client.get(address("csv", pledge.slug))
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["status"] for row in rows] == ["waiting", "declined", "signed", "waiting", "waiting", "withdrawn"]
    assert next(row for row in rows if row["candidate"] == "Mala")["party"] == "'=1+1"
    assert next(row for row in rows if row["candidate"] == "Óscar Pop")["since"] == ""
    assert all(row["invited"] for row in rows if row["candidate"] != "Mala")
    assert "partido.example" not in response.content.decode()


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\n=1"])
def test_no_cell_begins_a_formula(text: str) -> None:
    assert in_a_cell(text) == f"'{text}"


def test_the_json_says_what_the_tracker_says(client: Client, pledge: Pledge) -> None:
    response = client.get(address("json", pledge.slug))
    data = json.loads(response.content)
    assert (data["signed"], data["total"]) == (1, 5)
    assert data["title"] == {"es": "La niñez primero", "en": "Children first"}
    assert response["Access-Control-Allow-Origin"] == "*"
    assert client.get(address("json", pledge.slug), headers={"if-none-match": response["ETag"]}).status_code == 304


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_fingerprint_is_that_of_the_file(client: Client, pledge: Pledge, language: str) -> None:
    import hashlib

    file = client.get(address("text", pledge.slug, "1", language)).content
    assert pledge.current_text is not None
    assert hashlib.sha256(file).hexdigest() == pledge.current_text.fingerprints[language]
    assert file.decode() == plain_text(WORDINGS[language])


def test_however_it_was_typed_it_is_the_same_text() -> None:
    pledge = make_pledge()
    typed: Any = {
        code: {
            "title": f" {wording['title']} ",
            "preamble": wording["preamble"].replace("ñ", "n\u0303") + "\r\n",
            "points": [*(f"  {point}  " for point in wording["points"]), "  "],
        }
        for code, wording in WORDINGS.items()
    }
    text = services.publish_text(pledge=pledge, wordings=typed, now=datetime.now(UTC))
    assert text.fingerprints == {code: fingerprint(wording) for code, wording in WORDINGS.items()}
    assert text.number == 2
