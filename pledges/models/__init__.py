from pledges.models.ballot import Candidate, Election, Party, Race
from pledges.models.events import SignatureEvent
from pledges.models.invitations import Invitation
from pledges.models.ledger import LedgerEntry, LedgerHead, LedgerOpening
from pledges.models.signatures import Signature
from pledges.models.texts import Pledge, PledgeText

__all__ = [
    "Candidate",
    "Election",
    "Invitation",
    "LedgerEntry",
    "LedgerHead",
    "LedgerOpening",
    "Party",
    "Pledge",
    "PledgeText",
    "Race",
    "Signature",
    "SignatureEvent",
]
