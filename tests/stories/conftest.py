"""Ana the editor and Rosa who reviews, signed in with their second factors, before an index in each language."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.models import GroupPagePermission, Page

from accounts.models import User
from accounts.roles import Role
from home.models import HomePage
from stories.models import Narrator, StoryIndexPage
from tests.accounts.factories import give_second_factor, make_user, sign_in
from tests.stories.factories import consent, make_index, make_narrator

EDITOR_RIGHTS = ["access_admin", "view_narrator", "view_consentrecord", "submit_translation"]
REVIEWER_RIGHTS = [*EDITOR_RIGHTS, "add_narrator", "change_narrator", "add_consentrecord", "withdraw_narrator"]


@pytest.fixture
def index_es(home_es: HomePage) -> StoryIndexPage:
    return make_index(home_es)


@pytest.fixture
def index_en(home_en: HomePage, index_es: StoryIndexPage) -> StoryIndexPage:
    index: StoryIndexPage = index_es.copy_for_translation(home_en.locale)
    index.title, index.slug = "Stories", "stories"
    index.save_revision().publish()
    index.refresh_from_db()
    return index


@pytest.fixture
def narrator(db: None) -> Narrator:
    """Marisol, a pseudonym, who consents to both languages on this site."""
    marisol = make_narrator("Marisol")
    consent(marisol, "es", "en")
    return marisol


def _grant(role: Role, rights: list[str], page_rights: list[str]) -> None:
    group, _ = Group.objects.get_or_create(name=role.value)
    group.permissions.add(*Permission.objects.filter(codename__in=rights))
    for codename in page_rights:
        permission = Permission.objects.get(codename=f"{codename}_page", content_type__app_label="wagtailcore")
        GroupPagePermission.objects.get_or_create(group=group, page=Page.get_first_root_node(), permission=permission)


@pytest.fixture
def ana(db: None) -> User:
    _grant(Role.EDITOR, EDITOR_RIGHTS, ["add", "change"])
    return make_user("ana@example.org", Role.EDITOR)


@pytest.fixture
def rosa(db: None) -> User:
    _grant(Role.REVIEWER, REVIEWER_RIGHTS, ["add", "change", "publish"])
    return make_user("rosa@example.org", Role.REVIEWER)


@pytest.fixture
def admin_as() -> Callable[[User], Client]:
    """A browser signed in to the admin as this person, in English, so that tests can read its words."""

    def enter(user: User) -> Client:
        user.language = "en"
        user.save(update_fields=["language"])
        give_second_factor(user)
        client = Client(headers={"accept-language": "en"})
        sign_in(client, user)
        return client

    return enter
