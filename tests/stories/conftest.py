"""Ana the editor and Rosa who reviews, signed in with their second factors, before an index in each language."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from stories.models import Narrator, StoryIndexPage
from tests.accounts.factories import make_user, signed_in
from tests.stories.factories import consent, make_narrator


@pytest.fixture
def index_es(db: None) -> StoryIndexPage:
    return StoryIndexPage.objects.get(locale__language_code="es")


@pytest.fixture
def index_en(db: None) -> StoryIndexPage:
    return StoryIndexPage.objects.get(locale__language_code="en")


@pytest.fixture
def narrator(db: None) -> Narrator:
    """Marisol, a pseudonym, who consents to both languages on this site."""
    marisol = make_narrator("Marisol")
    consent(marisol, "es", "en")
    return marisol


@pytest.fixture
def ana(db: None) -> User:
    return make_user("ana@example.org", Role.EDITOR)


@pytest.fixture
def rosa(db: None) -> User:
    return make_user("rosa@example.org", Role.REVIEWER)


@pytest.fixture
def admin_as() -> Callable[[User], Client]:
    """A browser signed in to the admin as this person, in English, so that tests can read its words."""
    return signed_in
