"""What must never be written here, kept so that nobody can read it; and how often somebody tried."""

import secrets
import uuid
from typing import ClassVar

from django.db import connection, models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import label
from stories.guard.variants import Kind


class TermKind(models.TextChoices):
    PERSON = Kind.PERSON.value, _("a person's name")
    PLACE = Kind.PLACE.value, _("a place or a school")
    OTHER = Kind.OTHER.value, _("something else")


class RemovalReason(models.TextChoices):
    """Chosen, never written: a reason in words could hold the term."""

    MISTYPED = "mistyped", _("it was typed wrongly")
    OWN_NAME = "own_name", _("the person wants to be named")
    TOO_COMMON = "too_common", _("it stops too many innocent texts")
    NOT_NEEDED = "not_needed", _("it leads to nobody any more")
    KEY_LOST = "key_lost", _("the key that it was sealed with is gone")


def random_mark() -> int:
    """48 random bits. The sum over all terms changes with any change of the set (to all but one in 2**48)."""
    return secrets.randbits(48)


class GuardedTermQuerySet(models.QuerySet["GuardedTerm"]):
    def in_force(self) -> "GuardedTermQuerySet":
        return self.filter(removed_at=None)

    def version(self) -> tuple[int, int]:
        """Tells one set of terms from another, in one small query: every process asks it before every write.

        So often that Django's making of the SQL would take longer than all the rest of the guard.
        """
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*), COALESCE(SUM(mark), 0) FROM stories_guardedterm WHERE removed_at IS NULL")
            count, marks = cursor.fetchone()
        return count, int(marks)


class GuardedTerm(models.Model):
    """One term, sealed under a key that is not in the database. There is no field that could hold it in plain words."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    narrator = models.ForeignKey(
        "stories.Narrator",
        verbose_name=_("narrator"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="guarded_terms",
        help_text=_("Whom it would lead to. Without one it is guarded for the whole site. It is guarded everywhere."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=TermKind, default=TermKind.PERSON)
    sealed = models.BinaryField(_("sealed"), null=True, editable=False)
    mark = models.BigIntegerField(default=random_mark, editable=False)
    created_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)
    created_by = models.CharField(_("added by"), max_length=40, editable=False)
    last_hit_on = models.DateField(_("last recognised"), null=True, editable=False)
    removed_at = models.DateTimeField(_("removed"), null=True, editable=False)
    removed_by = models.CharField(_("removed by"), max_length=40, blank=True, editable=False)
    removal_reason = models.CharField(_("reason"), max_length=12, blank=True, choices=RemovalReason, editable=False)

    objects = GuardedTermQuerySet.as_manager()

    class Meta:
        verbose_name = _("guarded term")
        verbose_name_plural = _("guarded terms")
        ordering: ClassVar = ["-created_at", "id"]
        default_permissions: ClassVar = ("add", "view", "delete")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(removed_at=None, sealed__isnull=False) | Q(removed_at__isnull=False, sealed=None),
                name="stories_term_removed_is_forgotten",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {str(self.pk)[:8]}"

    @property
    def adding_role(self) -> str:
        return label(self.created_by)

    @property
    def removing_role(self) -> str:
        return label(self.removed_by)


class BlockedAttempt(models.Model):
    """Somebody tried to save a guarded term: where and in which role. Never what."""

    at = models.DateTimeField(_("when"), default=timezone.now)
    table = models.CharField(_("where"), max_length=100)
    columns = models.CharField(_("fields"), max_length=200)
    role = models.CharField(_("role"), max_length=40)
    way = models.CharField(_("way"), max_length=100)

    class Meta:
        verbose_name = _("blocked attempt")
        verbose_name_plural = _("blocked attempts")
        ordering: ClassVar = ["-at", "-pk"]
        default_permissions: ClassVar = ("view",)

    def __str__(self) -> str:
        return f"{self.table} {self.at:%Y-%m-%d}"

    @property
    def role_words(self) -> str:
        return label(self.role)
