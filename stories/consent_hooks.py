"""Where the jigsaw, narrators' links and the editor's first page meet Wagtail's admin."""

from django.urls import URLPattern, path
from wagtail import hooks

from stories import jigsaw_views


@hooks.register("register_admin_urls")
def what_stories_give_away() -> list[URLPattern]:
    return [
        path("stories/given-away/<int:pk>/", jigsaw_views.given_away, name="stories_given_away"),
        path("stories/given-away/<int:pk>/correct/", jigsaw_views.correct, name="stories_given_away_correct"),
        path("stories/given-away/<int:pk>/now/", jigsaw_views.recompute, name="stories_given_away_json"),
    ]
