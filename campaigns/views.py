"""A member's sharing pages. Everything here is the signed-in person's own; nobody else's link can be named."""

import uuid
from dataclasses import dataclass
from io import BytesIO

import segno
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from campaigns import services
from campaigns.models import CampaignPage, ShareCount, ShareLink
from campaigns.models.links import FEWEST_SHOWN
from core.share_kit import ShareKit, share_kit


@dataclass(frozen=True)
class ShownCount:
    """A count as its owner may see it: no number below ten, so that a number points at nobody."""

    label: str
    number: int | None


@never_cache
@login_required
@require_safe
def share(request: HttpRequest) -> HttpResponse:
    """Every campaign, with the member's own link and what it brought."""
    owner_id = _owner(request)
    campaigns = list(CampaignPage.objects.in_reader_language())
    links = {link.campaign_key: link for link in ShareLink.objects.active().filter(owner_id=owner_id)}
    totals = ShareCount.objects.totals(owner_id=owner_id)
    rows = [
        {
            "campaign": campaign,
            "link": links.get(campaign.translation_key),
            "counts": shown_counts(totals.get(campaign.translation_key, {})),
        }
        for campaign in campaigns
    ]
    return render(request, "campaigns/share.html", {"rows": rows, "fewest": FEWEST_SHOWN})


@never_cache
@login_required
@require_safe
def share_campaign(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """One campaign: link, QR code, ready texts by channel and language, counts, and how to end the link."""
    campaign, owner_id = _campaign(key), _owner(request)
    link = ShareLink.objects.of(owner_id, key).active().first()
    context = {
        "campaign": campaign,
        "link": link,
        "qr": qr_svg(link) if link else "",
        "kits": _kits_by_language(campaign, link) if link else [],
        "counts": shown_counts(ShareCount.objects.totals(owner_id=owner_id).get(key, {})),
        "fewest": FEWEST_SHOWN,
    }
    return render(request, "campaigns/share_campaign.html", context)


@never_cache
@login_required
@require_safe
def qr_code(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The QR code of the member's own link, as an SVG file to print."""
    link = ShareLink.objects.of(_owner(request), key).active().first()
    if link is None:
        raise Http404
    response = HttpResponse(qr_file(link), content_type="image/svg+xml")
    response["Content-Disposition"] = 'attachment; filename="qr.svg"'
    return response


@never_cache
@login_required
@require_POST
def make_link(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    _campaign(key)
    services.link_for(owner_id=_owner(request), campaign_key=key, now=timezone.now())
    return redirect("campaigns:share-campaign", key=key)


@never_cache
@login_required
def rotate_link(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Asks first; the POST ends the present link and makes another."""
    campaign = _campaign(key)
    if request.method != "POST":
        return render(request, "campaigns/rotate_link.html", {"campaign": campaign})
    services.rotate_link(owner_id=_owner(request), campaign_key=key, now=timezone.now())
    return redirect("campaigns:share-campaign", key=key)


@never_cache
@login_required
def revoke_link(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Asks first; the POST ends the present link."""
    campaign = _campaign(key)
    if request.method != "POST":
        return render(request, "campaigns/revoke_link.html", {"campaign": campaign})
    services.revoke_link(owner_id=_owner(request), campaign_key=key, now=timezone.now())
    return redirect("campaigns:share-campaign", key=key)


def shown_counts(totals: dict[str, int]) -> list[ShownCount]:
    """Every kind, with its number only from ten upwards."""
    numbers = [(kind, totals.get(kind.value, 0)) for kind in ShareCount.Kind]
    return [ShownCount(str(kind.label), number if number >= FEWEST_SHOWN else None) for kind, number in numbers]


def qr_svg(link: ShareLink) -> SafeString:
    """For the page itself. Without a style attribute, which our content policy would drop."""
    svg = _qr(link).svg_inline(scale=6, border=3, light="#fff", omitsize=True, svgclass="qr")
    return mark_safe(svg)  # noqa: S308 - drawn by segno from an address of ours


def qr_file(link: ShareLink) -> bytes:
    """For printing: an SVG file of its own."""
    file = BytesIO()
    _qr(link).save(file, kind="svg", scale=10, border=4, light="#fff")
    return file.getvalue()


def _qr(link: ShareLink) -> segno.QRCode:
    """Medium error correction: paper gets stained."""
    return segno.make(link.short_url, error="m", micro=False)


def _kits_by_language(campaign: CampaignPage, link: ShareLink) -> list[tuple[str, ShareKit]]:
    """The kit in every language that the campaign is live in, the reader's first."""
    kits = []
    versions = campaign.get_translations(inclusive=True).live().public().select_related("locale")
    for page in sorted(versions, key=lambda page: page.locale_id != campaign.locale_id):
        with translation.override(page.locale.language_code):
            kit = share_kit(url=link.short_url, title=page.title, text=page.share_text or page.ask)
        kits.append((page.locale.language_code, kit))
    return kits


def _campaign(key: uuid.UUID) -> CampaignPage:
    campaign = CampaignPage.objects.in_reader_language().filter(translation_key=key).first()
    if campaign is None:
        raise Http404
    return campaign


def _owner(request: HttpRequest) -> int:
    """The signed-in account. No address carries an owner, so nobody can ask for another's."""
    assert request.user.pk is not None  # noqa: S101 - login_required went before
    return int(request.user.pk)
