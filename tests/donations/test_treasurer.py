"""The treasurer's lists: who sees them, that nobody writes there, and what a spreadsheet makes of them."""

import csv
import io

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from donations.models import Gift, Payment
from donations.viewsets import safe_cell
from tests.accounts.factories import make_user, signed_in
from tests.donations import factories

pytestmark = pytest.mark.django_db
PAYMENTS = "/admin/payments/"
GIFTS = "/admin/gifts/"


@pytest.fixture
def payment() -> Payment:
    gift = factories.running_gift(receipt_name='=HYPERLINK("http://evil.example";"Lucía")')
    return factories.payment(gift, settled_minor=2000, fee_minor=88, settled_currency="USD")


def entered(user: User) -> Client:
    """Signed in, in English, so that the tests can read the headings."""
    return signed_in(user)


@pytest.fixture
def treasurer() -> Client:
    user = make_user("teresa@example.org", Role.TREASURER)
    names = ["access_admin", "view_gift", "view_payment", "view_concern"]
    user.user_permissions.add(*Permission.objects.filter(codename__in=names))
    return entered(user)


def rows(answer: object) -> list[dict[str, str]]:
    text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(text)))


def test_the_treasurer_sees_gifts_and_payments(treasurer: Client, payment: Payment) -> None:
    assert payment.receipt_number in treasurer.get(PAYMENTS).content.decode()
    assert factories.LUCIA in treasurer.get(GIFTS).content.decode()
    assert treasurer.get(f"{PAYMENTS}inspect/{payment.pk}/").status_code == 200
    assert treasurer.get(f"{GIFTS}inspect/{payment.gift_id}/").status_code == 200
    assert treasurer.get(f"{PAYMENTS}?state=paid&currency=USD").status_code == 200
    assert payment.receipt_number not in treasurer.get(f"{PAYMENTS}?state=refunded").content.decode()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER, Role.CAMPAIGN_MANAGER, Role.MEMBER, None])
def test_nobody_else_sees_who_gives(role: Role | None, payment: Payment) -> None:
    client = entered(make_user("someone@example.org", role))
    for path in (PAYMENTS, GIFTS, f"{PAYMENTS}?export=csv", f"{GIFTS}inspect/{payment.gift_id}/"):
        answer = client.get(path)
        assert answer.status_code in {302, 403}, path
        assert factories.LUCIA not in answer.content.decode()


@pytest.mark.parametrize("path", ["new/", "edit/{pk}/", "delete/{pk}/"])
def test_nobody_writes_in_the_ledger_not_even_an_administrator(payment: Payment, path: str) -> None:
    client = entered(make_user("admin@example.org", admin=True))
    for start, pk in ((PAYMENTS, payment.pk), (GIFTS, payment.gift_id)):
        answer = client.post(start + path.format(pk=pk), {"amount_minor": "1"})
        assert answer.status_code in {302, 403, 404}
    payment.refresh_from_db()
    assert payment.amount_minor == 2000
    assert Gift.objects.count() == 1


def test_the_export_has_amounts_as_numbers_and_no_formula(treasurer: Client, payment: Payment) -> None:
    [row] = rows(treasurer.get(f"{PAYMENTS}?export=csv"))
    assert row["amount"] == "20"
    assert row["fee"] == "0.88"
    assert row["Currency"] == "USD"
    assert row["name on the receipt"].startswith("'=")
    assert treasurer.get(f"{PAYMENTS}?export=xlsx").status_code == 200
    [row] = rows(treasurer.get(f"{GIFTS}?export=csv"))
    assert factories.LUCIA in row.values()


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_what_a_spreadsheet_would_run_is_made_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Lucía", "20.50", "2026-7F3K-9QX2", ""])
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text
