"""Every form of the admin that saves words, with a guarded name in it: refused, the field named, nothing written."""

import io
import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from taggit.models import Tag
from wagtail.admin.models import FormState
from wagtail.models import Collection, Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield
from wagtail_localize.models import Translation

from accounts.models import User
from core.models import CoreDocument, CoreImage
from stories.models import BlockedAttempt, GuardedTerm, Narrator, StoryIndexPage, StoryPage
from tests.accounts.factories import make_user
from tests.stories.factories import begin_translation, form_of, make_story, send_to_review
from tests.stories.guarded import NAME, NEEDLES, guard_the_name, is_anywhere, nothing_is_written

pytestmark = pytest.mark.django_db
Enter = Callable[[User], Client]
REFUSED = "This field names something that is guarded. Nothing was saved."
IN_PASSING = "This names something that is guarded."


@pytest.fixture
def story(index_es: StoryIndexPage, index_en: StoryIndexPage, narrator: Narrator, ana: User) -> StoryPage:
    return make_story(index_es, narrator, owner=ana)


@pytest.fixture
def term(story: StoryPage, narrator: Narrator) -> GuardedTerm:
    return guard_the_name(narrator=narrator)


@pytest.fixture
def editor(ana: User, admin_as: Enter, term: GuardedTerm) -> Client:
    return admin_as(ana)


@pytest.fixture
def reviewer(rosa: User, admin_as: Enter, term: GuardedTerm) -> Client:
    return admin_as(rosa)


@pytest.fixture
def administrator(admin_as: Enter, term: GuardedTerm) -> Client:
    return admin_as(make_user("root@example.org", admin=True))


def picture(name: str = "tela.png") -> SimpleUploadedFile:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(buffer, "PNG")
    return SimpleUploadedFile(name, buffer.getvalue(), "image/png")


def document(name: str = "acta.txt", text: str = "Nada.") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), "text/plain")


STORY_FIELDS = {
    "title": {"title": f"Historia de {NAME}"},
    "slug": {"slug": "historia-de-xquenia-tzalamha"},
    "intro": {"intro": "Dijo Tzalamha, Xquenia."},
    "content note": {"content_note": "Habla de X. Tzalamha"},
    "other pseudonyms": {"other_pseudonyms": "El Lobo, Xquenia Tsalamha"},
    "body": {"body": streamfield([("text", rich_text("<p>Con <b>Xque</b>nia <i>Tzalamha</i>.</p>"))])},
    "quotation": {"body": streamfield([("content_note", {"note": NAME, "passage": rich_text("<p>…</p>")})])},
    "comment": {
        "comments": inline_formset(
            [{"text": f"¿Es {NAME}?", "contentpath": "title", "position": "", "resolved": "", "id": ""}]
        )
    },
}


@pytest.mark.parametrize("field", STORY_FIELDS)
def test_a_story_is_not_saved(field: str, story: StoryPage, editor: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    data = nested_form_data({**form_of(story)}) | nested_form_data(STORY_FIELDS[field])
    with nothing_is_written():
        response = editor.post(reverse("wagtailadmin_pages:edit", args=[story.pk]), data)
    assert response.status_code == 200
    assert REFUSED in response.content.decode()
    assert field != "comment" or f"Comment: {REFUSED}" in response.content.decode()
    assert not any(needle in caplog.text.lower() for needle in NEEDLES)
    attempt = BlockedAttempt.objects.get()
    assert (attempt.role, attempt.way) == ("Editors", "wagtailadmin_pages:edit")


def test_what_was_typed_stays_on_the_screen_and_the_message_does_not_repeat_it(
    story: StoryPage, editor: Client
) -> None:
    response = editor.post(
        reverse("wagtailadmin_pages:edit", args=[story.pk]), form_of(story, intro="Con Tzalamha, y más palabras.")
    )
    form = response.context["form"]
    assert form.errors == {"intro": [REFUSED]}
    assert "Con Tzalamha, y más palabras." in response.content.decode()


def test_a_new_story_is_not_made(story: StoryPage, editor: Client) -> None:
    url = reverse("wagtailadmin_pages:add", args=["stories", "storypage", story.get_parent().pk])
    with nothing_is_written():
        response = editor.post(url, form_of(story, title=NAME, slug="otra"))
    assert response.context["form"].errors["title"] == [REFUSED]


def test_a_preview_keeps_nothing(story: StoryPage, editor: Client) -> None:
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[story.pk])
    with nothing_is_written():
        response = editor.post(url, form_of(story, intro=NAME))
    assert response.json()["is_valid"] is False
    assert not FormState.objects.exists()
    assert not BlockedAttempt.objects.exists(), "a preview comes with every key that is pressed"


