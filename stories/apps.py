from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "stories"
    verbose_name = _("stories")

    def ready(self) -> None:
        from core import guarding as registry
        from core.faces.services import untreated_faces_found
        from stories import guarding, notices  # noqa: F401 - registers its mails
        from stories.faces import take_down_where_shown
        from stories.guarding import database, files, forms

        registry.check = guarding.is_guarded
        database.install()
        files.install()
        forms.install()
        untreated_faces_found.connect(take_down_where_shown, dispatch_uid="stories.take_down_where_shown")
