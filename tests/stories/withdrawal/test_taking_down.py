"""Withdrawing takes every language away at once, and its addresses say that something is gone, not what."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import WorkflowState

from accounts.models import User
from stories import services
from stories.choices import ConsentKind
from stories.models import ConsentRecord, GoneAddress, Narrator, StoryIndexPage, StoryPage, Tombstone
from tests.stories.factories import approve_as, begin_translation, consent, make_story, send_to_review, translate

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]


@pytest.fixture
def told(index_es: StoryIndexPage, index_en: StoryIndexPage, narrator: Narrator, ana: User, rosa: User) -> StoryPage:
    """A story that is public in both languages."""
    story = make_story(index_es, narrator, owner=ana)
    translate(begin_translation(story, ana), ana)
    send_to_review(story, ana)
    approve_as(rosa, story)
    return StoryPage.objects.get(pk=story.pk)


ADDRESSES = ["/historias/la-historia-de-marisol/", "/en/stories/the-english-slug/"]


def withdraw(narrator: Narrator) -> Tombstone:
    return services.withdraw(narrator=narrator, by=None, now=timezone.now())


def test_a_withdrawn_story_is_gone_in_every_language(client: Client, told: StoryPage, narrator: Narrator) -> None:
    assert [client.get(address).status_code for address in ADDRESSES] == [200, 200]
    withdraw(narrator)
    assert not StoryPage.objects.live().exists()
    for address, language in zip(ADDRESSES, ("es", "en"), strict=True):
        response = client.get(address)
        assert response.status_code == 410
        assert f'<html lang="{language}"' in response.content.decode()
        assert "Marisol" not in response.content.decode()
        assert response.headers["Cache-Control"] == "private, no-store"
        assert client.get(address.rstrip("/"), follow=True).status_code == 410
        assert client.head(address).status_code == 410


def test_a_tombstone_holds_no_address_and_no_name(told: StoryPage, narrator: Narrator) -> None:
    tombstone = withdraw(narrator)
    kept = [*Tombstone.objects.values_list("id", "narrator_id"), *GoneAddress.objects.values_list("fingerprint")]
    assert tombstone.addresses.count() >= 2
    for word in ("marisol", "historia", "english"):
        assert word not in repr(kept).lower()


def test_an_old_slug_is_gone_too_and_its_redirect_discloses_nothing(
    client: Client, told: StoryPage, narrator: Narrator
) -> None:
    Redirect.add_redirect("/historias/el-camino-de-marisol", redirect_to=told, is_permanent=True)
    assert client.get("/historias/el-camino-de-marisol/").status_code == 301
    withdraw(narrator)
    assert client.get("/historias/el-camino-de-marisol/").status_code == 410
    assert not Redirect.objects.exists()


def test_an_address_with_accents_is_gone_too(client: Client, index_es: StoryIndexPage, narrator: Narrator) -> None:
    story = make_story(index_es, narrator, live=True, slug="lo-que-sembró")
    assert client.get(story.get_url()).status_code == 200
    withdraw(narrator)
    assert client.get(story.get_url()).status_code == 410


def test_other_narrators_stories_stay(client: Client, told: StoryPage, index_es: StoryIndexPage) -> None:
    jacinta = services.add_narrator(shown_name="Jacinta")
    consent(jacinta, "es")
    other = make_story(index_es, jacinta, live=True)
    withdraw(told.narrator)
    assert client.get(other.get_url()).status_code == 200


def test_schedules_and_reviews_are_called_off(
    index_es: StoryIndexPage, narrator: Narrator, ana: User, rosa: User
) -> None:
    scheduled = make_story(index_es, narrator, title="Una", go_live_at=timezone.now() + timedelta(days=1))
    scheduled.get_latest_revision().publish()
    assert scheduled.revisions.exclude(approved_go_live_at=None).exists()
    in_review = make_story(index_es, narrator, title="Otra", owner=ana)
    send_to_review(in_review, ana)
    withdraw(narrator)
    assert not scheduled.revisions.exclude(approved_go_live_at=None).exists()
    assert not WorkflowState.objects.active().exists()


def test_aliases_go_with_their_story(client: Client, told: StoryPage, narrator: Narrator) -> None:
    alias = told.create_alias(update_slug="otra-vez")
    assert client.get("/historias/otra-vez/").status_code == 200
    withdraw(narrator)
    assert not StoryPage.objects.get(pk=alias.pk).live
    assert client.get("/historias/otra-vez/").status_code == 410


def test_withdrawing_twice_does_no_harm(told: StoryPage, narrator: Narrator) -> None:
    first, second = withdraw(narrator), withdraw(narrator)
    assert first == second
    assert narrator.consent_records.filter(kind=ConsentKind.WITHDRAWN).count() == 1


def test_what_was_withdrawn_is_not_published_again_without_new_consent(
    client: Client, told: StoryPage, narrator: Narrator, ana: User, rosa: User
) -> None:
    withdraw(narrator)
    story = StoryPage.objects.get(pk=told.pk)
    story.save_revision(user=ana)
    send_to_review(story, ana)
    assert "approve" not in [name for name, *_rest in story.current_workflow_task.get_actions(story, rosa)]
    consent(narrator, "es")
    approve_as(rosa, story)
    assert client.get(ADDRESSES[0]).status_code == 200
    assert client.get(ADDRESSES[1]).status_code == 410


def test_consent_that_lapses_ends_publication_by_itself(client: Client, told: StoryPage, narrator: Narrator) -> None:
    _lapse(narrator)
    # At once for readers …
    assert [client.get(address).status_code for address in ADDRESSES] == [410, 410]
    assert "Marisol" not in client.get("/historias/").content.decode()
    assert "the-english-slug" not in client.get("/sitemap.xml").content.decode()
    # … and by the hour for the rest.
    call_command("end_lapsed_consents")
    assert not StoryPage.objects.live().exists()


def test_narrowed_consent_takes_down_the_language_that_it_leaves_out(
    client: Client, told: StoryPage, narrator: Narrator
) -> None:
    consent(narrator, "es", kind=ConsentKind.NARROWED)
    assert client.get(ADDRESSES[0]).status_code == 200
    assert not StoryPage.objects.get(locale__language_code="en").live


def test_the_hourly_task_leaves_what_is_covered(client: Client, told: StoryPage) -> None:
    call_command("end_lapsed_consents")
    assert [client.get(address).status_code for address in ADDRESSES] == [200, 200]


def _lapse(narrator: Narrator) -> None:
    """Write past consent over the present one, as time does."""
    today = timezone.localdate()
    ConsentRecord(
        narrator=narrator,
        kind=ConsentKind.NARROWED,
        languages=["es"],
        channels=["print"],
        witness_role="lawyer",
        text_version="2026-1",
        from_date=today,
        until_date=today,
    ).save()


# --- In the admin ----------------------------------------------------------------------------------------------------


def test_the_reviewer_withdraws_after_a_page_that_says_what_goes(
    client: Client, told: StoryPage, narrator: Narrator, rosa: User, admin_as: Enter
) -> None:
    browser, address = admin_as(rosa), reverse("narrators:withdraw", args=[narrator.pk])
    page = browser.get(address).content.decode()
    assert "La historia de Marisol*" in page
    assert client.get(ADDRESSES[0]).status_code == 200
    browser.post(address)
    assert client.get(ADDRESSES[0]).status_code == 410


def test_an_editor_sees_narrators_and_neither_records_nor_withdraws(
    told: StoryPage, narrator: Narrator, ana: User, admin_as: Enter
) -> None:
    browser = admin_as(ana)
    page = browser.get(reverse("narrators:inspect", args=[narrator.pk]))
    assert "Marisol*" in page.content.decode()
    assert "Withdraw" not in page.content.decode()
    for address in (
        reverse("narrators:withdraw", args=[narrator.pk]),
        reverse("narrators:add"),
        reverse("narrators:edit", args=[narrator.pk]),
        reverse("consent:add"),
    ):
        assert browser.get(address).status_code == 302
        assert browser.post(address).status_code == 302
    assert StoryPage.objects.live().count() == 2
    assert narrator.consent_records.count() == 1


def test_consent_has_no_address_for_changing_it_even_for_an_administrator(
    narrator: Narrator, rosa: User, admin_as: Enter
) -> None:
    rosa.is_superuser = True
    rosa.save()
    browser, record = admin_as(rosa), narrator.consent_records.get()
    for path in (f"edit/{record.pk}/", f"delete/{record.pk}/", f"history/{record.pk}/"):
        assert browser.get(f"/admin/consent/{path}").status_code == 404
    assert browser.post(reverse("narrators:delete", args=[narrator.pk])).status_code == 302
    assert Narrator.objects.filter(pk=narrator.pk).exists()


def test_the_reviewer_enters_a_narrator_and_records_consent(rosa: User, admin_as: Enter) -> None:
    browser = admin_as(rosa)
    browser.post(reverse("narrators:add"), {"shown_name": "Jacinta", "name_kind": "pseudonym", "role": "survivor"})
    jacinta = Narrator.objects.get()
    today = timezone.localdate()
    form = {
        "narrator": str(jacinta.pk),
        "kind": "given",
        "languages": ["es", "en"],
        "channels": ["site"],
        "from_date": today.isoformat(),
        "until_date": (today + timedelta(days=4 * 366)).isoformat(),
        "witness_role": "lawyer",
        "text_version": "2026-1",
    }
    refused = browser.post(reverse("consent:add"), form)
    assert "three years at most" in refused.content.decode()
    assert not ConsentRecord.objects.exists()
    form["until_date"] = (today + timedelta(days=300)).isoformat()
    browser.post(reverse("consent:add"), form)
    record = ConsentRecord.objects.get()
    assert (record.narrator, record.recorded_by, record.languages) == (jacinta, rosa, ["es", "en"])


@pytest.mark.parametrize("missing", ["languages", "channels", "until_date", "narrator"])
def test_consent_with_something_missing_is_not_recorded(
    narrator: Narrator, rosa: User, admin_as: Enter, missing: str
) -> None:
    today = timezone.localdate().isoformat()
    form = {
        "narrator": str(narrator.pk),
        "kind": "given",
        "languages": ["es"],
        "channels": ["site"],
        "from_date": today,
        "until_date": today,
        "witness_role": "lawyer",
        "text_version": "2026-1",
    }
    del form[missing]
    response = admin_as(rosa).post(reverse("consent:add"), form)
    assert response.status_code == 200
    assert narrator.consent_records.count() == 1


def test_a_name_that_stories_carry_is_not_changed(
    told: StoryPage, narrator: Narrator, rosa: User, admin_as: Enter
) -> None:
    admin_as(rosa).post(
        reverse("narrators:edit", args=[narrator.pk]),
        {"shown_name": "Otro Nombre", "name_kind": "own", "role": "leader"},
    )
    narrator.refresh_from_db()
    assert (narrator.shown_name, narrator.name_kind, narrator.role) == ("Marisol", "pseudonym", "leader")
