"""The translator's page: the languages of a story, how far each is, and on to the review."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import TaskState

from stories import readiness, translating
from stories.forms import ReasonForm
from stories.models import StoryPage, StoryTranslationTask
from stories.models.translation_step import HAND_ON

REJECT = "reject"
LANGUAGES_ICON = "wagtail-localize-language"


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def translating_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Refused for whoever neither edits the story nor translates it. Works without JavaScript."""
    story = get_object_or_404(StoryPage, pk=pk)
    state = _state(story)
    actions = [name for name, _label, _asks in state.task.specific.get_actions(story, request.user)] if state else []
    if not actions and not story.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    asked = request.POST.get("action", "")
    form = ReasonForm(request.POST) if request.method == "POST" and asked != HAND_ON else ReasonForm()
    if request.method == "POST" and (asked == HAND_ON or form.is_valid()):
        return _carry_out(request, story, state, asked, form)
    context = {
        "story": story,
        "state": state,
        "actions": actions,
        "form": form,
        "asked": asked,
        "languages": translating.progress(story, now=timezone.now()),
        "reasons": readiness.reasons(story.get_latest_revision_as_object()),
        **_header(request, story),
    }
    return render(request, "stories/admin/translating.html", context)


def _header(request: HttpRequest, story: StoryPage) -> dict[str, Any]:
    """The way here leads through the story for those alone who may open it."""
    may_open = story.permissions_for_user(request.user).can_edit()
    way = [
        *WagtailAdminTemplateMixin.breadcrumbs_items,
        *(
            [{"url": reverse("wagtailadmin_pages:edit", args=[story.pk]), "label": story.draft_title}]
            if may_open
            else []
        ),
        {"url": "", "label": _("Translation")},
    ]
    title = f"{_('Translation')}: {story.draft_title}"
    return {"page_title": title, "header_title": title, "header_icon": LANGUAGES_ICON, "breadcrumbs_items": way}


def _carry_out(request: HttpRequest, story: StoryPage, state: TaskState | None, asked: str, form: Any) -> HttpResponse:
    if state is None:
        messages.error(request, _("This story is not with the translator any more."))
        return redirect("wagtailadmin_home")
    comment = {} if asked == HAND_ON else {"comment": form.cleaned_data["comment"]}
    try:
        state.task.specific.on_action(state, request.user, asked, **comment)
    except PermissionDenied:
        messages.error(request, _("There are passages that nobody has translated yet. The author changed the text."))
        return redirect("stories_translating", story.pk)
    said = _("It is back with its author.") if asked == REJECT else _("It is with the reviewer now.")
    messages.success(request, said)
    return redirect("wagtailadmin_home")


def _state(story: StoryPage) -> TaskState | None:
    state = story.current_workflow_task_state
    return state if state and isinstance(state.task.specific, StoryTranslationTask) else None
