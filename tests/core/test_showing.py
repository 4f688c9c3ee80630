"""Files as readers get them: kept by nobody, and not shown where their collection is not for everybody."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction

from core.models import CoreDocument, CoreImage
from tests.accounts.factories import make_user
from tests.core import canaries
from tests.stories.test_faces import as_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(db: None, settings: Any, tmp_path: Path) -> CoreDocument:
    """On a disk, as Wagtail serves it from."""
    settings.MEDIA_ROOT = str(tmp_path)
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": files}
    return CoreDocument.objects.create(title="Acta", file=ContentFile(b"hola", name="a.txt"))


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_document_that_is_read_is_kept_by_nobody(client: Client, document: CoreDocument, method: str) -> None:
    answer = getattr(client, method)(document.url)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "ETag" not in answer.headers


def test_a_document_that_is_known_already_is_asked_for_again(client: Client, document: CoreDocument) -> None:
    known = client.get(document.url, headers={"if-none-match": f'"{document.file_hash}"'})
    assert known.headers["Cache-Control"] == "private, no-store"
    CollectionViewRestriction.objects.create(collection=document.collection, restriction_type="login")
    assert client.get(document.url, headers={"if-none-match": f'"{document.file_hash}"'}).status_code == 302


def test_a_private_collections_picture_is_not_shown(client: Client) -> None:
    own = Collection.get_first_root_node().add_child(name="Own")
    image = CoreImage.objects.create(title="Una vista", file=as_file(canaries.pixels()), collection=own)
    address = image.get_rendition("width-10").url
    assert client.get(address).status_code == 200
    CollectionViewRestriction.objects.create(collection=own, restriction_type="login")
    assert client.get(address).status_code == 404
    client.force_login(make_user("admin@historia.example", admin=True))
    assert client.get(address).status_code == 200
