"""The reviewer's forms for narrators and consent: what they begin with, and how they say what is missing."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from stories.choices import ConsentKind
from stories.models import Narrator
from tests.stories.factories import make_narrator

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]


@pytest.mark.parametrize("missing", ["languages", "channels"])
def test_what_consent_lacks_is_said_beside_its_field_and_in_words(
    narrator: Narrator, rosa: User, admin_as: Enter, missing: str
) -> None:
    given = {"languages": ["es"], "channels": ["site"]} | {missing: []}
    response = admin_as(rosa).post(reverse("consent:add"), {"narrator": str(narrator.pk), "kind": "given", **given})
    errors = response.context["form"].errors.as_data()
    assert [error.code for error in errors[missing]] == ["required"]
    assert "stories_consent" not in response.content.decode(), "the database's own words are for nobody to read"


@pytest.mark.parametrize("kind", [ConsentKind.NARROWED, ConsentKind.RENEWED])
def test_narrowing_and_renewing_begin_with_what_is_allowed_now(
    narrator: Narrator, rosa: User, admin_as: Enter, kind: ConsentKind
) -> None:
    browser, now = admin_as(rosa), narrator.consent_records.get()
    address = f"{reverse('consent:add')}?narrator={narrator.pk}&kind={kind}"
    assert (
        address.replace("&", "&amp;") in browser.get(reverse("narrators:inspect", args=[narrator.pk])).content.decode()
    )
    begun = browser.get(address).context["form"].initial
    assert (begun["languages"], begun["channels"], begun["kind"]) == (now.languages, now.channels, kind)
    assert begun.get("until_date") == (now.until_date if kind is ConsentKind.NARROWED else None)


def test_a_first_record_begins_empty(narrator: Narrator, rosa: User, admin_as: Enter) -> None:
    browser = admin_as(rosa)
    for asked in (f"narrator={narrator.pk}&kind=given", "narrator=nobody&kind=renewed"):
        assert "languages" not in browser.get(f"{reverse('consent:add')}?{asked}").context["form"].initial


def test_a_renewal_that_was_begun_so_is_recorded(narrator: Narrator, rosa: User, admin_as: Enter) -> None:
    browser = admin_as(rosa)
    begun = browser.get(f"{reverse('consent:add')}?narrator={narrator.pk}&kind=renewed").context["form"].initial
    until = timezone.localdate() + timedelta(days=900)
    sent = {name: value for name, value in begun.items() if value is not None} | {"until_date": until.isoformat()}
    browser.post(reverse("consent:add"), {"from_date": timezone.localdate().isoformat(), **sent})
    latest = narrator.consent_records.first()
    assert latest is not None
    assert (latest.kind, latest.until_date) == (ConsentKind.RENEWED, until)


def test_a_narrators_media_are_chosen_by_the_name_that_is_shown_and_kept_under_the_random_id(
    narrator: Narrator, ana: User, admin_as: Enter
) -> None:
    browser, other = admin_as(ana), make_narrator("Lucero")
    page = browser.get(reverse("narrators:inspect", args=[narrator.pk])).content.decode()
    upload = f"{reverse('wagtailimages:add_multiple')}?collection_id={narrator.collection_id}"
    assert upload in page
    form = browser.get(upload).content.decode()
    assert "Marisol*" in form
    assert "Lucero*" in form
    assert str(narrator.pk) not in form
    assert narrator.collection.name == str(narrator.pk)
    assert str(other.collection) == str(other.pk)
