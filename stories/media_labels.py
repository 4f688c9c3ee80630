"""In the admin, a narrator's collection of media is shown by the name that the person is shown by.

The database has their random id alone; an editor cannot tell one from the other when choosing where a picture goes.
"""

from copy import copy
from functools import wraps
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Collection

from stories.models import Narrator
from stories.services import NARRATORS_COLLECTION


def install() -> None:
    """Every chooser of a collection in Wagtail takes its words from this one method."""
    original = Collection.get_indented_name
    if hasattr(original, "shows_names"):
        return

    @wraps(original)
    def get_indented_name(self: Collection, *args: Any, **kwargs: Any) -> Any:
        return original(_labelled(self), *args, **kwargs)

    get_indented_name.shows_names = True  # type: ignore[attr-defined]
    Collection.get_indented_name = get_indented_name


def _labelled(collection: Collection) -> Collection:
    narrator = Narrator.objects.filter(collection=collection.pk).first()
    words = narrator.marked_name if narrator else _("Narrators") if collection.name == NARRATORS_COLLECTION else None
    if words is None:
        return collection
    shown = copy(collection)
    shown.name = words
    return shown
