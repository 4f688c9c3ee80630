"""Put the demo's pages into both trees. What is there already is left as it is: somebody may have changed it."""

from collections.abc import Mapping
from typing import Any, TypeVar

from wagtail.models import Locale, Page

from campaigns.models import CampaignIndexPage, CampaignPage, CampaignStory
from home.demo import campaigns, home_page, pages
from home.demo.texts import DemoCampaign, DemoPage, Text, stream
from home.models import ContentPage, HomePage, HomeStory
from pledges.models import Pledge
from stories.models import StoryPage

SOURCE, TARGET = "es", "en"
AnyPage = TypeVar("AnyPage", bound=Page)


def ensure_page(parent: Page, model: type[AnyPage], slug: Text, texts: Mapping[str, Any], **same: Any) -> AnyPage:
    """The live page with this slug under `parent` in Spanish, and its live English twin; made where missing.

    `texts` differ by language (a Text, or a function of the language); `same` are equal in both.
    """
    found: AnyPage | None = model.objects.child_of(parent).filter(slug=slug.of(SOURCE)).first()
    if found is not None:
        return found
    page = model(slug=slug.of(SOURCE), locale=parent.locale, live=False, **_in(SOURCE, texts), **same)
    parent.add_child(instance=page)
    page.save_revision().publish()
    twin = page.copy_for_translation(Locale.objects.get(language_code=TARGET))
    for name, value in {"slug": slug.of(TARGET), **_in(TARGET, texts)}.items():
        setattr(twin, name, value)
    twin.draft_title = twin.title
    twin.save()
    twin.save_revision().publish()
    page.refresh_from_db()
    return page


def ensure_index(home: HomePage, model: type[AnyPage], slug: Text, title: Text, intro: Text) -> AnyPage:
    """An index in both languages. Every installation has one from the start, without an introduction: it gets it here."""
    texts = {"title": title, "intro": intro, "search_description": intro}
    index = ensure_page(home, model, slug, texts, show_in_menus=True)
    for version in index.get_translations(inclusive=True).select_related("locale"):
        if not version.intro:
            version.intro = version.search_description = intro.of(version.locale.language_code)
            version.save_revision().publish()
    return index


def load_content_pages(home: HomePage) -> None:
    for demo in pages.PAGES:
        ensure_page(home, ContentPage, demo.slug, _page_texts(demo), show_in_menus=True)


def load_campaigns(home: HomePage, *, pledge: Pledge, stories: Mapping[str, StoryPage]) -> list[CampaignPage]:
    index = ensure_index(home, CampaignIndexPage, campaigns.INDEX_SLUG, campaigns.INDEX_TITLE, campaigns.INDEX_INTRO)
    return [_ensure_campaign(index, demo, pledge=pledge, stories=stories) for demo in campaigns.CAMPAIGNS]


def _ensure_campaign(
    index: CampaignIndexPage, demo: DemoCampaign, *, pledge: Pledge, stories: Mapping[str, StoryPage]
) -> CampaignPage:
    texts = {
        **_page_texts(demo),
        "ask": demo.ask,
        "share_text": demo.share_text,
        "give_title": demo.give_title,
        "give_text": demo.give_text,
    }
    related = [CampaignStory(story=stories[key], sort_order=order) for order, key in enumerate(demo.stories)]
    return ensure_page(
        index,
        CampaignPage,
        demo.slug,
        texts,
        goal_minor=demo.goal_minor,
        pledge=pledge if demo.has_pledge else None,
        related_stories=related,
    )


def fill_home(home: HomePage, *, campaign: CampaignPage, stories: Mapping[str, StoryPage]) -> None:
    """Write both first pages, unless somebody has begun to."""
    for version in home.get_translations(inclusive=True).select_related("locale"):
        if version.hero_title:
            continue
        code = version.locale.language_code
        for name, value in _in(code, home_page.FIELDS).items():
            setattr(version, name, value)
        version.figures = [("figure", figure.block(code)) for figure in home_page.FIGURES]
        version.campaign = campaign.get_translation(version.locale)
        version.chosen_stories = [
            HomeStory(story=stories[key].get_translation(version.locale), sort_order=order, locale=version.locale)
            for order, key in enumerate(home_page.STORIES)
        ]
        version.save_revision().publish()


def _page_texts(demo: DemoPage) -> dict[str, Any]:
    return {
        "title": demo.title,
        "search_description": demo.teaser,
        "intro": demo.intro,
        "body": lambda code: stream(demo.body, code),
    }


def _in(code: str, texts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.of(code) if isinstance(value, Text) else value(code) for name, value in texts.items()}
