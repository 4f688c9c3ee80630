from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from stories import services
from stories.choices import Channel, ConsentKind
from stories.models import AppendOnly, ConsentRecord, Narrator
from stories.models.consent import latest_end
from tests.stories.factories import consent, make_narrator

pytestmark = pytest.mark.django_db


def covers(narrator: Narrator, language: str = "es", channel: Channel = Channel.SITE, days: int = 0) -> bool:
    return narrator.consents_to(language=language, channel=channel, now=timezone.now() + timedelta(days=days))


def test_nobody_consents_by_saying_nothing() -> None:
    assert not covers(make_narrator())


def test_consent_covers_its_languages_and_channels_alone() -> None:
    narrator = make_narrator()
    consent(narrator, "es", channels=[Channel.SITE, Channel.PRINT])
    assert covers(narrator)
    assert covers(narrator, channel=Channel.PRINT)
    assert not covers(narrator, channel=Channel.EMAIL)
    assert not covers(narrator, channel=Channel.SHARING)
    assert not covers(narrator, language="en")


def test_consent_of_one_person_says_nothing_of_another() -> None:
    consent(make_narrator("Marisol"), "es")
    assert not covers(make_narrator("Jacinta"))


def test_consent_begins_and_ends_with_its_days() -> None:
    narrator, today = make_narrator(), timezone.localdate()
    consent(narrator, "es", from_date=today + timedelta(days=2), until_date=today + timedelta(days=10))
    assert [covers(narrator, days=days) for days in (0, 1, 2, 10, 11)] == [False, False, True, True, False]


def test_a_later_record_narrows() -> None:
    narrator = make_narrator()
    consent(narrator, "es", "en")
    consent(narrator, "es", kind=ConsentKind.NARROWED)
    assert covers(narrator)
    assert not covers(narrator, language="en")


def test_a_renewal_for_later_leaves_todays_consent_in_force() -> None:
    narrator, today = make_narrator(), timezone.localdate()
    consent(narrator, "es", until_date=today + timedelta(days=30))
    start = today + timedelta(days=31)
    consent(narrator, "es", "en", kind=ConsentKind.RENEWED, from_date=start, until_date=start + timedelta(days=300))
    assert covers(narrator)
    assert not covers(narrator, language="en")
    assert covers(narrator, language="en", days=31)


def test_a_withdrawal_ends_what_was_to_begin_later_too() -> None:
    narrator, today = make_narrator(), timezone.localdate()
    consent(narrator, "es")
    start = today + timedelta(days=5)
    consent(narrator, "es", kind=ConsentKind.RENEWED, from_date=start, until_date=start + timedelta(days=300))
    services.withdraw(narrator=narrator, by=None, now=timezone.now())
    assert [covers(narrator, days=days) for days in (0, 1, 5, 100)] == [False] * 4


def test_a_person_may_consent_again_after_withdrawing() -> None:
    narrator = make_narrator()
    services.withdraw(narrator=narrator, by=None, now=timezone.now())
    consent(narrator, "es")
    assert covers(narrator)


@pytest.mark.parametrize("kind", [ConsentKind.RENEWED, ConsentKind.NARROWED])
def test_what_was_withdrawn_meanwhile_is_neither_renewed_nor_narrowed(kind: ConsentKind) -> None:
    """A form that was opened before the withdrawal and sent after it."""
    narrator = make_narrator()
    consent(narrator, "es")
    services.withdraw(narrator=narrator, by=None, now=timezone.now())
    with pytest.raises(ValidationError):
        consent(narrator, "es", kind=kind)
    assert not covers(narrator)


@pytest.mark.parametrize(
    "more",
    [
        {"languages": ["es", "en"]},
        {"channels": [Channel.SITE, Channel.PRINT]},
        {"with_image": True},
        {"until_date": timezone.localdate() + timedelta(days=366)},
    ],
)
def test_narrowing_widens_nothing(more: dict[str, Any]) -> None:
    narrator = make_narrator()
    consent(narrator, "es")
    with pytest.raises(ValidationError, match="no abarca más que el anterior"):
        consent(narrator, **{"languages": ["es"], **more}, kind=ConsentKind.NARROWED)
    consent(narrator, **{"languages": ["es"], **more}, kind=ConsentKind.RENEWED)
    consent(narrator, "es", kind=ConsentKind.NARROWED)


def test_nobody_narrows_what_was_never_given() -> None:
    with pytest.raises(ValidationError):
        consent(make_narrator(), "es", kind=ConsentKind.NARROWED)


def test_narrators_are_found_by_what_they_consent_to() -> None:
    spanish, both = make_narrator("Marisol"), make_narrator("Jacinta")
    consent(spanish, "es")
    consent(both, "es", "en")
    consenting = Narrator.objects.consenting(language="en", channel=Channel.SITE, now=timezone.now())
    assert list(consenting) == [both]


@pytest.mark.parametrize(
    ("start", "end"), [(date(2026, 3, 1), date(2029, 3, 1)), (date(2028, 2, 29), date(2031, 2, 28))]
)
def test_consent_lasts_three_years_at_most(start: date, end: date) -> None:
    assert latest_end(start) == end
    narrator = make_narrator()
    consent(narrator, "es", from_date=start, until_date=end)
    with pytest.raises(ValidationError) as refusal:
        consent(narrator, "es", from_date=start, until_date=end + timedelta(days=1))
    assert "until_date" in refusal.value.error_dict


@pytest.mark.parametrize(
    "broken",
    [
        {"until_date": timezone.localdate() + timedelta(days=3 * 366)},
        {"until_date": timezone.localdate() - timedelta(days=1)},
        {"languages": []},
        {"channels": []},
        {"kind": ConsentKind.WITHDRAWN},
    ],
)
def test_the_database_itself_refuses_contradictory_consent(broken: dict[str, object]) -> None:
    record = ConsentRecord(
        narrator=make_narrator(),
        languages=["es"],
        channels=["site"],
        witness_role="lawyer",
        text_version="2026-1",
        until_date=timezone.localdate(),
    )
    for name, value in broken.items():
        setattr(record, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        record.save()


@pytest.mark.parametrize("terms", [{"languages": ["tlh"]}, {"channels": ["billboard"]}, {"witness_role": "Doña Inés"}])
def test_unknown_languages_channels_and_witnesses_are_refused(terms: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        consent(make_narrator(), "es", **terms)


def test_consent_records_only_grow() -> None:
    record = consent(make_narrator(), "es")
    record.conditions = "Changed."
    for attempt in (
        record.save,
        record.delete,
        ConsentRecord.objects.all().delete,
        lambda: ConsentRecord.objects.update(languages=["en"]),
        lambda: ConsentRecord.objects.bulk_update([record], ["conditions"]),
    ):
        with pytest.raises(AppendOnly):
            attempt()
    assert ConsentRecord.objects.get().conditions == ""


def test_a_narrators_collection_is_named_by_the_random_id_alone() -> None:
    narrator = make_narrator("Marisol")
    assert narrator.collection.name == str(narrator.pk)
    assert narrator.collection.get_parent().name == "Narrators"


@pytest.mark.parametrize("name", ["<b>Ana</b>", "Ana & Co", "ana@example.org", "Ana 3", "", "*Ana"])
def test_a_shown_name_is_made_of_letters(name: str) -> None:
    with pytest.raises(ValidationError):
        make_narrator(name)


@pytest.mark.parametrize("name", ["María José", "Ixk'at", "Ana-Lucía", "Ñusta", "B'eleje'"])
def test_a_shown_name_may_be_from_any_language_of_guatemala(name: str) -> None:
    assert make_narrator(name).marked_name == f"{name}*"
