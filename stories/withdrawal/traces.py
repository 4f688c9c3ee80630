"""What else this site writes down about a page: logs, drafts of forms, sessions, queues, tags."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q
from taggit.models import Tag
from wagtail.admin.models import FormState
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import ModelLogEntry, PageLogEntry, UploadedFile

from stories.models import Narrator, NarratorRequest
from stories.residue.needles import Wanted
from stories.residue.scan import any_holds, holds
from stories.withdrawal.inventory import Notes, of_pages

# Rows that are nothing but a copy of what somebody typed or was sent: whichever holds the story goes whole.
COPIES = (
    *("wagtailadmin.FormState", "sessions.Session", "wagtailforms.FormSubmission", "wagtailembeds.Embed"),
    *("core.OutboxEntry", "django_tasks_database.DBTaskResult", "wagtailsearch.IndexEntry"),
    *("wagtailsearchpromotions.Query", "sandbox.TrayMail", "wagtail_localize.String"),
)

AT_ONCE = 500
"""Keys in one statement."""


@transaction.atomic
def erase_traces(narrator: Narrator, notes: Notes) -> Counter[str]:
    removed: Counter[str] = Counter()
    wanted = Wanted(notes["needles"])
    removed["log entries"] = _blank_logs(narrator, notes, wanted)
    removed["tags"] = Tag.objects.filter(pk__in=notes["tags"], taggit_taggeditem_items=None).delete()[0]
    removed["requests"] = NarratorRequest.objects.filter(narrator=narrator).delete()[0]
    removed["uploads"] = _delete_unfinished_uploads()
    for label in ("wagtailadmin.FormState", "wagtailadmin.EditingSession", "wagtailsearch.IndexEntry"):
        removed[label] += apps.get_model(label).objects.filter(of_pages(notes)).delete()[0]
    # Typed for a preview of a story that was never saved: no page knows it, and no needle comes from it.
    previewed = FormState.objects.filter(data__contains=str(narrator.pk))
    removed["wagtailadmin.FormState"] += previewed.delete()[0]
    for label in COPIES:
        if _is_there(label):
            removed[label] += _delete_holding(apps.get_model(label), wanted)
    return removed


def _delete_unfinished_uploads() -> int:
    """What somebody uploaded and gave no title yet. A picture's words do not say whose it is, so all of them go."""
    uploads = list(UploadedFile.objects.all())
    for upload in uploads:
        upload.file.delete(save=False)
        upload.delete()
    return len(uploads)


def _is_there(label: str) -> bool:
    app, model = label.split(".")
    return app in apps.app_configs and model.lower() in apps.all_models[app]


def _blank_logs(narrator: Narrator, notes: Notes, wanted: Wanted) -> int:
    """That something was done, when and by whom stays; what it was done to goes."""
    media = Q(content_type__in=list(_kinds(get_image_model())), object_id__in=[str(pk) for pk in notes["images"]])
    media |= Q(content_type__in=list(_kinds(get_document_model())), object_id__in=[str(p) for p in notes["documents"]])
    person = Q(content_type__in=list(_kinds(Narrator)), object_id=str(narrator.pk))
    admin_log = LogEntry.objects.filter(media | person | of_pages(notes) | Q(pk__in=_holding(LogEntry, wanted)))
    model_log = ModelLogEntry.objects.filter(media | person | Q(pk__in=_holding(ModelLogEntry, wanted)))
    page_log = PageLogEntry.objects.filter(Q(page__in=notes["pages"]) | Q(pk__in=_holding(PageLogEntry, wanted)))
    return (
        admin_log.exclude(object_repr="").update(object_repr="", change_message="")
        + model_log.exclude(label="").update(label="", data={})
        + page_log.exclude(label="").update(label="", data={})
    )


def _kinds(*found: type[models.Model]) -> Iterator[ContentType]:
    yield from (ContentType.objects.get_for_model(model) for model in found)


def _delete_holding(model: type[models.Model], wanted: Wanted) -> int:
    found = _holding(model, wanted)
    for start in range(0, len(found), AT_ONCE):
        model._default_manager.filter(pk__in=found[start : start + AT_ONCE]).delete()
    return len(found)


def _holding(model: type[models.Model], wanted: Wanted) -> list[Any]:
    """The keys of the rows in which any value, in any packing, has the story in it."""
    names = [field.attname for field in model._meta.concrete_fields if not isinstance(field, models.ForeignKey)]
    key = str(model._meta.pk.attname)
    rows = model._default_manager.values_list(key, *names).iterator(chunk_size=AT_ONCE)
    found = []
    while some := list(islice(rows, AT_ONCE)):
        if any_holds((value for row in some for value in row[1:]), wanted):
            found += [row[0] for row in some if any(holds(value, wanted) for value in row[1:])]
    return found
