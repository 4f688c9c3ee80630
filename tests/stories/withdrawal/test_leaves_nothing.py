"""A story with everything that a story can leave behind is withdrawn: nothing stays, and the search can see."""

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from accounts.models import User
from core.models import CoreDocument, CoreImage
from stories import services
from stories.link_services import make_link
from stories.models import ConsentRecord, GoneAddress, Narrator, Step, StoryIndexPage, StoryPage, Tombstone, Withdrawal
from stories.withdrawal import lease, proof, restored, run
from tests.conftest import SAME_ORIGIN
from tests.stories.factories import consent, make_story
from tests.stories.withdrawal.canary import TITLE, WORDS, Canary, another

pytestmark = pytest.mark.django_db(transaction=True)
Enter = Callable[[User], Client]


class Crash(Exception):
    """The machine goes off."""


def scanned(narrator: Narrator, capsys: Any) -> str:
    capsys.readouterr()
    call_command("scan_residue", str(narrator.pk))
    return str(capsys.readouterr().out)


MUST_BE_SEEN = [
    *("wagtailcore_page.title", "wagtailcore_page.draft_title", "wagtailcore_page.slug", "wagtailcore_page.url_path"),
    *("stories_storypage.intro", "stories_storypage.body", "wagtailcore_page.search_description"),
    *("wagtailcore_revision.content", "wagtailcore_revision.object_str"),
    *("wagtailcore_comment.text", "wagtailcore_commentreply.text"),
    *("wagtailcore_pagelogentry.label", "django_admin_log.object_repr", "django_admin_log.change_message"),
    *("wagtail_localize_string.data", "wagtail_localize_stringtranslation.data"),
    *("wagtail_localize_translationsource.content_json", "wagtail_localize_translationsource.object_repr"),
    *("wagtailadmin_formstate.data", "django_session.session_data", "core_outboxentry.payload"),
    *("core_coreimage.title", "core_coreimage.file", "core_corerendition.file", "core_coredocument.title"),
    *("wagtailredirects_redirect.old_path", "taggit_tag.name", "file:media/documents/"),
    *("wagtailforms_formsubmission.form_data", "wagtailembeds_embed.html", "wagtailembeds_embed.title"),
    *("file:media/wagtail_uploads/", "django_tasks_database_dbtaskresult.args_kwargs", "sandbox_traymail.text"),
    *("wagtailcore_pagelogentry.data", "wagtailcore_modellogentry.data", "wagtailcore_taskstate.comment"),
    *("stories_narratorrequest.text", "stories_jigsawdecision.reason", "wagtail_localize_segmentoverride.data_json"),
]


def test_before_it_the_search_finds_the_story_wherever_it_is(canary: Canary, capsys: Any) -> None:
    seen = scanned(canary.narrator, capsys)
    assert [place for place in MUST_BE_SEEN if place not in seen] == []
    if connection.vendor == "sqlite":
        assert "wagtailsearch_indexentry.title" in seen
        assert "wagtailsearch_indexentry_fts" in seen
    assert "canoa" not in seen.lower()


