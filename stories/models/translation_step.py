"""Between the author and the reviewer: the story goes into every language that its consent covers."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState, WorkflowState

HAND_ON = "approve"
HAND_ON_INCOMPLETE = "incomplete"


class StoryTranslationTask(AbstractGroupApprovalTask):
    """The translator's step. It is passed over when nothing is left to translate.

    Whoever may translate sees a story's translations and nothing else of it: they have no rights over pages.
    """

    class Meta:
        verbose_name = _("translation of a story")
        verbose_name_plural = _("translations of stories")
        permissions: ClassVar = [("translate_story", "Can translate stories")]

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        from stories import translating

        now = timezone.now()
        left = translating.bring_in_step(workflow_state.content_object.specific, by=user, now=now)
        state = super().start(workflow_state, user=user)
        if not left:
            state.status, state.finished_at = TaskState.STATUS_SKIPPED, now
            state.save(update_fields=["status", "finished_at"])
        return state

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        """The step opens no page: editors have their own right, and translators have the translation alone."""
        return False

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        return False

    def is_due(self, workflow_state: WorkflowState) -> bool:
        """Has the text that is about to be reviewed not been through this step yet?"""
        latest = workflow_state.content_object.get_latest_revision()
        passed = {TaskState.STATUS_APPROVED, TaskState.STATUS_SKIPPED}
        return not workflow_state.task_states.filter(task=self, revision=latest, status__in=passed).exists()

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """On to the review; the whole, or knowingly without what is missing. Or back to the author."""
        from stories import translating

        if not super().get_actions(obj, user):
            return []
        left = translating.passages_left(obj.specific, now=timezone.now())
        on = (HAND_ON_INCOMPLETE, _("To review, without what is not translated"), True)
        return [
            on if left else (HAND_ON, _("Translated: to review"), False),
            ("reject", _("Back to the author"), True),
        ]

    def get_form_for_action(self, action: str) -> Any:
        from stories.forms import ReasonForm

        return ReasonForm if action == HAND_ON_INCOMPLETE else super().get_form_for_action(action)

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        """Refused with PermissionDenied where the action is not offered, whatever route it came by."""
        from stories import translating

        story = task_state.workflow_state.content_object.specific
        if task_state.status == TaskState.STATUS_IN_PROGRESS and action_name == HAND_ON:
            translating.bring_in_step(story, by=user, now=timezone.now())
        if action_name not in {name for name, _label, _asks in self.get_actions(story, user)}:
            raise PermissionDenied
        super().on_action(task_state, user, HAND_ON if action_name == HAND_ON_INCOMPLETE else action_name, **kwargs)

    @classmethod
    def get_description(cls) -> Any:
        return _("A member of these groups translates the story into the languages that its consent covers")
