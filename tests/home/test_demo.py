"""The demo's content: loaded once however often it is asked for, whole in both languages, and true to its own rules."""

import re
from html import unescape
from typing import Any

from django.core.management import call_command
from django.test import Client
from wagtail.models import Page

from campaigns.models import CampaignPage
from home.demo import candidates, figures
from home.demo.stories import STORIES
from home.models import ContentPage, HomePage
from pledges.models import Candidate, Pledge, Signature
from pledges.steps import State
from stories.models import ConsentRecord, Narrator, StoryPage

HREFLANG = re.compile(r'<link rel="alternate" hreflang="(\w+)" href="([^"]+)"')


def everything() -> dict[str, Any]:
    models = (Page, Narrator, ConsentRecord, Candidate, Signature, Pledge)
    counts = {model.__name__: model._default_manager.count() for model in models}
    return {**counts, "revisions": list(Page.objects.order_by("pk").values_list("pk", "latest_revision_id", "title"))}


def public_paths() -> list[str]:
    pages = Page.objects.live().filter(depth__gte=2).order_by("path")
    return [page.get_url() for page in pages]


def test_loading_twice_is_loading_once(demo: None) -> None:
    before = everything()
    call_command("load_demo", verbosity=0)
    assert everything() == before


def test_loading_again_keeps_what_an_editor_changed(demo: None) -> None:
    home = HomePage.objects.get(locale__language_code="es")
    home.hero_title = "Otra manera de decirlo"
    home.save_revision().publish()
    campaign = CampaignPage.objects.get(slug="children-come-first")
    campaign.title = "Another title"
    campaign.save_revision().publish()
    call_command("load_demo", verbosity=0)
    assert HomePage.objects.get(pk=home.pk).hero_title == "Otra manera de decirlo"
    assert CampaignPage.objects.get(pk=campaign.pk).title == "Another title"


def test_every_page_answers_and_names_its_twin_in_the_other_language(demo: None, client: Client) -> None:
    paths = public_paths()
    assert len(paths) == 2 * (1 + 5 + 1 + 2 + 1 + 5)
    for path in paths:
        response = client.get(path)
        assert response.status_code == 200, path
        assert not response.cookies, path
        twins = {code: "/" + url.split("/", 3)[3] for code, url in HREFLANG.findall(response.content.decode())}
        assert set(twins) == {"es", "en"}, path
        assert twins["en" if path.startswith("/en/") else "es"] == path
        assert twins["es"] in paths
        assert twins["en"] in paths


def test_no_page_is_left_in_the_wrong_language(demo: None) -> None:
    spanish, english = (Page.objects.live().filter(locale__language_code=code, depth__gt=2) for code in ("es", "en"))
    titles_es = dict(spanish.values_list("translation_key", "title"))
    titles_en = dict(english.values_list("translation_key", "title"))
    assert titles_es.keys() == titles_en.keys()
    assert not [key for key in titles_es if titles_es[key] == titles_en[key]]


def test_four_or_more_stories_are_told_under_pseudonyms_and_one_under_a_name_of_choice(demo: None) -> None:
    stories = StoryPage.objects.live().filter(locale__language_code="es").select_related("narrator")
    names = {story.narrator.marked_name for story in stories}
    assert len([name for name in names if name.endswith("*")]) >= 4
    assert [name for name in names if not name.endswith("*")] == ["Alma Tecún Rivas"]
    assert all(story.content_note for story in stories)


def test_every_pseudonym_is_marked_wherever_its_story_is_told(demo: None, client: Client) -> None:
    for story in StoryPage.objects.live().select_related("narrator"):
        main = client.get(story.get_url()).content.decode().split("<main", 1)[1].split("</main>")[0]
        text = unescape(re.sub(r"<[^>]+>", " ", main))
        for name in story.pseudonyms:
            assert not re.findall(rf"\b{name}\b(?!\*)", text), (story.title, name)


def test_candidates_stand_in_every_state_and_two_different_people_verified(demo: None) -> None:
    signatures = Signature.objects.filter(pledge__slug=candidates.PLEDGE_SLUG)
    states = set(signatures.values_list("state", flat=True))
    assert 10 <= signatures.count() <= 14
    assert states == {
        State.LISTED, State.INVITED, State.DELIVERED, State.CLAIMED, State.VERIFIED, State.PUBLISHED, State.DECLINED,
        State.WITHDRAWN,
    }  # fmt: skip
    for signature in signatures.filter(state=State.PUBLISHED):
        assert signature.verified_by_id != signature.published_by_id


def test_each_figure_has_a_source_with_its_time_in_both_languages() -> None:
    found = [value for value in vars(figures).values() if isinstance(value, figures.Figure)]
    assert len(found) >= 10
    for figure in found:
        for text in (*figure.number, *figure.text, *figure.source):
            assert text.strip()
        assert re.search(r"\d{4}|primer año", figure.source.es)
        assert re.search(r"\d{4}|first year", figure.source.en)


def test_what_is_written_twice_says_as_much_in_both_languages() -> None:
    """A translation that lost a paragraph would show: both have as many, and neither is much shorter."""
    for story in STORIES:
        for piece in story.body:
            (_kind, spanish), (_kind, english) = piece.block("es"), piece.block("en")
            if isinstance(spanish, str):
                assert spanish.count("<p>") == english.count("<p>"), story.key
                assert spanish.count("<h2>") == english.count("<h2>"), story.key
            assert 0.8 < len(str(spanish)) / len(str(english)) < 1.25, story.key


def test_content_pages_are_in_the_footer_of_every_page(demo: None, client: Client) -> None:
    footer = client.get("/en/").content.decode().split("<footer", 1)[1]
    for page in ContentPage.objects.filter(locale__language_code="en"):
        assert page.title in unescape(footer)


def test_both_indexes_say_what_they_hold(demo: None, client: Client) -> None:
    for path in ("/historias/", "/en/stories/", "/campanas/", "/en/campaigns/"):
        assert 'class="lede"' in client.get(path).content.decode(), path
