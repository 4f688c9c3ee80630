"""Where the jigsaw, narrators' links and the editor's first page meet Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks

from stories import home_panel, jigsaw_views, link_views, translating_views


@hooks.register("register_admin_urls")
def what_stories_give_away() -> list[URLPattern]:
    return [
        path("stories/given-away/<int:pk>/", jigsaw_views.given_away, name="stories_given_away"),
        path("stories/given-away/<int:pk>/correct/", jigsaw_views.correct, name="stories_given_away_correct"),
        path("stories/given-away/<int:pk>/agree/", jigsaw_views.agree, name="stories_given_away_agree"),
        path("stories/given-away/<int:pk>/now/", jigsaw_views.recompute, name="stories_given_away_json"),
        path("stories/translating/<int:pk>/", translating_views.translating_page, name="stories_translating"),
        path("narrators/link/<uuid:pk>/", link_views.narrator_link, name="narrator_link"),
    ]


@hooks.register("construct_homepage_panels")
def show_what_waits(request: HttpRequest, panels: list[Any]) -> None:
    if home_panel.is_for(request.user):
        panels.append(home_panel.StoriesPanel())
