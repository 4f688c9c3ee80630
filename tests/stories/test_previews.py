"""A story as its editors see it before anybody else may: on each channel, in each language, and leaving nothing."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import override
from wagtail.admin.models import FormState
from wagtail.models import GroupPagePermission
from wagtail.test.utils.form_data import streamfield

from accounts.models import User
from accounts.roles import Role
from core import mail as core_mail
from core.models import OutboxEntry
from stories import mailing, services
from stories.choices import Channel
from stories.models import Narrator, StoryIndexPage, StoryPage
from stories.residue.needles import needles_from
from stories.withdrawal import proof
from tests.accounts.factories import make_user
from tests.core.canaries import pixels
from tests.stories.factories import (
    begin_translation,
    consent,
    form_of,
    locale,
    make_narrator,
    make_story,
    translate,
)
from tests.stories.test_faces import add_picture

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]
EVERYWHERE = [Channel.SITE, Channel.EMAIL, Channel.SHARING, Channel.PRINT]


@pytest.fixture
def open_narrator(db: None) -> Narrator:
    """Marisol, who agrees to every channel in Spanish, and to nothing in English."""
    marisol = make_narrator("Marisol")
    consent(marisol, "es", channels=EVERYWHERE)
    return marisol


@pytest.fixture
def story(index_es: StoryIndexPage, open_narrator: Narrator, ana: User) -> Any:
    return make_story(index_es, open_narrator, owner=ana, content_note="Habla de un juicio.", topics=["school"])


def draft(page: StoryPage, mode: str = "") -> str:
    query = f"?{urlencode({'mode': mode})}" if mode else ""
    return reverse("wagtailadmin_pages:view_draft", args=[page.pk]) + query


def unsaved(page: StoryPage) -> str:
    return reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


# --- Each channel ----------------------------------------------------------------------------------------------------


def test_there_is_a_preview_for_each_channel_and_the_site_is_the_first(story: StoryPage) -> None:
    assert [mode for mode, _label in story.preview_modes] == ["site", "email", "sharing", "print"]
    assert story.default_preview_mode == "site"


@pytest.mark.parametrize("channel", EVERYWHERE)
def test_each_says_that_consent_covers_its_channel_and_until_when(
    story: StoryPage, ana: User, admin_as: Enter, channel: Channel
) -> None:
    page = text(admin_as(ana), draft(story, channel.value))
    until = story.narrator.consent_records.get().until_date
    assert f"covers this channel in this language until {until:%b}" in page
    assert str(until.year) in page
    assert "preview-bar--closed" not in page


INSTEAD = {
    Channel.SITE: "Readers find nothing at its address",
    Channel.EMAIL: "It is in no mail that we send",
    Channel.SHARING: "a link elsewhere shows our name and our picture alone",
    Channel.PRINT: "what comes out on paper instead",
}


@pytest.mark.parametrize("channel", EVERYWHERE)
def test_each_says_that_consent_does_not_cover_its_channel_and_what_there_is_instead(
    story: StoryPage, ana: User, admin_as: Enter, channel: Channel
) -> None:
    others = [one for one in EVERYWHERE if one is not channel]
    consent(story.narrator, "es", channels=others)
    page = text(admin_as(ana), draft(story, channel.value))
    assert "does not cover this channel in this language" in page
    assert INSTEAD[channel] in page
    assert "preview-bar--closed" in page


def test_the_bar_speaks_the_editors_language_and_the_story_its_own(
    story: StoryPage, ana: User, admin_as: Enter
) -> None:
    page = text(admin_as(ana), draft(story))
    assert '<html lang="es"' in page
    assert re.search(r'<aside class="preview-bar" lang="en"', page)
    assert "Marisol* volvió a la escuela." in page


def test_the_sites_preview_is_the_page_that_readers_get(
    index_es: StoryIndexPage, open_narrator: Narrator, ana: User, admin_as: Enter, client: Client
) -> None:
    story = make_story(index_es, open_narrator, live=True)
    public = client.get(story.get_url()).content.decode()
    preview = text(admin_as(ana), draft(story))
    bar = re.compile(r'<aside class="preview-bar.*?</aside>', re.DOTALL)
    assert bar.search(preview)
    assert main_of(bar.sub("", preview)) == main_of(public)


def main_of(html: str) -> str:
    found = re.search(r"<main.*?</main>", html, re.DOTALL)
    assert found
    return found.group()


def test_the_mails_preview_is_the_mail(story: StoryPage, ana: User, admin_as: Enter) -> None:
    page = text(admin_as(ana), draft(story, "email"))
    shown = re.search(r'srcdoc="([^"]*)"', page)
    assert shown
    context: dict[str, Any] = {"story": mailing.draft_for_mail(story, now=timezone.now())}
    sent = core_mail.render(template=mailing.TEMPLATE, language="es", context=context)
    assert unescape(shown.group(1)) == sent.html
    assert f">{escape(sent.text)}</pre>" in page
    assert sent.subject in page
    assert "Habla de un juicio." in sent.html


def test_without_consent_there_is_no_mail_to_be_seen(story: StoryPage, ana: User, admin_as: Enter) -> None:
    consent(story.narrator, "es", channels=[Channel.SITE])
    page = text(admin_as(ana), draft(story, "email"))
    assert "srcdoc" not in page
    assert "La historia de Marisol" not in page
    assert "this story does not go out here" in page


def test_what_is_shared_is_read_from_the_page_itself(story: StoryPage, ana: User, admin_as: Enter) -> None:
    page = text(admin_as(ana), draft(story, "sharing"))
    assert 'src="data:image/png;base64,iVBOR' in page
    assert page.count("La historia de Marisol*") >= 3  # The link's card, the search engine, the feed.
    assert "Marisol* volvió a la escuela. (*" in page
    assert "WhatsApp" in page
    assert "Escuela" in page or "escuela" in page


@pytest.mark.parametrize("channel", EVERYWHERE)
def test_words_stay_words(
    index_es: StoryIndexPage, open_narrator: Narrator, ana: User, admin_as: Enter, channel: Channel
) -> None:
    bad = "</title><script>alert(1)</script>"
    story = make_story(index_es, open_narrator, owner=ana, title=f"T{bad}", intro=f"I{bad}", content_note=f"C{bad}")
    page = text(admin_as(ana), draft(story, channel.value))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_what_is_not_shared_shows_our_name_and_nothing_of_the_story(
    story: StoryPage, ana: User, admin_as: Enter
) -> None:
    consent(story.narrator, "es", channels=[Channel.SITE])
    page = text(admin_as(ana), draft(story, "sharing"))
    assert "Marisol" not in page
    assert settings.ORGANISATION_NAME in page
    with override("es"):
        assert f'src="{reverse("core:card")}"' in page
    assert "search engines are asked to leave it out" in page
    assert "the feed leaves it out" in page


def test_the_print_preview_wears_the_print_style_on_the_screen(story: StoryPage, ana: User, admin_as: Enter) -> None:
    editor = admin_as(ana)
    page = text(editor, draft(story, "print"))
    assert re.search(r'css/print[^"]*" media="all"', page)
    assert re.search(r'css/stories-print[^"]*" media="all"', page)
    assert "story--not-for-print" not in page
    assert 'media="all"' not in text(editor, draft(story))


def test_without_consent_to_print_the_paper_says_where_to_read_it(story: StoryPage, ana: User, admin_as: Enter) -> None:
    consent(story.narrator, "es", channels=[Channel.SITE])
    page = text(admin_as(ana), draft(story, "print"))
    assert 'class="story--not-for-print"' in page


def test_a_mode_that_there_is_not_is_not_found(story: StoryPage, ana: User, admin_as: Enter) -> None:
    assert admin_as(ana).get(draft(story, "fax")).status_code == 404


# --- The text in hand ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("channel", EVERYWHERE)
def test_what_is_typed_and_not_saved_is_what_is_shown(
    story: StoryPage, ana: User, admin_as: Enter, channel: Channel
) -> None:
    client = admin_as(ana)
    answer = client.post(unsaved(story), form_of(story, title="Lo que Marisol recién escribe", intro="Recién escrito."))
    assert answer.json() == {"is_valid": True, "is_available": True}
    page = text(client, f"{unsaved(story)}?mode={channel.value}")
    assert "Lo que Marisol* recién escribe" in page
    assert 'href="?mode=email"' in page  # The other channels, of the same text.
    assert StoryPage.objects.get(pk=story.pk).title == "La historia de Marisol*"


def test_in_the_editors_own_panel_the_bar_offers_no_second_choice(story: StoryPage, ana: User, admin_as: Enter) -> None:
    client = admin_as(ana)
    client.post(unsaved(story), form_of(story))
    page = text(client, f"{unsaved(story)}?mode=email&in_preview_panel=true")
    assert "preview-bar" in page
    assert "preview-ways" not in page


def create(index: StoryIndexPage) -> str:
    return reverse("wagtailadmin_pages:preview_on_add", args=["stories", "storypage", index.pk])


def new_form(narrator: Narrator) -> dict[str, Any]:
    return form_of(StoryPage(narrator=narrator, title="Recién", slug="recien", intro="Recién."))


@pytest.mark.parametrize("channel", EVERYWHERE)
def test_a_story_that_is_not_saved_at_all_is_shown_too(
    index_es: StoryIndexPage, open_narrator: Narrator, ana: User, admin_as: Enter, channel: Channel
) -> None:
    client = admin_as(ana)
    assert client.post(create(index_es), new_form(open_narrator)).json()["is_valid"]
    assert "Recién" in text(client, f"{create(index_es)}?mode={channel.value}")
    assert not StoryPage.objects.exists()


def test_a_new_story_in_english_is_shown_in_english(
    index_en: StoryIndexPage, open_narrator: Narrator, ana: User, admin_as: Enter
) -> None:
    client = admin_as(ana)
    client.post(create(index_en), new_form(open_narrator))
    page = text(client, f"{create(index_en)}?mode=site")
    assert '<html lang="en"' in page
    assert "does not cover this channel in this language" in page


def test_without_a_narrator_there_is_nothing_to_preview(index_es: StoryIndexPage, ana: User, admin_as: Enter) -> None:
    client = admin_as(ana)
    form = {**new_form(make_narrator()), "narrator": ""}
    assert client.post(create(index_es), form).json() == {"is_valid": False, "is_available": False}
    assert client.get(f"{create(index_es)}?mode=email").status_code == 200
    assert not FormState.objects.exists()


# --- Languages -------------------------------------------------------------------------------------------------------


def test_the_side_by_side_translation_has_them_too_with_what_was_translated_a_moment_ago(
    story: StoryPage, ana: User, admin_as: Enter
) -> None:
    consent(story.narrator, "es", "en", channels=EVERYWHERE)
    translation = begin_translation(story, ana)
    translate(translation, ana, "In English, Marisol: {}")
    client = admin_as(ana)
    for channel in EVERYWHERE:
        address = reverse("wagtail_localize:preview_translation", args=[translation.pk, channel.value])
        page = text(client, address)
        # The mark is set by the machine, before anybody saves.
        assert "In English, Marisol*: " in page, channel
        assert "until" in page
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[translation.get_target_instance().pk]))
    assert reverse("wagtail_localize:preview_translation", args=[translation.pk, "print"]) in editor.content.decode()


def test_each_language_on_each_channel_is_one_click_away(story: StoryPage, ana: User, admin_as: Enter) -> None:
    translation = begin_translation(story, ana)
    client = admin_as(ana)
    english = translation.get_target_instance()
    addresses = [draft(story, one.value) for one in EVERYWHERE]
    addresses += [
        reverse("wagtail_localize:preview_translation", args=[translation.pk, one.value]) for one in EVERYWHERE
    ]
    for page in (story, english):
        editor = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        assert [address for address in addresses if f'href="{address}"' not in editor] == []
    for address in addresses:
        assert client.get(address).status_code == 200


def test_a_channel_that_is_closed_is_shown_as_closed(story: StoryPage, ana: User, admin_as: Enter) -> None:
    consent(story.narrator, "es", channels=[Channel.SITE])
    editor = admin_as(ana).get(reverse("wagtailadmin_pages:edit", args=[story.pk])).content.decode()
    closed = re.findall(r'mode=(\w+)"[^>]*preview-ways__link--closed', editor)
    assert closed == ["email", "sharing", "print"]


def editor_of(index: StoryIndexPage) -> User:
    """Somebody who may edit under this index alone."""
    user = make_user("sofia@example.org", Role.EDITOR)
    group = user.groups.get()
    theirs = type(group).objects.create(name="One language")
    theirs.permissions.set(group.permissions.all())
    change = GroupPagePermission.objects.filter(group=group).values_list("permission", flat=True).distinct()
    for permission in change:
        GroupPagePermission.objects.create(group=theirs, page=index, permission_id=permission)
    user.groups.set([theirs])
    return user


def test_whoever_may_edit_one_language_sees_the_other_nowhere(
    story: StoryPage, index_en: StoryIndexPage, index_es: StoryIndexPage, ana: User, admin_as: Enter
) -> None:
    translation = begin_translation(story, ana)
    translate(translation, ana)
    english = StoryPage.objects.get(locale=locale("en"), narrator=story.narrator)
    sofia = admin_as(editor_of(index_es))
    assert sofia.get(draft(story, "email")).status_code == 200
    for channel in EVERYWHERE:
        theirs = [
            draft(english, channel.value),
            f"{unsaved(english)}?mode={channel.value}",
            reverse("wagtail_localize:preview_translation", args=[translation.pk, channel.value]),
            reverse("wagtailadmin_pages:revisions_view", args=[english.pk, english.latest_revision_id or 0])
            + f"?mode={channel.value}",
        ]
        for address in theirs:
            answer = sofia.get(address)
            assert answer.status_code in {302, 403}, address
            assert "In English" not in answer.content.decode()
    for address in (draft(story), reverse("wagtailadmin_pages:edit", args=[story.pk])):
        ways = re.search(r'<ul class="preview-ways">.*?</ul>', text(sofia, address), re.DOTALL)
        assert ways
        assert "English" not in ways.group()


def test_whoever_may_edit_nothing_here_sees_no_preview(story: StoryPage, admin_as: Enter) -> None:
    carlos = admin_as(make_user("carlos@example.org", Role.CAMPAIGN_MANAGER))
    for channel in EVERYWHERE:
        assert carlos.get(draft(story, channel.value)).status_code in {302, 403}
        assert carlos.get(f"{unsaved(story)}?mode={channel.value}").status_code in {302, 403}


def test_a_translator_sees_the_translation_on_every_channel_and_the_original_on_none(
    story: StoryPage, ana: User, admin_as: Enter
) -> None:
    translation = begin_translation(story, ana)
    tomas = admin_as(make_user("tomas@example.org", Role.TRANSLATOR))
    for channel in EVERYWHERE:
        page = text(tomas, reverse("wagtail_localize:preview_translation", args=[translation.pk, channel.value]))
        assert draft(story, channel.value).replace("&", "&amp;") not in page
        assert tomas.get(draft(story, channel.value)).status_code in {302, 403}
        assert tomas.get(f"{unsaved(story)}?mode={channel.value}").status_code in {302, 403}


def test_a_stranger_is_sent_to_sign_in(client: Client, story: StoryPage) -> None:
    answer = client.get(draft(story, "sharing"))
    assert answer.status_code == 302
    assert "Marisol" not in answer.content.decode()


# --- Leaving nothing -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("channel", EVERYWHERE)
def test_a_preview_is_kept_found_and_sent_nowhere(
    story: StoryPage, ana: User, admin_as: Enter, channel: Channel
) -> None:
    client = admin_as(ana)
    session = dict(client.session.items())
    mail.outbox.clear()
    waiting = OutboxEntry.objects.count()
    client.post(unsaved(story), form_of(story))
    for address in (draft(story, channel.value), f"{unsaved(story)}?mode={channel.value}"):
        answer = client.get(address)
        assert "no-store" in answer["Cache-Control"]
        assert "private" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "'none'" not in re.findall(r"frame-ancestors ([^;]*)", answer["Content-Security-Policy"])
    assert dict(client.session.items()) == session
    assert mail.outbox == []
    assert OutboxEntry.objects.count() == waiting
    assert FormState.objects.count() == 1


def previewed_everywhere(browser: Client, address: str, form: dict[str, Any]) -> None:
    assert browser.post(address, form).json()["is_valid"]
    for channel in EVERYWHERE:
        assert browser.get(f"{address}?mode={channel.value}").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_what_was_previewed_and_never_saved_goes_with_the_withdrawal(
    settings: Any, tmp_path: Path, admin_as: Enter
) -> None:
    """In an edit form, in a form of a new story, in a mail's picture; the search proves it, and sees it before."""
    settings.MEDIA_ROOT, settings.VAR = str(tmp_path / "media"), tmp_path / "var"
    settings.TOMBSTONES_FILE = tmp_path / "outside" / "tombstones.json"
    on_disk = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": on_disk}
    ana = make_user("ana@example.org", Role.EDITOR)
    person = make_narrator("Itzel")
    consent(person, "es", channels=EVERYWHERE, with_image=True)
    index = StoryIndexPage.objects.get(locale__language_code="es")
    picture = add_picture(person, pixels((1600, 900)))
    body = [("picture", {"image": picture, "alt": "Un lago al amanecer", "caption": ""})]
    story = make_story(index, person, owner=ana, title="La balsa de Itzel en la laguna", body=body)
    browser = admin_as(ana)
    typed = "Esto lo escribió Ana una tarde y no lo guardó nunca en ninguna parte."
    in_story = streamfield([("picture", {"image": str(picture.pk), "alt": "Un lago", "caption": ""})])
    previewed_everywhere(browser, unsaved(story), form_of(story, intro=typed, body=in_story))
    other = "Otra historia de la misma persona, apenas empezada aquel día de lluvia."
    previewed_everywhere(browser, create(index), {**new_form(person), "intro": other})
    needles = {"needles": needles_from([typed, other, story.title, Path(picture.file.name).stem])}
    places = set(proof.search(needles).hits)
    assert "wagtailadmin_formstate.data" in places
    assert any(place.startswith("file:media") for place in places)

    call_command("withdraw_consent", str(person.pk))
    assert proof.search(needles).hits == {}
    assert not FormState.objects.exists()


def test_a_form_that_stayed_open_keeps_nothing_of_somebody_who_withdrew(
    index_es: StoryIndexPage, open_narrator: Narrator, ana: User, admin_as: Enter
) -> None:
    browser = admin_as(ana)
    form = new_form(open_narrator)
    assert browser.post(create(index_es), form).json()["is_valid"]
    FormState.objects.all().delete()
    services.withdraw(narrator=open_narrator, by=None, now=timezone.now())
    assert browser.post(create(index_es), form).json() == {"is_valid": False, "is_available": False}
    saved = browser.post(reverse("wagtailadmin_pages:add", args=["stories", "storypage", index_es.pk]), form)
    assert saved.status_code == 200
    assert not FormState.objects.exists()
    assert not StoryPage.objects.exists()


def test_whoever_consents_anew_may_be_written_of_anew(
    index_es: StoryIndexPage, open_narrator: Narrator, ana: User, admin_as: Enter
) -> None:
    services.withdraw(narrator=open_narrator, by=None, now=timezone.now())
    consent(open_narrator, "es")
    assert admin_as(ana).post(create(index_es), new_form(open_narrator)).json()["is_valid"]
