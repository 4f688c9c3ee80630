"""What a withdrawal's report says, in words that an editor understands. The report itself keeps the keys."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from stories.models.withdrawals import NOT_SEEN

REMOVED: dict[str, Any] = {
    "pages": _("pages, with translations and aliases"),
    "revisions": _("earlier versions and drafts"),
    "reviews": _("reviews"),
    "comments": _("comments"),
    "redirects": _("redirects from old addresses"),
    "images": _("pictures"),
    "renditions": _("sizes made of pictures"),
    "documents": _("documents and recordings"),
    "files": _("files"),
    "tags": _("tags that nothing else has"),
    "translated passages": _("translated passages"),
    "translation sources": _("originals kept for translators"),
    "passages": _("passages in the translators' memory"),
    "templates": _("patterns in the translators' memory"),
    "log entries": _("lines of the logs, emptied of their words"),
    "requests": _("requests that the person sent"),
    "uploads": _("uploads that nobody finished"),
    "wagtailadmin.FormState": _("drafts of forms and previews"),
    "wagtailadmin.EditingSession": _("notes of who is editing"),
    "wagtailsearch.IndexEntry": _("search entries"),
    "wagtailforms.FormSubmission": _("forms that were sent in"),
    "wagtailembeds.Embed": _("embedded contents"),
    "wagtail_localize.String": _("further passages in the translators' memory"),
    "sessions.Session": _("sessions of people who were signed in"),
    "core.OutboxEntry": _("messages on their way"),
    "django_tasks_database.DBTaskResult": _("tasks in the queue"),
    "sandbox.TrayMail": _("mails in the demo's tray"),
    "wagtailsearchpromotions.Query": _("searches that somebody typed"),
    # What a dry run counts besides.
    "strings": _("passages in the translators' memory"),
    "addresses": _("addresses that will answer that they are gone"),
}
PLACES: dict[str, Any] = {
    "stories of somebody else": _("stories of somebody else, which say much of it: was it copied there?"),
    "addresses that still answer": _("addresses that still answer"),
    "lists that still name it": _("lists that still name the story"),
}


def removed(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """(what, how many) in the reader's language, what people think of first before what machines keep."""
    order = list(REMOVED)
    known = sorted(counts, key=lambda name: (order.index(name) if name in order else len(order), name))
    return [(str(REMOVED.get(name, name)), counts[name]) for name in known if counts[name]]


def places(hits: Mapping[str, int]) -> list[tuple[str, int]]:
    """(where, how often). Columns and files have names that whoever looks after the server knows."""
    return [(str(PLACES.get(place, place.removeprefix(NOT_SEEN))), count) for place, count in hits.items()]
