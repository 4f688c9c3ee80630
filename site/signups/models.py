"""Who asked for our mails, what for, and the proof that they agreed. Mailchimp's audience is a replica of this."""

import uuid
from datetime import datetime
from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from signups.addresses import masked


class Topic(models.TextChoices):
    """What people can ask for. The values are also the names of Mailchimp's interests: see signups.audience."""

    STORIES = "stories", _("Stories from the field")
    EVENTS = "events", _("Events in my area")
    INVOLVED = "involved", _("Ways to get involved")
    CAMPAIGN = "campaign", _("News of a campaign")


# What a form offers; news of a campaign come with that campaign's key.
OFFERED_TOPICS = (Topic.STORIES, Topic.EVENTS, Topic.INVOLVED)


class SignupQuerySet(models.QuerySet["Signup"]):
    def confirmed(self) -> "SignupQuerySet":
        return self.filter(state=Signup.State.CONFIRMED)


class Signup(models.Model):
    """One address. `revision` counts every change that the audience must hear of; see signups.sync."""

    class State(models.TextChoices):
        PENDING = "pending", _("not yet confirmed")
        CONFIRMED = "confirmed", _("confirmed")
        UNSUBSCRIBED = "unsubscribed", _("unsubscribed")
        CLEANED = "cleaned", _("address does not take mail")

    public_id = models.UUIDField(_("random number"), default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"))
    fingerprint = models.CharField(_("fingerprint"), max_length=64, unique=True, editable=False)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.PENDING)
    created_at = models.DateTimeField(_("first asked"), default=timezone.now)
    first_confirmed_at = models.DateTimeField(_("first confirmed"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("last confirmed"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("left"), null=True, blank=True)

    revision = models.PositiveIntegerField(_("revision"), default=0)
    synced_revision = models.PositiveIntegerField(_("revision in Mailchimp"), default=0)
    synced_at = models.DateTimeField(_("last sent to Mailchimp"), null=True, blank=True)
    mailchimp_status = models.CharField(_("state in Mailchimp"), max_length=20, blank=True)
    # Stays the same when the member changes the address over there.
    mailchimp_contact_id = models.CharField(_("Mailchimp's number"), max_length=64, blank=True)

    objects = SignupQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        ordering: ClassVar = ["-created_at", "-pk"]
        # Addresses in bulk leave the site only with whom this is given to.
        permissions: ClassVar = [("export_signup", _("Can export addresses"))]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(confirmed_at__isnull=False, first_confirmed_at__isnull=False),
                name="signups_confirmed_says_when",
            ),
        ]

    def __str__(self) -> str:
        return masked(self.email)

    @property
    def is_confirmed(self) -> bool:
        return self.state == self.State.CONFIRMED

    @property
    def topics(self) -> list[str]:
        return sorted({interest.topic for interest in self.interests.all()})

    @property
    def campaign_keys(self) -> list[uuid.UUID]:
        return sorted(interest.campaign_key for interest in self.interests.all() if interest.campaign_key)

    @property
    def history(self) -> str:
        """Each consent record on a line, oldest first: for the person who must show that somebody agreed."""
        return "\n".join(record.summary for record in self.consents.all())

    def confirm(self, *, language: str, now: datetime) -> None:
        self.state, self.language, self.confirmed_at = self.State.CONFIRMED, language, now
        self.first_confirmed_at = self.first_confirmed_at or now
        self._save_revision("state", "language", "confirmed_at", "first_confirmed_at")

    def withdraw(self, *, state: str, now: datetime) -> None:
        self.state, self.withdrawn_at = state, now
        self._save_revision("state", "withdrawn_at")

    def speak(self, language: str) -> None:
        """Write to this person in this language from now on."""
        self.language = language
        self._save_revision("language")

    def move_to(self, *, email: str, fingerprint: str) -> None:
        """The person has another address now; what they agreed to goes with them."""
        self.email, self.fingerprint = email, fingerprint
        self._save_revision("email", "fingerprint")

    def _save_revision(self, *fields: str) -> None:
        self.revision += 1
        self.save(update_fields=[*fields, "revision"])

    def note_synced(self, *, revision: int, status: str, contact_id: str, now: datetime) -> bool:
        """Note what the audience holds. False when the row has changed meanwhile: then it must be sent again."""
        unchanged = Signup.objects.filter(pk=self.pk, revision=revision)
        return bool(
            unchanged.update(
                synced_revision=revision, mailchimp_status=status, mailchimp_contact_id=contact_id, synced_at=now
            )
        )


