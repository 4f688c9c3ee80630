"""Where stories meet Wagtail's admin: its menu, and the ways of publishing that a story does not have."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.viewsets import ViewSetGroup
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.views.convert import convert_to_alias
from wagtail_localize.views.edit_translation import stop_translation
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from core.views import gone
from stories import consent_hooks, parity, readiness, services, translating, translations  # noqa: F401 - registers its pages
from stories.guarding import admin as guard_admin  # noqa: F401 - registers its pages
from stories.menu import TranslateItem
from stories.models import StoryIndexPage, StoryPage, StoryReviewTask, StoryTranslationTask
from stories.models.review import wrote
from stories.permissions import may_end_translation
from stories.viewsets import PeopleViewSetGroup


@hooks.register("register_admin_viewset")
def register_people() -> ViewSetGroup:
    return PeopleViewSetGroup()


@hooks.register("construct_page_action_menu")
def offer_no_publishing(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """A story is published by its review's approval: there is no button beside it."""
    page, parent = context.get("page"), context.get("parent_page")
    if isinstance(page, StoryPage) or (page is None and isinstance(parent, StoryIndexPage)):
        menu_items[:] = [item for item in menu_items if item.name != "action-publish"]


@hooks.register("register_page_action_menu_item")
def offer_translation() -> TranslateItem:
    return TranslateItem(order=50)


@hooks.register("before_publish_page")
def send_to_review(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Whoever posts "publish" all the same has a saved draft, and is told what to do with it."""
    if not isinstance(page, StoryPage):
        return None
    messages.warning(request, _("Saved as a draft. A story is published by approving it in its review."))
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def refuse_to_publish_many(
    request: HttpRequest, action_type: str, objects: Sequence[Page], action: Any
) -> HttpResponse | None:
    """Stories are approved one by one; with `include descendants` an index brings its stories along, and so does what
    stands above it."""
    deep = bool(request.POST.get("include_descendants"))
    if action_type != "publish" or not any(_brings_stories(page, deep=deep) for page in objects):
        return None
    messages.error(request, _("Stories are published one by one, by approving each in its review."))
    return redirect("wagtailadmin_explore", objects[0].get_parent().pk)


def _brings_stories(page: Page, *, deep: bool) -> bool:
    is_of_stories = isinstance(page.specific, StoryPage | StoryIndexPage)
    return is_of_stories or (deep and StoryPage.objects.descendant_of(page).exists())


@hooks.register("before_edit_page")
def say_why_approval_is_missing(request: HttpRequest, page: Page) -> None:
    """To whoever could approve it otherwise; everybody finds the same points on the form."""
    task = page.current_workflow_task if isinstance(page, StoryPage) else None
    if request.method != "GET" or not isinstance(task, StoryReviewTask) or not task.user_may_act(request.user):
        return
    reasons = readiness.reasons(page.get_latest_revision_as_object())
    if wrote(request.user, page):
        reasons.append(_("You wrote this: somebody else approves it."))
    if reasons:
        messages.warning(request, " ".join([_("It cannot be approved yet."), *reasons]))


@hooks.register("after_edit_page")
def show_translators_the_new_text(request: HttpRequest, page: Page) -> None:
    """The author may still mend the text while it is with the translator, who sees it at once."""
    if isinstance(page, StoryPage) and isinstance(page.current_workflow_task, StoryTranslationTask):
        translating.bring_in_step(page, by=request.user, now=timezone.now())


@hooks.register("before_edit_page", order=-1)
def publish_translation(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The translation editor's own Publish button saves and publishes under one name; here two people are needed."""
    if not isinstance(page, StoryPage) or request.method != "POST" or request.POST.get("action") != "publish":
        return None
    found = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale, enabled=True
    ).first()
    if found is None:
        return None
    if not page.permissions_for_user(request.user).can_publish():
        messages.error(request, _("Translations of a story are published with it, by its review."))
    else:
        _publish_and_tell(request, found)
    return redirect("wagtailadmin_pages:edit", page.pk)


