"""Whatever way a file comes, what is stored of it is clean; nothing else is stored anywhere."""

import io
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import Collection, UploadedFile

from core.cleaning.clean import CleanFile
from core.cleaning.fields import CleaningField
from core.cleaning.refusal import CannotClean
from core.models import CoreDocument, CoreImage
from stories.residue import scan
from tests.accounts.factories import make_user, signed_in
from tests.core import canaries
from tests.core.canaries import CANARY, PICTURES, left_of

FILE_NAME = "Rosalinda Tzunun de Santa Lastima.jpg"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def stored(tmp_path: Path, settings) -> Path:
    """The folder that storage writes to: on a disk, as in production, and empty."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    }
    return tmp_path / "media"


@pytest.fixture
def temporary(tmp_path: Path, settings, monkeypatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = str(folder)
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.fixture
def admin(db: None) -> Client:
    return signed_in(make_user("root@historia.example", admin=True), "es")


def upload(data: bytes, name: str = FILE_NAME) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="application/octet-stream")


def add(admin: Client, data: bytes, name: str = FILE_NAME, title: str | None = None, kind: str = "images"):
    """What Wagtail's page for several uploads sends."""
    form = {"files[]": upload(data, name), "collection": Collection.get_first_root_node().pk}
    address = reverse(f"wagtail{'docs' if kind == 'documents' else 'images'}:add_multiple")
    return admin.post(address, {**form, "title": name.rsplit(".", 1)[0] if title is None else title})


def assert_nothing_left(stored: Path) -> None:
    findings = scan.scan(connection=connection, folders=[stored], needles=["rosalindatzunundesantalastima"])
    assert findings.is_clean, findings.hits
    for path in stored.rglob("*"):
        assert not path.is_file() or left_of([CANARY], path.read_bytes() + path.name.encode()) == []


@pytest.mark.parametrize("kind", sorted(PICTURES))
def test_a_picture_comes_into_storage_clean_by_the_page_for_several_uploads(admin, stored, temporary, kind):
    answer = add(admin, PICTURES[kind](), f"{CANARY}.{kind}")
    assert answer.json()["success"], answer.json()
    image = CoreImage.objects.get()
    for spec in ("width-400|format-webp", "width-200|format-jpeg", "width-100|format-png", "width-50|format-avif"):
        image.get_rendition(spec)
    assert len([path for path in stored.rglob("*") if path.is_file()]) == 5
    assert_nothing_left(stored)
    assert list(temporary.iterdir()) == []


def test_a_picture_comes_into_storage_clean_by_the_page_for_one(admin, stored):
    form = {"title": "Un cerro", "file": upload(canaries.jpeg()), "collection": Collection.get_first_root_node().pk}
    admin.post(reverse("wagtailimages:add"), form)
    image = CoreImage.objects.get()
    assert image.title == "Un cerro"
    assert image.file.name.startswith("pictures/")
    assert image.file_size == image.file.size
    assert_nothing_left(stored)


@pytest.mark.parametrize(
    "save",
    [
        lambda: CoreImage.objects.create(title="a", file=ContentFile(canaries.jpeg(), name=FILE_NAME)),
        lambda: CoreImage(title="a").file.save(FILE_NAME, ContentFile(canaries.jpeg())),
        lambda: CoreImage.objects.bulk_create(
            [CoreImage(title="a", width=1, height=1, file=ContentFile(canaries.jpeg(), name=FILE_NAME))]
        ),
        lambda: CoreDocument.objects.create(title="a", file=ContentFile(canaries.pdf(), name=f"{CANARY}.pdf")),
        lambda: CoreDocument(title="a").file.save(f"{CANARY}.docx", ContentFile(canaries.docx())),
    ],
    ids=["create", "the field's own save", "bulk_create", "a PDF", "a DOCX"],
)
def test_code_stores_clean_files_too(stored, save):
    save()
    assert len(list(stored.rglob("*.*"))) == 1
    assert_nothing_left(stored)


@pytest.mark.parametrize(
    ("name", "data"), [("x.pdf", canaries.pdf()), ("x.docx", canaries.docx()), ("x.csv", b"\xef\xbb\xbfa,b")]
)
def test_a_document_comes_into_storage_clean(admin, stored, name, data):
    answer = add(admin, data, CANARY + name.removeprefix("x"), kind="documents")
    assert answer.json()["success"], answer.json()
    assert len(list(stored.rglob("*.*"))) == 1
    assert_nothing_left(stored)


def test_what_is_larger_than_memory_is_not_written_to_a_temporary_file(admin, temporary, monkeypatch):
    made = []
    monkeypatch.setattr(
        "django.core.files.uploadedfile.tempfile.NamedTemporaryFile", lambda *a, **k: made.append(1), raising=False
    )
    answer = add(admin, canaries.png() + bytes(6 * 1024 * 1024), "x.png")
    assert answer.json()["success"]
    assert made == []
    assert list(temporary.iterdir()) == []


def test_what_is_too_large_is_refused_by_its_size(admin, stored):
    answer = add(admin, canaries.png() + bytes(21 * 1024 * 1024), "x.png")
    assert not answer.json()["success"]
    assert "20" in answer.json()["error_message"]
    assert not stored.exists()


