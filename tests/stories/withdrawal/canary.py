"""A story with everything that a story can leave behind."""

import io
import json
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
from django_tasks_db.models import DBTaskResult
from PIL import Image
from wagtail.admin.models import EditingSession, FormState
from wagtail.contrib.forms.models import FormSubmission
from wagtail.contrib.redirects.models import Redirect
from wagtail.embeds.models import Embed
from wagtail.log_actions import log as log_action
from wagtail.models import Comment, CommentReply, Page, PageSubscription, TaskState, UploadedFile
from wagtail_localize.models import SegmentOverride, TranslationContext

from accounts.models import User
from campaigns.models import CampaignPage, CampaignStory
from core.models import CoreDocument, CoreImage, OutboxEntry
from home.models import HomePage, HomeStory
from sandbox.models import TrayMail
from stories import services
from stories.choices import Channel
from stories.jigsaw.facets import Facet
from stories.models import (
    FacetCorrection,
    JigsawDecision,
    Narrator,
    NarratorLink,
    NarratorRequest,
    StoryIndexPage,
    StoryPage,
)
from stories.travelling import card_path
from tests.campaigns.factories import make_campaign
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
    addresses: dict[str, tuple[str, str]]
    """What stands at an address: a kind, and the language that it must be gone in."""
    lists: list[str]
    """The addresses of this site that name the story while it is there."""

    def read_again(self) -> "Canary":
        """The same, as the database has it now."""
        story, narrator = StoryPage.objects.get(pk=self.story.pk), Narrator.objects.get(pk=self.narrator.pk)
        return Canary(story, narrator, dict(self.addresses), list(self.lists))

    def of_kind(self, *kinds: str) -> list[str]:
        return [address for address, (kind, _language) in self.addresses.items() if kind in kinds]


def _picture() -> ImageFile:
    file = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(file, "PNG")
    return ImageFile(ContentFile(file.getvalue()), name=f"{slugify(TITLE)}-en-el-lago.png")


def lay(ana: User, rosa: User) -> Canary:
    """Publish it in both languages, and do everything to it that editors do."""
    narrator = make_narrator("Itzel")
    consent(narrator, "es", "en", channels=[Channel.SITE, Channel.SHARING])
    index = StoryIndexPage.objects.get(locale__language_code="es")
    image = CoreImage.objects.create(title=f"{TITLE}, foto", file=_picture(), collection=narrator.collection)
    image.tags.add("la canoa verde del lago")
    document = CoreDocument.objects.create(
        title=f"{TITLE}, acta", file=ContentFile(WORDS.encode(), name="acta.txt"), collection=narrator.collection
    )
    fields: dict[str, Any] = {"title": TITLE, "intro": WORDS, "body": [("text", f"<p>{WORDS} Itzel remaba.</p>")]}
    story = make_story(index, narrator, owner=ana, **fields)
    _comment(story, ana)
    translate(begin_translation(story, ana), ana, "The green canoe crossed before dawn, they said: {}")
    send_to_review(story, ana)
    approve_as(rosa, story)
    story = StoryPage.objects.get(pk=story.pk)
    for spec in ("width-100", "width-200", "width-300", "fill-50x50", "original"):
        image.get_rendition(spec)
    _rename(story, ana)
    story = StoryPage.objects.get(pk=story.pk)
    _edit_on(story, ana)
    alias = story.create_alias(update_slug="la-canoa-verde-otra-vez")
    Redirect.add_redirect("/historias/la-canoa-verde-de-antes", redirect_to=story, is_permanent=True)
    _withhold_a_translation(index, narrator, ana)
    english = StoryPage.objects.get(locale=locale("en"), translation_key=story.translation_key, alias_of=None)
    leave_traces(story, english, ana)
    show_elsewhere(story)
    addresses = {
        story.get_url(): ("page", "es"),
        alias.get_url(): ("alias", "es"),
        english.get_url(): ("page", "en"),
        "/historias/la-canoa-verde-de-antes/": ("redirect", "es"),
        "/historias/la-canoa-verde-de-noche/": ("old slug", "es"),
        "/en/stories/the-first-english-slug/": ("old slug", "en"),
        "/historias/la-canoa-verde-por-la-manana/": ("draft slug", "es"),
        card_path(story): ("card", "es"),
        card_path(english): ("card", "en"),
        document.url: ("document", "es"),
        image.file.url: ("picture", "es"),
        **{rendition.file.url: ("rendition", "es") for rendition in image.renditions.all()},
        **{rendition.url: ("rendition, as readers ask for it", "es") for rendition in image.renditions.all()},
    }
    lists = ["/", "/en/", "/historias/", "/en/stories/", "/historias.atom", "/en/stories.atom", "/sitemap.xml"]
    return Canary(story, narrator, addresses, [*lists, CampaignPage.objects.get(locale=locale("es")).get_url()])


