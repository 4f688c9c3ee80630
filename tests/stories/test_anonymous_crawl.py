"""Somebody without an account asks every address there is: no word of what is not public, and no sign that it is."""

import re
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone, translation
from wagtail.models import PageViewRestriction

from accounts.models import User
from core.models import CoreDocument
from stories import services
from stories.choices import Channel
from stories.models import ConsentRecord, Narrator, StoryIndexPage, StoryPage
from stories.travelling import card_path
from tests.stories.factories import begin_translation, consent, make_narrator, make_story, translate

pytestmark = pytest.mark.django_db
SECRET = "xochikab"
"""In everything of a story that is not public, but for its address: that, whoever asks has typed."""
GUESS = SECRET[:5]
PARAMETER = re.compile(r"<(?:(\w+):)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


@pytest.fixture
def hidden(index_es: StoryIndexPage, index_en: StoryIndexPage, ana: User) -> dict[str, StoryPage]:
    """A draft, one whose consent has lapsed, one that was withdrawn, and one behind a password."""
    made = {
        name: _story(index_es, ana, name, live=name != "draft") for name in ("draft", "lapsed", "withdrawn", "private")
    }
    today = timezone.localdate()
    ConsentRecord.objects.filter(narrator=made["lapsed"].narrator)._raw_delete(using="default")
    consent(made["draft"].narrator, "es", "en", channels=[Channel.SITE, Channel.SHARING])
    ConsentRecord(
        narrator=made["lapsed"].narrator, kind="given", languages=["es"], channels=["site"], witness_role="lawyer",
        text_version="1", from_date=today - timedelta(days=9), until_date=today - timedelta(days=1),
    ).save()  # fmt: skip
    services.withdraw(narrator=made["withdrawn"].narrator, by=ana, now=timezone.now())
    PageViewRestriction.objects.create(page=made["private"], restriction_type="password", password="x")
    return made


def _story(index: StoryIndexPage, ana: User, name: str, *, live: bool) -> StoryPage:
    narrator: Narrator = make_narrator(f"{SECRET.title()} {name.title()}")
    consent(narrator, "es", "en", channels=[Channel.SITE, Channel.SHARING])
    document = ContentFile(f"{SECRET} acta".encode(), name="acta.txt")
    CoreDocument.objects.create(title=f"{SECRET} acta", file=document, collection=narrator.collection)
    words = {"title": f"{SECRET} {name}", "intro": f"{SECRET} caminó.", "body": [("text", f"<p>{SECRET} habló.</p>")]}
    story: StoryPage = make_story(index, narrator, live=live, slug=f"la-{name}", **words)
    translate(begin_translation(story, ana), ana, f"{SECRET}: {{}}")
    return story


def routes() -> Iterator[str]:
    """Every route of the site but the admins', which tests/accounts crawls, in each language."""
    for code, _label in settings.LANGUAGES:
        with translation.override(code):
            for node in get_resolver().url_patterns:
                if str(node.pattern) not in ("admin/", "django-admin/"):
                    yield from _beneath(node, "/")


def _beneath(node: URLPattern | URLResolver, prefix: str) -> Iterator[str]:
    whole = prefix + str(node.pattern).lstrip("^")
    if isinstance(node, URLResolver):
        for child in node.url_patterns:
            yield from _beneath(child, whole)
    else:
        yield whole


def filled(route: str, story: StoryPage) -> str:
    """The route with this story's ids wherever it takes one."""
    file = CoreDocument.objects.get(collection=story.narrator.collection)

    def value(match: re.Match[str]) -> str:
        kind, name = match[1] or "", match[2] or match[3]
        if kind == "uuid":
            return str(story.translation_key)
        if name.startswith("document"):
            return str(file.pk) if name == "document_id" else file.filename
        return str(story.pk) if kind == "int" else story.slug

    return PARAMETER.sub(value, route).replace("\\.", ".").replace("^", "").replace("$", "").replace("\\Z", "")


def addresses(story: StoryPage) -> set[str]:
    own = {filled(route, story) for route in routes() if "((?:" not in route}
    pages = {page.get_url() or "" for page in StoryPage.objects.filter(translation_key=story.translation_key)}
    english = {f"/en/stories/{story.slug}/", "/en/stories/the-english-slug/"}
    return own | pages | english | {f"/historias/{story.slug}/", card_path(story)} - {""}


LISTS = [
    *("/", "/en/", "/historias/", "/en/stories/", "/historias.atom", "/en/stories.atom", "/sitemap.xml"),
    *(f"/buscar/?q={GUESS}", f"/en/search/?q={GUESS}", f"/buscar/?q={SECRET}", "/historias/?page=2", "/robots.txt"),
    *("/historias/?topic=family", "/historias/?kind=survivor", "/historias/?place=GT-16", "/historias/nunca-hubo/"),
    *("/admin/pages/?q=x", "/api/v2/pages/", "/api/main/pages/", "/documents/", "/media/", "/media/documents/"),
]


def told(answer: Any, asked: str) -> str:
    """Everything that an answer says, but for what was asked, which its links to other languages repeat."""
    body = b"".join(answer).decode(errors="replace")
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items() if name != "Content-Length")
    last = asked.rstrip("/").rsplit("/", 1)[-1]
    return f"{headers}\n{body}".replace(asked, "").replace(last or asked, "").lower()


