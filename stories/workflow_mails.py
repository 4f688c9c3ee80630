"""Mails about a story's way to its readers: something waits, came back, or went out. They name no story and nobody.

Wagtail's own are not sent. They carry titles and comments into mailboxes, where no withdrawal reaches them, write
titles and addresses into the log when they fail, and are sent while the transaction is open
(Wagtail 8.0.1, admin/mail.py).
"""

from typing import Any

from django.conf import settings
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected
from wagtail.users.models import UserProfile

from accounts.models import User
from core import mail, outbox
from stories.models import StoryTranslationTask

WAITS, OUTCOME = "stories.waits_mail", "stories.outcome_mail"


def install() -> None:
    """Take the place of Wagtail's handlers. This app is made ready before wagtail.admin connects its own."""
    from wagtail.admin import signal_handlers

    signal_handlers.register_signal_handlers = _connect
    _connect()


def _connect() -> None:
    """Called twice it connects once."""
    task_submitted.connect(tell_group, dispatch_uid="stories.tell_group")
    workflow_rejected.connect(tell_author, dispatch_uid="stories.tell_author_rejected")
    workflow_approved.connect(tell_author, dispatch_uid="stories.tell_author_approved")


def tell_group(sender: Any, instance: TaskState, user: Any = None, **kwargs: Any) -> None:
    """Everybody who can take the next step, but not whoever took the last."""
    groups = getattr(instance.task.specific, "groups", None)
    members = User.objects.filter(groups__in=groups.all(), is_active=True).distinct() if groups else User.objects.none()
    for member in members:
        if member == user:
            continue
        payload = {"user": member.pk, "state": instance.pk}
        outbox.put(kind=WAITS, key=f"{WAITS}:{instance.pk}:{member.pk}", payload=payload)


def tell_author(sender: Any, instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    author, step = instance.requested_by, instance.current_task_state
    if author and author != user and step:
        payload = {"user": author.pk, "state": step.pk}
        outbox.put(kind=OUTCOME, key=f"{OUTCOME}:{step.pk}:{instance.status}", payload=payload)


@outbox.handler(WAITS)
def send_waits(payload: dict[str, object]) -> None:
    """Nothing is sent when the step was taken meanwhile, or passed over."""
    user, state = _read(payload)
    if user and state and state.status == TaskState.STATUS_IN_PROGRESS and _wants(user, "submitted"):
        is_translation = isinstance(state.task.specific, StoryTranslationTask)
        _send("stories/waits", user, state, is_translation=is_translation)


@outbox.handler(OUTCOME)
def send_outcome(payload: dict[str, object]) -> None:
    user, state = _read(payload)
    if not user or not state:
        return
    is_public = state.workflow_state.status == WorkflowState.STATUS_APPROVED
    if _wants(user, "approved" if is_public else "rejected"):
        _send("stories/outcome", user, state, is_translation=False, is_public=is_public)


def _read(payload: dict[str, object]) -> tuple[User | None, TaskState | None]:
    """Both may be gone: a withdrawal removes the review with the story."""
    user = User.objects.filter(pk=str(payload["user"]), is_active=True).first()
    return user, TaskState.objects.filter(pk=str(payload["state"])).select_related("workflow_state").first()


def _wants(user: User, event: str) -> bool:
    return bool(getattr(UserProfile.get_for_user(user), f"{event}_notifications"))


def _send(template: str, user: User, state: TaskState, *, is_translation: bool, **context: Any) -> None:
    name = "stories_translating" if is_translation else "wagtailadmin_pages:edit"
    url = settings.BASE_URL + reverse(name, args=[state.workflow_state.object_id])
    language = user.language or settings.LANGUAGE_CODE
    mail.send(
        template=template,
        to=user.email,
        language=language,
        context={"url": url, "is_translation": is_translation, **context},
    )