def test_a_copy_under_such_a_title_is_not_made(story: StoryPage, editor: Client) -> None:
    copy = {"new_title": NAME, "new_slug": "otra", "new_parent_page": story.get_parent().pk, "alias": ""}
    with nothing_is_written():
        response = editor.post(reverse("wagtailadmin_pages:copy", args=[story.pk]), copy)
    assert response.context["form"].errors["new_title"] == [REFUSED]


@pytest.mark.parametrize("alias", ["", "on"])
def test_an_older_text_is_not_multiplied(alias: str, story: StoryPage, editor: Client) -> None:
    """It stood there before the term was added, so the form of the copy is clean; the total layer refuses."""
    StoryPage.objects.filter(pk=story.pk).update(intro="")
    GuardedTerm.objects.all().delete()
    StoryPage.objects.filter(pk=story.pk).update(intro=NAME)
    guard_the_name()
    pages = Page.objects.count()
    copy = {"new_title": "Otra", "new_slug": "otra", "new_parent_page": story.get_parent().pk, "alias": alias}
    response = editor.post(reverse("wagtailadmin_pages:copy", args=[story.pk]), copy)
    assert response.status_code == 422
    assert "Page: meta description" in response.content.decode(), "a story's introduction is its teaser, too"
    assert IN_PASSING in response.content.decode()
    assert Page.objects.count() == pages


def test_a_comment_in_a_workflow_is_not_kept(story: StoryPage, ana: User, reviewer: Client) -> None:
    send_to_review(story, ana)
    state = story.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[story.pk, "reject", state.pk])
    with nothing_is_written():
        response = reviewer.post(
            url, {"comment": f"Se entiende que es {NAME}."}, headers={"x-requested-with": "XMLHttpRequest"}
        )
    assert REFUSED in response.json()["html"]


@pytest.mark.parametrize("action", ["reject", "approve"])
def test_a_refused_step_of_a_review_is_told_without_javascript_too(
    story: StoryPage, ana: User, reviewer: Client, action: str
) -> None:
    send_to_review(story, ana)
    state = story.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[story.pk, action, state.pk])
    with nothing_is_written():
        page = reviewer.post(url, {"comment": f"Se entiende que es {NAME}."}, follow=True).content.decode()
    assert REFUSED in page
    state.refresh_from_db()
    assert state.status == state.STATUS_IN_PROGRESS


# --- Translations ----------------------------------------------------------------------------------------------------


@pytest.fixture
def english(story: StoryPage, ana: User) -> Translation:
    return begin_translation(story, ana)


def test_a_translated_passage_is_not_saved(english: Translation, editor: Client) -> None:
    segment = english.source.stringsegment_set.first()
    url = reverse("wagtail_localize:edit_string_translation", args=[english.pk, segment.pk])
    with nothing_is_written():
        response = editor.put(
            url, f"value=The story of {NAME}".replace(" ", "+"), content_type="application/x-www-form-urlencoded"
        )
    assert response.status_code == 200, "the editor shows the error of no other answer"
    assert response.json() == {"data": f"The story of {NAME}", "error": REFUSED}
    assert BlockedAttempt.objects.get().table == "wagtail_localize_stringtranslation"


