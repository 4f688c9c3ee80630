"""The treasurer's lists. Read only, for administrators too: what Stripe says writes the ledger, and nobody else."""

from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from core.templatetags.money import money
from donations.amounts import written
from donations.models import Concern, Gift, Payment

# What a spreadsheet would take for the beginning of a formula. Source: https://owasp.org/www-community/attacks/CSV_Injection
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class ReadOnlyPolicy(ModelPermissionPolicy):
    """Those with the view permission look; nobody writes, though Django gives an administrator every permission."""

    def __init__(self, model: type, *, allowed: tuple[str, ...] = ("view",)) -> None:
        super().__init__(model)
        self.allowed = allowed

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.allowed and bool(super().user_has_permission(user, action))


register_permission_policy(Gift, ReadOnlyPolicy(Gift))
register_permission_policy(Payment, ReadOnlyPolicy(Payment))
register_permission_policy(Concern, ReadOnlyPolicy(Concern, allowed=("view", "change")))


def safe_cell(value: object) -> str:
    """Text that a spreadsheet shows and never runs. `value` may be what a stranger typed."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


class SafeExport(generic.IndexView):
    """A list whose exports hold text alone, and no formula. Amounts are decimal numbers beside their currency."""

    def to_row_dict(self, item: Any) -> OrderedDict[str, str]:
        return OrderedDict((field, safe_cell(value)) for field, value in super().to_row_dict(item).items())

    def stream_csv(self, queryset: QuerySet[Any]) -> Iterator[str]:
        """Written at once: a stream is read when the request is over, and with it the reader's language."""
        return iter(list(super().stream_csv(queryset)))


class GiftIndex(SafeExport):
    def get_base_queryset(self) -> QuerySet[Gift]:
        return super().get_base_queryset().select_related("donor")  # type: ignore[no-any-return]

    def to_row_dict(self, item: Gift) -> OrderedDict[str, str]:
        row = super().to_row_dict(item)
        row["amount_minor"] = written(item.amount_minor, item.currency)
        return row


class PaymentIndex(SafeExport):
    def get_base_queryset(self) -> QuerySet[Payment]:
        return super().get_base_queryset().select_related("gift__donor")  # type: ignore[no-any-return]

    def to_row_dict(self, item: Payment) -> OrderedDict[str, str]:
        row = super().to_row_dict(item)
        row["paid_at"] = item.paid_at.isoformat()
        for field in ("amount_minor", "refunded_minor"):
            row[field] = written(getattr(item, field), item.currency)
        for field in ("settled_minor", "fee_minor"):
            value = getattr(item, field)
            row[field] = "" if value is None else written(value, item.settled_currency)
        return row


def _amount(row: Gift | Payment) -> str:
    return money(row.amount_minor, row.currency)


class LookingViewSet(ModelViewSet):
    """A list with filters, a page for each row, an export; nothing to write."""

    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields: tuple[str, ...] = ()
    list_per_page = 50


class GiftViewSet(LookingViewSet):
    model = Gift
    name = "gifts"
    menu_label = _("Gifts")
    icon = "pick"
    index_view_class = GiftIndex
    list_display = (
        "donor",
        Column("amount", label=_("Amount"), accessor=_amount),
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        "created_at",
    )
    list_filter = ("state", "kind", "currency", "language", "created_at")
    list_export = ("public_id", "donor", "kind", "state", "amount_minor", "currency", "campaign_key", "share_code",
                   "created_at", "next_payment_at", "cancelled_at", "ending")  # fmt: skip
    export_headings = {"amount_minor": _("amount")}
    inspect_view_fields = ("donor", "kind", "state", "amount_minor", "fee_cover_minor", "currency", "receipt_name",
                           "language", "campaign_key", "share_code", "subscription_id", "created_at",
                           "next_payment_at", "cancel_requested_at", "cancelled_at", "ending")  # fmt: skip
    search_fields = ("donor__email", "public_id", "subscription_id")
    ordering = ("-created_at", "-pk")


class PaymentViewSet(LookingViewSet):
    model = Payment
    name = "payments"
    menu_label = _("Payments")
    icon = "table"
    index_view_class = PaymentIndex
    list_display = (
        "receipt_number",
        Column("donor", label=_("Donor"), accessor="gift.donor"),
        Column("amount", label=_("Amount"), accessor=_amount),
        Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
        "paid_at",
    )
    list_filter = ("state", "currency", "paid_at")
    list_export = ("receipt_number", "paid_at", "amount_minor", "refunded_minor", "currency", "settled_minor",
                   "fee_minor", "settled_currency", "state", "gift.kind", "gift.receipt_name", "gift.campaign_key",
                   "gift.share_code", "charge_id", "invoice_id")  # fmt: skip
    export_headings = {"amount_minor": _("amount"), "refunded_minor": _("refunded"), "settled_minor": _("settled"),
                       "fee_minor": _("fee"), "gift.kind": _("kind"), "gift.receipt_name": _("name on the receipt"),
                       "gift.campaign_key": _("campaign"), "gift.share_code": _("share code")}  # fmt: skip
    inspect_view_fields = ("receipt_number", "gift", "amount_minor", "refunded_minor", "currency", "state", "paid_at",
                           "settled_minor", "fee_minor", "settled_currency", "charge_id", "payment_intent_id",
                           "invoice_id", "recorded_at")  # fmt: skip
    search_fields = ("receipt_number", "gift__donor__email", "charge_id")
    ordering = ("-paid_at", "-pk")


class ConcernViewSet(ModelViewSet):
    """What needs a person. The only thing to write is when it was settled."""

    model = Concern
    name = "concerns"
    menu_label = _("Needs a person")
    icon = "warning"
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields = ("settled_at",)
    list_display = (
        Column("kind", label=_("What happened"), accessor="get_kind_display", sort_key="kind"),
        "gift",
        "raised_at",
        "settled_at",
    )
    list_filter = ("kind", "settled_at")
    ordering = ("-raised_at", "-pk")


class GivingViewSetGroup(ViewSetGroup):
    menu_label = _("Giving")
    menu_icon = "pick"
    menu_order = 400
    items = (GiftViewSet, PaymentViewSet, ConcernViewSet)
