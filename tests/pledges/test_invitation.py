"""The link that signs: read by anybody's scanner, used once, and kind when it is used up."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import translation

from core.models import OutboxEntry
from pledges import services
from pledges.models import Invitation, Signature
from pledges.steps import IllegalStep, State
from tests.pledges.factories import (
    LATER,
    NOW,
    WORDINGS,
    make_candidate,
    make_pledge,
    make_race,
    make_signature,
    open_invitation,
)

pytestmark = pytest.mark.django_db

SAME_ORIGIN = {"sec-fetch-site": "same-origin"}


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(NOW + LATER, tick=False):
        yield


@pytest.fixture(params=["es", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def address(invitation: Invitation, language: str = "es") -> str:
    with translation.override(language):
        return reverse("pledges:invitation", args=[invitation.token])


def words(answer: str = "sign", **changes: str) -> dict[str, str]:
    fields = {
        "text_number": "1",
        "role": "candidate",
        "signatory_name": "Mateo Ixcoy Tzul",
        "confirmed": "on",
        "reply": "Firmo porque la niñez no espera.",
    }
    return {"answer": answer, **{f"{answer}-{name}": value for name, value in {**fields, **changes}.items()}}


def post(client: Client, invitation: Invitation, data: dict[str, str], language: str = "es", **headers: str) -> Any:
    return client.post(address(invitation, language), data, headers=headers or SAME_ORIGIN)


def test_reading_shows_everything_and_changes_nothing(client: Client, language: str) -> None:
    invitation = open_invitation()
    before = (OutboxEntry.objects.count(), Signature.objects.get().events.count())
    for _scan in range(3):
        response = client.get(address(invitation, language))
    page = response.content.decode()
    text = invitation.signature.pledge.current_text
    assert text is not None
    for wording in WORDINGS.values():
        assert wording["points"][0] in page
    for fingerprint in text.fingerprints.values():
        assert fingerprint in page
    assert "Mateo Ixcoy Tzul" in page
    assert (OutboxEntry.objects.count(), Signature.objects.get().events.count()) == before
    assert Invitation.objects.get().used_at is None


def test_the_page_is_kept_nowhere_and_sets_no_cookie(client: Client) -> None:
    response = client.get(address(open_invitation()))
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert 'name="robots" content="noindex' in response.content.decode()


def test_signing_claims_the_text_that_was_read(client: Client, language: str) -> None:
    invitation = open_invitation()
    response = post(client, invitation, words(), language)
    assert (response.status_code, response["Location"]) == (302, address(invitation, language))
    signature = Signature.objects.get()
    assert (signature.state, signature.text.number if signature.text else 0) == (State.CLAIMED, 1)
    assert signature.signatory_name == "Mateo Ixcoy Tzul"
    assert signature.reply_language == language
    assert signature.pledge.progress().signed == 0
    assert client.get(response["Location"]).status_code == 200


def test_declining_is_an_answer_too(client: Client, language: str) -> None:
    invitation = open_invitation()
    post(client, invitation, words("decline"), language)
    signature = Signature.objects.get()
    assert signature.state == State.DECLINED
    assert signature.public_reply == ""
    signature.show_reply(now=NOW)
    assert "no espera" in signature.public_reply


def test_a_double_press_and_a_replayed_link_sign_once(client: Client) -> None:
    invitation = open_invitation()
    for _press in range(3):
        assert post(client, invitation, words()).status_code in {200, 302}
    signature = Signature.objects.get()
    assert signature.events.filter(step=State.CLAIMED).count() == 1
    assert OutboxEntry.objects.filter(kind=services.RECEIPT).count() == 1


def test_what_the_second_tab_says_comes_too_late(client: Client) -> None:
    invitation = open_invitation()
    post(client, invitation, words("sign"))
    page = post(client, invitation, words("decline"))
    assert page.status_code == 200
    assert Signature.objects.get().state == State.CLAIMED


def test_two_tabs_at_once_are_decided_under_the_lock() -> None:
    invitation = open_invitation()
    same = Invitation.objects.get(pk=invitation.pk)
    fields: dict[str, Any] = {"text_number": 1, "now": NOW, "role": "candidate", "signatory_name": "M"}
    services.answer(invitation=invitation, step=State.CLAIMED, **fields)
    with pytest.raises(services.CannotAnswer) as refusal:
        services.answer(invitation=same, step=State.DECLINED, **fields)
    assert refusal.value.standing == Invitation.Standing.USED


def test_a_text_that_changed_meanwhile_is_shown_again_and_nothing_is_signed(client: Client, language: str) -> None:
    invitation = open_invitation()
    client.get(address(invitation, language))
    changed = {code: {**wording, "preamble": "Otro preámbulo."} for code, wording in WORDINGS.items()}
    services.publish_text(pledge=invitation.signature.pledge, wordings=changed, now=NOW)  # type: ignore[arg-type]
    response = post(client, invitation, words(), language)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Otro preámbulo." in page
    assert "Firmo porque la niñez no espera." in page
    assert 'name="sign-text_number" value="2"' in page
    assert Signature.objects.get().state == State.INVITED


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"used_at": NOW}, 200),
        ({"expires_at": NOW}, 410),
        ({"revoked_at": NOW}, 410),
    ],
)
def test_a_link_that_answers_nothing_says_what_to_do(
    client: Client, language: str, change: dict[str, Any], status: int
) -> None:
    invitation = open_invitation()
    Invitation.objects.update(**change)
    for response in (client.get(address(invitation, language)), post(client, invitation, words(), language)):
        assert response.status_code == status
        assert "hola@historia.example" in response.content.decode()
    assert Signature.objects.get().state == State.INVITED


@pytest.mark.parametrize("token", ["x", "A" * 43, "é" * 43, "A" * 3000, "%00", "..%2F"])
def test_an_unknown_link_is_met_kindly(client: Client, language: str, token: str) -> None:
    with translation.override(language):
        page = reverse("pledges:invitation", args=["TOKEN"]).replace("TOKEN", token)
    for response in (client.get(page), client.post(page, words(), headers=SAME_ORIGIN)):
        assert response.status_code == 404
    assert Signature.objects.count() == 0


def test_a_new_invitation_replaces_the_old_one(client: Client) -> None:
    old = open_invitation()
    new = services.invite(signature=old.signature, by=None, now=NOW + LATER)
    assert client.get(address(old)).status_code == 410
    assert client.get(address(new)).status_code == 200


def test_a_corrected_contact_takes_the_right_from_the_wrong_address(client: Client) -> None:
    invitation = open_invitation()
    candidate = invitation.signature.candidate
    candidate.contact_email = "otra@partido.example"
    candidate.save()
    assert post(client, invitation, words()).status_code == 410
    assert Signature.objects.get().state == State.INVITED


def test_another_site_cannot_sign(client: Client) -> None:
    invitation = open_invitation()
    assert post(client, invitation, words(), **{"sec-fetch-site": "cross-site"}).status_code == 403
    assert post(client, invitation, words(), origin="https://evil.example").status_code == 403
    assert Signature.objects.get().state == State.INVITED


HOSTILE = {
    "nothing": {"sign-role": "", "sign-signatory_name": "", "sign-confirmed": "", "sign-text_number": ""},
    "not confirmed": {"sign-confirmed": ""},
    "a role that is none": {"sign-role": "president"},
    "the team's role": {"sign-role": "verifier"},
    "no position": {"sign-role": "representative"},
    "10,000 characters": {"sign-reply": "a" * 10_000, "sign-signatory_name": "b" * 10_000},
    "null bytes": {"sign-reply": "a\0b", "sign-signatory_name": "M\0"},
    "direction marks": {"sign-reply": "\u202eodnum aloh", "sign-signatory_name": "Mateo\u200f"},
    "zero width": {"sign-signatory_name": "Ma\u200bteo"},
    "a version that is no number": {"sign-text_number": "1; drop table"},
    "a version beyond all": {"sign-text_number": "9" * 40},
}


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE)
def test_bad_input_keeps_what_was_typed_and_changes_nothing(
    client: Client, language: str, change: dict[str, str]
) -> None:
    invitation = open_invitation()
    response = post(client, invitation, {**words(), "sign-signatory_name": "Mateo", **change}, language)
    assert response.status_code == 422
    assert "error-summary" in response.content.decode()
    if "sign-reply" not in change:
        assert "Firmo porque la niñez no espera." in response.content.decode()
    assert Signature.objects.get().state == State.INVITED
    assert Invitation.objects.get().used_at is None


def test_markup_is_shown_as_text(client: Client) -> None:
    invitation = open_invitation()
    markup = "<script>alert(1)</script><b>hola</b>\nsegunda línea"
    post(client, invitation, words("decline", reply=markup))
    signature = Signature.objects.get()
    signature.show_reply(now=NOW)
    page = client.get(
        reverse("pledges:candidate", args=[signature.pledge.slug, signature.candidate.slug])
    ).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page
    assert "<br>segunda línea" in page


def test_a_post_without_a_known_answer_shows_the_page(client: Client) -> None:
    invitation = open_invitation()
    assert post(client, invitation, {"answer": "praise"}).status_code == 200
    assert Signature.objects.get().state == State.INVITED


def test_the_mail_goes_to_the_official_contact_in_its_language(run_outbox: Any) -> None:
    signature = make_signature(contact_email="equipo@partido.example", contact_language="en")
    invitation = services.invite(signature=signature, by=None, now=NOW)
    run_outbox()
    [sent] = mail.outbox
    assert sent.to == ["equipo@partido.example"]
    assert f"/en/pledges/invitation/{invitation.token}/" in sent.body
    assert "Children first" in sent.body
    run_outbox()
    assert len(mail.outbox) == 1


def test_a_mail_tried_again_carries_the_same_link(run_outbox: Any) -> None:
    invitation = open_invitation()
    run_outbox()
    OutboxEntry.objects.update(state="waiting")
    run_outbox()
    assert len(mail.outbox) == 2
    assert all(address(invitation) in sent.body for sent in mail.outbox)


def test_a_withdrawn_invitation_is_not_sent(run_outbox: Any) -> None:
    open_invitation()
    Invitation.objects.update(revoked_at=NOW)
    run_outbox()
    assert not mail.outbox


def test_whoever_signs_is_told_at_the_official_contact(client: Client, run_outbox: Any) -> None:
    invitation = open_invitation()
    run_outbox()
    post(client, invitation, words())
    run_outbox()
    assert [sent.to for sent in mail.outbox] == [[invitation.contact_email]] * 2
    assert invitation.token not in mail.outbox[1].body


def test_neither_the_token_nor_its_like_is_in_the_database() -> None:
    invitation = open_invitation()
    stored = [str(value) for row in Invitation.objects.values() for value in row.values()]
    stored += [str(entry.payload) for entry in OutboxEntry.objects.all()]
    assert not any(invitation.token in value for value in stored)


def test_everybody_on_the_list_is_invited_once() -> None:
    pledge = make_pledge()
    race = make_race(pledge.election)
    for number in range(3):
        make_candidate(f"Candidata {number}", race=race)
    assert services.list_candidates(pledge=pledge, now=NOW) == 3
    assert services.list_candidates(pledge=pledge, now=NOW) == 0
    assert services.invite_all_listed(pledge=pledge, by=None, now=NOW) == 3
    assert services.invite_all_listed(pledge=pledge, by=None, now=NOW) == 0
    assert Invitation.objects.count() == 3


def test_nobody_is_invited_to_a_pledge_without_a_text() -> None:
    signature = make_signature()
    pledge = signature.pledge
    pledge.current_text = None
    pledge.save()
    with pytest.raises(IllegalStep):
        services.invite(signature=Signature.objects.get(), by=None, now=NOW)
    assert Signature.objects.get().state == State.LISTED


def test_an_invitation_lives_forty_five_days() -> None:
    invitation = open_invitation()
    assert invitation.standing(NOW + timedelta(days=45, seconds=-1)) == Invitation.Standing.OPEN
    assert invitation.standing(NOW + timedelta(days=45)) == Invitation.Standing.EXPIRED
