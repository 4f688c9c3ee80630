"""Duties of the site as a whole: what Wagtail, Django and the queue of tasks leave to somebody's cron."""

import logging
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult
from wagtail.admin.models import FormState
from wagtail.models import DraftStateMixin, Page, Revision

from core import duties

logger = logging.getLogger(__name__)

KEEP_TASKS = timedelta(days=14)


@duties.duty("core.publish_scheduled", title=_("Publish and end what is scheduled"), rhythm=duties.Every(minutes=5))
def publish_scheduled(*, now: datetime) -> None:
    """What Wagtail's own command does, but that one page which is refused holds up no other."""
    refused = 0
    for change in _scheduled(now):
        try:
            with transaction.atomic():
                change()
        except Exception as error:  # noqa: BLE001 - the guard's, consent's, the database's: the others' hour has come
            logger.error("a schedule was refused: %s", type(error).__name__)
            refused += 1
    if refused:
        raise duties.NeedsAPerson(f"{refused} refused. Look for pages whose schedule has passed.")


def _scheduled(now: datetime) -> Iterator[Any]:
    """Endings first, as in Wagtail's command (wagtail.management.commands.publish_scheduled)."""
    others = [m for m in apps.get_models() if issubclass(m, DraftStateMixin) and not issubclass(m, Page)]
    for model in (Page, *others):
        for ended in list(model._default_manager.filter(live=True, expire_at__lt=now).order_by("expire_at")):
            yield partial(ended.unpublish, set_expired=True, log_action="wagtail.unpublish.scheduled")
    due = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")
    for revision in list(due):
        yield partial(revision.publish, log_action="wagtail.publish.scheduled")


@duties.duty("core.forget_sessions", title=_("Forget ended sessions and tasks"), rhythm=duties.Daily(time(4)))
def forget_what_is_over(*, now: datetime) -> None:
    call_command("clearsessions", verbosity=0)
    # What was typed for a preview: Wagtail forgets it when somebody previews the next time.
    FormState.objects.stale().delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=now - KEEP_TASKS).delete()


@duties.duty(
    "core.update_index",
    title=_("Build the search index anew"),
    rhythm=duties.Daily(time(4, 30), weekday=6),
    lease=timedelta(hours=1),
)
def update_index(*, now: datetime) -> None:
    """Once a week, as Wagtail advises; and at first, so that pages of an older database are found without accents."""
    call_command("update_index", verbosity=0)
