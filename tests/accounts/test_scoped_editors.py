"""Editors of one part of the tree, made by hand in a group of their own: no address tells them of the other parts."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from stories.models import Narrator, StoryIndexPage
from tests.accounts.factories import make_user, signed_in
from tests.accounts.test_roles import CANARY, _text, admin_addresses, places  # noqa: F401 - a fixture
from tests.stories.factories import make_narrator, make_story

pytestmark = pytest.mark.django_db
PARTS = ("one other story", "a campaign", "pictures of one collection")


def scoped(part: str, places: dict[str, Any]) -> Client:  # noqa: F811
    """Somebody who may write, publish, lock and comment in one part, and read none of the rest."""
    make_story(StoryIndexPage.objects.get(pk=places["stories"]), make_narrator("Jacinta"), title="Another story")
    group = Group.objects.create(name=f"Only {part}")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    group.permissions.add(Permission.objects.get(codename="submit_translation"))
    page: Any = {
        PARTS[0]: Page.objects.get(title="Another story"),
        PARTS[1]: Page.objects.get(pk=places["campaign"]),
    }.get(part)
    if page:
        for codename in ("add_page", "change_page", "publish_page", "lock_page", "unlock_page", "bulk_delete_page"):
            permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)
            GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    own = Collection.get_first_root_node().add_child(name="Own")
    media = Permission.objects.filter(content_type__app_label__in=("wagtailimages", "wagtaildocs"))
    for codename in ("add_image", "change_image", "choose_image", "add_document", "choose_document"):
        permission = media.get(codename=codename)
        GroupCollectionPermission.objects.create(group=group, collection=own, permission=permission)
    user = make_user("scoped@historia.example")
    user.groups.add(group)
    return signed_in(user)


@pytest.mark.parametrize("part", PARTS)
def test_no_address_of_the_admins_tells_them_of_a_story(places: dict[str, Any], part: str) -> None:  # noqa: F811
    """Choosers, history, comparison, copies, previews, search, reports, usage, translation, guard, narrators: all."""
    client = scoped(part, places)
    assert client.get("/admin/").status_code == 200
    told = [url for url in admin_addresses(places) if CANARY in _text(client.get(url)).lower()]
    assert not told, "\n".join(told)


@pytest.mark.parametrize("part", PARTS)
def test_nor_does_what_they_send(places: dict[str, Any], part: str) -> None:  # noqa: F811
    """What changes something is refused before it says anything, and changes nothing."""
    client, story = scoped(part, places), places["story"]
    before = Page.objects.filter(pk=story).values("live", "path", "title", "locked", "latest_revision").get()
    for path in (
        f"/admin/pages/{story}/edit/",
        f"/admin/pages/{story}/copy/",
        f"/admin/pages/{story}/delete/",
        f"/admin/pages/{story}/unpublish/",
        f"/admin/pages/{story}/lock/",
        f"/admin/pages/{story}/edit/preview/",
        f"/admin/pages/{story}/convert_alias/",
        f"/admin/localize/submit/page/{story}/",
        f"/admin/localize/update/{places['source']}/",
        f"/admin/bulk/wagtailcore/page/delete/?id={story}&next=/admin/",
        f"/admin/narrators/withdraw/{places['narrator']}/",
        f"/admin/narrators/edit/{places['narrator']}/",
    ):
        answer = client.post(path, {"title": "x", "slug": "x", "new_title": "x", "new_slug": "x", "locales": "2"})
        assert CANARY not in _text(answer).lower(), path
    assert Page.objects.filter(pk=story).values("live", "path", "title", "locked", "latest_revision").get() == before
    assert Page.objects.filter(title__icontains=CANARY).count() == 2


def test_a_narrators_page_names_only_what_its_reader_may_open(places: dict[str, Any]) -> None:  # noqa: F811
    """Whoever writes for one person may look up another's consent, and learns no title of theirs."""
    client, other = scoped(PARTS[0], places), Narrator.objects.get(shown_name="Jacinta")
    group = Group.objects.get(name=f"Only {PARTS[0]}")
    group.permissions.add(Permission.objects.get(codename="view_narrator"))
    title = Page.objects.get(pk=places["story"]).title
    page = client.get(f"/admin/narrators/inspect/{places['narrator']}/")
    assert page.status_code == 200
    assert title not in page.text
    assert "Another story" in client.get(f"/admin/narrators/inspect/{other.pk}/").text


def test_they_do_work_in_their_own_part(places: dict[str, Any]) -> None:  # noqa: F811
    """The control: the rights that were given are there."""
    client = scoped(PARTS[1], places)
    assert client.get(f"/admin/pages/{places['campaign']}/edit/").status_code == 200
    own = Collection.objects.get(name="Own")
    picture = get_image_model().objects.create(title="Ours", file=get_test_image_file(), collection=own)
    assert client.get(f"/admin/images/{picture.pk}/").status_code == 200
