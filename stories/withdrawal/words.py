"""The words that somebody's stories are made of, by the places where they stand."""

import json
import logging
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from django.db import models
from wagtail.fields import StreamField
from wagtail.models import Comment, Revision, TaskState
from wagtail_localize.models import StringSegment, StringTranslation, TranslationSource

from stories.fields import CodesField
from stories.guarding.files import texts_in
from stories.models import Narrator, StoryPage
from stories.residue.needles import Wanted, squash

logger = logging.getLogger(__name__)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?:/)?/\S*$")


def text_fields(model: type[models.Model]) -> list[str]:
    """The columns of a model that hold somebody's words."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField | StreamField)
        and not isinstance(field, CodesField)
        and not field.choices
        and field.name not in {"path", "url_path", "file_hash", "schema_version"}
    ]


def said_in(
    stories: list[StoryPage], keys: list[str], images: list[Any], documents: list[Any], *, reads_files: bool
) -> Iterator[tuple[str, list[str]]]:
    """("table.column", texts) wherever this person's words stand by themselves."""
    names = text_fields(StoryPage)
    for name in names:
        field: Any = StoryPage._meta.get_field(name)
        table = field.model._meta.db_table
        values = StoryPage.objects.filter(pk__in=[story.pk for story in stories]).values_list(name, flat=True)
        yield f"{table}.{field.column}", [text for value in values for text in leaves(_plain(value))]
    pages = [str(story.pk) for story in stories]
    revisions = Revision.objects.page_revisions().filter(object_id__in=pages)
    contents = revisions.values_list("content", flat=True)
    yield "wagtailcore_revision.content", [t for c in contents for name in names for t in leaves(c.get(name, ""))]
    yield "wagtailcore_comment.text", list(Comment.objects.filter(page__in=pages).values_list("text", flat=True))
    states = TaskState.objects.filter(revision__in=revisions)
    yield "wagtailcore_taskstate.comment", list(states.values_list("comment", flat=True))
    strings = StringSegment.objects.filter(source__object_id__in=keys)
    yield "wagtail_localize_string.data", list(strings.values_list("string__data", flat=True))
    translated = StringTranslation.objects.filter(context__object_id__in=keys)
    yield "wagtail_localize_stringtranslation.data", list(translated.values_list("data", flat=True))
    if TranslationSource.objects.filter(object_id__in=keys).exists():
        yield "wagtail_localize_translationsource.content_json", [text for s in stories for text in (s.intro, s.title)]
    for item in (*images, *documents):
        reads_file = reads_files and item in documents
        yield f"media {type(item).__name__} {item.pk}", list(_said_by_item(item, reads_file=reads_file))
    yield "core_coreimage.title", [image.title for image in images]
    yield "core_coredocument.title", [document.title for document in documents]


def _said_by_item(item: Any, *, reads_file: bool) -> Iterator[str]:
    yield PurePosixPath(item.file.name).stem
    yield from (getattr(item, name) for name in ("title", "description") if getattr(item, name, ""))
    yield from (tag.name for tag in item.tags.all())
    if reads_file:
        yield from _said_in_file(item)


def _said_in_file(item: Any) -> list[str]:
    try:
        with item.file.open("rb") as file:
            return list(texts_in(file))
    except Exception as error:  # noqa: BLE001 - nothing in a broken file may hold up its removal
        logger.warning("a file could not be read before its removal: %s", type(error).__name__)
        return []


def _plain(value: Any) -> Any:
    return value.raw_data if hasattr(value, "raw_data") else value


def leaves(value: Any) -> Iterator[str]:
    """The words in a value; a StreamField's ids and kinds of blocks, and addresses, are not words."""
    if isinstance(value, str):
        text = value.strip()
        if text[:1] in "[{":
            try:
                yield from leaves(json.loads(text))
                return
            except ValueError:
                pass
        if not _UUID.fullmatch(text) and not _ADDRESS.match(text):
            yield value
    elif isinstance(value, dict):
        yield from (text for name, part in value.items() if name not in {"id", "type"} for text in leaves(part))
    elif hasattr(value, "__iter__"):
        yield from (text for part in value for text in leaves(part))


def of_others(narrator: Narrator) -> Iterator[str]:
    names = text_fields(StoryPage)
    others = StoryPage.objects.exclude(narrator=narrator)
    for row in others.values_list(*names).iterator():
        yield from (squash(re.sub(r"<[^<>]*>", " ", text)) for value in row for text in leaves(_plain(value)))


def any_in(wanted: Wanted, texts: Iterable[str]) -> bool:
    return any(wanted.stands_in(squash(re.sub(r"<[^<>]*>", " ", text))) for text in texts)
