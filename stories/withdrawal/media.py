"""Pictures and documents, with every file that was made of them."""

import logging
from collections import Counter
from collections.abc import Iterable

from django.core.files.storage import default_storage
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from stories.models import Narrator
from stories.withdrawal.inventory import Notes, files_of, media_of

logger = logging.getLogger(__name__)


def take_away_pictures(names: Iterable[str]) -> None:
    """Delete these files at once: whoever knows a picture's address must not see it while the rest is prepared.

    What fails here the worker does again. Documents need no such haste: the site asks consent before it serves one.
    """
    for name in names:
        try:
            default_storage.delete(name)
        except Exception as error:  # noqa: BLE001 - a storage that is away must not undo the taking down
            logger.warning("a picture could not be deleted at once: %s", type(error).__name__)


def erase_rows(narrator: Narrator, notes: Notes) -> tuple[Counter[str], list[str]]:
    """Delete what the inventory names and what has come into the collection since; returns the files that go next."""
    removed: Counter[str] = Counter()
    images, documents = media_of(narrator, notes["pages"])
    images += list(get_image_model().objects.filter(pk__in=notes["images"]).exclude(pk__in=[i.pk for i in images]))
    known = [document.pk for document in documents]
    documents += list(get_document_model().objects.filter(pk__in=notes["documents"]).exclude(pk__in=known))
    rows = {name for item in (*images, *documents) for name in files_of(item)}
    files = list(dict.fromkeys([*notes["files"], *rows]))
    for item in (*images, *documents):
        removed["renditions"] += item.renditions.count() if hasattr(item, "renditions") else 0
        item.delete()
    removed["images"], removed["documents"], removed["files"] = len(images), len(documents), len(rows)
    return removed, files


def erase_files(names: Iterable[str]) -> None:
    """Wagtail deletes files after the transaction; a crash between the two leaves them."""
    for name in names:
        if default_storage.exists(name):
            default_storage.delete(name)