def test_a_po_file_is_not_imported_and_leaves_no_file(
    english: Translation, editor: Client, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    po = english.export_po()
    for entry in po:
        entry.msgstr = f"With {NAME}"
    page = reverse("wagtailadmin_pages:edit", args=[english.get_target_instance().pk])
    with nothing_is_written():
        response = editor.post(
            reverse("wagtail_localize:upload_pofile", args=[english.pk]),
            {"file": SimpleUploadedFile("en.po", str(po).encode())},
            headers={"referer": page},
            follow=True,
        )
    assert REFUSED in response.content.decode()
    assert not list(tmp_path.iterdir())


# --- Pictures and documents ------------------------------------------------------------------------------------------


def upload(kind: str, narrator: Narrator, **given: Any) -> dict[str, Any]:
    file = picture() if kind == "images" else document()
    return {"title": "Una tela", "collection": narrator.collection_id, "file": file, "tags": "", **given}


UPLOADS: dict[str, tuple[str, Callable[[], dict[str, Any]]]] = {
    "a picture's title": ("images", lambda: {"title": NAME}),
    "a picture's file name": ("images", lambda: {"file": picture("IMG_xquenia_tzalamha_01.png")}),
    "a picture's tags": ("images", lambda: {"tags": f"paz, {NAME}"}),
    "a document's title": ("docs", lambda: {"title": NAME}),
    "a document's file name": ("docs", lambda: {"file": document("xquenia-tzalamha.txt")}),
    "a document's text": ("docs", lambda: {"file": document(text=f"Comparece {NAME}.")}),
    "a document's tags": ("docs", lambda: {"tags": f'"{NAME}"'}),
}
ADD = {"images": "wagtailimages:add", "docs": "wagtaildocs:add"}
MULTIPLE = {"images": "wagtailimages:add_multiple", "docs": "wagtaildocs:add_multiple"}


@pytest.mark.parametrize("what", UPLOADS)
def test_an_upload_is_not_kept(what: str, narrator: Narrator, administrator: Client) -> None:
    kind, changes = UPLOADS[what]
    with nothing_is_written():
        response = administrator.post(reverse(ADD[kind]), upload(kind, narrator, **changes()))
    assert REFUSED in response.content.decode()


@pytest.mark.parametrize(
    ("kind", "file", "title"),
    [
        ("images", picture("xquenia-tzalamha.png"), "Una tela"),
        ("images", picture(), NAME),
        ("docs", document("xquenia-tzalamha.txt"), "Un acta"),
        ("docs", document(text=NAME), "Un acta"),
    ],
)
def test_one_of_many_uploads_is_not_kept(
    kind: str, file: SimpleUploadedFile, title: str, narrator: Narrator, administrator: Client
) -> None:
    file.seek(0)
    with nothing_is_written():
        response = administrator.post(
            reverse(MULTIPLE[kind]), {"files[]": file, "title": title, "collection": narrator.collection_id}
        )
    assert response.json()["success"] is False
    assert REFUSED in response.json()["error_message"]


def test_a_script_that_shows_the_refusal_itself_leaves_no_message_for_the_next_page(
    narrator: Narrator, administrator: Client
) -> None:
    sent = {"files[]": picture(), "title": "Una tela", "collection": narrator.collection_id}
    made = administrator.post(reverse(MULTIPLE["images"]), sent).json()["image_id"]
    data = {f"image-{made}-title": NAME, f"image-{made}-collection": narrator.collection_id, f"image-{made}-tags": ""}
    url = reverse("wagtailimages:edit_multiple", args=[made])
    response = administrator.post(url, data, headers={"x-requested-with": "XMLHttpRequest"})
    assert REFUSED in response.json()["form"]
    assert REFUSED not in administrator.get(reverse("wagtailadmin_home")).content.decode()


def test_a_picture_is_not_renamed(narrator: Narrator, reviewer: Client) -> None:
    image = CoreImage.objects.create(title="Una tela", file=picture(), collection=narrator.collection)
    data = {"title": NAME, "collection": narrator.collection_id, "tags": ""}
    reviewer.get(reverse("wagtailimages:edit", args=[image.pk]))  # It makes a thumbnail.
    with nothing_is_written():
        response = reviewer.post(reverse("wagtailimages:edit", args=[image.pk]), data)
    assert REFUSED in response.content.decode()


@pytest.mark.parametrize("kind", ["images", "docs"])
def test_an_innocent_new_title_is_saved_without_sending_the_file_again(
    kind: str, narrator: Narrator, administrator: Client, settings: Any, tmp_path: Any
) -> None:
    """On a disk, as sites have it: a file in memory cannot be closed."""
    on_disk = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**settings.STORAGES, "default": on_disk}
    administrator.post(reverse(ADD[kind]), upload(kind, narrator))
    one = (CoreImage if kind == "images" else CoreDocument).objects.get()
    edit = reverse("wagtailimages:edit" if kind == "images" else "wagtaildocs:edit", args=[one.pk])
    administrator.get(edit)
    response = administrator.post(edit, {"title": "Otra tela", "collection": narrator.collection_id, "tags": ""})
    assert response.status_code == 302
    one.refresh_from_db()
    assert one.title == "Otra tela"


