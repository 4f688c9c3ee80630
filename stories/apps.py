from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "stories"
    verbose_name = _("stories")

    def ready(self) -> None:
        from core import guarding as registry
        from stories import guarding
        from stories.guarding import database, files, forms

        registry.check = guarding.is_guarded
        database.install()
        files.install()
        forms.install()