def test_no_address_says_a_word_of_them(hidden: dict[str, StoryPage], client: Client) -> None:
    each = [addresses(story) for story in hidden.values()]
    assert min(map(len, each)) > 60
    wrong = []
    for path in sorted(set(LISTS).union(*each)):
        for answer in (client.get(path), client.head(path), client.post(path, {"q": GUESS, "title": GUESS})):
            text = told(answer, path)
            if (answer.status_code >= 500 and path != "/healthz/worker") or (
                SECRET in text.replace(f"q={SECRET}", "") and SECRET not in path
            ):
                wrong.append((path, answer.status_code))
    assert wrong == []


def test_whoever_searches_for_the_very_word_finds_nothing(hidden: dict[str, StoryPage], client: Client) -> None:
    for path in ("/buscar/", "/en/search/"):
        answers = [client.get(path, {"q": SECRET}), client.post(path, {"q": SECRET}, HTTP_SEC_FETCH_SITE="same-origin")]
        for answer in answers:
            text = answer.content.decode().lower()
            assert answer.status_code == 200
            assert f"{SECRET} " not in text.replace(f"{SECRET} ·", "")
            assert not [story.slug for story in hidden.values() if story.slug in text]


@pytest.mark.parametrize("way", ["page", "english page", "card", "document", "head"])
def test_nothing_tells_a_draft_from_what_never_was(
    index_es: StoryIndexPage, index_en: StoryIndexPage, ana: User, client: Client, way: str
) -> None:
    draft = _story(index_es, ana, "draft", live=False)
    file = CoreDocument.objects.get(collection=draft.narrator.collection)
    there, nowhere = {
        "page": ("/historias/la-draft/", "/historias/la-nunca/"),
        "head": ("/historias/la-draft/", "/historias/la-nunca/"),
        "english page": ("/en/stories/la-draft/", "/en/stories/la-nunca/"),
        "card": (card_path(draft), card_path(draft).replace(str(draft.translation_key), str(uuid.uuid4()))),
        "document": (f"/documents/{file.pk}/nada.txt", f"/documents/{file.pk + 999}/nada.txt"),
    }[way]
    ask = client.head if way == "head" else client.get
    first, second = ask(there), ask(nowhere)
    assert first.status_code == second.status_code
    assert told(first, there).replace(f"/{file.pk}/", "/") == told(second, nowhere).replace(f"/{file.pk + 999}/", "/")
    for header in ("ETag", "Last-Modified", "Location", "Set-Cookie"):
        assert header not in first.headers


def test_a_public_story_is_found_by_the_same_crawl(index_es: StoryIndexPage, ana: User, client: Client) -> None:
    """The control: the crawl sees what there is to see."""
    story = _story(index_es, ana, "publica", live=True)
    seen = [path for path in sorted(addresses(story) | set(LISTS)) if SECRET in told(client.get(path), path)]
    assert {"/historias/la-publica/", "/historias/", "/historias.atom"} <= set(seen)
