"""`{% load pseudonyms %}{% marked page %}…{% endmarked %}`: a story's text with the mark after each pseudonym."""

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString, mark_safe

from stories.names import mark_html

register = template.Library()


class MarkedNode(template.Node):
    def __init__(self, story: FilterExpression, nodelist: NodeList) -> None:
        self.story = story
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        html = self.nodelist.render(context)
        # The text is what the inner nodes rendered and escaped; only asterisks are added.
        return mark_safe(mark_html(html, self.story.resolve(context).pseudonyms))  # noqa: S308


@register.tag("marked")
def marked(parser: Parser, token: Token) -> MarkedNode:
    _tag, story = token.split_contents()
    nodelist = parser.parse(("endmarked",))
    parser.delete_first_token()
    return MarkedNode(parser.compile_filter(story), nodelist)
