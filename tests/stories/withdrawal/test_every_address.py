"""After a withdrawal every old address says in its language that it is gone, however it is asked, and not what was."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from stories import services
from stories.models import StoryPage
from tests.stories.withdrawal.canary import TITLE, Canary

pytestmark = pytest.mark.django_db(transaction=True)

KINDS = {
    *("page", "alias", "old slug", "draft slug", "redirect"),
    *("card", "picture", "rendition", "rendition, as readers ask for it", "document"),
}
WAYS = {
    "as it was": lambda path: path,
    "with a query": lambda path: f"{path}?utm_source=red&page=2",
    "without its last slash": lambda path: path.rstrip("/"),
    "with one": lambda path: path.rstrip("/") + "/",
    "in capitals": lambda path: path.upper(),
    "escaped": lambda path: path.replace("-", "%2D"),
}


@pytest.fixture(params=["at once", "when all is proven"])
def gone(request: pytest.FixtureRequest, canary: Canary) -> Canary:
    """In the moment after the click, and when the worker is done."""
    if request.param == "at once":
        services.withdraw(narrator=canary.narrator, by=None, now=timezone.now())
    else:
        call_command("withdraw_consent", str(canary.narrator.pk))
    return canary


def asked(canary: Canary) -> Iterator[tuple[str, str, str, str]]:
    for address, (kind, language) in canary.addresses.items():
        yield from ((way, spell(address), kind, language) for way, spell in WAYS.items())


def test_every_kind_of_address_is_gone_however_it_is_asked(gone: Canary, client: Client) -> None:
    wrong = []
    for way, path, kind, language in asked(gone):
        read, looked = client.get(path), client.head(path)
        said = b"".join(read).decode()
        # A language's prefix in capitals is none: its page is in the site's first language.
        is_in_language = f'<html lang="{language}"' in said or path.startswith("/EN/")
        is_kept = "no-store" not in read.headers.get("Cache-Control", "")
        if (read.status_code, looked.status_code) != (410, 410) or is_kept or "canoa verde" in said.lower():
            wrong.append((kind, way, path, f"{read.status_code} {looked.status_code}"))
        elif not is_in_language:
            wrong.append((kind, way, path, "language"))
    assert wrong == []
    assert {kind for kind, _language in gone.addresses.values()} == KINDS
    languages = {language for kind, language in gone.addresses.values() if kind in {"page", "card", "old slug"}}
    assert languages == {"es", "en"}


def test_what_lives_on_no_longer_names_it(gone: Canary, client: Client) -> None:
    """A feed has no entry and no trace of one: to say which entry was deleted would point at it in every copy."""
    words = [TITLE, "The green canoe", "candelas junto a la ventana"]
    for path in [*gone.lists, "/buscar/?q=canoa", "/en/search/?q=canoe"]:
        answer = client.get(path)
        assert answer.status_code == 200, path
        text = answer.content.decode()
        assert not [said for said in words if said in text], path
        assert str(gone.story.translation_key) not in text, path
        assert not [old for old in gone.addresses if old in text], path


def test_before_it_the_same_addresses_answer_and_the_same_lists_name_it(canary: Canary, client: Client) -> None:
    """The control: these tests would fail on a site that had nothing to hide."""
    # Nothing shows its document, so no reader has ever had that.
    for address in canary.of_kind("page", "alias", "card", "picture", "rendition"):
        assert client.get(address).status_code == 200, address
    assert client.get("/historias/la-canoa-verde-de-noche/").status_code == 301
    english = StoryPage.objects.get(locale__language_code="en", translation_key=canary.story.translation_key, live=True)
    for path in set(canary.lists) - {"/en/"}:
        text = client.get(path).content.decode()
        assert TITLE in text or english.title in text or canary.story.get_url() in text, path
    assert "candelas junto a la ventana" in client.get("/buscar/?q=canoa").content.decode()


def test_an_address_that_never_was_is_not_gone(gone: Canary, client: Client) -> None:
    for path in ("/historias/nunca/", "/en/stories/never/", "/documents/999999/nada.txt", "/media/nada.png"):
        assert client.get(path).status_code == 404, path
