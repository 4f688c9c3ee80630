"""The mail tray keeps every message as it left the site."""

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection, send_mail
from django.test import Client
from django.urls import reverse
from django.utils import translation

from sandbox.models import TrayMail

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    """Django's; the one in conftest.py is Stripe's."""
    return Client()


@pytest.fixture(autouse=True)
def _to_the_tray(settings) -> None:
    settings.EMAIL_BACKEND = "sandbox.mail.TrayBackend"


def a_mail(**changes: str) -> EmailMultiAlternatives:
    text = changes.get("text", "Abra https://historia.example/en/x?y=1. Gracias.")
    message = EmailMultiAlternatives("Recibo ñ", text, to=["Lucía <lucia@historia.example>"], headers={"X-Mark": "7"})
    message.attach_alternative(changes.get("html", "<html lang='en'><head></head><p>Hola</p></html>"), "text/html")
    return message


def test_a_mail_is_kept_with_its_parts_headers_and_language() -> None:
    with translation.override("en"):
        assert a_mail().send() == 1
    [kept] = TrayMail.objects.all()
    assert kept.to == ["lucia@historia.example"]
    assert kept.subject == "Recibo ñ"
    assert "Gracias" in kept.text
    assert "<p>Hola</p>" in kept.html
    assert kept.headers["X-Mark"] == "7"
    assert "Message-ID" in kept.headers
    assert kept.language == "en"


def test_the_mails_own_language_goes_before_the_pages() -> None:
    with translation.override("es"):
        a_mail(html='<html lang="en"><body>Hi</body></html>').send()
    assert TrayMail.objects.get().language == "en"


def test_mails_keep_their_order() -> None:
    connection = get_connection()
    connection.send_messages([EmailMessage(f"n{n}", "x", to=["a@historia.example"]) for n in range(5)])
    assert [mail.subject for mail in TrayMail.objects.order_by("pk")] == ["n0", "n1", "n2", "n3", "n4"]


def test_a_line_break_in_a_subject_is_refused_as_a_real_server_would() -> None:
    with pytest.raises(ValueError, match="newline"):
        EmailMessage("Hola\nBcc: all@evil.example", "x", to=["a@historia.example"]).send()
    assert not TrayMail.objects.exists()


def test_blind_copies_are_recipients_too() -> None:
    EmailMessage("x", "x", to=["a@historia.example"], bcc=["b@historia.example"]).send()
    assert TrayMail.objects.get().to == ["a@historia.example", "b@historia.example"]


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_tray_lists_mails_and_shows_one_with_its_links(client: Client, language: str) -> None:
    a_mail().send()
    mail = TrayMail.objects.get()
    listed = client.get(reverse("sandbox:mails"), {"lang": language})
    assert listed["Content-Language"] == language
    assert reverse("sandbox:mail", args=[mail.pk]) in listed.content.decode()
    shown = client.get(reverse("sandbox:mail", args=[mail.pk]), {"lang": language}).content.decode()
    assert '<a href="https://historia.example/en/x?y=1">' in shown
    assert "X-Mark" in shown


def test_a_mail_is_shown_in_a_frame_that_runs_and_loads_nothing(client: Client) -> None:
    a_mail(
        html="<html><head></head><body><script>alert(1)</script><a href='https://x.example'>x</a></body></html>"
    ).send()
    mail = TrayMail.objects.get()
    frame = client.get(reverse("sandbox:mail_html", args=[mail.pk]))
    policy = frame["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-popups allow-popups-to-escape-sandbox" in policy
    assert "script-src 'none'" in policy
    assert "connect-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert b'<base target="_blank">' in frame.content
    page = client.get(reverse("sandbox:mail", args=[mail.pk]))
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    assert "<script>alert(1)" not in page.content.decode()
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in page.content.decode()


def test_a_subject_with_markup_stays_text(client: Client) -> None:
    send_mail("<img src=x onerror=alert(1)>", "<b>x</b> javascript:alert(1)", None, ["a@historia.example"])
    mail = TrayMail.objects.get()
    for url in (reverse("sandbox:mails"), reverse("sandbox:overview"), reverse("sandbox:mail", args=[mail.pk])):
        assert "<img src=x" not in client.get(url).content.decode()
    assert 'href="javascript' not in client.get(reverse("sandbox:mail", args=[mail.pk])).content.decode()


def test_tests_can_read_the_tray_as_json(client: Client) -> None:
    a_mail().send()
    first = TrayMail.objects.get()
    send_mail("Otra", "y", None, ["ELENA@historia.example"])
    url = reverse("sandbox:mails_json")
    assert [mail["subject"] for mail in client.get(url).json()["mails"]] == ["Otra", "Recibo ñ"]
    assert [mail["subject"] for mail in client.get(url, {"to": "elena@historia.example"}).json()["mails"]] == ["Otra"]
    assert [mail["subject"] for mail in client.get(url, {"after": first.pk}).json()["mails"]] == ["Otra"]
    assert client.get(url).json()["mails"][1]["links"] == ["https://historia.example/en/x?y=1"]


def test_a_mail_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get(reverse("sandbox:mail", args=[999])).status_code == 404
    assert client.get(reverse("sandbox:mail_html", args=[999])).status_code == 404
