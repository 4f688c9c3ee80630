"""A story in a mail: only where its narrator agreed to e-mail, and never its text."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail as sent
from django.utils import timezone
from PIL import Image

from core import mail
from stories import mailing, services
from stories.choices import Channel, ConsentKind, NameKind
from stories.mailing import NotForMail, story_for_mail
from stories.models import StoryIndexPage, StoryPage
from tests.core.canaries import pixels
from tests.stories.factories import begin_translation, consent, locale, make_narrator, make_story, translate
from tests.stories.test_faces import add_picture, portrait

pytestmark = pytest.mark.django_db
BY_MAIL = [Channel.SITE, Channel.EMAIL]


@pytest.fixture
def story(index_es: StoryIndexPage) -> Any:
    marisol = make_narrator("Marisol")
    consent(marisol, "es", "en", channels=BY_MAIL)
    note = "Marisol habla de un juicio."
    return make_story(index_es, marisol, live=True, content_note=note, other_pseudonyms="El Lobo")


def test_a_mail_shows_title_teller_introduction_note_and_link_with_mark_and_note(story: StoryPage) -> None:
    shown = story_for_mail(story, now=timezone.now())
    assert shown.title == "La historia de Marisol*"
    assert shown.byline == "Marisol*, sobreviviente"
    assert shown.intro == "Marisol* volvió a la escuela."
    assert shown.content_note == "Marisol* habla de un juicio."
    assert shown.note == "*Seudónimo"
    assert shown.url == settings.BASE_URL + story.get_url()
    assert shown.picture is None
    assert shown.language == "es"


def test_a_person_under_their_own_name_has_no_mark_and_no_note(index_es: StoryIndexPage) -> None:
    jakelin = make_narrator("Jakelin", name_kind=NameKind.OWN)
    consent(jakelin, "es", channels=BY_MAIL)
    shown = story_for_mail(make_story(index_es, jakelin, live=True), now=timezone.now())
    assert (shown.title, shown.note) == ("La historia de Jakelin", "")


def test_the_mail_is_sent_in_the_storys_language_under_a_discreet_subject(story: StoryPage) -> None:
    context: dict[str, object] = {"story": story_for_mail(story, now=timezone.now())}
    mail.send(template=mailing.TEMPLATE, to="lucia@example.org", language="es", context=context)
    [message] = sent.outbox
    assert "Marisol" not in message.subject
    [html] = [str(content) for content, _kind in message.alternatives]  # type: ignore[attr-defined]
    for body in (message.body, html):
        for words in ("La historia de Marisol*", "Marisol* volvió a la escuela.", "*Seudónimo", story.get_url()):
            assert words in body
        assert "habló, y le creyeron" not in body
    assert '<html lang="es">' in html


def test_words_cannot_break_out_of_the_mail(index_es: StoryIndexPage, story: StoryPage) -> None:
    bad = make_story(index_es, story.narrator, live=True, title='<img src="x">', intro="<script>1</script>")
    context: dict[str, object] = {"story": story_for_mail(bad, now=timezone.now())}
    words = mail.render(template=mailing.TEMPLATE, language="es", context=context)
    assert "<script" not in words.html
    assert '<img src="x"' not in words.html
    assert "<script>1</script>" in words.text


# --- Refused ---------------------------------------------------------------------------------------------------------


def refused(story: StoryPage, *, days: int = 0) -> bool:
    """By the one that mails call and by the one that previews call."""
    now = timezone.now() + timedelta(days=days)
    for verb in (story_for_mail, mailing.draft_for_mail):
        with pytest.raises(NotForMail):
            verb(StoryPage.objects.get(pk=story.pk), now=now)
    return True


def test_without_consent_to_e_mail_it_is_refused(story: StoryPage) -> None:
    consent(story.narrator, "es", "en", channels=[Channel.SITE, Channel.SHARING])
    assert refused(story)


def test_with_e_mail_and_without_this_site_there_is_nothing_to_lead_to(story: StoryPage) -> None:
    consent(story.narrator, "es", "en", kind=ConsentKind.NARROWED, channels=[Channel.EMAIL])
    assert refused(story)


def test_the_day_after_consent_lapses_it_is_refused_before_any_hourly_task(story: StoryPage) -> None:
    story_for_mail(story, now=timezone.now() + timedelta(days=364))
    assert refused(story, days=366)
    assert StoryPage.objects.get(pk=story.pk).live


def test_consent_that_has_not_begun_covers_no_mail(index_es: StoryIndexPage) -> None:
    jacinta = make_narrator("Jacinta")
    consent(jacinta, "es")
    start = timezone.localdate() + timedelta(days=3)
    later = {"from_date": start, "until_date": start + timedelta(days=300), "channels": BY_MAIL}
    consent(jacinta, "es", kind=ConsentKind.RENEWED, **later)
    story = make_story(index_es, jacinta, live=True)
    assert refused(story)
    story_for_mail(story, now=timezone.now() + timedelta(days=4))


def test_in_another_language_it_is_refused(story: StoryPage, ana: Any) -> None:
    translation = begin_translation(story, ana)
    translate(translation, ana)
    consent(story.narrator, "es", kind=ConsentKind.NARROWED, channels=BY_MAIL)
    assert refused(StoryPage.objects.get(locale=locale("en")))
    assert story_for_mail(story, now=timezone.now())


def test_a_withdrawn_story_is_refused(story: StoryPage) -> None:
    services.withdraw(narrator=story.narrator, by=None, now=timezone.now())
    assert refused(story)


def test_a_draft_is_in_no_mail_and_neither_is_the_draft_of_what_is_public(
    index_es: StoryIndexPage, story: StoryPage, ana: Any
) -> None:
    draft = make_story(index_es, story.narrator, owner=ana, title="Borrador")
    with pytest.raises(NotForMail):
        story_for_mail(draft, now=timezone.now())
    assert mailing.draft_for_mail(draft, now=timezone.now()).title == "Borrador"
    story.intro = "Nadie ha aprobado esto."
    story.save_revision(user=ana)
    in_hand = story.get_latest_revision_as_object()
    assert story_for_mail(in_hand, now=timezone.now()).intro == "Marisol* volvió a la escuela."


def test_a_private_story_is_in_no_mail(story: StoryPage) -> None:
    story.view_restrictions.create(restriction_type="login")
    with pytest.raises(NotForMail):
        story_for_mail(story, now=timezone.now())


# --- Pictures --------------------------------------------------------------------------------------------------------


def with_picture(index: StoryIndexPage, narrator: Any, picture: Image.Image) -> Any:
    image = add_picture(narrator, picture)
    return make_story(index, narrator, live=True, body=[("picture", {"image": image, "alt": "Un lago", "caption": ""})])


def test_with_consent_to_pictures_the_first_one_comes_along(index_es: StoryIndexPage, story: StoryPage) -> None:
    consent(story.narrator, "es", kind=ConsentKind.RENEWED, channels=BY_MAIL, with_image=True)
    pictured = with_picture(index_es, story.narrator, pixels((1600, 900)))
    story_shown = story_for_mail(pictured, now=timezone.now())
    shown = story_shown.picture
    assert shown
    assert shown.url.startswith(f"{settings.BASE_URL}/pictures/")
    assert (shown.alt, shown.width, shown.height) == ("Un lago", 520, 292)
    words = mail.render(
        template=mailing.TEMPLATE, language="es", context={"story": story_for_mail(pictured, now=timezone.now())}
    )
    assert f'<img src="{shown.url}" alt="Un lago" width="520" height="292"' in words.html


def test_without_it_words_go_alone_even_where_no_face_is_seen(index_es: StoryIndexPage, story: StoryPage) -> None:
    pictured = with_picture(index_es, story.narrator, pixels())
    shown = story_for_mail(pictured, now=timezone.now())
    assert shown.picture is None
    assert "<img" not in mail.render(template=mailing.TEMPLATE, language="es", context={"story": shown}).html


def test_a_face_that_came_to_light_keeps_the_whole_story_back(index_es: StoryIndexPage, story: StoryPage) -> None:
    pictured = with_picture(index_es, story.narrator, pixels())
    story_for_mail(pictured, now=timezone.now())
    type(pictured.body[0].value["image"]).objects.update(faces_sought_at=None)
    assert refused(pictured)


def test_with_consent_to_pictures_a_face_is_shown(index_es: StoryIndexPage, story: StoryPage) -> None:
    consent(story.narrator, "es", kind=ConsentKind.RENEWED, channels=BY_MAIL, with_image=True)
    assert story_for_mail(with_picture(index_es, story.narrator, portrait()), now=timezone.now()).picture


# --- No other way ----------------------------------------------------------------------------------------------------

MAILS = settings.SITE / "templates" / "emails"
OF_STORIES = {"in_mail.html", "in_mail.txt", "story.html", "story.txt"}


def test_no_other_mail_holds_a_story() -> None:
    telling = re.compile(r"\{[{%][^}]*\b(?:story|stories|narrator|shown_name|marked_name|intro|body)\.\w")
    mails = list(MAILS.rglob("*.*"))
    assert len(mails) > 20
    assert {file.name for file in mails if telling.search(file.read_text())} == OF_STORIES


def test_nothing_but_the_one_function_makes_what_these_mails_show() -> None:
    own = ("stories", "campaigns", "pledges", "donations", "site")
    code = [file for folder in own for file in (Path(settings.ROOT) / folder).rglob("*.py")]
    makers = {file.name for file in code if "StoryForMail(" in file.read_text()}
    senders = {file.name for file in code if re.search(r"['\"]stories/story['\"]", file.read_text())}
    assert (makers, senders) == ({"mailing.py"}, {"mailing.py"})
