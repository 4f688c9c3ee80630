"""What there is of one person on this site. Taken before anything is removed, and kept sealed until the proof."""

import base64
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote

from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.urls import NoReverseMatch
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex, Revision
from wagtail_localize.models import StringSegment, StringTranslation, TemplateSegment

from core.media import media_in
from stories.models import Narrator, StoryPage
from stories.residue import needles
from stories.travelling import card_path
from stories.withdrawal import words

Notes = dict[str, Any]
LISTS = (
    *("pages", "keys", "images", "documents", "tags", "strings", "templates", "files", "addresses", "mentions"),
    *("pictures", "needles", "shared", "expected"),
)
UNTOLD = {"pictures", "keys", "templates", "mentions", "needles", "shared", "expected"}


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
    both = {name: list(dict.fromkeys([*first.get(name, []), *second.get(name, [])])) for name in LISTS}
    shared = set(both["shared"])
    return {**both, "needles": [needle for needle in both["needles"] if needle not in shared]}


def parted_anew(notes: Notes, narrator: Narrator) -> Notes:
    """Which of the words stand in somebody else's story is asked at each try: those may have been taken out since."""
    every = [*notes["needles"], *notes["shared"]]
    shared = needles.standing_in(words.of_others(narrator), every)
    return {**notes, "needles": [one for one in every if one not in shared], "shared": sorted(shared)}


def take_at_once(narrator: Narrator) -> Notes:
    """What somebody's click on the button can wait for: no file is read, and nobody else's story."""
    return _take(narrator, reads_files=False)[0]


def take(narrator: Narrator) -> Notes:
    """Everything that belongs to this person's stories, by id, address, file and words.

    `needles` are words that nobody else's story has: a content note or a heading may stand in several. Those are
    `shared`; they stay where they are, and cannot be searched for.
    """
    notes, said = _take(narrator, reads_files=True)
    shared = needles.standing_in(words.of_others(narrator), notes["needles"])
    own = [needle for needle in notes["needles"] if needle not in shared]
    wanted = needles.Wanted(own)
    places = [place for place, texts in said.items() if "." in place and words.any_in(wanted, texts)]
    return {**notes, "needles": own, "shared": sorted(shared), "expected": places}


def _take(narrator: Narrator, *, reads_files: bool) -> tuple[Notes, dict[str, list[str]]]:
    stories = list(StoryPage.objects.filter(narrator=narrator))
    ids = [story.pk for story in stories]
    keys = list({str(story.translation_key) for story in stories})
    images, documents = media_of(narrator, ids)
    said = dict(words.said_in(stories, keys, images, documents, reads_files=reads_files))
    passages = TemplateSegment.objects.filter(source__object_id__in=keys)
    pages = {address for story in stories for address in addresses_of(story)}
    notes = {
        "pages": ids,
        "keys": keys,
        "images": [image.pk for image in images],
        "documents": [document.pk for document in documents],
        "tags": [tag.pk for item in (*images, *documents) for tag in item.tags.all()],
        "strings": _strings(keys),
        "templates": list(passages.values_list("template", flat=True)),
        "files": [name for item in (*images, *documents) for name in files_of(item)],
        "pictures": [name for image in images for name in files_of(image)],
        "addresses": [*sorted(pages), *_media_addresses(images, documents)],
        "mentions": list(_mentions(ids)),
        "needles": needles.needles_from(text for texts in said.values() for text in texts),
        "shared": [],
        "expected": [],
    }
    return notes, said


def of_pages(notes: Notes) -> models.Q:
    """Rows about these pages in tables that know them by kind and id, under either of their kinds."""
    kinds = [ContentType.objects.get_for_model(kind) for kind in (Page, StoryPage)]
    return models.Q(content_type__in=kinds, object_id__in=[str(pk) for pk in notes["pages"]])


def counts(notes: Notes) -> dict[str, int]:
    """How much there is of each, for a page that says what would go."""
    return {name: len(notes[name]) for name in LISTS if name not in UNTOLD}


def addresses_of(story: StoryPage) -> set[str]:
    """Where it is, where its redirects lead from, and where it was or would have been under each slug it ever had."""
    own = story.get_url() or ""
    old = Redirect.objects.filter(redirect_page_id=story.pk).values_list("old_path", flat=True)
    return {path for path in (own, card_path(story), *old, *(_once_at(story, own) if own else ())) if path}


def _once_at(story: StoryPage, own: str) -> Iterator[str]:
    """Revisions know slugs that were never published, and paths from before a page above was moved or renamed."""
    parent = own.rstrip("/").rsplit("/", 1)[0]
    beneath_home = story.url_path.split("/", 2)[2]
    home = unquote(own).removesuffix(beneath_home)
    for content in story.revisions.values_list("content", flat=True).iterator():
        if slug := content.get("slug"):
            yield f"{parent}/{slug}/"
        if path := content.get("url_path"):
            yield home + path.split("/", 2)[2]


def _mentions(page_ids: list[int]) -> Iterator[str]:
    """The addresses of other pages that show these stories: first pages and campaigns have chosen some."""
    page = ContentType.objects.get_for_model(Page)
    of_these = ReferenceIndex.objects.filter(to_content_type=page, to_object_id__in=list(map(str, page_ids)))
    showing = of_these.filter(base_content_type=page).values_list("object_id", flat=True).distinct()
    others = Page.objects.filter(pk__in=[int(pk) for pk in showing], live=True).exclude(pk__in=page_ids)
    yield from filter(None, (each.get_url() for each in others))


def media_of(narrator: Narrator, page_ids: list[int]) -> tuple[list[Any], list[Any]]:
    """Pictures and documents in this person's collection, and those that nothing but these pages uses, or once used."""
    found = []
    ids = list(map(str, page_ids))
    own = models.Q(base_content_type=ContentType.objects.get_for_model(Page), object_id__in=ids)
    ever = _ever_in(ids)
    for model in (get_image_model(), get_document_model()):
        used = ReferenceIndex.objects.filter(to_content_type=ContentType.objects.get_for_model(model))
        here = set(used.filter(own).values_list("to_object_id", flat=True)) | ever[model]
        elsewhere = set(used.exclude(own).values_list("to_object_id", flat=True))
        mine = models.Q(collection=narrator.collection) | models.Q(pk__in=here - elsewhere)
        found.append(list(model.objects.filter(mine)))
    return found[0], found[1]


def _ever_in(page_ids: list[str]) -> defaultdict[type[models.Model], set[str]]:
    """What the drafts and earlier versions of these pages show. The reference index knows the present row alone."""
    found: defaultdict[type[models.Model], set[str]] = defaultdict(set)
    body: Any = StoryPage._meta.get_field("body")
    versions = Revision.objects.page_revisions().filter(object_id__in=page_ids)
    for text in {str(content.get("body", "")) for content in versions.values_list("content", flat=True).iterator()}:
        for model, key in media_in(body.to_python(text)):
            found[model].add(key)
    return found


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
            found += [image.file.url]
            for rendition in image.renditions.all():
                found += [rendition.url, rendition.file.url]
        except (ValueError, NotImplementedError, NoReverseMatch):
            continue
    return found


def _strings(keys: list[str]) -> list[int]:
    segments = StringSegment.objects.filter(source__object_id__in=keys).values_list("string", flat=True)
    translated = StringTranslation.objects.filter(context__object_id__in=keys).values_list("translation_of", flat=True)
    return list({*segments, *translated})
