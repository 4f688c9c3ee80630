"""What there is of one person on this site. Taken before anything is removed, and kept sealed until the proof."""

import base64
import hashlib
import json
import logging
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import NoReverseMatch
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.models import Comment, Page, ReferenceIndex, Revision, TaskState
from wagtail_localize.models import StringSegment, StringTranslation, TemplateSegment, TranslationSource

from stories.fields import CodesField
from stories.guarding.files import texts_in
from stories.models import Narrator, StoryPage
from stories.residue.needles import needles_from, squash
from stories.travelling import card_path

logger = logging.getLogger(__name__)
Notes = dict[str, Any]
LISTS = (
    *("pages", "keys", "images", "documents", "tags", "strings", "templates", "files", "addresses", "needles"),
    "expected",
)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?:/)?/\S*$")


def _fernet() -> Fernet:
    key = hashlib.blake2b(settings.FINGERPRINT_KEY.encode(), person=b"withdrawal", digest_size=32).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def seal(notes: Notes) -> bytes:
    return _fernet().encrypt(json.dumps(notes).encode())


def unseal(sealed: bytes | memoryview) -> Notes:
    """Raises cryptography.fernet.InvalidToken under another key."""
    notes: Notes = json.loads(_fernet().decrypt(bytes(sealed)))
    return notes


def merged(first: Notes, second: Notes) -> Notes:
    """Both together: what was there at the first try, and what has come since."""
    return {name: list(dict.fromkeys([*first.get(name, []), *second.get(name, [])])) for name in LISTS}


def take(narrator: Narrator, *, reads_files: bool = True) -> Notes:
    """Everything that belongs to this person's stories, by id, address, file and words.

    Reading the words inside documents takes time, which somebody's click on the button should not.
    """
    stories = list(StoryPage.objects.filter(narrator=narrator))
    ids = [story.pk for story in stories]
    keys = list({str(story.translation_key) for story in stories})
    images, documents = media_of(narrator, ids)
    said = dict(_said(stories, keys, images, documents, reads_files=reads_files))
    own = _own_words(narrator, said)
    passages = TemplateSegment.objects.filter(source__object_id__in=keys)
    pages = {address for story in stories for address in addresses_of(story)}
    return {
        "pages": ids,
        "keys": keys,
        "images": [image.pk for image in images],
        "documents": [document.pk for document in documents],
        "tags": [tag.pk for item in (*images, *documents) for tag in item.tags.all()],
        "strings": _strings(keys),
        "templates": list(passages.values_list("template", flat=True)),
        "files": [name for item in (*images, *documents) for name in files_of(item)],
        "addresses": [*sorted(pages), *_media_addresses(images, documents)],
        "needles": own,
        "expected": [place for place, texts in said.items() if "." in place and _any_in(own, texts)],
    }


def counts(notes: Notes) -> dict[str, int]:
    """How much there is of each, for a page that says what would go."""
    return {name: len(notes[name]) for name in LISTS if name not in {"needles", "expected", "keys", "templates"}}


def addresses_of(story: StoryPage) -> set[str]:
    """Where it is, where its redirects lead from, and where it was or would have been under each slug it ever had."""
    own = story.get_url() or ""
    parent = own.rstrip("/").rsplit("/", 1)[0]
    slugs = {revision.content.get("slug", "") for revision in story.revisions.all()} if own else set()
    old = Redirect.objects.filter(redirect_page_id=story.pk).values_list("old_path", flat=True)
    return {path for path in (own, card_path(story), *old, *(f"{parent}/{slug}/" for slug in slugs if slug)) if path}


def media_of(narrator: Narrator, page_ids: list[int]) -> tuple[list[Any], list[Any]]:
    """Pictures and documents in this person's collection, and those that nothing but these pages uses."""
    found = []
    own = models.Q(base_content_type=ContentType.objects.get_for_model(Page), object_id__in=list(map(str, page_ids)))
    for model in (get_image_model(), get_document_model()):
        used = ReferenceIndex.objects.filter(to_content_type=ContentType.objects.get_for_model(model))
        here = set(used.filter(own).values_list("to_object_id", flat=True))
        elsewhere = set(used.exclude(own).values_list("to_object_id", flat=True))
        mine = models.Q(collection=narrator.collection) | models.Q(pk__in=here - elsewhere)
        found.append(list(model.objects.filter(mine)))
    return found[0], found[1]


def files_of(item: Any) -> list[str]:
    """The names in storage of a picture's or document's file, and of everything made from it."""
    if hasattr(item, "all_files"):
        return [name for _storage, name in item.all_files()]
    made = [rendition.file.name for rendition in item.renditions.all()] if hasattr(item, "renditions") else []
    return [name for name in (item.file.name, *made) if name]


def _media_addresses(images: Iterable[Any], documents: Iterable[Any]) -> list[str]:
    found = [document.url for document in documents]
    for image in images:
        try:
            found += [image.file.url, *(rendition.file.url for rendition in image.renditions.all())]
        except (ValueError, NotImplementedError, NoReverseMatch):
            continue
    return found


def _strings(keys: list[str]) -> list[int]:
    segments = StringSegment.objects.filter(source__object_id__in=keys).values_list("string", flat=True)
    translated = StringTranslation.objects.filter(context__object_id__in=keys).values_list("translation_of", flat=True)
    return list({*segments, *translated})


# --- Words -------------------------------------------------------------------------------------------------------


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


def _said(
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
    for items in (images, documents):
        for item in items:
            yield f"media {type(item).__name__} {item.pk}", list(_said_by_item(item, reads_file=reads_files))
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


def _own_words(narrator: Narrator, said: dict[str, list[str]]) -> list[str]:
    """Needles that nobody else's story has: a content note or a heading may stand in several, and stays in those."""
    needles = needles_from(text for texts in said.values() for text in texts)
    others = " ".join(_words_of_others(narrator))
    return [needle for needle in needles if needle not in others]


def _words_of_others(narrator: Narrator) -> Iterator[str]:
    names = text_fields(StoryPage)
    others = StoryPage.objects.exclude(narrator=narrator)
    for row in others.values_list(*names).iterator():
        yield from (squash(re.sub(r"<[^<>]*>", " ", text)) for value in row for text in leaves(_plain(value)))


def _any_in(needles: list[str], texts: Iterable[str]) -> bool:
    plain = [squash(re.sub(r"<[^<>]*>", " ", text)) for text in texts]
    return any(needle in text for text in plain for needle in needles)
