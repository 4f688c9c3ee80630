"""The way of a signature: its states, and the one table of steps between them.

A step is named after the state that it leads to. Two people verify: the first leads to `verified`, the second, who must
be somebody else, to `published`. Nothing of a claim is shown to the public before that.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    LISTED = "listed", _("on the list")
    INVITED = "invited", _("invited")
    DELIVERED = "delivered", _("invitation delivered")
    CLAIMED = "claimed", _("signed, not verified yet")
    VERIFIED = "verified", _("verified by one person")
    PUBLISHED = "published", _("signed")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("signature withdrawn")
    DISPUTED = "disputed", _("disputed")
    KEPT = "kept", pgettext_lazy("pledge", "kept")
    PARTLY_KEPT = "partly_kept", pgettext_lazy("pledge", "partly kept")
    BROKEN = "broken", pgettext_lazy("pledge", "broken")
    TOO_EARLY = "too_early", pgettext_lazy("pledge", "too early to tell")


class Status(models.TextChoices):
    """What the public sees of a state."""

    SIGNED = "signed", _("Signed")
    DECLINED = "declined", _("Declined")
    WAITING = "waiting", _("No answer yet")
    WITHDRAWN = "withdrawn", _("Signature withdrawn")
    KEPT = "kept", pgettext_lazy("pledge", "Kept")
    PARTLY_KEPT = "partly_kept", pgettext_lazy("pledge", "Partly kept")
    BROKEN = "broken", pgettext_lazy("pledge", "Broken")
    TOO_EARLY = "too_early", pgettext_lazy("pledge", "Too early to tell")

    @property
    def badge(self) -> str:
        """The kind of components/badge.html."""
        kinds = {"withdrawn": "declined", "partly_kept": "neutral", "too_early": "neutral"}
        return kinds.get(self.value, self.value)


class Role(models.TextChoices):
    """Who took a step. Events name roles, never people: the ledger is public and for good."""

    TEAM = "team", _("campaign team")
    VERIFIER = "verifier", _("verifier")
    CANDIDATE = "candidate", _("the candidate")
    REPRESENTATIVE = "representative", _("authorised representative")


SIGNATORIES = frozenset({Role.CANDIDATE, Role.REPRESENTATIVE})
OUTCOMES = frozenset({State.KEPT, State.PARTLY_KEPT, State.BROKEN, State.TOO_EARLY})
# What counts as a signature and is shown as one.
SIGNED = frozenset({State.PUBLISHED}) | OUTCOMES
# Steps that belong to a claim: hidden until it is published, and hidden again by a dispute.
OF_A_CLAIM = SIGNED | {State.CLAIMED, State.VERIFIED, State.DISPUTED, State.WITHDRAWN}
# The public is told why.
NEEDS_REASON = OUTCOMES | {State.DISPUTED, State.WITHDRAWN}

STEPS: dict[State, frozenset[State]] = {
    State.LISTED: frozenset({State.INVITED}),
    State.INVITED: frozenset({State.INVITED, State.DELIVERED, State.CLAIMED, State.DECLINED}),
    State.DELIVERED: frozenset({State.INVITED, State.CLAIMED, State.DECLINED}),
    State.CLAIMED: frozenset({State.VERIFIED, State.DISPUTED, State.WITHDRAWN}),
    State.VERIFIED: frozenset({State.PUBLISHED, State.DISPUTED, State.WITHDRAWN}),
    State.PUBLISHED: OUTCOMES | {State.DISPUTED, State.WITHDRAWN},
    # Settled in the signatory's favour it starts at `claimed` and needs two people again; if the signature was not
    # theirs, they are asked anew.
    State.DISPUTED: frozenset({State.CLAIMED, State.INVITED, State.WITHDRAWN}),
    # Whoever said no, or took a signature back, may be asked again.
    State.DECLINED: frozenset({State.INVITED}),
    State.WITHDRAWN: frozenset({State.INVITED}),
    # An outcome can be revised on new evidence. It cannot be escaped by withdrawing after the election.
    **{outcome: (OUTCOMES - {outcome}) | {State.DISPUTED} for outcome in OUTCOMES},
}


class IllegalStep(Exception):
    """This step cannot follow the present state, or this person may not take it. Nothing was written."""
