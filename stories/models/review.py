"""Four eyes: a story goes live when somebody other than its author has approved this very text."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, Revision, TaskState, Workflow, WorkflowState

from stories.models.translation_step import StoryTranslationTask


class ApprovalQuerySet(models.QuerySet["Approval"]):
    def by_another(self, revision: Revision) -> "ApprovalQuerySet":
        """Approvals of this revision by somebody who did not make it."""
        return self.filter(revision=revision).exclude(approved_by=revision.user_id)


class Approval(models.Model):
    """One person's approval of one revision. It allows the publication of that text and no other."""

    revision = models.OneToOneField(Revision, on_delete=models.CASCADE, related_name="story_approval")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(_("approved"))

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        default_permissions: ClassVar = ()

    def __str__(self) -> str:
        return f"approval of revision {self.revision_id}"


def wrote(user: Any, page: Page) -> bool:
    """Is this the author of what would be published: who began the story, or who saved it last?"""
    revision = page.get_latest_revision()
    began = page.owner_id == user.pk and page.first_published_at is None
    return began or (revision is not None and revision.user_id == user.pk)


class StoryReviewTask(AbstractGroupApprovalTask):
    """Approval of a story by a reviewer who did not write it, on consent that covers it."""

    class Meta:
        verbose_name = _("story review")
        verbose_name_plural = _("story reviews")

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        """Where the text has changed since it was translated, its translator comes first, though the review asked."""
        steps = StoryTranslationTask.objects.filter(workflow_tasks__workflow=workflow_state.workflow, active=True)
        step = steps.first()
        if step is not None and step.is_due(workflow_state):
            return step.start(workflow_state, user=user)
        return super().start(workflow_state, user=user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Approval is offered to those alone who may approve; anybody in the group may ask for changes."""
        actions = super().get_actions(obj, user)
        if self.may_approve(obj, user):
            return actions
        return [action for action in actions if action[0] != "approve"]

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Approve or send back. Refused with PermissionDenied, whatever route it came by."""
        from stories import services

        page = task_state.workflow_state.content_object.specific
        if action_name == "approve":
            if not self.user_may_act(user) or not self.may_approve(page, user):
                raise PermissionDenied
            services.approve(page=page, by=user)
        super().on_action(task_state, user, action_name, **kwargs)

    def user_may_act(self, user: Any) -> bool:
        return bool(user.is_superuser or self._user_in_groups(user))

    def may_approve(self, page: Any, user: Any) -> bool:
        draft = page.get_latest_revision_as_object()
        refusal = draft.why_not_to_publish() if hasattr(draft, "why_not_to_publish") else None
        return refusal is None and not wrote(user, page)

    @classmethod
    def get_description(cls) -> Any:
        return _("A member of these groups who did not write the story approves it, if consent covers it")


def story_workflow() -> Workflow | None:
    """The workflow of every story, wherever in the tree: the one that holds a story review."""
    reviewed = StoryReviewTask.objects.filter(active=True).values("pk")
    return Workflow.objects.active().filter(workflow_tasks__task__in=reviewed).order_by("pk").first()
