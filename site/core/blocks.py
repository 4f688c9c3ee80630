"""The pieces that an editor composes a page of: text, quotation, figure with its source, a call to act.

Each has its template in templates/blocks/. Apps with pieces of their own extend `BodyBlock`.
"""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link"]


class QuotationBlock(blocks.StructBlock):
    """Somebody's words. `attribution` is as that person wishes to be named, with its mark if it is a pseudonym."""

    text = blocks.TextBlock(label=_("words"))
    attribution = blocks.CharBlock(label=_("who says it"), required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        template = "blocks/quotation.html"


class FigureBlock(blocks.StructBlock):
    """A number, what it counts, and who says so: no figure without its source."""

    number = blocks.CharBlock(label=_("number"), max_length=24, help_text=_("As it is shown: 6,486 or 3 of 10."))
    text = blocks.CharBlock(label=_("what it counts"), max_length=200)
    source = blocks.CharBlock(label=_("source"), max_length=160, help_text=_("Who says so, and in which year."))
    url = blocks.URLBlock(label=_("address of the source"), required=False)

    class Meta:
        icon = "order"
        label = _("Figure")
        template = "blocks/figure.html"


class FiguresBlock(blocks.StructBlock):
    """Several figures side by side."""

    figures = blocks.ListBlock(FigureBlock(), label=_("figures"), min_num=1, max_num=6)

    class Meta:
        icon = "table"
        label = _("Figures")
        template = "blocks/figures.html"


class CallToActBlock(blocks.StructBlock):
    """One thing that the reader can do now: a page of this site or an address elsewhere."""

    title = blocks.CharBlock(label=_("title"), max_length=120)
    text = blocks.TextBlock(label=_("text"), required=False)
    button = blocks.CharBlock(label=_("button"), max_length=40)
    page = blocks.PageChooserBlock(label=_("page"), required=False)
    url = blocks.URLBlock(label=_("or an address"), required=False)

    class Meta:
        icon = "pick"
        label = _("Call to act")
        template = "blocks/call_to_act.html"


class BodyBlock(blocks.StreamBlock):
    """A page's body."""

    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES, template="blocks/text.html", icon="pilcrow")
    quotation = QuotationBlock()
    figures = FiguresBlock()
    call_to_act = CallToActBlock()

    class Meta:
        required = False