def test_what_cannot_be_cleaned_is_refused_in_words_and_nothing_is_stored(admin, stored):
    tracked = add(admin, canaries.docx(canaries.TRACKED), "x.docx", kind="documents")
    assert not tracked.json()["success"]
    with translation.override("es"):
        assert tracked.json()["error_message"]
    cut = add(admin, canaries.jpeg()[:3000])
    assert not cut.json()["success"]
    assert not CoreImage.objects.exists()
    assert not CoreDocument.objects.exists()
    assert not stored.exists()


def test_code_that_saves_what_cannot_be_cleaned_stores_nothing(stored):
    with pytest.raises(CannotClean):
        CoreImage.objects.create(title="a", file=ContentFile(b"no picture", name="x.jpg"))
    assert not CoreImage.objects.exists()
    assert not stored.exists()


@pytest.mark.parametrize("title", [FILE_NAME, FILE_NAME.removesuffix(".jpg"), "rosalinda-tzunun_de santa lastima", ""])
def test_the_title_never_repeats_the_files_name(admin, stored, title):
    add(admin, canaries.jpeg(), title=title)
    assert "lastima" not in " ".join(CoreImage.objects.values_list("title", flat=True)).lower()
    assert_nothing_left(stored)


def test_an_upload_that_waits_for_the_rest_of_its_form_is_clean_too(admin, stored):
    """A title that is too long makes Wagtail keep the upload in a table of its own."""
    answer = add(admin, canaries.jpeg(), title="x" * 300)
    assert answer.json()["success"]
    waiting = UploadedFile.objects.get()
    assert isinstance(waiting.file.open().read(), bytes)
    assert_nothing_left(stored)
    assert "lastima" not in answer.content.decode().lower()
    form = {"title": "Un cerro", "collection": Collection.get_first_root_node().pk}
    address = reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting.pk])
    saved = admin.post(address, {f"uploaded-image-{waiting.pk}-{name}": value for name, value in form.items()})
    assert saved.json()["success"]
    image = CoreImage.objects.get()
    assert [path.name for path in stored.rglob("*.*")] == [image.filename]
    assert image.faces_sought_at
    assert image.file_size == image.file.size


def test_a_replaced_picture_is_gone_with_its_renditions(admin, stored, django_capture_on_commit_callbacks):
    image = CoreImage.objects.create(title="a", file=ContentFile(canaries.jpeg(), name="x.jpg"))
    image.get_rendition("width-100|format-webp")
    before = {name for _storage, name in image.all_files()}
    assert len(before) == 2
    form = {"title": "a", "file": upload(canaries.png(), "y.png"), "collection": image.collection_id}
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(reverse("wagtailimages:edit", args=[image.pk]), form)
    image.refresh_from_db()
    after = {name for _storage, name in image.all_files()}
    assert not before & after
    assert not any(default_storage.exists(name) for name in before)
    assert default_storage.exists(image.file.name)


def test_code_that_replaces_a_file_leaves_the_old_one_nowhere(stored, django_capture_on_commit_callbacks):
    document = CoreDocument.objects.create(title="a", file=ContentFile(b"old", name="x.txt"))
    old = document.file.name
    with django_capture_on_commit_callbacks(execute=True):
        document.file = ContentFile(b"new", name="y.txt")
        document.save()
    assert not default_storage.exists(old)
    assert document.file.open().read() == b"new"
    assert document.file_size == 3


def test_nor_does_the_fields_own_save(stored, django_capture_on_commit_callbacks):
    image = CoreImage.objects.create(title="a", file=ContentFile(canaries.jpeg(), name="x.jpg"))
    old, looked = image.file.name, image.faces_sought_at
    with django_capture_on_commit_callbacks(execute=True):
        image.title = FILE_NAME
        image.file.save(FILE_NAME, ContentFile(canaries.png()))
    assert not default_storage.exists(old)
    assert image.file_size == image.file.size
    assert image.faces_sought_at > looked
    assert_nothing_left(stored)


def test_a_deleted_picture_leaves_no_file(stored, django_capture_on_commit_callbacks):
    image = CoreImage.objects.create(title="a", file=ContentFile(canaries.jpeg(), name="x.jpg"))
    image.get_rendition("width-100|format-webp")
    with django_capture_on_commit_callbacks(execute=True):
        image.delete()
    assert [path for path in stored.rglob("*") if path.is_file()] == []


def test_a_clean_file_is_not_cleaned_twice(stored):
    """Each JPEG written anew loses a little."""
    clean = CleanFile(b"\xff\xd8 as it is", name="abc.jpg")
    field = CoreImage._meta.get_field("file")
    assert isinstance(field, CleaningField)
    assert field.cleaned(clean, "x.jpg") is clean


def test_no_words_stand_in_for_those_that_a_use_must_have():
    image = CoreImage.objects.create(title="Cerro", file=ContentFile(canaries.png(), name="x.png"))
    assert 'alt=""' in image.get_rendition("width-100").img_tag()
    assert "description" not in CoreImage.admin_form_fields
    assert io.BytesIO(image.file.open().read())