def _publish_and_tell(request: HttpRequest, translation: Translation) -> None:
    outcome = translations.publish_on_request(translation, by=request.user, now=timezone.now())
    tell = messages.success if outcome is translations.Outcome.PUBLISHED else messages.error
    tell(request, f"{translation.target_locale.get_display_name()}: {outcome.value}")
    story = translation.source.get_source_instance()
    if outcome is translations.Outcome.PUBLISHED and not story.live:
        words = _("%(language)s is withheld now: it tells what the translation leaves out. Take it out there too.")
        messages.warning(request, words % {"language": story.locale.get_display_name()})


@hooks.register("register_log_actions")
def log_what_is_withheld(actions: Any) -> None:
    actions.register_action(
        parity.WITHHELD,
        gettext_lazy("Withhold"),
        gettext_lazy("Withheld until it matches the story's other language, which tells less"),
    )


@hooks.register("register_admin_urls", order=-1)
def guard_translation_sync() -> list[URLPattern]:
    """Stands before wagtail-localize's view, which publishes for anybody who may submit a translation."""
    return [
        path("localize/update/<int:translation_source_id>/", update_translations),
        path("localize/submit/page/<int:page_id>/", submit_translation),
        path("localize/translate/<int:translation_id>/disable/", stop),
        path("localize/page/<int:page_id>/convert_to_alias/", make_alias),
    ]


def submit_translation(request: HttpRequest, page_id: int) -> HttpResponse:
    """A story is translated into what its narrator agreed to, and into nothing else."""
    page = get_object_or_404(Page, pk=page_id).specific
    if request.method == "POST" and isinstance(page, StoryPage):
        asked = Locale.objects.filter(pk__in=[pk for pk in request.POST.getlist("locales") if pk.isdigit()])
        if refused := translating.uncovered(page, asked, now=timezone.now()):
            names = ", ".join(str(locale.get_display_name()) for locale in refused)
            messages.error(request, _("The narrator's consent does not cover: %(languages)s.") % {"languages": names})
            return redirect("wagtailadmin_pages:edit", page.pk)
    response: HttpResponse = SubmitPageTranslationView.as_view()(request, page_id=page_id)
    return response


def stop(request: HttpRequest, translation_id: int) -> HttpResponse:
    """wagtail-localize lets everybody who may translate end a translation, too."""
    _refuse_to_end(request, get_object_or_404(Translation, pk=translation_id).get_target_instance())
    response: HttpResponse = stop_translation(request, translation_id)
    return response


def make_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    _refuse_to_end(request, get_object_or_404(Page, pk=page_id).specific)
    response: HttpResponse = convert_to_alias(request, page_id)
    return response


def _refuse_to_end(request: HttpRequest, page: Any) -> None:
    if isinstance(page, StoryPage) and not may_end_translation(request.user, page):
        raise PermissionDenied


def update_translations(request: HttpRequest, translation_source_id: int) -> HttpResponse:
    source = get_object_or_404(TranslationSource, pk=translation_source_id)
    is_story = source.specific_content_type.model_class() is StoryPage
    if is_story and request.POST.get("publish_translations"):
        messages.error(request, _("Translations of a story are published with it, by its review."))
        return redirect(reverse("wagtail_localize:update_translations", args=[source.pk]))
    if is_story and request.method == "POST":
        story = source.get_source_instance()
        translating.bring_in_step(story, by=request.user, now=timezone.now())
        messages.success(request, _("The translations show the latest draft now."))
        return redirect("wagtailadmin_pages:edit", story.pk)
    response: HttpResponse = UpdateTranslationsView.as_view()(request, translation_source_id=translation_source_id)
    return response


@hooks.register("before_serve_document")
@hooks.register("before_serve_picture")
def serve_with_consent(media: Any, request: HttpRequest) -> HttpResponse | None:
    """A narrator's pictures, recordings and documents go when the last story that shows them does; editors see them."""
    if request.user.has_perm("wagtailadmin.access_admin") or services.may_be_seen(media, now=timezone.now()):
        return None
    return gone(request)
