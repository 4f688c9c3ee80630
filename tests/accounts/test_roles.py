"""What each role can open: role × address, as a table; and that no address tells a role what it may not read.

ok: the page. no: refused, in whichever way (403, 404, or back to the admin's first page). in: sent to sign in.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Locale, Page
from wagtail_localize.models import Translation, TranslationSource
from wagtail_localize.operations import translate_object

from accounts.models import User
from accounts.roles import Role
from core.models import CoreDocument
from stories.models import StoryIndexPage
from tests.accounts.factories import make_user, signed_in
from tests.campaigns.factories import make_campaign
from tests.stories.factories import make_narrator, make_story

pytestmark = pytest.mark.django_db

CANARY = "xochikab"
# What an attacker types: a page may repeat it without telling anything.
GUESS = CANARY[:5]

# fmt: off
#                                                    anon    member  editor  transl  review  manager treas   admin
TABLE = """
/admin/                                              in      no      ok      ok      ok      ok      ok      ok
/admin/account/                                      in      no      ok      ok      ok      ok      ok      ok
/admin/pages/                                        in      no      ok      no      ok      ok      no      ok
/admin/pages/{stories}/                              in      no      ok      no      ok      ok      no      ok
/admin/pages/{campaigns}/                            in      no      ok      no      ok      ok      no      ok
/admin/pages/{home}/edit/                            in      no      no      no      no      no      no      ok
/admin/pages/{home}/add_subpage/                     in      no      no      no      no      no      no      ok
/admin/pages/search/?q=x                             in      no      ok      no      ok      ok      no      ok
/admin/pages/{stories}/add_subpage/                  in      no      ok      no      no      no      no      ok
/admin/pages/add/stories/storypage/{stories}/        in      no      ok      no      no      no      no      ok
/admin/pages/{story}/edit/                           in      no      ok      no      ok      no      no      ok
/admin/pages/{twin}/edit/                            in      no      ok      ok      ok      no      no      ok
/admin/pages/{twin}/copy/                            in      no      ok      no      ok      no      no      ok
/admin/pages/{twin}/delete/                          in      no      ok      no      ok      no      no      ok
/admin/stories/translating/{story}/                  in      no      ok      no      ok      no      no      ok
/admin/pages/{story}/view_draft/                     in      no      ok      no      ok      no      no      ok
/admin/pages/{story}/edit/preview/                   in      no      ok      no      ok      no      no      ok
/admin/pages/{story}/history/                        in      no      ok      no      ok      no      no      ok
/admin/pages/{story}/workflow_history/               in      no      ok      no      ok      no      no      ok
/admin/pages/{story}/revisions/{revision}/view/      in      no      ok      no      ok      no      no      ok
/admin/pages/{story}/revisions/{revision}/revert/    in      no      ok      no      ok      no      no      ok
/admin/pages/{story}/revisions/compare/{revision}...{revision}/ in     no     ok     no     ok     no     no     ok
/admin/pages/{story}/usage/                          in      no      ok      no      ok      no      no      ok
/admin/pages/{story}/copy/                           in      no      ok      no      ok      no      no      ok
/admin/pages/{story}/move/                           in      no      ok      no      ok      no      no      ok
/admin/pages/{story}/delete/                         in      no      ok      no      ok      no      no      ok
/admin/pages/{story}/privacy/                        in      no      no      no      ok      no      no      ok
/admin/pages/{campaign}/edit/                        in      no      no      no      no      ok      no      ok
/admin/pages/{campaign}/unpublish/                   in      no      no      no      no      ok      no      ok
/admin/pages/{campaign}/delete/                      in      no      no      no      no      ok      no      ok
/admin/pages/{campaign}/history/                     in      no      no      no      no      ok      no      ok
/admin/localize/submit/page/{story}/                 in      no      ok      no      ok      no      no      ok
/admin/localize/submit/page/{campaign}/              in      no      no      no      no      ok      no      ok
/admin/localize/update/{source}/                     in      no      ok      no      ok      no      no      ok
/admin/localize/reports/translations/                in      no      ok      ok      ok      ok      ok      ok
/admin/choose-page/                                  in      no      ok      ok      ok      ok      ok      ok
/admin/narrators/                                    in      no      ok      no      ok      no      no      ok
/admin/narrators/new/                                in      no      no      no      ok      no      no      ok
/admin/narrators/inspect/{narrator}/                 in      no      ok      no      ok      no      no      ok
/admin/narrators/edit/{narrator}/                    in      no      no      no      ok      no      no      ok
/admin/narrators/withdraw/{narrator}/                in      no      no      no      ok      no      no      ok
/admin/narrators/delete/{narrator}/                  in      no      no      no      no      no      no      no
/admin/consent/                                      in      no      ok      no      ok      no      no      ok
/admin/consent/new/                                  in      no      no      no      ok      no      no      ok
/admin/guard/                                        in      no      no      no      ok      no      no      ok
/admin/guard/add/                                    in      no      no      no      ok      no      no      ok
/admin/guard/attempts/                               in      no      no      no      ok      no      no      ok
/admin/check-text/                                   in      no      ok      no      ok      no      no      ok
/admin/images/                                       in      no      ok      no      ok      ok      no      ok
/admin/images/add/                                   in      no      ok      no      ok      ok      no      ok
/admin/images/chooser/                               in      no      ok      ok      ok      ok      ok      ok
/admin/images/{image}/                               in      no      no      no      ok      no      no      ok
/admin/images/{image}/delete/                        in      no      no      no      ok      no      no      ok
/admin/images/usage/{image}/                         in      no      no      no      ok      no      no      ok
/admin/documents/                                    in      no      ok      no      ok      ok      no      ok
/admin/documents/chooser/                            in      no      ok      ok      ok      ok      ok      ok
/admin/documents/edit/{document}/                    in      no      no      no      ok      no      no      ok
/admin/documents/delete/{document}/                  in      no      no      no      ok      no      no      ok
/admin/snippets/                                     in      no      no      no      no      no      no      no
/admin/users/                                        in      no      no      no      no      no      no      ok
/admin/users/new/                                    in      no      no      no      no      no      no      ok
/admin/users/edit/{admin}/                           in      no      no      no      no      no      no      ok
/admin/groups/                                       in      no      no      no      no      no      no      ok
/admin/groups/edit/{group}/                          in      no      no      no      no      no      no      ok
/admin/collections/                                  in      no      no      no      no      no      no      ok
/admin/workflows/list/                               in      no      no      no      no      no      no      ok
/admin/workflows/tasks/index/                        in      no      no      no      no      no      no      ok
/admin/redirects/                                    in      no      no      no      no      no      no      ok
/admin/sites/                                        in      no      no      no      no      no      no      ok
/admin/locales/                                      in      no      no      no      no      no      no      ok
/admin/reports/site-history/                         in      no      ok      ok      ok      ok      ok      ok
/admin/reports/locked/                               in      no      no      no      ok      no      no      ok
/admin/reports/page-types-usage/                     in      no      no      no      no      no      no      ok
/admin/reports/aging-pages/                          in      no      ok      no      ok      ok      no      ok
/admin/reports/workflow/                             in      no      ok      no      ok      ok      no      ok
/admin/forms/                                        in      no      ok      no      ok      ok      no      ok
/django-admin/                                       in      no      no      no      no      no      no      ok
/django-admin/account/emailaddress/                  in      no      no      no      no      no      no      ok
"""
# fmt: on
ROLES: list[str] = ["anonymous", "member", "editor", "translator", "reviewer", "manager", "treasurer", "admin"]
GROUPS = {
    "member": Role.MEMBER,
    "editor": Role.EDITOR,
    "translator": Role.TRANSLATOR,
    "reviewer": Role.REVIEWER,
    "manager": Role.CAMPAIGN_MANAGER,
    "treasurer": Role.TREASURER,
}
ROWS = [line.split() for line in TABLE.strip().splitlines()]


@pytest.fixture
def places(home_es: Any) -> dict[str, Any]:
    """One of everything, with a canary in whatever belongs to a story. Nothing of it is published but the campaign."""
    stories = StoryIndexPage.objects.child_of(home_es).get()
    narrator = make_narrator(CANARY.title())
    story = make_story(stories, narrator, title=f"{CANARY} uno")
    translate_object(story, Locale.objects.filter(language_code="en"))
    campaign = make_campaign(home_es)
    image = get_image_model().objects.create(
        title=f"{CANARY} image", file=get_test_image_file(), collection=narrator.collection
    )
    document = CoreDocument.objects.create(
        title=f"{CANARY} document", file=ContentFile(b"x", name="x.txt"), collection=narrator.collection
    )
    return {
        "home": home_es.pk,
        "stories": stories.pk,
        "story": story.pk,
        "twin": Page.objects.get(translation_key=story.translation_key, locale__language_code="en").pk,
        "revision": story.latest_revision_id or Page.objects.get(pk=story.pk).latest_revision_id,
        "campaigns": campaign.get_parent().pk,
        "campaign": campaign.pk,
        "narrator": narrator.pk,
        "image": image.pk,
        "document": document.pk,
        "admin": make_user("root@historia.example", admin=True).pk,
        "group": Group.objects.get(name=Role.EDITOR.value).pk,
        "collection": narrator.collection_id,
        "source": TranslationSource.objects.get().pk,
        "translation": Translation.objects.get().pk,
    }


def enter(role: str) -> Client:
    if role == "anonymous":
        return Client()
    return signed_in(make_user(f"{role}@historia.example", GROUPS.get(role), admin=role == "admin"))


def outcome(response: Any) -> str:
    if response.status_code == 302:
        target = response["Location"].split("?")[0]
        if target in (reverse("account_login"), "/django-admin/login/"):
            return "in"
        # An only kind of child page skips the choice between kinds.
        return "ok" if target.startswith("/admin/pages/add/") else "no" if target == "/admin/" else f"to {target}"
    return {200: "ok", 403: "no", 404: "no"}.get(response.status_code, str(response.status_code))


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_what_the_table_says(places: dict[str, Any], role: str) -> None:
    client = enter(role)
    column = ROLES.index(role) + 1
    wrong = []
    for row in ROWS:
        url = row[0].format(**places)
        seen = outcome(client.get(url))
        if seen != row[column]:
            wrong.append(f"{row[0]}: {seen}, not {row[column]}")
    assert not wrong, "\n".join(wrong)


# --- No address tells a role of stories that it may not read --------------------------------------------------------

# What stands for each parameter's name in an address; a story's page for every other number.
PARAMETERS = {
    "image_id": "image",
    "document_id": "document",
    "doc_id": "document",
    "revision_id": "revision",
    "revision_id_a": "revision",
    "revision_id_b": "revision",
    "collection_id": "collection",
    "parent_page_id": "stories",
    "translation_source_id": "source",
    "translation_id": "translation",
}
WORDS = {
    "app_label": "stories",
    "app_name": "stories",
    "content_type_app_name": "stories",
    "model_name": "storypage",
    "content_type_model_name": "storypage",
    "action": "delete",
}
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
# Raises on purpose; ends the session.
LEFT_OUT = {"/admin/failwhale/", "/admin/logout/", "/django-admin/logout/"}


def admin_addresses(places: dict[str, Any]) -> list[str]:
    """Every address of both admins, with a story's ids in it: a new viewset is crawled by itself."""
    roots = [node for node in get_resolver().url_patterns if str(node.pattern) in ("admin/", "django-admin/")]
    found = {_filled(route, places) for node in roots for route in _routes(node, "/")}
    return sorted({*found, *WITH_QUERIES} - LEFT_OUT)


