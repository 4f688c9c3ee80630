"""People with accounts in Wagtail's admin: invited by e-mail, without a name, without a password set for them."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django import forms
from django.contrib import messages
from django.db import transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import TitleColumn
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views import groups as group_views
from wagtail.users.views import users as user_views

from accounts import roles
from accounts.models import User

SHOWN_FIELDS = ["email", "language", "is_superuser", "groups"]


class PersonFormMixin(forms.ModelForm):
    """Fits Wagtail's form to an account without names, and names roles in the reader's language."""

    # Wagtail's form declares these; None takes them out again.
    first_name = None
    last_name = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: Any = self.fields["groups"]
        groups.label_from_instance = lambda group: roles.label(group.name)

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()

    def keep_address_in_step(self, user: User) -> None:
        """allauth signs in by its own table of addresses. An administrator vouches for what is typed here."""
        EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
        EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"primary": True, "verified": True})


class InviteForm(PersonFormMixin, UserCreationForm):
    class Meta(UserCreationForm.Meta):
        fields = SHOWN_FIELDS

    def save(self, commit: bool = True) -> User:
        """An account that nobody can enter but the reader of this mailbox: there is no password to know."""
        self.instance.set_unusable_password()
        user: User = super().save(commit=commit)
        if commit:
            self.keep_address_in_step(user)
        return user


class PersonForm(PersonFormMixin, UserEditForm):
    class Meta(UserEditForm.Meta):
        fields = [*SHOWN_FIELDS, "is_active"]

    def save(self, commit: bool = True) -> User:
        user: User = super().save(commit=commit)
        if commit and "email" in self.changed_data:
            self.keep_address_in_step(user)
        return user


class InviteView(user_views.CreateView):
    page_title = gettext_lazy("Invite somebody")
    success_message = gettext_lazy("The account is there, and its invitation is on its way to %(object)s.")

    def save_instance(self) -> User:
        with transaction.atomic():
            user: User = super().save_instance()
        self.send_invitation(user)
        return user

    def send_invitation(self, user: User) -> None:
        """After commit. A lost mail loses nothing: it holds no token, only the way to ask for a code."""
        try:
            get_adapter().send_mail("account/email/invitation", user.email, {"user": user})
        except OSError:  # smtplib's errors are OSErrors too
            messages.error(
                self.request,
                _("The account is there, but the mail could not be sent. Tell them to sign in with a code."),
            )


class PeopleIndexView(user_views.IndexView):
    @cached_property
    def columns(self) -> list[Any]:
        """Wagtail's columns without the second one, which would repeat the address that stands for a name."""
        return [column for column in super().columns if getattr(column, "name", "") != User.USERNAME_FIELD]


class UserViewSet(user_views.UserViewSet):
    index_view_class = PeopleIndexView
    add_view_class = InviteView
    # Copying an account makes no sense: each is one person's address.
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        return PersonForm if for_update else InviteForm


class RolesIndexView(group_views.IndexView):
    columns = [
        TitleColumn(
            "name",
            label=gettext_lazy("Name"),
            sort_key="name",
            accessor=lambda group: roles.label(group.name),
            url_name="wagtailusers_groups:edit",
        )
    ]


class GroupViewSet(group_views.GroupViewSet):
    index_view_class = RolesIndexView
