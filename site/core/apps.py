from django.apps import AppConfig
from django.db.models.signals import pre_save


class CoreConfig(AppConfig):
    name = "core"

    def ready(self) -> None:
        from wagtail.models import UploadedFile

        from core import checks, upkeep  # noqa: F401 - registers its check and duties
        from core.cleaning.uploads import clean_held_upload

        pre_save.connect(clean_held_upload, sender=UploadedFile, dispatch_uid="core.clean_held_upload")