def test_a_search_that_sees_too_little_is_called_blind(canary: Canary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stories.withdrawal.proof.search", lambda notes: type("F", (), _BLIND)())
    with pytest.raises(CommandError) as blind:
        call_command("scan_residue", str(canary.narrator.pk))
    assert blind.value.returncode == 3


_BLIND: dict[str, Any] = {
    "hits": __import__("collections").Counter(),
    "values": 1,
    "files": set(),
    "missing": lambda self, expected: list(expected),
}


def test_after_it_nothing_is_left_anywhere(canary: Canary, client: Client, capsys: Any) -> None:
    other = another()
    # No story shows its picture and its document, so readers have never had them.
    read = [address for address in canary.addresses if not address.startswith(("/documents/", "/pictures/"))]
    assert all(client.get(address).status_code != 410 for address in read)
    needles = run.inventory.take(canary.narrator)["needles"]
    call_command("withdraw_consent", str(canary.narrator.pk))
    withdrawal = Withdrawal.objects.get()
    assert (withdrawal.state, withdrawal.sealed, withdrawal.has_failed) == (Step.PROVEN, None, False)
    findings = run.proof.search({"needles": needles})
    assert findings.hits == {}
    assert findings.values > 1000
    _is_gone(client, canary)
    _is_untouched(client, other)
    said = str(withdrawal.report) + capsys.readouterr().out
    assert "canoa" not in said.lower()
    assert withdrawal.report["removed"]["pages"] == 5
    assert withdrawal.report["removed"]["renditions"] == 5
    assert len(withdrawal.report["control"]["places"]) >= 20


def _is_gone(client: Client, canary: Canary) -> None:
    for address, (kind, language) in canary.addresses.items():
        answer = client.get(address)
        assert answer.status_code == 410, (kind, address)
        assert f'<html lang="{language}"' in answer.content.decode()
    assert not StoryPage.objects.filter(narrator=canary.narrator).exists()
    assert not CoreImage.objects.exists()
    assert not default_storage.exists("original_images") or default_storage.listdir("original_images") == ([], [])
    canary.narrator.refresh_from_db()
    assert canary.narrator.shown_name == run.FORGOTTEN
    assert ConsentRecord.objects.filter(narrator=canary.narrator).count() == 2


def _is_untouched(client: Client, other: StoryPage) -> None:
    assert client.get(other.get_url()).status_code == 200
    fresh = StoryPage.objects.get(pk=other.pk)
    assert (fresh.title, fresh.intro, fresh.narrator.shown_name) == (other.title, other.intro, "Jacinta")
    document = CoreDocument.objects.get()
    assert document.title == "El acta de otra persona"
    assert default_storage.exists(document.file.name)
    assert fresh.revisions.exists()


def test_a_crash_after_every_step_costs_nothing_but_time(
    canary: Canary, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.withdraw(narrator=canary.narrator, by=None, now=timezone.now())
    assert client.get(canary.story.get_url()).status_code == 410
    for step, do in list(run.STEPS.items()):
        monkeypatch.setitem(run.STEPS, step, _done_and_then_dark(do))
        with pytest.raises(Crash):
            run.carry_on(Withdrawal.objects.get(), now=timezone.now())
        assert not Withdrawal.objects.get().has_done(step)
        monkeypatch.setitem(run.STEPS, step, do)
    run.carry_on(Withdrawal.objects.get(), now=timezone.now())
    assert Withdrawal.objects.get().is_proven
    _is_gone(client, canary)


def _done_and_then_dark(do: Callable[..., Any]) -> Callable[..., Any]:
    def step(*args: Any) -> Any:
        do(*args)
        raise Crash

    return step


def test_a_worker_that_died_holds_it_for_a_while_and_a_person_may_take_it(canary: Canary) -> None:
    services.withdraw(narrator=canary.narrator, by=None, now=timezone.now())
    assert Withdrawal.objects.get().take(now=timezone.now())
    with pytest.raises(run.Busy):
        run.carry_on(Withdrawal.objects.get(), now=timezone.now())
    later = timezone.now() + timedelta(minutes=16)
    assert Withdrawal.objects.get().take(now=later)
    assert Withdrawal.objects.get().take(now=later, by_force=True)


def test_whoever_works_at_it_keeps_it_however_long_a_step_takes(canary: Canary, monkeypatch: Any) -> None:
    """Else a second worker would begin the same step, and what it finished late would undo the proof of the first."""
    services.withdraw(narrator=canary.narrator, by=None, now=timezone.now())
    withdrawal, taken = Withdrawal.objects.get(), []
    monkeypatch.setattr(lease, "SECONDS", 0.05)

    def takes_long(*_given: Any) -> dict[str, Any]:
        held_until = Withdrawal.objects.get().held_until
        assert held_until
        over = held_until + timedelta(milliseconds=1)
        time.sleep(0.5)
        taken.append(Withdrawal.objects.get().take(now=over))
        return {}

    monkeypatch.setitem(run.STEPS, Step.CONTROLLED, takes_long)
    run.carry_on(withdrawal, now=timezone.now())

    assert taken == [False]
    assert Withdrawal.objects.get().is_proven
    assert Withdrawal.objects.get().held_until is None


def test_a_key_that_is_gone_keeps_nobody_from_withdrawing(canary: Canary, settings: Any, client: Client) -> None:
    services.withdraw(narrator=canary.narrator, by=None, now=timezone.now())
    settings.FINGERPRINT_KEY = "another key than the one that the inventory was sealed with"
    services.withdraw(narrator=canary.narrator, by=None, now=timezone.now())
    run.carry_on(Withdrawal.objects.get(), now=timezone.now())
    assert Withdrawal.objects.get().is_proven
    assert not StoryPage.objects.filter(narrator=canary.narrator).exists()
    assert client.get(canary.story.get_url()).status_code == 410


@pytest.mark.parametrize("kept", ["", '[{"id": "half of'], ids=["a folder that is none", "a broken file"])
def test_where_tombstones_cannot_be_kept_a_person_withdraws_and_nothing_is_called_proven(
    canary: Canary, client: Client, settings: Any, tmp_path: Path, kept: str
) -> None:
    beside = tmp_path / "beside"
    beside.write_text(kept)
    settings.TOMBSTONES_FILE = beside if kept else beside / "tombstones.json"
    url = make_link(narrator=canary.narrator, by=None, language="es", now=timezone.now())
    answer = client.post("/" + url.split("/", 3)[3], {"step": "withdraw-yes"}, **SAME_ORIGIN)
    assert answer.status_code == 200
    assert client.get(canary.story.get_url()).status_code == 410
    with pytest.raises((OSError, ValueError)):
        run.carry_on(Withdrawal.objects.get(), now=timezone.now())
    assert not Withdrawal.objects.get().is_proven

    settings.TOMBSTONES_FILE = tmp_path / "mended.json"
    run.carry_on(Withdrawal.objects.get(), now=timezone.now())
    assert Withdrawal.objects.get().is_proven
    assert str(canary.narrator.pk) in settings.TOMBSTONES_FILE.read_text()


def test_a_story_that_stands_in_somebody_elses_too_is_no_proof_until_it_is_taken_out(canary: Canary) -> None:
    """Pasted there, or told under two names by one person. Headings and content notes may stand in several."""
    fields = {"title": TITLE, "intro": WORDS, "body": canary.story.body}
    pasted = make_story(StoryIndexPage.objects.get(locale__language_code="es"), another().narrator, **fields)
    for page in StoryPage.objects.filter(narrator=canary.narrator).exclude(pk=canary.story.pk).order_by("-pk"):
        page.delete()
    services.withdraw(narrator=canary.narrator, by=None, now=timezone.now())
    with pytest.raises(run.ProofFailed):
        run.carry_on(Withdrawal.objects.get(), now=timezone.now())
    assert proof.ELSEWHERE in Withdrawal.objects.get().report["proof"]["hits"]

    StoryPage.objects.get(pk=pasted.pk).delete()
    run.carry_on(Withdrawal.objects.get(), now=timezone.now())
    assert Withdrawal.objects.get().is_proven


def test_a_blind_search_proves_nothing_but_holds_up_no_removal(
    canary: Canary, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stories.withdrawal.proof.expected", lambda notes: ["nowhere.at_all"])
    with pytest.raises(CommandError) as blind:
        call_command("withdraw_consent", str(canary.narrator.pk))
    assert blind.value.returncode == 3
    assert not Withdrawal.objects.get().is_proven
    _is_gone(client, canary)


def test_the_worker_does_it_and_doing_it_twice_does_no_harm(
    canary: Canary, client: Client, run_outbox: Callable[[], int]
) -> None:
    services.withdraw(narrator=canary.narrator, by=None, now=timezone.now())
    run_outbox()
    first = Withdrawal.objects.get()
    assert first.is_proven
    services.withdraw(narrator=canary.narrator, by=None, now=timezone.now())
    call_command("withdraw_consent", str(canary.narrator.pk))
    assert Withdrawal.objects.get() == first
    assert Tombstone.objects.count() == 1
    _is_gone(client, canary)


def test_what_stays_hidden_elsewhere_is_shouted(
    canary: Canary, rosa: User, admin_as: Enter, settings: Any, run_outbox: Callable[[], int]
) -> None:
    log = Path(settings.VAR) / "somebodys-notes.txt"
    log.parent.mkdir(parents=True)
    log.write_text(WORDS)
    with pytest.raises(CommandError, match="NOT PROVEN"):
        call_command("withdraw_consent", str(canary.narrator.pk))
    with pytest.raises(CommandError) as left:
        call_command("scan_residue", str(canary.narrator.pk))
    assert left.value.returncode == 1
    browser, address = admin_as(rosa), reverse("narrators:withdrawal", args=[canary.narrator.pk])
    page = browser.get(address).content.decode()
    assert "REMAINS WERE FOUND" in page
    assert "pages, with translations and aliases" in page
    assert "somebodys-notes.txt" in page
    assert bytes(Withdrawal.objects.get().sealed or b"")
    log.unlink()
    browser.post(address)
    run_outbox()
    assert Withdrawal.objects.get().is_proven
    assert "Nothing is left on this site" in browser.get(address).content.decode()


def test_a_restored_backup_is_withdrawn_again(canary: Canary, ana: User, rosa: User, client: Client) -> None:
    call_command("withdraw_consent", str(canary.narrator.pk))
    # The backup is older than the withdrawal: it knows nothing of it.
    GoneAddress.objects.all().delete()
    Tombstone.objects.all().delete()
    Withdrawal.objects.all().delete()
    ConsentRecord.objects.filter(kind="withdrawn")._raw_delete(using="default")
    story = make_story(StoryIndexPage.objects.get(locale__language_code="es"), canary.narrator, live=True, title=TITLE)
    assert client.get(story.get_url()).status_code == 200
    restored.after_migrating("default")
    assert client.get(story.get_url()).status_code == 410
    run.carry_on(Withdrawal.objects.get(), now=timezone.now())
    assert not StoryPage.objects.filter(pk=story.pk).exists()
    assert restored.apply_again(now=timezone.now()) == 0


def test_whoever_came_back_and_withdrew_again_is_withdrawn_from_a_backup_of_between(
    canary: Canary, client: Client
) -> None:
    """The backup knows of the first withdrawal and of the consent after it, and of nothing later."""
    call_command("withdraw_consent", str(canary.narrator.pk))
    consent(canary.narrator, "es")
    of_the_backup = list(Tombstone.objects.values("pk", "made_at"))
    index = StoryIndexPage.objects.get(locale__language_code="es")
    make_story(index, canary.narrator, live=True, title=TITLE, slug="otra-vez")
    call_command("withdraw_consent", str(canary.narrator.pk))

    Withdrawal.objects.all().delete()
    latest = ConsentRecord.objects.latest("pk")
    ConsentRecord.objects.filter(pk=latest.pk)._raw_delete(using="default")
    Tombstone.objects.exclude(pk__in=[one["pk"] for one in of_the_backup]).delete()
    for one in of_the_backup:
        Tombstone.objects.filter(pk=one["pk"]).update(made_at=one["made_at"])
    story = make_story(index, canary.narrator, live=True, title=TITLE, slug="otra-vez")
    assert client.get(story.get_url()).status_code == 200
    # Somebody else withdraws before anybody has looked into the file, which is written anew for them.
    services.withdraw(narrator=another().narrator, by=None, now=timezone.now())

    restored.after_migrating("default")

    assert client.get(story.get_url()).status_code == 410


def test_a_dry_run_removes_nothing_and_says_how_much_it_would(canary: Canary, client: Client, capsys: Any) -> None:
    capsys.readouterr()
    with translation.override("en"):
        call_command("withdraw_consent", str(canary.narrator.pk), "--dry-run")
    said = capsys.readouterr().out
    assert "     5  pages" in said
    assert "canoa" not in said.lower()
    assert client.get(canary.story.get_url()).status_code == 200
    assert not Withdrawal.objects.exists()


def test_an_editor_can_neither_begin_it_nor_read_its_report(canary: Canary, ana: User, admin_as: Enter) -> None:
    browser = admin_as(ana)
    services.withdraw(narrator=canary.narrator, by=None, now=timezone.now())
    before = Withdrawal.objects.get().state
    for name in ("narrators:withdraw", "narrators:withdrawal"):
        address = reverse(name, args=[canary.narrator.pk])
        assert browser.get(address).status_code == 302
        assert browser.post(address).status_code == 302
    assert Withdrawal.objects.get().state == before


def test_a_narrator_whom_nobody_knows_cannot_be_withdrawn() -> None:
    for command in ("withdraw_consent", "scan_residue"):
        with pytest.raises(CommandError):
            call_command(command, "00000000-0000-4000-8000-000000000000")
