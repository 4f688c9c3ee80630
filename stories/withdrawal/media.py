"""Pictures and documents, with every file that was made of them."""

from collections import Counter

from django.core.files.storage import default_storage
from django.db import transaction
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from stories.models import Narrator
from stories.withdrawal.inventory import Notes, files_of, media_of


def erase_media(narrator: Narrator, notes: Notes) -> Counter[str]:
    """Delete what the inventory names and what has come into the collection since; then their files, row or no row."""
    removed: Counter[str] = Counter()
    images, documents = media_of(narrator, notes["pages"])
    images += list(get_image_model().objects.filter(pk__in=notes["images"]).exclude(pk__in=[i.pk for i in images]))
    known = [document.pk for document in documents]
    documents += list(get_document_model().objects.filter(pk__in=notes["documents"]).exclude(pk__in=known))
    files = dict.fromkeys([*notes["files"], *(name for item in (*images, *documents) for name in files_of(item))])
    there = [name for name in files if default_storage.exists(name)]
    for item in (*images, *documents):
        removed["renditions"] += item.renditions.count() if hasattr(item, "renditions") else 0
        with transaction.atomic():
            item.delete()
    removed["images"], removed["documents"], removed["files"] = len(images), len(documents), len(there)
    # Wagtail deletes files after the transaction; a crash between the two leaves them.
    for name in there:
        if default_storage.exists(name):
            default_storage.delete(name)
    return removed
