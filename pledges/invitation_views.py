"""The page behind an invitation's link. Reading it changes nothing: mail scanners follow links."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.origin import public_form
from pledges import services
from pledges.forms import AnswerForm, DeclineForm, SignForm
from pledges.models import Invitation
from pledges.steps import IllegalStep, State

FORMS: dict[str, type[AnswerForm]] = {"sign": SignForm, "decline": DeclineForm}


@public_form
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show the pledge and take the answer; say kindly why not where the link answers nothing any more."""
    related = "signature__candidate__race", "signature__candidate__party", "signature__pledge__election"
    found = Invitation.objects.by_token(token).select_related(*related, "signature__pledge__current_text").first()
    if found is None:
        return _closed(request, None, status=404)
    if found.standing(timezone.now()) != Invitation.Standing.OPEN:
        return _closed(request, found, status=200 if found.used_at else 410)
    chosen = request.POST.get("answer") if request.method == "POST" else None
    return _answer(request, found, chosen) if chosen in FORMS else _page(request, found)


def _answer(request: HttpRequest, found: Invitation, chosen: str) -> HttpResponse:
    text = found.signature.pledge.current_text
    form = FORMS[chosen](request.POST, text=text, prefix=chosen)
    if not form.is_valid():
        return _page(request, found, **{chosen: form})
    try:
        services.answer(
            invitation=found,
            step=form.step,
            text_number=form.cleaned_data["text_number"],
            now=timezone.now(),
            role=form.cleaned_data["role"],
            **form.words,
        )
    except services.TextHasChanged:
        form.text_has_changed(text)
        return _page(request, found, **{chosen: form})
    except (services.CannotAnswer, IllegalStep):
        pass  # Answered in another tab, or withdrawn, a moment ago: the page after the redirect says so.
    return redirect(request.path)


def _page(request: HttpRequest, found: Invitation, **bound: AnswerForm) -> HttpResponse:
    text = found.signature.pledge.current_text
    forms = {name: bound.get(name) or form(text=text, prefix=name) for name, form in FORMS.items()}
    context = {
        "invitation": found,
        "signature": found.signature,
        "candidate": found.signature.candidate,
        "pledge": found.signature.pledge,
        "text": text,
        "other_wordings": text.other_wordings() if text else [],
        "wants_to_decline": "decline" in bound,
        **forms,
    }
    return render(request, "pledges/invitation.html", context, status=422 if bound else 200)


def _closed(request: HttpRequest, found: Invitation | None, *, status: int) -> HttpResponse:
    standing = found.standing(timezone.now()) if found else None
    context = {
        "invitation": found,
        "signature": found.signature if found else None,
        "standing": standing.value if standing else "unknown",
        "declined": bool(found and found.signature.state == State.DECLINED),
    }
    return render(request, "pledges/invitation_closed.html", context, status=status)
