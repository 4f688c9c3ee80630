"""How signatures are asked for. What the public sees of a state is said here once, for single rows and for queries."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, Q

from pledges.models.texts import Pledge
from pledges.steps import OUTCOMES, SIGNED, IllegalStep, State, Status

if TYPE_CHECKING:
    from pledges.models.signatures import Signature  # noqa: F401 - named in a string below

# What only take_step writes.
HISTORY_FIELDS = frozenset({"state", "state_at", "claim", "was_published", "verified_by", "published_by", "text"})

IS: dict[Status, Q] = {
    Status.SIGNED: Q(state__in=SIGNED),
    Status.DECLINED: Q(state=State.DECLINED),
    Status.WITHDRAWN: Q(state=State.WITHDRAWN, was_published=True),
    **{Status(outcome.value): Q(state=outcome) for outcome in OUTCOMES},
}
IS[Status.WAITING] = ~(IS[Status.SIGNED] | IS[Status.DECLINED] | IS[Status.WITHDRAWN])


class SignatureQuerySet(models.QuerySet["Signature"]):
    def update(self, **kwargs: Any) -> int:
        if HISTORY_FIELDS & {name.removesuffix("_id") for name in kwargs}:
            raise IllegalStep("The state of a signature changes by take_step alone.")
        return super().update(**kwargs)

    def signed(self) -> "SignatureQuerySet":
        """What is shown and counted as signed."""
        return self.filter(IS[Status.SIGNED])

    def with_status(self, status: Status) -> "SignatureQuerySet":
        """Those whom the public sees as `status`."""
        return self.filter(IS[status])

    def status_counts(self) -> dict[Status, int]:
        """How many of each status, in one query."""
        counts = self.aggregate(**{status.value: Count("pk", filter=IS[status]) for status in Status})
        return {status: counts[status.value] for status in Status}

    def state_counts(self) -> dict[State, int]:
        """For the team: how many stand where, in one query."""
        counts = {row["state"]: row["number"] for row in self.order_by().values("state").annotate(number=Count("pk"))}
        return {state: counts.get(state.value, 0) for state in State}

    def with_candidates(self) -> "SignatureQuerySet":
        """With everything that a list of candidates shows, in the same query."""
        return self.select_related("candidate__party", "candidate__race", "pledge__election", "pledge__current_text")

    def belt(self, pledge: Pledge) -> list[tuple[Status, str, str]]:
        """Everybody's status, name and address in the order of display: the woven belt over the tracker."""
        rows = self.in_display_order(pledge).only("state", "was_published", "candidate__name", "candidate__slug")
        return [(row.status, row.candidate.name, row.candidate.slug) for row in rows.select_related("candidate")]

    def in_display_order(self, pledge: Pledge) -> "SignatureQuerySet":
        by_name = pledge.display_order == Pledge.Order.ALPHABETICAL
        return self.order_by("candidate__sort_name" if by_name else "shuffle_key", "candidate__slug")
