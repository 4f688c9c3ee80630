from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SignupsConfig(AppConfig):
    name = "signups"
    verbose_name = _("signups")

    def ready(self) -> None:
        from signups import compare, mails, prepare, sync  # noqa: F401 - registers what the outbox and the clock call
