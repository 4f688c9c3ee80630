"""Campaigns and members for tests."""

from typing import Any

from accounts.models import User
from campaigns.models import CampaignIndexPage, CampaignPage
from home.models import HomePage


def make_campaign(home_es: HomePage, title: str = "Que la niñez sea prioridad", **fields: Any) -> CampaignPage:
    """A live campaign in Spanish and its live twin in English; returns the Spanish one."""
    index = CampaignIndexPage.objects.child_of(home_es).first()
    if index is None:
        index = home_es.add_child(instance=CampaignIndexPage(title="Campañas", slug="campanas", locale=home_es.locale))
        translate(index, title="Campaigns", slug="campaigns")
    values = {"ask": "Que cada candidatura firme el compromiso.", "intro": "Una introducción.", **fields}
    page = index.add_child(instance=CampaignPage(title=title, locale=home_es.locale, **values))
    translate(page, title=f"{title} (en)")
    return page


def translate(page: Any, **fields: Any) -> Any:
    """A live English twin of a page, in the tree's place for it."""
    from wagtail.models import Locale

    twin = page.copy_for_translation(Locale.objects.get(language_code="en"))
    for name, value in fields.items():
        setattr(twin, name, value)
    twin.live = True
    twin.save()
    return twin


def make_member(email: str = "elena@historia.example") -> User:
    return User.objects.create_user(email, "a long enough password")
