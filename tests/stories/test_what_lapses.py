"""Reviewers are told 60, 30 and 7 days before consent lapses; the first page of the admin lists what waits."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from stories import home_panel, notices
from stories.choices import ConsentKind
from stories.models import NarratorRequest, StoryPage
from stories.refusals import ConsentMissing
from tests.accounts.factories import make_user
from tests.stories.factories import approve_as, begin_translation, consent, make_narrator, make_story, send_to_review

MUCH = "<p>Tenía once años cuando mi padrastro me amenazó, en Cobán.</p>"


def ending_in(days: int, name: str = "Marisol") -> Any:
    person = make_narrator(name)
    consent(person, "es", until_date=timezone.localdate() + timedelta(days=days))
    return person


@pytest.mark.parametrize(("days", "told"), [(61, 0), (60, 1), (45, 1), (30, 1), (8, 1), (7, 1), (0, 1)])
def test_reviewers_hear_of_it_from_sixty_days_ahead(rosa: Any, days: int, told: int) -> None:
    ending_in(days)

    assert notices.tell_what_lapses(now=timezone.now()) == told


def test_each_threshold_is_told_once_however_often_the_hour_comes(rosa: Any, run_outbox: Callable[[], int]) -> None:
    ending_in(60)
    now = timezone.now()
    for days in range(61):
        for hour in (0, 1):
            notices.tell_what_lapses(now=now + timedelta(days=days, hours=hour))
    run_outbox()

    assert len(mail.outbox) == 3


def test_every_reviewer_is_told_and_nobody_else(rosa: Any, ana: Any, run_outbox: Callable[[], int]) -> None:
    make_user("otra.rosa@example.org", Role.REVIEWER)
    gone = make_user("gone@example.org", Role.REVIEWER)
    gone.is_active = False
    gone.save()
    ending_in(5)
    call_command("end_lapsed_consents", verbosity=0)
    run_outbox()

    assert sorted(message.to[0] for message in mail.outbox) == ["otra.rosa@example.org", "rosa@example.org"]


def test_the_mail_names_nobody_and_leads_to_the_admin(rosa: Any, run_outbox: Callable[[], int]) -> None:
    person = ending_in(5)
    notices.tell_what_lapses(now=timezone.now())
    run_outbox()

    whole = f"{mail.outbox[0].subject} {mail.outbox[0].body} {mail.outbox[0].alternatives}"
    assert "Marisol" not in whole
    assert reverse("narrators:inspect", args=[person.pk]) in whole


def test_what_is_renewed_in_time_is_not_lapsing(rosa: Any) -> None:
    person = ending_in(5)
    begins = timezone.localdate() + timedelta(days=3)
    consent(person, "es", kind=ConsentKind.RENEWED, from_date=begins, until_date=begins + timedelta(days=365))

    assert list(notices.lapsing(now=timezone.now())) == []


def test_nothing_is_sent_of_what_was_renewed_after_the_mail_was_put(rosa: Any, run_outbox: Callable[[], int]) -> None:
    person = ending_in(5)
    notices.tell_what_lapses(now=timezone.now())
    consent(person, "es", kind=ConsentKind.RENEWED)
    run_outbox()

    assert mail.outbox == []


def test_a_publication_scheduled_for_after_the_consents_end_is_refused(index_es: Any) -> None:
    person = ending_in(5)
    story = make_story(index_es, person, go_live_at=timezone.now() + timedelta(days=6))

    assert isinstance(story.why_not_to_publish(), ConsentMissing)
    story.go_live_at = timezone.now() + timedelta(days=4)
    assert story.why_not_to_publish() is None


def first_page(browser: Any) -> str:
    return str(browser.get(reverse("wagtailadmin_home")).content.decode())


def test_the_first_page_shows_the_reviewer_what_waits(
    admin_as: Any, index_es: Any, narrator: Any, ana: Any, rosa: Any
) -> None:
    story = make_story(index_es, narrator, owner=ana, title="Una historia que espera")
    send_to_review(story, ana)
    ending_in(9, "Rosario")
    NarratorRequest.objects.create(narrator=narrator, text="Un cambio.", at=timezone.now())
    browser = admin_as(rosa)
    page = first_page(browser)

    for words in ("Waits for your review", "Una historia que espera", "Narrators ask", "Rosario*", "9 days left"):
        assert words in page
    approve_as(rosa, StoryPage.objects.get(pk=story.pk))
    assert "Waits for your review" not in first_page(browser)


def test_the_first_page_shows_the_editor_what_is_held_back_and_not_translated(
    admin_as: Any, index_es: Any, narrator: Any, ana: Any
) -> None:
    make_story(index_es, narrator, owner=ana, title="Dice demasiado", slug="a", body=[("text", MUCH)])
    make_story(index_es, make_narrator("Otra"), owner=ana, title="Nadie consintió", slug="b")
    begin_translation(make_story(index_es, narrator, owner=ana, title="A medias", slug="c"), ana)
    page = first_page(admin_as(ana))

    for words in ("give away too much", "does not cover publication", "passages left", "not begun"):
        assert words in page
    assert "Waits for your review" not in page


def test_however_many_drafts_there_are_the_first_page_reads_a_few_of_them(
    admin_as: Any, index_es: Any, narrator: Any, ana: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sixty drafts took fourteen seconds."""
    read: list[int] = []
    monkeypatch.setattr(StoryPage, "why_not_to_publish", lambda draft: read.append(draft.pk))
    monkeypatch.setattr(home_panel, "MOST_READ", 2)
    drafts = [make_story(index_es, narrator, owner=ana, slug=f"borrador-{letter}") for letter in "abcd"]
    first_page(admin_as(ana))

    assert read == [drafts[3].pk, drafts[2].pk]


@pytest.mark.parametrize("role", [Role.CAMPAIGN_MANAGER, Role.TREASURER])
def test_others_do_not_see_the_list(db: None, admin_as: Any, role: Role) -> None:
    ending_in(9, "Rosario")

    assert "Rosario" not in first_page(admin_as(make_user("somebody@example.org", role)))