def _routes(node: URLPattern | URLResolver, prefix: str) -> Iterator[str]:
    whole = prefix + str(node.pattern).lstrip("^")
    if isinstance(node, URLResolver):
        for child in node.url_patterns:
            yield from _routes(child, whole)
    else:
        yield whole


def _filled(route: str, places: dict[str, Any]) -> str:
    def value(match: re.Match[str]) -> str:
        name = match[1] or match[2]
        if "uuid:" in match[0]:
            return str(places["narrator"])
        return str(WORDS.get(name) or places[PARAMETERS.get(name, "story")])

    return PARAMETER.sub(value, route).replace("\\.", ".").replace("^", "").replace("$", "")


@pytest.mark.parametrize("role", ["anonymous", "manager", "treasurer"])
def test_no_address_of_the_admins_tells_these_roles_of_a_story(places: dict[str, Any], role: str) -> None:
    client = enter(role)
    urls = admin_addresses(places)
    assert len(urls) > 150
    told = [url for url in urls if CANARY in _text(client.get(url)).lower()]
    assert not told, "\n".join(told)


def test_a_translator_reads_what_they_translate_and_no_other_address_tells(places: dict[str, Any]) -> None:
    """The side-by-side editor holds both languages; the story's own pages stay closed."""
    client = enter("translator")
    told = {url for url in admin_addresses(places) if CANARY in _text(client.get(url))}
    theirs = f"/admin/localize/translate/{places['translation']}/"
    assert {f"{theirs}preview/", f"{theirs}pofile/download/"} <= told
    # Their first page lists what they may open.
    assert all(url == "/admin/" or url.startswith(theirs) for url in told), told


