"""What a person sees whose save was refused, and what is noted of it: where, by which role, and never what."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from stories.guarding import memory, refused
from stories.guarding.files import texts_in
from stories.guarding.forms import words
from stories.guarding.found import GuardedTermFound
from stories.guarding.terms import role_of
from stories.models import BlockedAttempt, GuardedTerm

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
UNPROCESSABLE = 422
PO_FILE = "wagtail_localize:upload_pofile"
PASSAGES = {"wagtail_localize:edit_string_translation", "wagtail_localize:edit_override"}


class GuardMiddleware:
    """Answers 422 instead of 500 where the total layer refused, and writes down what was blocked in the admin."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SAFE_METHODS or not _is_admin(request):
            return self.get_response(request)
        refusals = refused.Refusals(request)
        token = refused.current.set(refusals)
        try:
            response = self.get_response(request)
        finally:
            refused.current.reset(token)
        _record(refusals)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        """A PO file is read before wagtail-localize writes it to a temporary file, which it leaves where it fails."""
        # The address first: asking for the files reads the body, which Stripe's webhook must read raw.
        if not request.resolver_match or request.resolver_match.view_name != PO_FILE:
            return None
        terms = memory.current()
        for name, file in request.FILES.items():
            found = [] if terms.is_empty else [text for text in texts_in(file) if terms.finds_in(text)]  # type: ignore[arg-type]
            if found:
                refused.note(found)
                refused.place("wagtail_localize_stringtranslation", [name])
                with translation.override(_language(request)):
                    kind = _("PO file")
                    messages.error(request, f"{kind}: {words()}")
                return redirect(request.META.get("HTTP_REFERER") or "wagtailadmin_home")
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        found = _refusal_in(error)
        if found is None:
            return None
        refused.place(found.table, found.columns)
        with translation.override(_language(request)):
            return _answer(request, found)


def _is_admin(request: HttpRequest) -> bool:
    return request.path_info.startswith(settings.ADMIN_PATHS)


def _refusal_in(error: BaseException | None) -> GuardedTermFound | None:
    while error is not None and not isinstance(error, GuardedTermFound):
        error = error.__cause__ or error.__context__
    return error


def _language(request: HttpRequest) -> str:
    """The admin speaks its user's language; its own middleware is left by now."""
    language = getattr(request.user, "language", "") if _is_admin(request) else ""
    return language or translation.get_language() or settings.LANGUAGE_CODE


def _answer(request: HttpRequest, found: GuardedTermFound) -> HttpResponse:
    if not _is_admin(request):
        # Says less: whoever is not of the house is not told that something is guarded.
        return render(request, "422.html", status=UNPROCESSABLE)
    if _is_passage(request):
        # The side-by-side editor shows the error of a passage only out of an answer of 200; to it, every other status
        # is a "Server error". What was typed goes back into its field.
        return JsonResponse({"data": request.POST.get("value", ""), "error": words()})
    message = f"{found.where}. {words()}" if found.where else words()
    if "text/html" not in request.headers.get("Accept", "text/html") or _is_script(request):
        return JsonResponse({"error": message, "success": False, "error_message": message}, status=UNPROCESSABLE)
    return render(request, "stories/admin/guarded.html", {"where": found.where}, status=UNPROCESSABLE)


def _is_passage(request: HttpRequest) -> bool:
    return bool(request.resolver_match and request.resolver_match.view_name in PASSAGES)


def _is_script(request: HttpRequest) -> bool:
    return request.method in {"PUT", "PATCH"} or refused.is_script(request)


def _record(refusals: refused.Refusals) -> None:
    """One line for each place."""
    match = refusals.request.resolver_match
    way = match.view_name if match else ""
    if not refusals.places or refusals.is_preview:
        return
    now = timezone.now()
    role = role_of(getattr(refusals.request, "user", None))
    BlockedAttempt.objects.bulk_create(
        BlockedAttempt(at=now, table=table[:100], columns=columns[:200], role=role, way=way[:100])
        for table, columns in sorted(refusals.places)
    )
    GuardedTerm.objects.filter(pk__in=refusals.terms).update(last_hit_on=timezone.localdate(now))