def _rename(story: StoryPage, ana: User) -> None:
    """As the admin does when somebody changes an address: a redirect leads from the old one to the new."""
    for page, before in ((story, "la-canoa-verde-de-noche"), (_english(story), "the-first-english-slug")):
        now, page.slug = page.slug, before
        page.set_url_path(page.get_parent())
        page.save_revision(user=ana, changed=False, clean=False)
        old = page.get_url_parts()[2]
        page.slug = now
        page.set_url_path(page.get_parent())
        Redirect.objects.create(
            old_path=Redirect.normalise_path(old), redirect_page_id=page.pk, automatically_created=True
        )
        page.save_revision(user=ana, changed=False, clean=False)


def _english(story: StoryPage) -> StoryPage:
    found: StoryPage = StoryPage.objects.get(locale=locale("en"), translation_key=story.translation_key, alias_of=None)
    return found


def _withhold_a_translation(index: StoryIndexPage, narrator: Narrator, ana: User) -> None:
    """A second story, whose translation was begun and is shown to nobody; and a PO file that came back for it."""
    words = "Era martes cuando la abuela guardó la llave del granero en el delantal de cuadros."
    second = make_story(index, narrator, owner=ana, title="La llave del granero viejo", intro=words)
    translation = begin_translation(second, ana)
    translate(translation, ana, "It was Tuesday when grandmother hid the key of the barn: {}")
    po = translation.export_po()
    for entry in po:
        entry.msgstr = entry.msgstr if entry.msgctxt == "slug" else f"From the file that came back: {entry.msgid}"
    translation.import_po(po, user=ana)
    translation.save_target(user=ana, publish=False)
    context = TranslationContext.objects.filter(object_id=second.translation_key).first()
    SegmentOverride.objects.create(locale=locale("en"), context=context, data_json=json.dumps(words))


def show_elsewhere(story: StoryPage) -> None:
    """On the first page, and beside a campaign."""
    home = HomePage.objects.get(locale__language_code="es")
    home.chosen_stories.add(HomeStory(story=story, locale=home.locale))
    home.save_revision().publish()
    campaign = make_campaign(home)
    campaign.related_stories.add(CampaignStory(story=story, locale=campaign.locale))
    campaign.save_revision().publish()


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


def leave_traces(story: StoryPage, english: StoryPage, ana: User) -> None:
    """What the tables around a story keep of it, each by one row."""
    _leave_copies(story, ana)
    now = timezone.now()
    page = Page.objects.get(pk=story.pk)
    FormSubmission.objects.create(page=Page.objects.get(slug="home"), form_data={"message": WORDS})
    Embed.objects.create(url="https://video.example/1", hash="canary", type="rich", html=f"<p>{WORDS}</p>", title=TITLE)
    upload = ContentFile(WORDS.encode(), name=f"{slugify(TITLE)}.txt")
    documents = ContentType.objects.get_for_model(CoreDocument)
    UploadedFile.objects.create(file=upload, uploaded_by_user=ana, for_content_type=documents)
    DBTaskResult.objects.create(
        args_kwargs={"args": [[f"https://site.example/historias/{slugify(TITLE)}/"], WORDS], "kwargs": {}},
        task_path="x", queue_name="default", backend_name="default", exception_class_path="", traceback="",
        run_after=now,
    )  # fmt: skip
    mail = {"to": ["rosa@example.org"], "subject": TITLE, "text": WORDS, "html": f"<p>{WORDS}</p>", "headers": {}}
    TrayMail.objects.create(**mail)
    log_action(page, "wagtail.edit", user=ana, title=TITLE, data={"comment": {"text": WORDS}})
    log_action(story.narrator.collection, "wagtail.edit", user=ana, title=TITLE, data={"said": WORDS})
    EditingSession.objects.create(user=ana, content_type=_kind(), object_id=str(story.pk), last_seen_at=now)
    PageSubscription.objects.create(user=ana, page=page, comment_notifications=True)
    NarratorLink.make(narrator=story.narrator, by=ana, now=now)
    NarratorRequest.objects.create(narrator=story.narrator, text=f"Que no diga: {WORDS}", at=now)
    FacetCorrection.objects.create(story=story, kind="age", value="11", is_dismissed=True, by=ana, at=now)
    facets = frozenset({Facet("age", "11"), Facet("work", "teacher")})
    JigsawDecision.make(story=english, facets=facets, reason=f"Ella lo quiere así: {WORDS}", by=ana, now=now)
    state = TaskState.objects.filter(revision__object_id=str(story.pk)).first()
    TaskState.objects.filter(pk=state.pk).update(comment=f"Revisado: {WORDS}")


def _kind() -> ContentType:
    return ContentType.objects.get_for_model(StoryPage)


def _leave_copies(story: StoryPage, ana: User) -> None:
    kind = _kind()
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
