"""A large site within seconds: stories in two languages, with revisions, logs and translators' passages."""

import json
import random
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone
from PIL import Image
from wagtail.models import Locale, Page, PageLogEntry, Revision
from wagtail_localize.models import String

from core.models import CoreImage
from stories import services
from stories.guarding.database import removing
from stories.models import Narrator, StoryIndexPage, StoryPage

WORDS_A_STORY = 600
STORIES_A_NARRATOR = 5
REVISIONS = 20
AT_ONCE = 500


def build(*, stories: int, logs: int, passages: int) -> Narrator:
    """Fill the database; returns a narrator of five stories in both languages, with revisions and pictures."""
    choice = random.Random(3)
    vocabulary = ["".join(choice.choices("abdeiglmnorstuñá", k=choice.randint(2, 9))) for _ in range(6000)]

    def text(words: int) -> str:
        return " ".join(choice.choices(vocabulary, k=words))

    with transaction.atomic(), removing():
        narrators = [services.add_narrator(shown_name="Nadie") for _ in range(max(1, stories // STORIES_A_NARRATOR))]
        keys = [uuid.uuid4() for _ in range(stories)]
        for code in ("es", "en"):
            index = StoryIndexPage.objects.get(locale__language_code=code)
            pages = list(_pages(index, keys, text))
            _insert(StoryPage, _rows(pages, narrators, text))
            _insert(Revision, _revisions(pages, every=10))
        _insert(PageLogEntry, _logs(logs, text))
        _insert(String, _passages(passages, text))
    _pictures(narrators[0])
    return narrators[0]


def _insert(model: Any, rows: Iterable[dict[str, Any]]) -> None:
    """As bulk_create does, for a model that inherits from another table as well."""
    fields = [field for field in model._meta.local_concrete_fields if not field.primary_key or field.remote_field]
    fields += [field for field in model._meta.local_concrete_fields if field.primary_key and field not in fields
               and field.get_internal_type() == "UUIDField"]  # fmt: skip
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"
    batch: list[list[Any]] = []
    with connection.cursor() as cursor:
        for row in rows:
            defaults = {field.attname: field.get_default() for field in fields}
            values = defaults | row
            batch.append([field.get_db_prep_save(values[field.attname], connection) for field in fields])
            if len(batch) == AT_ONCE:
                cursor.executemany(sql, batch)
                batch.clear()
        if batch:
            cursor.executemany(sql, batch)


def _pages(index: StoryIndexPage, keys: list[uuid.UUID], text: Any) -> Iterator[Page]:
    kind, now = ContentType.objects.get_for_model(StoryPage), timezone.now()
    first = index.numchild + 1
    made = []
    for number, key in enumerate(keys, first):
        slug = f"relato-{number}-{index.locale.language_code}"
        title = text(5)
        made.append(
            Page(
                path=Page._get_path(index.path, index.depth + 1, number),
                depth=index.depth + 1,
                title=title,
                draft_title=title,
                slug=slug,
                live=False,
                url_path=f"{index.url_path}{slug}/",
                content_type=kind,
                locale=index.locale,
                translation_key=key,
                latest_revision_created_at=now,
            )
        )
    Page.objects.bulk_create(made, batch_size=AT_ONCE)
    Page.objects.filter(pk=index.pk).update(numchild=index.numchild + len(keys))
    yield from Page.objects.filter(translation_key__in=keys, locale=index.locale).order_by("path")


def _rows(pages: list[Page], narrators: list[Narrator], text: Any) -> Iterator[dict[str, Any]]:
    for number, page in enumerate(pages):
        narrator = narrators[min(number // STORIES_A_NARRATOR, len(narrators) - 1)]
        body = json.dumps([{"type": "text", "value": f"<p>{text(WORDS_A_STORY)}</p>", "id": str(uuid.uuid4())}])
        page.body = body
        yield {"page_ptr_id": page.pk, "narrator_id": narrator.pk, "intro": text(30), "body": body}


def _revisions(pages: list[Page], *, every: int) -> Iterator[dict[str, Any]]:
    """Twenty of each tenth page, and of the first narrator's."""
    base, kind, now = (
        ContentType.objects.get_for_model(Page),
        ContentType.objects.get_for_model(StoryPage),
        timezone.now(),
    )
    for number, page in enumerate(pages):
        if number % every == 0 or number < STORIES_A_NARRATOR:
            content = {"pk": page.pk, "title": page.title, "slug": page.slug, "body": page.body}
            common = {"base_content_type_id": base.pk, "content_type_id": kind.pk, "object_id": str(page.pk)}
            for _number in range(REVISIONS):
                yield {**common, "created_at": now, "content": content, "object_str": page.title}


def _logs(count: int, text: Any) -> Iterator[dict[str, Any]]:
    kind, now = ContentType.objects.get_for_model(StoryPage), timezone.now()
    for number in range(count):
        common = {"content_type_id": kind.pk, "timestamp": now, "uuid": uuid.uuid4(), "action": "wagtail.edit"}
        yield {**common, "page_id": 10**6 + number, "label": text(5), "data": {"title": text(5)}, "deleted": False}


def _passages(count: int, text: Any) -> Iterator[dict[str, Any]]:
    locale = Locale.objects.get(language_code="es")
    for _number in range(count):
        passage = text(20)
        yield {"locale_id": locale.pk, "data": passage, "data_hash": String._get_data_hash(passage)}


def _pictures(narrator: Narrator) -> None:
    import io

    file = io.BytesIO()
    Image.effect_noise((1200, 900), 60).convert("RGB").save(file, "JPEG")
    for number in range(5):
        picture = CoreImage(title=f"Foto {number}", collection=narrator.collection)
        picture.file.save("foto.jpg", ContentFile(file.getvalue()), save=False)
        picture.save()
        for spec in ("width-100", "width-200", "width-400", "width-800", "original"):
            picture.get_rendition(spec)