def test_tags_are_not_added_to_many(narrator: Narrator, administrator: Client) -> None:
    one = CoreDocument.objects.create(title="Un acta", file=document(), collection=narrator.collection)
    url = reverse("wagtail_bulk_action", args=["core", "coredocument", "add_tags"]) + f"?id={one.pk}"
    with nothing_is_written():
        administrator.post(url, {"tags": NAME})
    assert not Tag.objects.exists()


# --- The rest of the admin -------------------------------------------------------------------------------------------

FORMS: dict[str, tuple[str, dict[str, Any], str]] = {
    "a collection": ("wagtailadmin_collections:add", {"name": NAME}, "name"),
    "a redirect": (
        "wagtailredirects:add",
        {"old_path": "/historias/xquenia-tzalamha/", "redirect_link": "/", "is_permanent": "on"},
        "old_path",
    ),
    "a narrator": (
        "narrators:add",
        {"shown_name": "Xquenia Tzalamha", "name_kind": "pseudonym", "role": "survivor"},
        "shown_name",
    ),
    "consent's conditions": ("consent:add", {"conditions": f"Sin {NAME}."}, "conditions"),
    "a group": ("wagtailusers_groups:add", {"name": NAME}, "name"),
}


@pytest.mark.parametrize("what", FORMS)
def test_no_other_form_keeps_it(what: str, administrator: Client) -> None:
    name, data, field = FORMS[what]
    with nothing_is_written():
        response = administrator.post(reverse(name), data)
    assert response.context["form"].errors[field] == [REFUSED]


def test_a_collection_is_not_renamed(narrator: Narrator, administrator: Client) -> None:
    collection = Collection.objects.get(pk=narrator.collection_id)
    with nothing_is_written():
        response = administrator.post(
            reverse("wagtailadmin_collections:edit", args=[collection.pk]), {"name": NAME, "parent": 1}
        )
    assert REFUSED in response.content.decode()


def test_an_imported_list_of_redirects_is_not_kept(
    administrator: Client, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    file = SimpleUploadedFile("list.csv", b"from,to\n/xquenia-tzalamha/,/\n", "text/csv")
    with nothing_is_written():
        response = administrator.post(
            reverse("wagtailredirects:start_import"), {"import_file": file, "input_format": "0"}
        )
    assert REFUSED in response.content.decode()
    assert not list(tmp_path.iterdir())


def test_djangos_own_admin_keeps_nothing(administrator: Client) -> None:
    with nothing_is_written():
        response = administrator.post("/django-admin/auth/group/add/", {"name": NAME})
    assert response.status_code in {403, 200, 404}
    assert not is_anywhere()


def test_looking_for_a_name_is_not_an_attempt(editor: Client) -> None:
    response = editor.get(reverse("wagtailadmin_pages:search"), {"q": NAME})
    assert response.status_code == 200
    assert not BlockedAttempt.objects.exists()
    assert not is_anywhere()


def test_an_attempt_tells_which_term_was_met_and_not_what_was_written(
    story: StoryPage, editor: Client, term: GuardedTerm
) -> None:
    other = guard_the_name(term="Zalumbo Ixkotz")
    editor.post(reverse("wagtailadmin_pages:edit", args=[story.pk]), form_of(story, intro=NAME))
    term.refresh_from_db()
    other.refresh_from_db()
    assert term.last_hit_on
    assert other.last_hit_on is None


def test_a_public_form_says_less(index_es: StoryIndexPage, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Strangers must not be able to ask what is guarded."""
    guard_the_name()

    def serve(self: StoryIndexPage, request: Any) -> None:
        Tag.objects.create(name=NAME)

    monkeypatch.setattr(StoryIndexPage, "serve", serve)
    response = client.get(index_es.get_url())
    assert response.status_code == 422
    text = response.content.decode().lower()
    assert "protegid" not in text
    assert "guarded" not in text
    assert not any(needle in text for needle in NEEDLES)
