"""A candidate's answer to a pledge: its present state, and the one door by which that changes."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pledges.models.ballot import Candidate
from pledges.models.events import SignatureEvent
from pledges.models.ledger import LedgerEntry, LedgerOpening
from pledges.models.signature_queries import HISTORY_FIELDS, SignatureQuerySet
from pledges.models.texts import Pledge, PledgeText
from pledges.signals import signature_changed, signature_published
from pledges.steps import (
    NEEDS_REASON,
    OF_A_CLAIM,
    OUTCOMES,
    SIGNATORIES,
    SIGNED,
    STEPS,
    IllegalStep,
    Role,
    State,
    Status,
)
from pledges.validators import plain_line, plain_paragraphs

if TYPE_CHECKING:
    from accounts.models import User

REPLY_LIMIT = 1000


class Signature(models.Model):
    """From being listed to being kept or broken. History is in its events; this row is where it stands now."""

    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="signatures", verbose_name=_("pledge"))
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="signatures", verbose_name=_("candidate"))
    state = models.CharField(_("state"), max_length=12, choices=State, blank=True, editable=False)
    state_at = models.DateTimeField(_("since"), null=True, editable=False)
    claim = models.PositiveSmallIntegerField(default=0, editable=False)
    was_published = models.BooleanField(default=False, editable=False)
    text = models.ForeignKey(
        PledgeText, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("text signed")
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("verified by")
    )
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("verified and published by"),
    )
    # For those who verify; never public.
    signatory_name = models.CharField(_("signatory"), max_length=120, blank=True, validators=[plain_line])
    signatory_role = models.CharField(_("signed as"), max_length=16, choices=Role, blank=True)
    signatory_position = models.CharField(_("position"), max_length=120, blank=True, validators=[plain_line])
    reply = models.TextField(_("public reply"), max_length=REPLY_LIMIT, blank=True, validators=[plain_paragraphs])
    reply_language = models.CharField(max_length=10, blank=True)
    reply_shown_at = models.DateTimeField(_("reply shown since"), null=True, blank=True)
    shuffle_key = models.CharField(max_length=64, editable=False, db_index=True)

    objects = SignatureQuerySet.as_manager()

    events: "models.QuerySet[SignatureEvent]"

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["pk"]
        permissions: ClassVar = [
            ("manage_signature", _("Can invite candidates and record what happens")),
            ("verify_signature", _("Can verify signatures")),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pledge", "candidate"], name="pledges_signature_once"),
            models.CheckConstraint(
                name="pledges_two_people_verify",
                condition=Q(published_by=None) | (Q(verified_by__isnull=False) & ~Q(verified_by=F("published_by"))),
                violation_error_message=_("Two different people must verify a signature."),
            ),
            models.CheckConstraint(
                name="pledges_shown_when_verified",
                condition=~Q(state__in=sorted(SIGNED)) | Q(published_by__isnull=False),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["pledge", "state"], name="pledges_signature_state")]

    def __str__(self) -> str:
        return self.candidate.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.shuffle_key = self.pledge.shuffle_key(self.candidate.slug)
        elif not kwargs.get("update_fields") or HISTORY_FIELDS & set(kwargs["update_fields"]):
            raise IllegalStep("Name the fields to save; the state of a signature changes by take_step alone.")
        super().save(*args, **kwargs)

    @property
    def is_signed(self) -> bool:
        return self.state in SIGNED

    @property
    def status(self) -> Status:
        """What the public sees. A claim that two people have not verified, or that is disputed, is no answer yet."""
        if self.state == State.PUBLISHED:
            return Status.SIGNED
        if self.state == State.WITHDRAWN:
            return Status.WITHDRAWN if self.was_published else Status.WAITING
        return Status(self.state) if self.state in OUTCOMES | {State.DECLINED} else Status.WAITING

    @property
    def public_reply(self) -> str:
        """The candidate's own words, once a person has looked at them and while their answer stands."""
        stands = self.is_signed or self.state == State.DECLINED
        return self.reply if self.reply_shown_at and stands else ""

    def public_events(self) -> "list[SignatureEvent]":
        """What the public may see of its history, newest first."""
        shown = self.events.filter(ledger_entry__opening__is_public=True)
        return list(shown.select_related("text", "ledger_entry").order_by("-pk"))

    def show_reply(self, *, now: datetime) -> None:
        """A person has read a declining candidate's reply. Signatories' replies are shown with their signature."""
        if self.state != State.DECLINED or not self.reply:
            raise IllegalStep("There is no reply to show.")
        self.reply_shown_at = now
        self.save(update_fields=["reply_shown_at"])

    def may(self, step: State, *, now: datetime, role: Role, actor: "User | None" = None) -> bool:
        """Whether `step` can follow now, taken by `actor` in this role."""
        return self._objection(step, now=now, role=role, actor=actor) is None

    @transaction.atomic
    def take_step(
        self,
        step: State,
        *,
        now: datetime,
        role: Role,
        actor: "User | None" = None,
        reason: str = "",
        source_url: str = "",
        source_sha256: str = "",
        answer: Mapping[str, str] | None = None,
    ) -> SignatureEvent:
        """Write the event, append it to the ledger and move on, or raise IllegalStep and write nothing.

        `answer` are the signatory's own words: signatory_name, _role and _position, reply, reply_language.
        """
        locked = Signature.objects.select_for_update().get(pk=self.pk)
        objection = locked._objection(step, now=now, role=role, actor=actor)
        if step in NEEDS_REASON and not reason.strip():
            objection = "A reason is needed."
        if objection:
            raise IllegalStep(objection)
        locked._move_to(step, now=now, actor=actor, answer=answer or {})
        event = SignatureEvent(
            signature=locked, step=step, claim=locked.claim, at=now, role=role, actor=actor, text=locked.text,
            reason=reason.strip(), source_url=source_url, source_sha256=source_sha256,
        )  # fmt: skip
        event.full_clean(exclude=["signature", "actor", "text"])
        event.save()
        LedgerEntry.append(event, is_public=step not in OF_A_CLAIM)
        locked._show_or_hide_claim()
        self.refresh_from_db()
        signature_changed.send(Signature, signature=self, event=event)
        if step == State.PUBLISHED:
            signature_published.send(Signature, signature=self, candidate=self.candidate, pledge=self.pledge)
        return event

    def _objection(self, step: State, *, now: datetime, role: Role, actor: "User | None") -> str | None:
        allowed = STEPS[State(self.state)] if self.state else {State.LISTED}
        if step not in allowed:
            return f"{step} cannot follow {self.state or 'nothing'}."
        if step == State.CLAIMED and self.state != State.DISPUTED and role not in SIGNATORIES:
            return "Only the candidate, or somebody authorised, can sign."
        if step in {State.VERIFIED, State.PUBLISHED} and actor is None:
            return "Somebody must verify."
        if step == State.PUBLISHED and actor is not None and actor.pk == self.verified_by_id:
            return "Two different people must verify a signature."
        if step in OUTCOMES and not self.pledge.election.is_over(now.date()):
            return "Outcomes come after the election."
        return None

    def _move_to(self, step: State, *, now: datetime, actor: "User | None", answer: Mapping[str, str]) -> None:
        # A settled dispute is the same claim looked at again, of the same text.
        is_new_claim = step == State.CLAIMED and self.state != State.DISPUTED
        if is_new_claim or step in {State.INVITED, State.DECLINED}:
            self.text = self.pledge.current_text
        if is_new_claim:
            self.claim += 1
            self.was_published = False
        if step == State.CLAIMED:
            self.verified_by = self.published_by = None
        elif step == State.VERIFIED:
            self.verified_by = actor
        elif step == State.PUBLISHED:
            self.published_by, self.was_published = actor, True
            self.reply_shown_at = now if self.reply else None
        if answer:
            self.reply_shown_at = None
        for name, value in answer.items():
            setattr(self, name, value)
        self.state, self.state_at = step, now
        super().save(update_fields=[*HISTORY_FIELDS, "reply_shown_at", *answer])

    def _show_or_hide_claim(self) -> None:
        """A claim is public from its publication on, except while it is disputed."""
        if self.state in OF_A_CLAIM:
            is_public = self.was_published and (self.state in SIGNED or self.state == State.WITHDRAWN)
            of_this_claim = Q(entry__event__signature=self, entry__event__claim=self.claim)
            LedgerOpening.objects.filter(of_this_claim, entry__event__step__in=OF_A_CLAIM).update(is_public=is_public)
