"""The index of campaigns and a campaign's page."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Locale, Orderable, PageManager, TranslatableMixin
from wagtail.query import PageQuerySet

from campaigns.related import readable_stories
from core.blocks import BodyBlock
from core.models import BasePage
from donations.models import Payment
from pledges.models import Pledge, Signature
from stories.models import StoryPage

# The tracker shows all; the campaign shows enough to see that they are many.
SIGNED_SHOWN = 12


class CampaignPageQuerySet(PageQuerySet):
    def in_reader_language(self) -> "CampaignPageQuerySet":
        """Open to everybody, in the active language, in the editors' order."""
        return self.live().public().filter(locale=Locale.get_active()).order_by("path")


class CampaignIndexPage(BasePage):
    """Every campaign, in the editors' order."""

    intro = models.TextField(_("introduction"), blank=True)

    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["campaigns.CampaignPage"]
    content_panels: ClassVar = [*BasePage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("campaign index")
        verbose_name_plural = _("campaign indexes")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["campaigns"] = CampaignPage.objects.in_reader_language().child_of(self)
        return context


class CampaignPage(BasePage):
    """One thing asked of somebody, with everything that a reader can do for it.

    Its translation key is the `campaign_key` by which pledges, gifts, sign-ups and share links name it in any language.
    """

    ask = models.CharField(_("what we ask"), max_length=240, help_text=_("One sentence: who should do what."))
    intro = models.TextField(_("introduction"))
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    pledge = models.ForeignKey(
        Pledge,
        verbose_name=_("pledge"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="campaigns",
        help_text=_("Where candidates are asked to sign: the page then shows who has."),
    )
    share_text = models.CharField(
        _("text to share"), max_length=200, blank=True, help_text=_("What people send on, before the link.")
    )
    give_title = models.CharField(_("heading of giving"), max_length=120, blank=True)
    give_text = models.TextField(_("what a gift does"), blank=True)
    goal_minor = models.BigIntegerField(
        _("goal"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("In cents. Empty for a campaign without a meter."),
    )
    goal_currency = models.CharField(
        _("currency"), max_length=3, default=settings.CURRENCIES[0], choices=[(c, c) for c in settings.CURRENCIES]
    )

    objects = PageManager.from_queryset(CampaignPageQuerySet)()

    parent_page_types: ClassVar[list[str]] = ["campaigns.CampaignIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("ask"),
        FieldPanel("intro"),
        FieldPanel("body"),
        FieldPanel("pledge"),
        InlinePanel("related_stories", heading=_("Stories"), label=_("story"), max_num=3),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("give_title", "give_text", "goal_minor", "goal_currency")],
            heading=_("Giving"),
        ),
        FieldPanel("share_text"),
    ]

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["stories"] = readable_stories(self.related_stories.all(), locale_id=self.locale_id, now=timezone.now())
        if self.pledge:
            context["progress"] = self.pledge.progress()
            context["signed"] = self.signed()
        if self.goal_minor:
            context["raised_minor"] = self.raised_minor()
        return context

    def signed(self) -> "models.QuerySet[Signature]":
        """Published signatures in the pledge's own fair order, with their candidates, in one query."""
        assert self.pledge is not None  # noqa: S101 - asked for only where there is a pledge
        return self.pledge.signatures.signed().with_candidates().in_display_order(self.pledge)[:SIGNED_SHOWN]

    def raised_minor(self) -> int:
        """What was given for this campaign in the goal's currency and kept: no refunds, nothing in dispute."""
        payments = Payment.objects.filter(gift__campaign_key=self.translation_key, currency=self.goal_currency)
        kept = payments.exclude(state=Payment.State.DISPUTED).aggregate(
            kept=models.Sum(models.F("amount_minor") - models.F("refunded_minor"))
        )
        return int(kept["kept"] or 0)


class CampaignStory(TranslatableMixin, Orderable):
    """A story beside a campaign. It goes when the story goes."""

    campaign = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="related_stories")
    story = models.ForeignKey(StoryPage, verbose_name=_("story"), on_delete=models.CASCADE, related_name="+")

    panels: ClassVar = [FieldPanel("story")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("related story")
        verbose_name_plural = _("related stories")

    def __str__(self) -> str:
        return f"related story {self.pk}"
