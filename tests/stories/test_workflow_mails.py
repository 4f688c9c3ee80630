"""Who has to do something hears of it by mail, and the mail says nothing of the story."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, PageSubscription
from wagtail.users.models import UserProfile

from accounts.models import User
from accounts.roles import Role
from stories import services
from stories.models import Narrator, StoryIndexPage, StoryPage
from tests.accounts.factories import make_user
from tests.stories.factories import approve_as, begin_translation, form_of, make_story, submit, translate

pytestmark = pytest.mark.django_db
RunOutbox = Callable[[], int]
Enter = Callable[[User], Client]


@pytest.fixture
def tomas(db: None) -> User:
    return make_user("tomas@example.org", Role.TRANSLATOR)


@pytest.fixture
def story(index_es: StoryIndexPage, index_en: StoryIndexPage, narrator: Narrator, ana: User) -> StoryPage:
    return make_story(index_es, narrator, owner=ana)


def sent() -> dict[str, str]:
    """Who got what, in all parts of the mail."""
    found = {}
    for message in mail.outbox:
        html = "".join(str(part[0]) for part in message.alternatives)
        found[message.to[0]] = f"{message.subject}\n{message.body}\n{html}\n{message.extra_headers}"
    return found


def says_nothing_of(story: StoryPage, text: str) -> None:
    for word in (story.title, "Marisol", story.slug, story.intro):
        assert word not in text


def test_the_translators_hear_of_it_and_whoever_sent_it_does_not(
    story: StoryPage, ana: User, rosa: User, tomas: User, run_outbox: RunOutbox
) -> None:
    submit(story, ana)
    assert mail.outbox == []  # Nothing is sent while the transaction may still fail.
    run_outbox()
    assert set(sent()) == {"tomas@example.org"}
    text = sent()["tomas@example.org"]
    assert reverse("stories_translating", args=[story.pk]) in text
    says_nothing_of(story, text)


def test_a_step_that_is_passed_over_calls_nobody(
    story: StoryPage, ana: User, rosa: User, tomas: User, run_outbox: RunOutbox
) -> None:
    translate(begin_translation(story, ana), ana)
    submit(story, ana)
    run_outbox()
    assert set(sent()) == {"rosa@example.org"}
    says_nothing_of(story, sent()["rosa@example.org"])


def test_who_was_quicker_than_the_mail_gets_none(
    story: StoryPage, ana: User, rosa: User, run_outbox: RunOutbox
) -> None:
    translate(begin_translation(story, ana), ana)
    submit(story, ana)
    approve_as(rosa, story)
    run_outbox()
    assert set(sent()) == {"ana@example.org"}
    says_nothing_of(story, sent()["ana@example.org"])


def test_the_author_hears_that_it_came_back_and_reads_why_in_the_admin(
    story: StoryPage, ana: User, rosa: User, run_outbox: RunOutbox
) -> None:
    translate(begin_translation(story, ana), ana)
    submit(story, ana)
    run_outbox()
    mail.outbox.clear()
    state = StoryPage.objects.get(pk=story.pk).current_workflow_task_state
    state.task.specific.on_action(state, rosa, "reject", comment="La edad, por favor.")
    run_outbox()
    assert "came back" in sent()["ana@example.org"] or "regresó" in sent()["ana@example.org"]
    assert "La edad" not in sent()["ana@example.org"]


def test_a_withdrawal_before_the_mail_went_out_stops_it(
    story: StoryPage, ana: User, rosa: User, tomas: User, run_outbox: RunOutbox
) -> None:
    submit(story, ana)
    services.withdraw(narrator=story.narrator, by=rosa, now=timezone.now())
    run_outbox()
    assert "tomas@example.org" not in sent()


def test_who_wants_no_mails_gets_none(story: StoryPage, ana: User, tomas: User, run_outbox: RunOutbox) -> None:
    UserProfile.objects.update_or_create(user=tomas, defaults={"submitted_notifications": False})
    submit(story, ana)
    run_outbox()
    assert sent() == {}


def test_a_mail_about_comments_repeats_none(story: StoryPage, ana: User, rosa: User, admin_as: Enter) -> None:
    PageSubscription.objects.create(page=story, user=rosa, comment_notifications=True)
    comments = {
        "comments-TOTAL_FORMS": "1",
        "comments-INITIAL_FORMS": "0",
        "comments-0-text": "Una palabra secreta",
        "comments-0-contentpath": "title",
        "comments-0-position": "",
        "comments-0-id": "",
        "comments-0-replies-TOTAL_FORMS": "0",
        "comments-0-replies-INITIAL_FORMS": "0",
    }
    admin_as(ana).post(reverse("wagtailadmin_pages:edit", args=[story.pk]), {**form_of(story), **comments})
    assert Comment.objects.filter(text="Una palabra secreta").exists()
    assert "rosa@example.org" in sent()
    assert "secreta" not in sent()["rosa@example.org"]
    says_nothing_of(story, sent()["rosa@example.org"])
