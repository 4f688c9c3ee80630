"""No face goes out untreated on any channel, unless its story's narrator agreed to be seen."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from core.faces.regions import FaceRegion
from core.media import CoreImage, pictures_in
from stories.refusals import FaceUntreated, PictureOfAnother, PublicationRefused

if TYPE_CHECKING:
    from stories.models import StoryPage


def why_not_to_show(story: Any, *, at: datetime) -> PublicationRefused | None:
    """What the pictures in this story's text have against its being public at `at`."""
    pictures = list(pictures_in(story.body).select_related("collection__narrator"))
    others = [picture.title for picture in pictures if _belongs_to_another(picture, story)]
    if others:
        return PictureOfAnother(pictures=others)
    shown = [picture.title for picture in pictures if picture.has_untreated_faces]
    if shown and not _consents_to_pictures(story, at=at):
        return FaceUntreated(pictures=shown)
    return None


def shown_untreated() -> QuerySet[ReferenceIndex]:
    """For a query of pages: what of the outer row shows a face that nobody has dealt with."""
    not_dealt_with = Q(faces_sought_at=None) | Exists(FaceRegion.objects.untreated().filter(image=OuterRef("pk")))
    pictures = CoreImage.objects.filter(not_dealt_with).annotate(key=Cast("pk", CharField()))
    return ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id=Cast(OuterRef("pk"), CharField()),
        to_content_type=ContentType.objects.get_for_model(CoreImage),
        to_object_id__in=pictures.values("key"),
    )


def take_down_where_shown(*, image: CoreImage, **_kwargs: Any) -> None:
    """A picture that is replaced may show a face in what is public already."""
    for story in _public_stories_with(image):
        if why_not_to_show(story, at=timezone.now()):
            from stories.services import take_down

            take_down(story, by=None)


def _public_stories_with(image: CoreImage) -> "list[StoryPage]":
    from stories.models import StoryPage

    users = ReferenceIndex.get_references_to(image).values_list("object_id", flat=True)
    return list(StoryPage.objects.live().filter(pk__in=[pk for pk in users if str(pk).isdigit()]))


def _consents_to_pictures(story: Any, *, at: datetime) -> bool:
    record = story.narrator.consent_in_force(now=at)
    return bool(record and record.with_image)


def _belongs_to_another(picture: CoreImage, story: Any) -> bool:
    narrator = getattr(picture.collection, "narrator", None)
    return narrator is not None and narrator.pk != story.narrator_id
