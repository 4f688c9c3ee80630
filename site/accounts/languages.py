"""One language for each person: of their mails (User.language) and of Wagtail's admin (its own profile)."""

from typing import Any

from django.conf import settings
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.users.models import UserProfile

from accounts.models import User


@receiver(post_save, sender=User, dispatch_uid="accounts.language_to_profile")
def tell_the_admin(
    sender: type[User], instance: User, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    if raw or (update_fields and "language" not in update_fields):
        return
    UserProfile.objects.update_or_create(user=instance, defaults={"preferred_language": instance.language})


@receiver(post_save, sender=UserProfile, dispatch_uid="accounts.language_from_profile")
def hear_from_the_admin(sender: type[UserProfile], instance: UserProfile, raw: bool = False, **kwargs: Any) -> None:
    """Somebody chose another language in their account's settings."""
    if not raw and instance.preferred_language in dict(settings.LANGUAGES):
        User.objects.filter(pk=instance.user_id).update(language=instance.preferred_language)
