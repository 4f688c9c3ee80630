"""Put the election, its candidates and their answers into the site: every step through the signatures' own model."""

from datetime import datetime, timedelta

from accounts.models import User
from home.demo import candidates as demo
from home.demo.candidates import DemoCandidate
from pledges import services
from pledges.models import Candidate, Election, Party, Pledge, Race, Signature
from pledges.models.texts import Wording
from pledges.steps import Role, State

# The story of the demo's campaign began thirty days ago, and one step follows another by days.
BEGAN = timedelta(days=30)
BETWEEN_STEPS = {
    "invited": timedelta(days=1),
    "delivered": timedelta(days=1, hours=2),
    "claimed": timedelta(days=4),
    "declined": timedelta(days=6),
    "verified": timedelta(days=5),
    "published": timedelta(days=6),
    "withdrawn": timedelta(days=15),
}
# Nobody answers at the same hour as somebody else.
BETWEEN_CANDIDATES = timedelta(hours=19)
VERIFIERS = {"verified": "carlos@historia.example", "published": "rosa@historia.example"}


def load_pledge(*, now: datetime) -> Pledge:
    found = Pledge.objects.filter(slug=demo.PLEDGE_SLUG).first()
    return found or _make(now)


def _make(now: datetime) -> Pledge:
    began = now - BEGAN
    race = _race()
    people = {one.name: _candidate(one, race) for one in demo.CANDIDATES}
    pledge = Pledge.objects.create(slug=demo.PLEDGE_SLUG, election=race.election)
    services.publish_text(pledge=pledge, wordings=_wordings(), now=began)
    services.list_candidates(pledge=pledge, now=began)
    signatures = {one.candidate_id: one for one in Signature.objects.with_candidates().filter(pledge=pledge)}
    for at, one, step in _steps_in_time(began):
        _take(signatures[people[one.name].pk], one, step, at=at)
    _invite_those_who_wait(pledge, now=now)
    return pledge


def _steps_in_time(began: datetime) -> list[tuple[datetime, DemoCandidate, str]]:
    """All steps in the order of time, as the ledger has to have them. An invitation that is open is sent today."""
    steps = [
        (began + BETWEEN_STEPS[step] + position * BETWEEN_CANDIDATES, one, step)
        for position, one in enumerate(demo.CANDIDATES)
        for step in one.steps
        if one.steps != ("invited",)
    ]
    return sorted(steps, key=lambda entry: entry[0])


def _take(signature: Signature, one: DemoCandidate, step: str, *, at: datetime) -> None:
    answers = step in {"claimed", "declined"}
    role = Role.CANDIDATE if answers or step == "withdrawn" else Role.VERIFIER if step in VERIFIERS else Role.TEAM
    answer = {
        "signatory_name": one.name,
        "signatory_role": Role.CANDIDATE.value,
        "reply": one.reply,
        "reply_language": "es" if one.reply else "",
    }
    signature.take_step(
        State(step),
        now=at,
        role=role,
        actor=_verifier(VERIFIERS[step]) if step in VERIFIERS else None,
        reason=one.reason if step == "withdrawn" else "",
        answer=answer if answers else None,
    )
    if step == "declined" and one.reply:
        signature.show_reply(now=at)


def _invite_those_who_wait(pledge: Pledge, *, now: datetime) -> None:
    """These invitations are real: each puts its mail into the tray."""
    waiting = {one.name for one in demo.CANDIDATES if one.steps == ("invited",)}
    for signature in Signature.objects.with_candidates().filter(pledge=pledge, candidate__name__in=waiting):
        services.invite(signature=signature, by=None, now=now)


def _race() -> Race:
    election = Election.objects.create(
        slug=demo.ELECTION_SLUG,
        names=demo.ELECTION_NAME.by_language(),
        election_date=demo.ELECTION_DATE,
        source_url=demo.LIST_URL,
        source_read_date=demo.LIST_READ_DATE,
    )
    return Race.objects.create(election=election, slug="presidencia", offices=demo.OFFICE.by_language())


def _candidate(one: DemoCandidate, race: Race) -> Candidate:
    party = None
    if one.party:
        name, abbreviation, colour = demo.PARTIES[one.party]
        party, _created = Party.objects.get_or_create(
            slug=one.party, defaults={"name": name, "abbreviation": abbreviation, "colour": colour}
        )
    candidate = Candidate(
        race=race,
        party=party,
        name=one.name,
        contact_email=one.email,
        source_url=demo.LIST_URL,
        source_read_date=demo.LIST_READ_DATE,
    )
    candidate.full_clean(exclude=["slug"])
    candidate.save()
    return candidate


def _wordings() -> dict[str, Wording]:
    return {
        code: Wording(
            title=demo.PLEDGE_TITLE.of(code),
            preamble=demo.PLEDGE_PREAMBLE.of(code),
            points=[point.of(code) for point in demo.PLEDGE_POINTS],
        )
        for code in ("es", "en")
    }


def _verifier(email: str) -> User:
    """One of the cast; where the demo's accounts were not made, an account that nobody can enter."""
    known = User.objects.filter(email__in=[email, f"demo.{email}"]).order_by("email").last()
    return known or User.objects.create_user(f"demo.{email}", is_active=False)
