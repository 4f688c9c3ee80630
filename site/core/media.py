"""Pictures and documents. What is stored of them is clean (core.cleaning), and what is replaced is gone."""

from pathlib import PurePath
from typing import Any, ClassVar, cast

from django.core.files.storage import Storage
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, get_upload_to

from core.cleaning import pictures
from core.cleaning.fields import CleanDocumentField, CleaningField, CleanPictureField
from core.faces import services

StoredFile = tuple[Storage, str]


class CleanMedia:
    """A row with a clean file. Its title never comes from the file's name, which says who, where and when."""

    pk: Any
    file: Any
    file_size: int | None
    title: str
    objects: Any
    file_was_stored = False

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self._forget_file_name()
        super().full_clean(*args, **kwargs)  # type: ignore[misc]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._forget_file_name()
        is_new = self.file_was_stored or self._file_waits()
        replaced = self._files_of_before() if is_new else []
        if is_new:
            self._measure()
        super().save(*args, **kwargs)  # type: ignore[misc]
        self.file_was_stored = False
        if replaced:
            self._after_replacing(replaced)
        if is_new:
            self._after_storing()

    def note_new_file(self, name: str) -> None:
        """Storage has a new file for this row, whose own save may have been passed by: `image.file.save(…)`."""
        self.file_was_stored = True
        self._forget(name)

    def all_files(self) -> list[StoredFile]:
        """(storage, name) of every file that is kept of this."""
        file = self.file
        return [(file.storage, file.name)] if file else []

    def _file_waits(self) -> bool:
        return bool(self.file) and not self.file._committed

    def _forget_file_name(self) -> None:
        """Wagtail's forms and scripts copy the file's name into the title; the guard cannot know every such name."""
        if self._file_waits():
            self._forget(self.file.name, getattr(self.file.file, "original_name", self.file.name))

    def _forget(self, *names: str) -> None:
        if _plain(self.title) in {"", *(_plain(form) for name in names for form in (name, PurePath(name).stem))}:
            self.title = self._title_without_name()

    def _title_without_name(self) -> str:
        return gettext("Untitled")

    def _files_of_before(self) -> list[StoredFile]:
        """The files of this row as the database has it, when another is about to take their place."""
        before = type(self).objects.filter(pk=self.pk).first() if self.pk else None
        return before.all_files() if before else []

    def _measure(self) -> None:
        """Size and hash of the clean file, for code that saves without a form."""
        if self._file_waits():
            self.file = cast(CleaningField, self.file.field).cleaned(self.file.file, self.file.name)
        self.file_size = self.file.size
        self._set_file_hash()  # type: ignore[attr-defined]

    def _after_storing(self) -> None:
        """Called once for each new file."""

    def _after_replacing(self, replaced: list[StoredFile]) -> None:
        transaction.on_commit(lambda: delete_files(replaced))


def delete_files(files: list[StoredFile]) -> None:
    for storage, name in files:
        if storage.exists(name):
            storage.delete(name)


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


class CoreImage(CleanMedia, AbstractImage):
    """A picture. Its alternative text is written for each use, in each language."""

    file: Any = CleanPictureField(  # type: ignore[call-arg]
        verbose_name=_("file"), upload_to=get_upload_to, width_field="width", height_field="height"
    )

    faces_sought_at = models.DateTimeField(null=True, editable=False)
    faces: Any  # FaceRegionQuerySet, by its relation
    is_being_painted = False

    # No `description`: it would have one language, and stand in for the words that each use must have.
    admin_form_fields = (
        *("title", "file", "collection", "tags"),
        *("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height"),
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    @property
    def default_alt_text(self) -> str:
        """Never the title: it is for editors. A use without words of its own is a picture that adds none."""
        return ""

    def get_upload_to(self, filename: str) -> str:
        return f"pictures/{filename}"

    def all_files(self) -> list[StoredFile]:
        """The source and every rendition."""
        renditions = [(rendition.file.storage, rendition.file.name) for rendition in self.renditions.all()]
        return super().all_files() + renditions

    @property
    def has_untreated_faces(self) -> bool:
        """A picture that nobody has looked at may show anybody."""
        return self.faces_sought_at is None or bool(self.faces.untreated().exists())

    def _title_without_name(self) -> str:
        return gettext("Untitled picture")

    def _after_storing(self) -> None:
        with self.open_file() as stored:
            pixels, _drawn = pictures.decode(stored.read())
        services.look(pixels, self, now=timezone.now(), keeps_decisions=self.is_being_painted)

    def _after_replacing(self, replaced: list[StoredFile]) -> None:
        """One by one, so that each rendition's entry in the cache goes with it."""
        for rendition in self.renditions.all():
            rendition.delete()
        super()._after_replacing(replaced)


class CoreRendition(AbstractRendition):
    image = models.ForeignKey(CoreImage, on_delete=models.CASCADE, related_name="renditions")

    @property
    def url(self) -> str:
        """Never the file's own: see core.showing."""
        from core import showing

        return showing.address(self)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="core_rendition_unique")
        ]


class CoreDocument(CleanMedia, AbstractDocument):
    file = CleanDocumentField(verbose_name=_("file"), upload_to="documents")

    admin_form_fields = ("title", "file", "collection", "tags")

    def _title_without_name(self) -> str:
        return gettext("Untitled document")


def media_in(stream: Any) -> set[tuple[type[models.Model], str]]:
    """(model, key) of every picture, recording and document that is chosen anywhere in this StreamField value."""
    found = stream.stream_block.extract_references(stream)
    return {(model, str(pk)) for model, pk, *_path in found if issubclass(model, (CoreImage, CoreDocument))}


def pictures_in(stream: Any) -> models.QuerySet[CoreImage]:
    """Every picture that is chosen anywhere in this StreamField value."""
    chosen = {pk for model, pk in media_in(stream) if issubclass(model, CoreImage)}
    pictures: models.QuerySet[CoreImage] = CoreImage.objects.filter(pk__in=chosen)
    return pictures
