"""The home page and the organisation's own pages."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.blocks import StreamBlock
from wagtail.fields import StreamField
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index

from campaigns.models import CampaignPage
from campaigns.related import readable_stories
from core.blocks import BodyBlock, FigureBlock
from core.models import BasePage
from stories.models import StoryPage


class HomePage(BasePage):
    """The first page in each language: one campaign, the movement's voice, stories, figures, and what to do."""

    hero_eyebrow = models.CharField(_("line above the title"), max_length=80, blank=True)
    hero_title = models.TextField(
        _("title"), max_length=120, blank=True, help_text=_("Each line of it is a line on the page.")
    )
    hero_text = models.TextField(_("opening"), blank=True)
    campaign = models.ForeignKey(
        CampaignPage,
        verbose_name=_("campaign"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    voice_title = models.CharField(_("heading of the movement's voice"), max_length=120, blank=True)
    voice_text = models.TextField(_("the movement's voice"), blank=True)
    voice_quotation = models.TextField(_("quotation"), blank=True)
    voice_attribution = models.CharField(_("who says it"), max_length=120, blank=True)
    stories_title = models.CharField(_("heading of the stories"), max_length=120, blank=True)
    stories_text = models.TextField(_("about the stories"), blank=True)
    figures_title = models.CharField(_("heading of the figures"), max_length=120, blank=True)
    figures_text = models.TextField(_("about the figures"), blank=True)
    figures = StreamField(
        StreamBlock([("figure", FigureBlock())], required=False), verbose_name=_("figures"), blank=True
    )
    give_title = models.CharField(_("heading of giving"), max_length=120, blank=True)
    give_text = models.TextField(_("what a gift does"), blank=True)
    signup_title = models.CharField(_("heading of signing up"), max_length=120, blank=True)
    signup_text = models.TextField(_("what subscribers get"), blank=True)

    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    content_panels: ClassVar = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldPanel(name) for name in ("hero_eyebrow", "hero_title", "hero_text", "campaign")],
            heading=_("Opening"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("voice_title", "voice_text", "voice_quotation", "voice_attribution")],
            heading=_("The movement's voice"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("stories_title"),
                FieldPanel("stories_text"),
                InlinePanel("chosen_stories", label=_("story"), max_num=3),
            ],
            heading=_("Stories"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("figures_title", "figures_text", "figures")], heading=_("Figures")
        ),
        MultiFieldPanel([FieldPanel("give_title"), FieldPanel("give_text")], heading=_("Giving")),
        MultiFieldPanel([FieldPanel("signup_title"), FieldPanel("signup_text")], heading=_("Signing up")),
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["campaign"] = campaign = self.campaign_in_its_language()
        if campaign and campaign.pledge:
            context["progress"] = campaign.pledge.progress()
            context["signed"] = campaign.signed()
        context["stories"] = readable_stories(self.chosen_stories.all(), locale_id=self.locale_id, now=timezone.now())
        return context

    def campaign_in_its_language(self) -> CampaignPage | None:
        """The chosen campaign's live version in this page's language, whichever version was chosen."""
        versions = CampaignPage.objects.live().public().filter(locale_id=self.locale_id)
        key = CampaignPage.objects.filter(pk=self.campaign_id).values("translation_key")
        found: CampaignPage | None = (
            versions.filter(translation_key__in=key).select_related("pledge__current_text").first()
        )
        return found


class HomeStory(TranslatableMixin, Orderable):
    """A story on the home page. It goes when the story goes."""

    home = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="chosen_stories")
    story = models.ForeignKey(StoryPage, verbose_name=_("story"), on_delete=models.CASCADE, related_name="+")

    panels: ClassVar = [FieldPanel("story")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("chosen story")
        verbose_name_plural = _("chosen stories")

    def __str__(self) -> str:
        return f"chosen story {self.pk}"


class ContentPage(BasePage):
    """A page of the organisation's own: about us, how we protect people, privacy, contact, accessibility."""

    intro = models.TextField(_("introduction"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.ContentPage"]
    subpage_types: ClassVar[list[str]] = ["home.ContentPage"]
    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("intro"), index.SearchField("body")]
    content_panels: ClassVar = [*BasePage.content_panels, FieldPanel("intro"), FieldPanel("body")]

    class Meta:
        verbose_name = _("content page")
        verbose_name_plural = _("content pages")
