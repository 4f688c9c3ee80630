from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "stories"
    verbose_name = _("stories")

    def ready(self) -> None:
        from core import guarding as registry
        from core.faces.services import untreated_faces_found

        # Registers its checks, mails and duties.
        from stories import checks, guarding, media_labels, notices, services, taking_back, workflow_mails  # noqa: F401
        from stories.faces import take_down_where_shown
        from stories.guarding import database, files, forms
        from stories.withdrawal import run  # noqa: F401 - its handler

        registry.check = guarding.is_guarded
        database.install()
        files.install()
        forms.install()
        media_labels.install()
        workflow_mails.install()
        taking_back.install()
        untreated_faces_found.connect(take_down_where_shown, dispatch_uid="stories.take_down_where_shown")
        post_migrate.connect(_apply_withdrawals_again, sender=self)


def _apply_withdrawals_again(sender: Any, using: str = "default", **kwargs: Any) -> None:
    """Whoever restores an old backup migrates it; what was withdrawn since is withdrawn again."""
    from stories.withdrawal import restored

    restored.after_migrating(using)
