"""What everybody looks at: the tracker and each candidate's page. Every page costs the same however long the list."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from pledges import sharing
from pledges.forms import TrackerFilter
from pledges.models import Party, Pledge, Race, Signature
from pledges.models.signatures import SignatureQuerySet
from pledges.steps import Status
from pledges.validators import fold

PER_PAGE = 48
# Shared caches may answer for ten seconds, so that counts are at most that old; browsers ask each time.
SHARED_SECONDS = 10


def shared(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The same for everybody: a CDN may keep it."""

    @wraps(view)
    def cacheable(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, public=True, max_age=0, s_maxage=SHARED_SECONDS)
        return response

    return require_safe(cacheable)


def open_pledge(slug: str) -> Pledge:
    """A pledge with a text; before it has one, there is nothing to see."""
    with_text = Pledge.objects.exclude(current_text=None).select_related("election", "current_text")
    return get_object_or_404(with_text, slug=slug)


@shared
def index(request: HttpRequest) -> HttpResponse:
    pledges = list(Pledge.objects.exclude(current_text=None).select_related("election", "current_text").with_counts())
    if len(pledges) == 1:
        return redirect("pledges:tracker", pledges[0].slug)
    return render(request, "pledges/index.html", {"pledges": pledges})


@shared
def tracker(request: HttpRequest, slug: str) -> HttpResponse:
    pledge = open_pledge(slug)
    everybody = Signature.objects.filter(pledge=pledge)
    filters = TrackerFilter(
        request.GET,
        pledge=pledge,
        races=list(Race.objects.filter(candidates__signatures__pledge=pledge).distinct()),
        parties=list(Party.objects.filter(candidates__signatures__pledge=pledge).distinct()),
    )
    chosen = filters.chosen()
    status = request.GET.get("status", "")
    status = status if status in Status.values else ""
    matching = _matching(everybody, chosen, status).with_candidates().in_display_order(pledge)
    counts = everybody.status_counts()
    context = {
        "pledge": pledge,
        "text": pledge.current_text,
        "counts": {status.value: number for status, number in counts.items()},
        "total": counts[Status.SIGNED] + counts[Status.DECLINED] + counts[Status.WAITING] + counts[Status.WITHDRAWN],
        "belt": everybody.belt(pledge),
        "filters": filters,
        "chosen": chosen,
        "status_links": _status_links(counts, chosen, status),
        "page_obj": Paginator(matching, PER_PAGE).get_page(request.GET.get("page")),
        "is_filtered": bool(chosen or status),
        "status": status,
        "shares": sharing.links(pledge.title, sharing.address("pledges:tracker", pledge.slug)),
        "is_over": pledge.election.is_over(timezone.localdate()),
    }
    return render(request, "pledges/tracker.html", context)


@shared
def candidate(request: HttpRequest, slug: str, candidate_slug: str) -> HttpResponse:
    pledge = open_pledge(slug)
    signatures = Signature.objects.filter(pledge=pledge).with_candidates()
    signature = get_object_or_404(signatures, candidate__slug=candidate_slug)
    if not signature.state:
        raise Http404
    context = {
        "pledge": pledge,
        "signature": signature,
        "candidate": signature.candidate,
        "status": signature.status,
        "text": signature.text if signature.is_signed else pledge.current_text,
        "events": signature.public_events(),
        "asks": sharing.asks(signature) if signature.status == Status.WAITING else [],
        "shares": sharing.of_candidate(signature),
    }
    return render(request, "pledges/candidate.html", context)


def _matching(signatures: SignatureQuerySet, chosen: dict[str, str], status: str) -> SignatureQuerySet:
    if status:
        signatures = signatures.with_status(Status(status))
    for name, lookup in {"race": "candidate__race__slug", "area": "candidate__race__area"}.items():
        if name in chosen:
            signatures = signatures.filter(**{lookup: chosen[name]})
    if "party" in chosen:
        signatures = signatures.filter(candidate__party__slug=chosen["party"])
    for word in fold(chosen.get("q", "")).split():
        signatures = signatures.filter(candidate__sort_name__contains=word)
    return signatures


def _status_links(counts: dict[Status, int], chosen: dict[str, str], status: str) -> list[dict[str, Any]]:
    """Plain links, which keep the other filters. A status that nobody has is no filter, but for the first three."""
    always = {Status.SIGNED, Status.DECLINED, Status.WAITING}
    offered = [one for one in Status if counts[one] or one in always]
    return [
        {"title": pgettext("candidates", "All"), "query": urlencode(chosen), "is_current": not status, "count": None},
        *(
            {
                "title": one.label,
                "query": urlencode({**chosen, "status": one.value}),
                "is_current": status == one.value,
                "count": counts[one],
            }
            for one in offered
        ),
    ]
