"""A face in a picture, and what was decided about it."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.faces.finder import Box


class FaceState(models.TextChoices):
    UNTREATED = "untreated", _("untreated")
    PAINTED = "painted", _("painted over")
    DISMISSED = "dismissed", _("dismissed")


class FaceRegionQuerySet(models.QuerySet["FaceRegion"]):
    def untreated(self) -> "FaceRegionQuerySet":
        return self.filter(state=FaceState.UNTREATED)


class FaceRegion(models.Model):
    """A rectangle of a picture, in pixels of its stored file."""

    image = models.ForeignKey("core.CoreImage", on_delete=models.CASCADE, related_name="faces")
    x = models.PositiveIntegerField()
    y = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    state = models.CharField(_("state"), max_length=10, choices=FaceState, default=FaceState.UNTREATED)
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, editable=False)

    objects = FaceRegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("face")
        verbose_name_plural = _("faces")
        ordering: ClassVar = ["y", "x", "pk"]
        default_permissions = ()
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(state="dismissed") | ~Q(reason=""), name="core_face_dismissed_for_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.image_id}: {self.get_state_display()}"

    @property
    def box(self) -> Box:
        return Box(self.x, self.y, self.width, self.height)

    def dismiss(self, *, by: Any, reason: str, now: datetime) -> None:
        """It is no face, or nobody's who can be found by it."""
        self.state, self.reason, self.decided_by, self.decided_at = FaceState.DISMISSED, reason, by, now
        self.save(update_fields=["state", "reason", "decided_by", "decided_at"])
