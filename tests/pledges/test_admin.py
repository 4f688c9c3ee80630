"""The team's pages: who may do what, two different people, and nothing twice."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from pledges.models import Candidate, Election, Pledge, Signature
from pledges.steps import STEPS, State
from tests.accounts import factories as accounts
from tests.pledges.factories import make_candidate, make_party, make_pledge, make_race, make_signature

pytestmark = pytest.mark.django_db


def staff(email: str, role: Role | None) -> User:
    return accounts.make_user(email, role, admin=role is None)


def enter(user: User) -> Client:
    return accounts.signed_in(user, "es")


@pytest.fixture
def carlos() -> Client:
    return enter(staff("carlos@historia.example", Role.CAMPAIGN_MANAGER))


@pytest.fixture
def rosa() -> Client:
    return enter(staff("rosa@historia.example", Role.REVIEWER))


def page(signature: Signature) -> str:
    return reverse("pledges_admin:signature", args=[signature.pk])


def record(client: Client, signature: Signature, step: State, **fields: Any) -> Any:
    return client.post(page(signature), {"step": step.value, **fields})


def test_two_people_verify_and_only_then_it_is_shown(carlos: Client, rosa: Client, client: Client) -> None:
    signature = make_signature(State.CLAIMED)
    public = reverse("pledges:candidate", args=[signature.pledge.slug, signature.candidate.slug])
    record(carlos, signature, State.VERIFIED, source_url="https://partido.example/firma")
    assert "badge--signed" not in client.get(public).content.decode()
    assert record(carlos, signature, State.PUBLISHED).status_code == 422
    assert Signature.objects.get().state == State.VERIFIED
    record(rosa, signature, State.PUBLISHED)
    assert Signature.objects.get().state == State.PUBLISHED
    assert "badge--signed" in client.get(public).content.decode()


def test_whoever_verified_first_is_told_to_wait_and_has_no_button(carlos: Client) -> None:
    signature = make_signature(State.CLAIMED)
    record(carlos, signature, State.VERIFIED)
    content = carlos.get(page(signature)).content.decode()
    assert 'value="published"' not in content
    assert 'value="disputed"' in content


def test_a_double_press_records_once(carlos: Client, rosa: Client) -> None:
    signature = make_signature(State.CLAIMED)
    for _press in range(2):
        record(carlos, signature, State.VERIFIED)
    for _press in range(2):
        record(rosa, signature, State.PUBLISHED)
    assert [event.step for event in signature.events.all()][-2:] == ["verified", "published"]


@pytest.mark.parametrize("state", State)
def test_the_page_offers_what_the_table_allows_and_never_signing(state: State, carlos: Client) -> None:
    signature = make_signature(state)
    content = carlos.get(page(signature)).content.decode()
    offered = {step for step in State if f'name="step" value="{step.value}"' in content}
    hidden = {State.CLAIMED} if state != State.DISPUTED else set()
    # The vote is still to come for the outcomes.
    outcomes = {State.KEPT, State.PARTLY_KEPT, State.BROKEN, State.TOO_EARLY}
    assert offered == STEPS[state] - hidden - outcomes


def test_the_team_cannot_sign_for_a_candidate(carlos: Client) -> None:
    signature = make_signature(State.DELIVERED)
    assert record(carlos, signature, State.CLAIMED).status_code == 422
    assert Signature.objects.get().state == State.DELIVERED


def test_a_reviewer_verifies_and_does_nothing_else(rosa: Client) -> None:
    for state, step, status in [
        (State.LISTED, State.INVITED, 302),
        (State.PUBLISHED, State.DISPUTED, 302),
        (State.CLAIMED, State.DISPUTED, 422),
    ]:
        signature = make_signature(state)
        assert record(rosa, signature, step, reason="x").status_code == status
        signature.refresh_from_db()
        assert signature.state == state
    pledge = Pledge.objects.first()
    assert pledge is not None
    for name in ("list", "invite"):
        rosa.post(reverse(f"pledges_admin:{name}", args=[pledge.pk]))
    assert not Signature.objects.filter(state=State.INVITED).exists()
    assert rosa.get(reverse("pledges_admin:boards")).status_code == 200


@pytest.mark.parametrize("role", [Role.EDITOR, Role.TREASURER, Role.MEMBER])
def test_other_roles_see_and_do_nothing(role: Role) -> None:
    client = enter(staff("otra@historia.example", role))
    signature = make_signature(State.CLAIMED)
    for url in (
        page(signature),
        reverse("pledges_admin:boards"),
        reverse("pledges_admin:board", args=[signature.pledge.pk]),
        reverse("pledges_admin:text", args=[signature.pledge.pk]),
        reverse("candidate:index"),
    ):
        response = client.get(url)
        assert response.status_code in {302, 403}
        assert signature.candidate.name not in response.content.decode()
    record(client, signature, State.VERIFIED)
    assert Signature.objects.get().state == State.CLAIMED


def test_nobody_enters_without_signing_in(client: Client) -> None:
    signature = make_signature(State.CLAIMED)
    assert client.get(page(signature)).status_code == 302
    assert record(client, signature, State.VERIFIED).status_code == 302
    assert Signature.objects.get().state == State.CLAIMED


def test_a_dispute_needs_its_reason_and_keeps_what_was_typed(carlos: Client) -> None:
    signature = make_signature(State.PUBLISHED)
    refused = record(carlos, signature, State.DISPUTED, source_url="https://partido.example/desmentido")
    assert refused.status_code == 422
    assert "https://partido.example/desmentido" in refused.content.decode()
    assert Signature.objects.get().state == State.PUBLISHED
    record(carlos, signature, State.DISPUTED, reason="La campaña dice que no firmó.")
    assert Signature.objects.get().state == State.DISPUTED


def test_an_archived_copy_is_kept_as_its_hash(carlos: Client) -> None:
    signature = make_signature(State.INVITED)
    copy = SimpleUploadedFile("acta.pdf", b"acta")
    record(carlos, signature, State.DELIVERED, source_url="https://correo.example/acuse", archived_copy=copy)
    event = signature.events.order_by("-pk").first()
    assert event is not None
    assert event.source_sha256 == "a72bc5f05a2c5018398cf65f538da16978fcb49abb75477251c5c55cb63fa286"


@pytest.mark.parametrize(
    "fields",
    [
        {"source_sha256": "xyz", "source_url": "https://a.example/"},
        {"source_sha256": "ab" * 32},
        {"source_url": "javascript:alert(1)"},
        {"reason": "a" * 501},
        {"reason": "a\0b"},
        {"reason": "\u202eal revés"},
    ],
)
def test_bad_facts_are_refused(carlos: Client, fields: dict[str, str]) -> None:
    signature = make_signature(State.INVITED)
    assert record(carlos, signature, State.DELIVERED, **fields).status_code == 422
    assert Signature.objects.get().state == State.INVITED


def test_a_declining_reply_is_shown_after_somebody_has_read_it(carlos: Client, client: Client) -> None:
    signature = make_signature(State.DECLINED)
    Signature.objects.filter(pk=signature.pk).update(reply="No firmo.", reply_language="es", signatory_role="candidate")
    public = reverse("pledges:candidate", args=[signature.pledge.slug, signature.candidate.slug])
    assert "No firmo." not in client.get(public).content.decode()
    carlos.post(reverse("pledges_admin:reply", args=[signature.pk]))
    assert "No firmo." in client.get(public).content.decode()


def test_everybody_is_listed_and_invited_by_two_buttons(carlos: Client) -> None:
    pledge = make_pledge()
    race = make_race(pledge.election)
    for number in range(3):
        make_candidate(f"Candidata {number}", race=race)
    for _press in range(2):
        carlos.post(reverse("pledges_admin:list", args=[pledge.pk]))
        carlos.post(reverse("pledges_admin:invite", args=[pledge.pk]))
    assert Signature.objects.filter(state=State.INVITED).count() == 3
    assert all(signature.events.count() == 2 for signature in Signature.objects.all())


TEXT = {
    "title_es": "La niñez primero", "preamble_es": "Me comprometo a:", "points_es": "Uno.\nDos.\n\n",
    "title_en": "Children first", "preamble_en": "I promise:", "points_en": "One.\r\nTwo.", "is_final": "on",
}  # fmt: skip


def test_a_text_is_published_and_numbered(carlos: Client) -> None:
    pledge = make_pledge()
    response = carlos.post(reverse("pledges_admin:text", args=[pledge.pk]), TEXT)
    assert response.status_code == 302
    pledge.refresh_from_db()
    assert pledge.current_text is not None
    assert pledge.current_text.number == 2
    assert pledge.current_text.wordings["es"]["points"] == ["Uno.", "Dos."]


@pytest.mark.parametrize(
    "change",
    [{"points_en": "One."}, {"title_en": ""}, {"is_final": ""}, {"preamble_es": "a\u202eb"}, {"title_es": "x" * 121}],
)
def test_an_unfinished_text_is_refused_and_kept(carlos: Client, change: dict[str, str]) -> None:
    pledge = make_pledge()
    response = carlos.post(reverse("pledges_admin:text", args=[pledge.pk]), {**TEXT, **change})
    assert response.status_code == 422
    assert "Me comprometo a:" in response.content.decode() or "preamble_es" in change
    assert pledge.texts.count() == 1


def form_of(candidate: Candidate, **changes: Any) -> dict[str, Any]:
    fields = {
        "race": candidate.race_id, "party": "", "name": "Elvira Xol", "slug": "", "contact_language": "es",
        "contact_email": "elvira@otro.example", "x_handle": "", "source_url": "https://tse.example/l",
        "source_read_date": "2027-02-20",
    }  # fmt: skip
    return {**fields, **changes}


def test_a_candidate_is_added_in_the_admin(carlos: Client) -> None:
    signature = make_signature()
    carlos.post(reverse("candidate:add"), form_of(signature.candidate))
    assert Candidate.objects.get(name="Elvira Xol").slug == "elvira-xol"


@pytest.mark.parametrize(
    "change",
    [
        {"name": '=HYPERLINK("http://evil.example")'},
        {"name": "+1"},
        {"name": "-Elvira"},
        {"name": "@elvira"},
        {"name": "Elvira\u202eloX"},
        {"contact_email": "elvira@pаrtido.example"},
        {"contact_email": "elvira@xn--prtido-4nf.example"},
        {"contact_email": "ELVIRA@part1do.example"},
        {"x_handle": "@mateo"},
        {"source_url": "ftp://"},
    ],
)
def test_a_hostile_candidate_is_refused(carlos: Client, change: dict[str, str]) -> None:
    signature = make_signature(contact_email="elvira@partido.example")
    response = carlos.post(reverse("candidate:add"), form_of(signature.candidate, **change))
    assert response.status_code in {200, 422}
    assert Candidate.objects.count() == 1


def test_what_history_rests_on_cannot_be_deleted() -> None:
    admin = enter(staff("admin@historia.example", None))
    signature = make_signature(party=make_party())
    for model, one in (("candidate", signature.candidate), ("pledge", signature.pledge)):
        response = admin.post(reverse(f"{model}:delete", args=[one.pk]))
        assert response.status_code in {302, 403}
    assert Candidate.objects.count() == Pledge.objects.count() == 1


def test_an_election_has_a_name_in_each_language(carlos: Client) -> None:
    fields = {
        "names_es": "Elecciones 2031", "names_en": "", "slug": "elecciones-2031", "election_date": "2031-06-20",
        "source_url": "https://tse.example/", "source_read_date": "2031-01-01",
    }  # fmt: skip
    carlos.post(reverse("election:add"), fields)
    assert not Election.objects.exists()
    carlos.post(reverse("election:add"), {**fields, "names_en": "Election 2031"})
    assert Election.objects.get().names == {"es": "Elecciones 2031", "en": "Election 2031"}


@pytest.mark.parametrize("name", ["candidate", "race", "party", "election", "pledge"])
def test_every_list_and_form_opens(carlos: Client, name: str) -> None:
    make_signature(party=make_party())
    assert carlos.get(reverse(f"{name}:index")).status_code == 200
    assert carlos.get(reverse(f"{name}:add")).status_code == 200
    models: dict[str, Any] = {"candidate": Candidate, "pledge": Pledge, "election": Election}
    if one := models.get(name):
        assert carlos.get(reverse(f"{name}:edit", args=[one.objects.get().pk])).status_code == 200


def test_the_board_costs_the_same_for_few_and_many(carlos: Client, django_assert_max_num_queries: Any) -> None:
    pledge = make_pledge()
    for number in range(12):
        make_signature(State.INVITED, pledge=pledge, name=f"Candidata {number}")
    board = reverse("pledges_admin:board", args=[pledge.pk])
    carlos.get(board)
    with django_assert_max_num_queries(30):
        content = carlos.get(board, {"q": "cándidata 1", "state": "invited"}).content.decode()
    assert content.count("Candidata 1") >= 3
    assert "Candidata 2" not in content
