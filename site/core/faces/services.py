"""Look for faces, paint them over, dismiss what is none."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.dispatch import Signal
from PIL import Image, ImageDraw

from core.cleaning import clean, pictures
from core.faces.finder import OVERLAP_IS_THE_SAME, Box, find, within
from core.faces.regions import FaceRegion, FaceState

if TYPE_CHECKING:
    from core.media import CoreImage

PAINT = "#33302e"
"""One colour, the same everywhere: an average of the face would tell its skin, and blurs have been undone."""

# Sent with `image` when a stored picture shows a face that nobody has dealt with: what is public may have to go.
untreated_faces_found = Signal()


def look(picture: Image.Image, image: "CoreImage", *, now: datetime, keeps_decisions: bool = False) -> None:
    """Mark the faces that are in `picture`, the pixels that `image` stores.

    With `keeps_decisions` (a picture that was painted on) what was decided of the same rectangles stays.
    """
    boxes = find(picture)
    with transaction.atomic():
        decided = image.faces.exclude(state=FaceState.UNTREATED) if keeps_decisions else FaceRegion.objects.none()
        image.faces.exclude(pk__in=decided.values("pk")).delete()
        dismissed = [face.box for face in decided if face.state == FaceState.DISMISSED]
        new = [box for box in boxes if all(box.overlap(known) < OVERLAP_IS_THE_SAME for known in dismissed)]
        FaceRegion.objects.bulk_create([FaceRegion(image=image, **box._asdict()) for box in new])
        type(image).objects.filter(pk=image.pk).update(faces_sought_at=now)
    image.faces_sought_at = now
    if new:
        untreated_faces_found.send(sender=type(image), image=image)


def paint_over(*, image: "CoreImage", boxes: Iterable[Box], by: Any, now: datetime) -> None:
    """Destroy these rectangles for good. The old file, its renditions and their entries in the cache are deleted.

    Faces are looked for again afterwards: a rectangle that left half of one leaves it untreated.
    """
    with transaction.atomic():
        # Two editors at once: the second must paint on what the first has painted.
        locked = type(image).objects.select_for_update().get(pk=image.pk)
        with locked.open_file() as stored:
            pixels, drawn = pictures.decode(stored.read())
        painted = [_painted(pixels, box) for box in boxes]
        locked.file = clean.picture_of_ours(pixels, drawn=drawn)
        locked.is_being_painted = True
        locked.save()
        done = {"image": locked, "state": FaceState.PAINTED, "decided_by": by, "decided_at": now}
        FaceRegion.objects.bulk_create([FaceRegion(**done, **box._asdict()) for box in painted])
    image.refresh_from_db()


def _painted(pixels: Image.Image, box: Box) -> Box:
    whole = within(pixels.size, box.x, box.y, box.x + box.width, box.y + box.height)
    corners = (whole.x, whole.y, whole.x + whole.width - 1, whole.y + whole.height - 1)
    ImageDraw.Draw(pixels).rectangle(corners, fill=PAINT)
    return whole


def dismiss(*, faces: Iterable[FaceRegion], by: Any, reason: str, now: datetime) -> None:
    """Say of each why it needs no paint. Who may do so is asked by the view: not who uploaded the picture."""
    with transaction.atomic():
        for face in faces:
            face.dismiss(by=by, reason=reason, now=now)
