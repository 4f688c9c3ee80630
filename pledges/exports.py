"""The public facts as files: anybody may keep them, count again and compare."""

import csv
from collections.abc import Callable, Iterator
from functools import wraps
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Min, Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import conditional_page, require_safe

from pledges import verify_ledger
from pledges.models import LedgerEntry, LedgerHead, Pledge, Signature
from pledges.steps import State, Status
from pledges.validators import FORMULA_STARTS
from pledges.views import SHARED_SECONDS, open_pledge


def open_data(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For any other site's page to read, with an ETag, so that asking again costs little."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        patch_cache_control(response, public=True, max_age=0, s_maxage=SHARED_SECONDS)
        return response

    return require_safe(conditional_page(opened))


@open_data
def candidates_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """One row a candidate, in the order of display. Begins with a byte order mark: spreadsheets need it for accents."""
    rows = list(_rows(open_pledge(slug)))
    sheet = StringIO()
    writer = csv.DictWriter(sheet, fieldnames=COLUMNS)
    writer.writeheader()
    writer.writerows({name: in_a_cell(value) for name, value in row.items()} for row in rows)
    response = HttpResponse("\ufeff" + sheet.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}.csv"'
    return response


@open_data
def candidates_json(request: HttpRequest, slug: str) -> HttpResponse:
    pledge = open_pledge(slug)
    text = pledge.current_text
    progress = pledge.progress()
    return _json(
        {
            "pledge": pledge.slug,
            "title": {code: wording["title"] for code, wording in text.wordings.items()} if text else {},
            "text_version": text.number if text else None,
            "text_sha256": text.fingerprints if text else {},
            "election": {
                "name": pledge.election.names,
                "date": pledge.election.election_date,
                "source": pledge.election.source_url,
                "source_read": pledge.election.source_read_date,
            },
            "order": {"kind": pledge.display_order, "seed": pledge.shuffle_seed},
            "signed": progress.signed,
            "total": progress.total,
            "candidates": list(_rows(pledge)),
        }
    )


@open_data
def ledger_json(request: HttpRequest, slug: str) -> HttpResponse:
    """Every event of this pledge. What is not public (yet) is there as commitments, without what they stand for."""
    pledge = open_pledge(slug)
    head = LedgerHead.objects.filter(pledge=pledge).first()
    name = head.name if head else pledge.slug
    genesis = verify_ledger.genesis(name)
    # An entry that is appended while this is read would lie beyond the head.
    sequence = head.sequence if head else 0
    entries = LedgerEntry.objects.of(pledge).filter(sequence__lte=sequence)
    return _json(
        {
            "format": verify_ledger.FORMAT,
            "ledger": name,
            "genesis": genesis,
            "head": {"sequence": sequence, "digest": head.digest if head else genesis},
            "entries": [{**entry.as_json(), "opened": entry.opening.public_groups()} for entry in entries],
        }
    )


@open_data
def text_file(request: HttpRequest, slug: str, number: int, language: str) -> HttpResponse:
    """The very bytes that a fingerprint is the SHA-256 of."""
    text = open_pledge(slug).texts.filter(number=number).first() if number < 2**31 else None
    if text is None or language not in text.wordings:
        raise Http404
    return HttpResponse(text.plain(language), content_type="text/plain; charset=utf-8")


@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(Path(verify_ledger.__file__).read_bytes(), content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="verify_ledger.py"'
    return response


COLUMNS = (
    "position", "candidate", "party", "race", "area", "status", "since", "text_version", "invited", "url", "source",
    "source_read",
)  # fmt: skip


def _rows(pledge: Pledge) -> Iterator[dict[str, Any]]:
    """Public facts alone: of a claim that is being verified, not even the time."""
    first_invited = Min("events__at", filter=Q(events__step=State.INVITED))
    signatures = Signature.objects.filter(pledge=pledge).with_candidates().select_related("text")
    ordered = signatures.annotate(invited=first_invited).in_display_order(pledge)
    for position, signature in enumerate(ordered, 1):
        someone, has_answered = signature.candidate, signature.status != Status.WAITING
        yield {
            "position": position,
            "candidate": someone.name,
            "party": someone.party.name if someone.party else "",
            "race": someone.race.office,
            "area": someone.race.area,
            "status": signature.status.value,
            "since": signature.state_at if has_answered else None,
            "text_version": signature.text.number if signature.text and has_answered else None,
            "invited": signature.invited,  # type: ignore[attr-defined]
            "url": settings.BASE_URL + reverse("pledges:candidate", args=[pledge.slug, someone.slug]),
            "source": someone.source_url,
            "source_read": someone.source_read_date,
        }


def in_a_cell(value: Any) -> str:
    """Text that no spreadsheet takes for a formula. Source: https://owasp.org/www-community/attacks/CSV_Injection"""
    text = "" if value is None else str(value.isoformat() if hasattr(value, "isoformat") else value)
    return f"'{text}" if text.lstrip(" \n").startswith(FORMULA_STARTS) else text


def _json(content: dict[str, Any]) -> JsonResponse:
    return JsonResponse(content, json_dumps_params={"ensure_ascii": False})
