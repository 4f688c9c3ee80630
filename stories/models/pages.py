"""The stories' index and a story."""

import math
from datetime import datetime
from typing import Any, ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Concat
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface, TitleFieldPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager, Workflow
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from core.media import media_in
from core.models import BasePage
from core.views import gone
from stories import faces, travelling
from stories.blocks import StoryBody
from stories.choices import Channel, Topic, places
from stories.fields import CodesField
from stories.jigsaw_panel import JigsawPanel
from stories.listing import Filters
from stories.models.consent import ConsentRecord
from stories.models.narrators import Narrator
from stories.models.publication import PublishedByConsent
from stories.models.review import story_workflow
from stories.models.tombstones import Tombstone
from stories.names import mark, split_names, unmark
from stories.page_form import StoryForm
from stories.previews import PreviewedByChannel
from stories.previews_panel import PreviewsPanel
from stories.readiness_panel import ReadinessPanel

WORDS_A_MINUTE = 200
STORIES_A_PAGE = 12
RELATED = 3


def _month(moment: datetime) -> tuple[int, int]:
    day = timezone.localdate(moment)
    return day.year, day.month


class StoryIndexPage(BasePage):
    """The list of stories in one language."""

    intro = models.TextField(_("introduction"), max_length=600, blank=True)

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["stories.StoryPage"]
    max_count_per_parent = 1
    content_panels: ClassVar = [*BasePage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("stories' index")
        verbose_name_plural = _("stories' indexes")

    def get_workflow(self) -> Workflow | None:
        """A page that is about to be made asks its parent whether there is a workflow."""
        return story_workflow()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        listed = StoryPage.objects.child_of(self).readable(timezone.now()).latest_first()
        context["filters"] = filters = Filters(request.GET)
        context["filter_groups"] = filters.groups(listed)
        context["stories"] = Paginator(filters.apply(listed), STORIES_A_PAGE).get_page(request.GET.get("page"))
        context["has_pseudonym"] = any(story.pseudonyms for story in context["stories"])
        return context


class StoryQuerySet(PageQuerySet):
    def consented(self, *, channel: Channel, now: datetime) -> "StoryQuerySet":
        """Those whose narrator's consent covers this channel, in the language that each of them is in, and what
        their pictures show."""
        language = Concat(Value(","), OuterRef("locale__language_code"), Value(","))
        covering = ConsentRecord.objects.covering(language=language, channel=channel, now=now)
        covering = covering.filter(narrator=OuterRef("narrator"))
        may_be_seen = Exists(covering.filter(with_image=True)) | ~Exists(faces.shown_untreated())
        return self.filter(Exists(covering), may_be_seen)

    def without_consent(self, *, now: datetime) -> "StoryQuerySet":
        """What is live here and must not be: consent has ended, and no worker has come by yet."""
        return self.live().exclude(pk__in=self.consented(channel=Channel.SITE, now=now).values("pk"))

    def readable(self, now: datetime) -> "StoryQuerySet":
        """What anybody may read on this site at `now`, with what a card shows, in one query."""
        live = self.live().public().consented(channel=Channel.SITE, now=now)
        return live.select_related("narrator", "locale").defer_streamfields()

    def travelling(self, now: datetime) -> "StoryQuerySet":
        """What of it may be named elsewhere too: in feeds, sitemaps, search engines and on other people's pages."""
        return self.readable(now).consented(channel=Channel.SHARING, now=now)

    def latest_first(self) -> "StoryQuerySet":
        return self.order_by("-first_published_at", "-pk")


class StoryPage(PreviewedByChannel, PublishedByConsent, BasePage):
    """A story, told by a narrator. Pseudonyms are marked whenever it is saved."""

    narrator = models.ForeignKey(Narrator, verbose_name=_("narrator"), on_delete=models.PROTECT, related_name="stories")
    intro = models.TextField(
        _("introduction"),
        max_length=400,
        help_text=_("Two or three sentences. They stand on cards and in teasers too."),
    )
    content_note = models.CharField(
        _("content note"),
        max_length=250,
        blank=True,
        help_text=_("What a reader should know before reading, plainly: “This story speaks of …”"),
    )
    body = StreamField(StoryBody(), verbose_name=_("story"), blank=True)
    other_pseudonyms = models.CharField(
        _("other pseudonyms"),
        max_length=250,
        blank=True,
        help_text=_("Names of others in this story that are not their own, with commas between. They are marked too."),
    )
    topics = CodesField(_("topics"), options=lambda: Topic.choices, blank=True)
    place = models.CharField(
        _("department"),
        max_length=6,
        blank=True,
        choices=places,
        help_text=_("Only where the narrator wants it to be known."),
    )
    reading_minutes = models.PositiveSmallIntegerField(_("reading time in minutes"), default=1, editable=False)

    objects = PageManager.from_queryset(StoryQuerySet)()
    base_form_class = StoryForm

    parent_page_types: ClassVar[list[str]] = ["stories.StoryIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [
        ReadinessPanel(heading=_("Before it is published")),
        TitleFieldPanel("title"),
        FieldPanel("narrator"),
        FieldPanel("intro"),
        FieldPanel("content_note"),
        FieldPanel("body"),
        JigsawPanel(heading=_("What the stories give away")),
        PreviewsPanel(heading=_("Previews")),
    ]
    about_panels: ClassVar = [
        MultiFieldPanel([FieldPanel("topics"), FieldPanel("place")], _("What it is about")),
        FieldPanel("other_pseudonyms"),
    ]
    promote_panels: ClassVar = [FieldPanel("slug")]
    settings_panels: ClassVar = BasePage.settings_panels
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Story")),
            ObjectList(about_panels, heading=_("About")),
            ObjectList(promote_panels, heading=_("Address")),
            ObjectList(settings_panels, heading=_("Time")),
        ]
    )
    search_fields: ClassVar = [
        *BasePage.search_fields,
        index.SearchField("intro"),
        index.SearchField("body"),
        index.SearchField("place_name"),
        index.FilterField("narrator"),
    ]
    translatable_fields: ClassVar = [
        TranslatableField("title"),
        TranslatableField("slug"),
        TranslatableField("intro"),
        TranslatableField("content_note"),
        TranslatableField("body"),
        SynchronizedField("narrator", overridable=False),
        SynchronizedField("other_pseudonyms", overridable=False),
        SynchronizedField("topics", overridable=False),
        SynchronizedField("place", overridable=False),
    ]

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    @property
    def pseudonyms(self) -> list[str]:
        """Every name in this story that carries the mark."""
        narrator = [self.narrator.shown_name] if self.narrator.is_pseudonym else []
        return narrator + split_names(self.other_pseudonyms)

    @property
    def topic_names(self) -> list[str]:
        return [str(label) for code, label in Topic.choices if code in self.topics]

    @property
    def place_name(self) -> str:
        return str(self.get_place_display())

    @property
    def changed_later(self) -> bool:
        """In a later month than it was published in: readers are told months, never days."""
        first, last = self.first_published_at, self.last_published_at
        return bool(first and last and _month(first) < _month(last))

    @property
    def reading_time(self) -> str:
        count = self.reading_minutes
        return ngettext("%(count)d minute", "%(count)d minutes", count) % {"count": count}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context |= travelling.of_story(self, now=timezone.now())
        context["first_audio"] = next((block for block in self.body if block.block_type == "audio"), None)
        context["related"] = self.related(now=timezone.now())
        context["related_has_pseudonym"] = any(story.pseudonyms for story in context["related"])
        return context

    @classmethod
    def get_indexed_objects(cls) -> "StoryQuerySet":
        """Whoever has withdrawn is in no index, and comes back into none when a page is saved or it is built anew."""
        withdrawn = Tombstone.objects.values("narrator_id")
        everything: StoryQuerySet = super().get_indexed_objects()
        return everything.exclude(narrator_id__in=withdrawn)

    def may_be_named(self, *, now: datetime) -> bool:
        mine = StoryPage.objects.live().filter(pk=self.pk)
        return bool(mine.consented(channel=Channel.SITE, now=now).exists())

    def readable_versions(self, *, now: datetime) -> StoryQuerySet:
        found: StoryQuerySet = self.get_translations(inclusive=True).readable(now)
        return found

    def shows(self, media: Any) -> bool:
        """Is this picture, recording or document in its text?"""
        return (type(media), str(media.pk)) in media_in(self.body)

    def related(self, *, now: datetime) -> list["StoryPage"]:
        """A few other stories in this language: most topics in common first, then the same place."""
        others = StoryPage.objects.filter(locale=self.locale).exclude(pk=self.pk).readable(now).latest_first()[:24]
        return sorted(others, key=self._distance)[:RELATED]

    def _distance(self, other: "StoryPage") -> tuple[int, bool]:
        shared = len(set(other.topics) & set(self.topics))
        return -shared, not (self.place and other.place == self.place)

    def check_request_method(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse | None:
        """Of what may not be read nobody learns which methods it would take, nor so that it is there."""
        if request.method not in {"GET", "HEAD"} and not self.may_be_named(now=timezone.now()):
            return gone(request)  # `serve` answers the other two.
        answer: HttpResponse | None = super().check_request_method(request, *args, **kwargs)
        return answer

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """410 from the moment that consent ends or covers its pictures no more, even before a worker unpublishes it.

        No copy is kept by a browser or a cache: a shared computer must not give a reader away, and a withdrawn story
        must be gone.
        """
        may_be_read = self.may_be_named(now=timezone.now())
        response: HttpResponse = super().serve(request, *args, **kwargs) if may_be_read else gone(request)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "private, no-store"
        return response

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Every way of saving comes by here or by `save`."""
        self._mark_pseudonyms()
        super().full_clean(*args, **kwargs)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("update_fields") is None:
            self.settle()
        super().save(*args, **kwargs)

    def settle(self) -> None:
        """What the machine sets by itself: marks, teaser, reading time."""
        self._mark_pseudonyms()
        self.reading_minutes = self._count_minutes()

    def _mark_pseudonyms(self) -> None:
        if not self.narrator_id:
            return
        own = [] if self.narrator.is_pseudonym else [self.narrator.shown_name]
        for field in ("title", "seo_title", "intro", "content_note"):
            setattr(self, field, mark(unmark(getattr(self, field), own), self.pseudonyms))
        # Teasers everywhere are search descriptions; a story's is its introduction, marks and all.
        self.search_description = self.intro

    def _count_minutes(self) -> int:
        words = len(strip_tags(" ".join(self.body.stream_block.get_searchable_content(self.body))).split())
        return max(1, math.ceil(words / WORDS_A_MINUTE))