WITH_QUERIES = [
    f"/admin/pages/search/?q={GUESS}",
    f"/admin/pages/search/results/?q={GUESS}",
    f"/admin/choose-page/search/?q={GUESS}",
    f"/admin/choose-page/search/?q={GUESS}&page_type=stories.storypage",
    f"/admin/images/?q={GUESS}",
    f"/admin/images/chooser/results/?q={GUESS}",
    f"/admin/documents/chooser/results/?q={GUESS}",
    f"/admin/tag-autocomplete/?term={GUESS}",
    f"/admin/api/main/pages/?search={GUESS}",
    "/admin/api/main/pages/?fields=*",
    "/admin/api/main/pages/?type=stories.StoryPage&fields=*",
    "/admin/api/main/images/?fields=*",
    "/admin/api/main/documents/?fields=*",
    "/admin/reports/aging-pages/?export=csv",
    "/admin/reports/site-history/?export=csv",
]


def _text(response: Any) -> str:
    if response.status_code >= 500:
        raise AssertionError(response.request["PATH_INFO"])
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode(errors="replace").lower()


def test_the_crawl_would_find_a_story(places: dict[str, Any]) -> None:
    """The positive control: an editor reads it in many places."""
    client = enter("editor")
    urls = admin_addresses(places)
    assert sum(CANARY in _text(client.get(url)) for url in urls) > 12


