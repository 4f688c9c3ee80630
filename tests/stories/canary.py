"""A story with everything that a story can leave behind."""

import io
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import timezone
from django.utils.text import slugify
from PIL import Image
from wagtail.admin.models import FormState
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Comment, CommentReply, Page

from accounts.models import User
from core.models import CoreDocument, CoreImage, OutboxEntry
from stories import services
from stories.models import Narrator, StoryIndexPage, StoryPage
from tests.stories.factories import (
    approve_as,
    begin_translation,
    consent,
    locale,
    make_narrator,
    make_story,
    send_to_review,
    translate,
)

WORDS = "La canoa verde cruzó el lago de madrugada y la abuela encendió tres candelas junto a la ventana."
TITLE = "La canoa verde de madrugada"


@dataclass
class Canary:
    story: StoryPage
    narrator: Narrator
    addresses: dict[str, str]
    """Each address, and the language that it must be gone in."""


def _picture() -> ImageFile:
    file = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(file, "PNG")
    return ImageFile(ContentFile(file.getvalue()), name=f"{slugify(TITLE)}-en-el-lago.png")


def lay(ana: User, rosa: User) -> Canary:
    """Publish it in both languages, and do everything to it that editors do."""
    narrator = make_narrator("Itzel")
    consent(narrator, "es", "en")
    index = StoryIndexPage.objects.get(locale__language_code="es")
    image = CoreImage.objects.create(title=f"{TITLE}, foto", file=_picture(), collection=narrator.collection)
    image.tags.add("la canoa verde del lago")
    document = CoreDocument.objects.create(
        title=f"{TITLE}, acta", file=ContentFile(WORDS.encode(), name="acta.txt"), collection=narrator.collection
    )
    fields: dict[str, Any] = {"title": TITLE, "intro": WORDS, "body": [("text", f"<p>{WORDS} Itzel remaba.</p>")]}
    story = make_story(index, narrator, owner=ana, **fields)
    story.get_latest_revision()
    _comment(story, ana)
    translate(begin_translation(story, ana), ana, "The green canoe crossed before dawn, they said: {}")
    send_to_review(story, ana)
    approve_as(rosa, story)
    story = StoryPage.objects.get(pk=story.pk)
    for spec in ("width-100", "width-200", "width-300", "fill-50x50", "original"):
        image.get_rendition(spec)
    _edit_on(story, ana)
    alias = story.create_alias(update_slug="la-canoa-verde-otra-vez")
    Redirect.add_redirect("/historias/la-canoa-verde-de-antes", redirect_to=story, is_permanent=True)
    _leave_traces(story, ana)
    english = StoryPage.objects.get(locale=locale("en"), narrator=narrator)
    addresses = {
        story.get_url(): "es",
        alias.get_url(): "es",
        english.get_url(): "en",
        "/historias/la-canoa-verde-de-antes/": "es",
        "/historias/la-canoa-verde-por-la-manana/": "es",
        document.url: "es",
        image.file.url: "es",
        image.renditions.all()[0].file.url: "es",
    }
    return Canary(story, narrator, addresses)


def _edit_on(story: StoryPage, ana: User) -> None:
    """A draft under another slug, and a change that waits for its hour."""
    story.slug = "la-canoa-verde-por-la-manana"
    story.save_revision(user=ana)
    story.slug = StoryPage.objects.get(pk=story.pk).slug
    story.intro = WORDS + " Después amaneció."
    story.go_live_at = timezone.now() + timedelta(days=3)
    revision = story.save_revision(user=ana)
    revision.approved_go_live_at = story.go_live_at
    revision.save()


def _comment(story: StoryPage, ana: User) -> None:
    page = Page.objects.get(pk=story.pk)
    comment = Comment.objects.create(page=page, user=ana, text=f"¿Queda así? {WORDS}", contentpath="intro")
    CommentReply.objects.create(comment=comment, user=ana, text=f"Sí: {WORDS}")


def _leave_traces(story: StoryPage, ana: User) -> None:
    kind = ContentType.objects.get_for_model(StoryPage)
    form = {"data": f"intro={WORDS}", "last_updated_at": timezone.now()}
    FormState.objects.create(user=ana, content_type=kind, object_id=str(story.pk), **form)
    LogEntry.objects.create(
        user=ana,
        content_type=kind,
        object_id=str(story.pk),
        object_repr=TITLE,
        action_flag=CHANGE,
        change_message=WORDS,
    )

    Session.objects.create(
        session_key="canary", session_data=SessionStore().encode({"typed": WORDS}), expire_date=timezone.now()
    )
    OutboxEntry.objects.create(kind="x", key="canary", payload={"text": WORDS}, next_attempt_at=timezone.now())


def another() -> Any:
    """Somebody else's story, with a picture and a document, that must stay as it is."""
    narrator = services.add_narrator(shown_name="Jacinta")
    consent(narrator, "es")
    index = StoryIndexPage.objects.get(locale__language_code="es")
    CoreDocument.objects.create(
        title="El acta de otra persona", file=ContentFile(b"otra cosa", name="otra.txt"), collection=narrator.collection
    )
    words = "Otra vida, en otra montaña, donde llovía siempre y se cantaba."
    return make_story(index, narrator, live=True, title="Otra vida en la montaña", intro=words)