class Interest(models.Model):
    """One thing that a person asked to hear about, now. What they asked for before is in their consent records."""

    signup = models.ForeignKey(Signup, on_delete=models.CASCADE, related_name="interests")
    topic = models.CharField(_("topic"), max_length=12, choices=Topic)
    campaign_key = models.UUIDField(_("campaign"), null=True, blank=True)

    class Meta:
        verbose_name = _("interest")
        verbose_name_plural = _("interests")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["signup", "topic"], condition=~Q(topic="campaign"), name="signups_topic_once"
            ),
            models.UniqueConstraint(
                fields=["signup", "campaign_key"], condition=Q(topic="campaign"), name="signups_campaign_once"
            ),
            models.CheckConstraint(
                condition=Q(topic="campaign", campaign_key__isnull=False)
                | (~Q(topic="campaign") & Q(campaign_key__isnull=True)),
                name="signups_campaign_has_key",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_topic_display())


class ConsentQuerySet(models.QuerySet["ConsentRecord"]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("Consent records are append-only.")

    def delete(self) -> NoReturn:
        raise TypeError("Consent records are append-only; they go with their sign-up, by services.erase.")


class ConsentRecord(models.Model):
    """What was agreed, shown how, when, where: written once, never changed."""

    class Kind(models.TextChoices):
        ASKED = "asked", _("asked")
        CONFIRMED = "confirmed", _("confirmed")
        CHANGED = "changed", _("changed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    signup = models.ForeignKey(Signup, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(_("what happened"), max_length=10, choices=Kind)
    at = models.DateTimeField(_("when"))
    topics = models.JSONField(_("topics"), default=list)
    campaign_keys = models.JSONField(_("campaigns"), default=list)
    language = models.CharField(_("language of the mails"), max_length=10, blank=True)
    text_version = models.CharField(_("version of the text"), max_length=20, blank=True)
    text_sha256 = models.CharField(_("SHA-256 of the text as shown"), max_length=64, blank=True)
    text_language = models.CharField(_("language of the text"), max_length=10, blank=True)
    source = models.CharField(_("where"), max_length=200, blank=True)
    via = models.CharField(_("share code"), max_length=16, blank=True)
    # The request that a confirmation answers: one answer at most, whoever clicks how often.
    answers = models.OneToOneField(
        "self", verbose_name=_("answers"), on_delete=models.CASCADE, null=True, blank=True, related_name="answer"
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent record")
        verbose_name_plural = _("consent records")
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.at:%Y-%m-%d}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("Consent records are append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("Consent records are append-only; they go with their sign-up, by services.erase.")

    @property
    def summary(self) -> str:
        """Such as "2026-11-21 18:05 asked: stories (es) · 2026-11 es 9f86d08… · campaignpage:/campanas/x/"."""
        wanted = ", ".join([*self.topics, *self.campaign_keys])
        proof = f" · {self.text_version} {self.text_language} {self.text_sha256}" if self.text_sha256 else ""
        where = f" · {self.source}" if self.source else ""
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_kind_display()}: {wanted} ({self.language}){proof}{where}"

    @property
    def campaign_key(self) -> uuid.UUID | None:
        """The campaign that a request was made for."""
        return uuid.UUID(self.campaign_keys[0]) if self.campaign_keys else None

    @property
    def is_answered(self) -> bool:
        return ConsentRecord.objects.filter(answers=self).exists()


class Erasure(models.Model):
    """An address that somebody wants forgotten there too. Holds no address: Mailchimp's hash, and our fingerprint.

    Kept for thirty days after it is done, so that a late sync cannot bring the address back; see compare_audience.
    """

    subscriber_hash = models.CharField(_("Mailchimp's hash"), max_length=32)
    fingerprint = models.CharField(_("fingerprint"), max_length=64)
    requested_at = models.DateTimeField(_("asked for"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")

    def __str__(self) -> str:
        return f"{self.requested_at:%Y-%m-%d}"

    def finish(self, *, now: datetime) -> None:
        self.done_at = now
        self.save(update_fields=["done_at"])
