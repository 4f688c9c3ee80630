"""Duties of the site as a whole: what Wagtail, Django and the queue of tasks leave to somebody's cron."""

from datetime import datetime, time, timedelta

from django.core.management import call_command
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult
from wagtail.admin.models import FormState

from core import duties

KEEP_TASKS = timedelta(days=14)


@duties.duty("core.publish_scheduled", title=_("Publish and end what is scheduled"), rhythm=duties.Every(minutes=5))
def publish_scheduled(*, now: datetime) -> None:
    call_command("publish_scheduled", verbosity=0)


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
