"""An election in Guatemala with candidates and parties that do not exist."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from accounts.models import User
from pledges import services
from pledges.models import Candidate, Election, Invitation, Party, Pledge, Race, Signature
from pledges.models.texts import Wording
from pledges.steps import Role, State

NOW = datetime(2027, 3, 1, 15, 0, tzinfo=UTC)
VOTE = date(2027, 6, 20)
AFTER_THE_VOTE = datetime(2027, 9, 1, 15, 0, tzinfo=UTC)
LATER = timedelta(hours=1)

WORDINGS: dict[str, Wording] = {
    "es": {
        "title": "La niñez primero",
        "preamble": "Si llego a la Presidencia, me comprometo a lo siguiente.",
        "points": ["Presupuesto para proteger a la niñez.", "Justicia en menos de un año."],
    },
    "en": {
        "title": "Children first",
        "preamble": "If I become President, I promise the following.",
        "points": ["A budget to protect children.", "Justice in less than a year."],
    },
}
_numbers = count(1)


def make_user(email: str = "", **fields: Any) -> User:
    return User.objects.create_user(email or f"person{next(_numbers)}@historia.example", **fields)


def make_election(**fields: Any) -> Election:
    defaults: dict[str, Any] = {
        "slug": f"eleccion-{next(_numbers)}",
        "names": {"es": "Elecciones generales 2027", "en": "General election 2027"},
        "election_date": VOTE,
        "source_url": "https://tse.example/lista",
        "source_read_date": date(2027, 2, 20),
    }
    return Election.objects.create(**{**defaults, **fields})


def make_race(election: Election | None = None, **fields: Any) -> Race:
    defaults: dict[str, Any] = {
        "slug": f"presidencia-{next(_numbers)}",
        "offices": {"es": "Presidencia", "en": "Presidency"},
    }
    return Race.objects.create(election=election or make_election(), **{**defaults, **fields})


def make_party(name: str = "Alianza Semilla Clara", **fields: Any) -> Party:
    return Party.objects.create(name=name, **{"slug": f"partido-{next(_numbers)}", "colour": "#1a7f5a", **fields})


def make_candidate(name: str = "Mateo Ixcoy Tzul", *, race: Race, **fields: Any) -> Candidate:
    defaults: dict[str, Any] = {
        "contact_email": f"campana{next(_numbers)}x{next(_numbers)}@partido.example",
        "source_url": "https://tse.example/lista#mateo",
        "source_read_date": date(2027, 2, 20),
    }
    candidate = Candidate(name=name, race=race, **{**defaults, **fields})
    candidate.save()
    return candidate


def make_pledge(election: Election | None = None, **fields: Any) -> Pledge:
    pledge = Pledge.objects.create(
        election=election or make_election(), **{"slug": f"la-ninez-primero-{next(_numbers)}", **fields}
    )
    services.publish_text(pledge=pledge, wordings=WORDINGS, now=NOW)
    return pledge


def make_signature(state: State = State.LISTED, *, pledge: Pledge | None = None, **candidate: Any) -> Signature:
    """A candidate who has come as far as `state` by legal steps."""
    pledge = pledge or make_pledge()
    race = candidate.pop("race", None) or pledge.election.races.first() or make_race(pledge.election)
    someone = make_candidate(race=race, **candidate)
    services.list_candidates(pledge=pledge, candidates=[someone], now=NOW)
    signature = Signature.objects.with_candidates().get(pledge=pledge, candidate=someone)
    for number, step in enumerate(WAYS[state], 1):
        walk(signature, step, now=NOW + number * LATER)
    return signature


# How each state is reached from `listed`.
WAYS: dict[State, list[State]] = {State.LISTED: [], State.INVITED: [State.INVITED]}
WAYS[State.DELIVERED] = [*WAYS[State.INVITED], State.DELIVERED]
WAYS[State.DECLINED] = [*WAYS[State.INVITED], State.DECLINED]
WAYS[State.CLAIMED] = [*WAYS[State.DELIVERED], State.CLAIMED]
WAYS[State.VERIFIED] = [*WAYS[State.CLAIMED], State.VERIFIED]
WAYS[State.PUBLISHED] = [*WAYS[State.VERIFIED], State.PUBLISHED]
WAYS[State.WITHDRAWN] = [*WAYS[State.PUBLISHED], State.WITHDRAWN]
WAYS[State.DISPUTED] = [*WAYS[State.PUBLISHED], State.DISPUTED]
for _outcome in (State.KEPT, State.PARTLY_KEPT, State.BROKEN, State.TOO_EARLY):
    WAYS[_outcome] = [*WAYS[State.PUBLISHED], _outcome]


def walk(signature: Signature, step: State, *, now: datetime = NOW) -> None:
    """One legal step, by the kind of person who takes it."""
    if step == State.INVITED:
        services.invite(signature=signature, by=None, now=now)
    elif step in {State.CLAIMED, State.DECLINED}:
        signature.take_step(step, now=now, role=Role.CANDIDATE)
    else:
        at = AFTER_THE_VOTE if step in {State.KEPT, State.PARTLY_KEPT, State.BROKEN, State.TOO_EARLY} else now
        signature.take_step(step, now=at, role=Role.TEAM, actor=make_user(), reason="Consta en el acta.")


def open_invitation(signature: Signature | None = None, *, now: datetime = NOW) -> Invitation:
    signature = signature or make_signature()
    return services.invite(signature=signature, by=None, now=now)