# --- What a table of pages cannot say -------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["editor", "reviewer", "treasurer"])
def test_only_campaign_managers_publish_campaigns(places: dict[str, Any], role: str) -> None:
    Page.objects.filter(pk=places["campaign"]).update(live=False)
    client = enter(role)
    client.post(f"/admin/pages/{places['campaign']}/edit/", {"action-publish": "1", "title": "x", "slug": "x"})
    assert not Page.objects.get(pk=places["campaign"]).live


@pytest.mark.parametrize("role", ["editor", "manager", "treasurer", "member"])
def test_these_roles_cannot_withdraw_a_narrator(places: dict[str, Any], role: str) -> None:
    from stories.models import Narrator

    enter(role).post(f"/admin/narrators/withdraw/{places['narrator']}/", {"confirm": "on"})
    assert Narrator.objects.filter(pk=places["narrator"]).exists()
    assert Page.objects.filter(pk=places["story"]).exists()


@pytest.mark.parametrize("role", ["editor", "reviewer", "manager", "treasurer"])
@pytest.mark.parametrize("action", ["delete", "move", "publish", "unpublish"])
def test_bulk_actions_ask_for_the_same_rights(places: dict[str, Any], role: str, action: str) -> None:
    theirs = places["campaign"] if role in ("editor", "reviewer") else places["story"]
    before = Page.objects.filter(pk=theirs).values("live", "path").get()
    data = {"move_applied": "on", "include_descendants": "on", "chosen_destination": places["home"]}
    enter(role).post(f"/admin/bulk/wagtailcore/page/{action}/?next=/admin/&id={theirs}", data)
    assert Page.objects.filter(pk=theirs).values("live", "path").get() == before


@pytest.mark.parametrize("role", ["editor", "reviewer", "manager", "treasurer", "member"])
def test_nobody_raises_their_own_rights(places: dict[str, Any], role: str) -> None:
    client = enter(role)
    user = User.objects.get(email=f"{role}@historia.example")
    fields = {"email": user.email, "language": "es", "is_superuser": "on", "is_active": "on"}
    client.post(reverse("wagtailusers_users:edit", args=[user.pk]), fields)
    client.post(f"/admin/bulk/accounts/user/assign_role/?id={user.pk}", {"role": places["group"]})
    client.post(reverse("wagtailadmin_account"), {"is_superuser": "on", "is_staff": "on"})
    user.refresh_from_db()
    assert not user.is_superuser
    assert not user.is_staff
    assert list(user.groups.values_list("name", flat=True)) == [GROUPS[role].value]


def test_wagtails_own_groups_do_not_remain() -> None:
    assert set(Group.objects.values_list("name", flat=True)) == set(Role.values)


def test_every_language_has_the_places_that_roles_work_in() -> None:
    from campaigns.models import CampaignIndexPage
    from stories.models import StoryIndexPage

    for model in (StoryIndexPage, CampaignIndexPage):
        pages = model.objects.all()
        assert {page.locale.language_code for page in pages} == {"es", "en"}
        assert len({page.translation_key for page in pages}) == 1
    assert not any(Page.find_problems())
    assert not any(Collection.find_problems())


def test_giving_the_roles_again_changes_nothing() -> None:
    from importlib import import_module

    from django.apps import apps

    groups: Any = Group.objects

    def rights() -> list[Any]:
        return [
            (
                group.name,
                sorted(group.permissions.values_list("codename", flat=True)),
                sorted(group.page_permissions.values_list("page_id", "permission__codename")),
                sorted(group.collection_permissions.values_list("collection__name", "permission__codename")),
            )
            for group in groups.order_by("name")
        ]

    before = rights()
    for name, function in (("0004_places", "make_places"), ("0005_roles", "give_roles")):
        getattr(import_module(f"home.migrations.{name}"), function)(apps, None)
    assert rights() == before
