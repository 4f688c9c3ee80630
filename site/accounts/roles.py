"""The roles that people work in, each with the least it needs. What each may do is set by home's migration `roles`.

A role is a group of Django's. Its name in the database never changes; people read its translated label.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    EDITOR = "Editors", _("Editors")
    TRANSLATOR = "Translators", _("Translators")
    REVIEWER = "Reviewers", _("Reviewers (survivor care)")
    CAMPAIGN_MANAGER = "Campaign managers", _("Campaign managers")
    TREASURER = "Treasurers", _("Treasurers")
    MEMBER = "Members", _("Members")


# Members share campaigns with links of their own; they enter no admin.
STAFF_ROLES = (Role.EDITOR, Role.TRANSLATOR, Role.REVIEWER, Role.CAMPAIGN_MANAGER, Role.TREASURER)


def label(group_name: str) -> str:
    """The role's name in the reader's language; a group that somebody made here keeps the name they gave it."""
    return str(Role(group_name).label) if group_name in Role.values else group_name
