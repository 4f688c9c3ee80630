"""A story leaves by no channel that its narrator did not agree to: on paper, in mails."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from stories.choices import Channel
from tests.stories.factories import consent, make_narrator, make_story

STYLES = settings.SITE / "static" / "css"
MAILS = settings.SITE / "templates" / "emails"


@pytest.mark.parametrize(("channels", "hidden"), [([Channel.SITE], True), ([Channel.SITE, Channel.PRINT], False)])
def test_a_story_is_hidden_on_paper_unless_print_is_consented(
    client: Client, index_es: Any, channels: list[str], hidden: bool
) -> None:
    person = make_narrator()
    consent(person, "es", channels=channels)
    page = client.get(make_story(index_es, person, live=True).get_url()).content.decode()

    assert ("story--not-for-print" in page) is hidden
    assert re.search(
        r"\.story--not-for-print > :not\(\.print-only\) \{ display: none; \}", (STYLES / "stories.css").read_text()
    )


def test_teasers_are_printed_nowhere(client: Client, index_es: Any, narrator: Any) -> None:
    make_story(index_es, narrator, live=True)
    page = client.get(index_es.get_url()).content.decode()

    assert '<article class="card no-print">' in page
    assert ".no-print" in (STYLES / "print.css").read_text()


def test_no_mail_holds_a_story() -> None:
    """Until one does, and asks for consent to e-mail: this list is where to begin."""
    telling = re.compile(r"\{[{%][^}]*\b(?:story|stories|narrator|shown_name|marked_name|intro|body)\.\w")

    mails = list(MAILS.rglob("*.*"))
    assert len(mails) > 20
    assert [mail.name for mail in mails if telling.search(mail.read_text())] == []
