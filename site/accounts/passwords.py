"""Passwords that are long and yet known to every list of guesses. Checked offline: nothing is sent anywhere."""

import re

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

FEWEST_DIFFERENT = 6


class DressedUpPasswordValidator(CommonPasswordValidator):
    """Refuses a common password that digits, signs or repetition made long ("password2026!", "quetzalquetzal").

    Uses Django's own list of 20,000 breached passwords.
    """

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        plain = password.lower().strip()
        bare = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", plain)
        repeated = re.fullmatch(r"(.+?)\1+", bare)
        core = repeated[1] if repeated else bare
        if core in self.passwords or len(set(plain)) < FEWEST_DIFFERENT or not core:
            raise ValidationError(self.get_error_message(), code="password_too_common")

    def get_error_message(self) -> str:
        return _("This password is easy to guess. Several words that don't belong together are better.")

    def get_help_text(self) -> str:
        return _("It is no common password with digits or signs added.")
