"""The pieces that a story is made of, beside those of every page (core.blocks)."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from core.blocks import TEXT_FEATURES, CallToActBlock, QuotationBlock
from stories.recordings import AudioBlock, VideoBlock


class PictureBlock(blocks.StructBlock):
    """A picture that was drawn or generated: never a photograph of a person. Its words are written in each language."""

    image = ImageChooserBlock(label=_("picture"), help_text=_("Drawn or generated. Never a photograph of a person."))
    alt = blocks.CharBlock(
        label=_("what it shows"), max_length=250, help_text=_("For those who hear this page instead of seeing it.")
    )
    caption = blocks.CharBlock(label=_("caption"), required=False, max_length=250)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/picture.html"


class ContentNoteBlock(blocks.StructBlock):
    """Says before a hard passage what comes, and lets the reader pass over it: the passage is inside, and closed."""

    note = blocks.CharBlock(
        label=_("what comes"), max_length=160, help_text=_("Plainly, without describing it: “This part speaks of …”")
    )
    passage = blocks.RichTextBlock(label=_("the passage"), features=TEXT_FEATURES)

    class Meta:
        icon = "warning"
        label = _("Hard passage")
        template = "blocks/content_note.html"


class MomentBlock(blocks.StructBlock):
    when = blocks.CharBlock(
        label=_("when"), max_length=60, help_text=_("As vague as it must be: “a year later”, never a day.")
    )
    text = blocks.TextBlock(label=_("what happened"), max_length=400)

    class Meta:
        icon = "time"
        label = _("Moment")


class TimelineBlock(blocks.StructBlock):
    """Steps of a path, in order."""

    title = blocks.CharBlock(label=_("title"), required=False, max_length=120)
    moments = blocks.ListBlock(MomentBlock(), label=_("moments"), min_num=2, max_num=12)

    class Meta:
        icon = "history"
        label = _("Timeline")
        template = "blocks/timeline.html"


class SourceBlock(blocks.StructBlock):
    """One source: what it is, when it is from, and where it can be read."""

    what = blocks.CharBlock(
        label=_("source"),
        max_length=200,
        help_text=_("A law, a report, a study. Never a file that names people."),
    )
    when = blocks.CharBlock(label=_("date"), required=False, max_length=40, help_text=_("Of the source, e.g. 2024."))
    url = blocks.URLBlock(label=_("address of the source"), required=False)


class SourcesBlock(blocks.StructBlock):
    """What a story says beyond what its narrator lived, and who says so."""

    sources = blocks.ListBlock(SourceBlock(), label=_("sources"), min_num=1, max_num=12)

    class Meta:
        icon = "list-ul"
        label = _("Sources")
        template = "blocks/sources.html"


class StoryBody(blocks.StreamBlock):
    """A story's body."""

    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES, template="blocks/text.html", icon="pilcrow")
    quotation = QuotationBlock()
    picture = PictureBlock()
    content_note = ContentNoteBlock()
    timeline = TimelineBlock()
    audio = AudioBlock()
    video = VideoBlock()
    sources = SourcesBlock()
    call_to_act = CallToActBlock()

    class Meta:
        required = False
