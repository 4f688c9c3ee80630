"""A cache in front of the site lets go of every address; where it doesn't, that is said and tried again."""

import socket
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from core.models import OutboxEntry
from stories import services
from stories.models import Step, StoryPage, Withdrawal
from stories.withdrawal import front, run
from tests.stories.withdrawal.caching_proxy import CachingProxy
from tests.stories.withdrawal.canary import TITLE, Canary

commits = pytest.mark.django_db(transaction=True)
Enter = Callable[[User], Any]


@pytest.fixture
def proxy(live_server: LiveServer, settings: Any) -> Iterator[CachingProxy]:
    running = CachingProxy(live_server.url)
    settings.BASE_URL, settings.ALLOWED_HOSTS = running.url, ["*"]
    settings.WAGTAILFRONTENDCACHE = {
        "http": {"BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend", "LOCATION": running.url}
    }
    yield running
    running.end()


def ask(proxy: CachingProxy, path: str) -> tuple[int, str]:
    connection = HTTPConnection(urlsplit(proxy.url).netloc, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    return answer.status, answer.read().decode(errors="replace")


def warm(proxy: CachingProxy, canary: Canary) -> set[str]:
    """Somebody has read everything, with and without the last slash. Returns the paths that the cache keeps."""
    for path in [*canary.addresses, *canary.lists, "/buscar/", "/en/search/"]:
        ask(proxy, path)
        ask(proxy, path.rstrip("/") or "/")
    return set(proxy.kept)


@commits
def test_the_cache_in_front_lets_go_of_every_address_and_list(proxy: CachingProxy, canary: Canary) -> None:
    kept = warm(proxy, canary)
    naming = {path for path, (_status, _headers, body) in proxy.kept.items() if TITLE in body.decode(errors="replace")}
    assert naming >= set(canary.of_kind("page", "alias")) - {"/en/stories/the-english-slug/"}
    assert naming >= {"/", "/historias/", "/historias.atom", *(p for p in canary.lists if "campa" in p)}
    assert kept >= {*canary.of_kind("card", "picture", "rendition", "redirect", "page"), "/sitemap.xml"}
    call_command("withdraw_consent", str(canary.narrator.pk))
    assert kept - proxy.purged == set()
    assert proxy.purged >= {"/buscar/", "/en/search/", "/en/stories.atom", *canary.addresses}
    for path in canary.addresses:
        assert ask(proxy, path)[0] == 410, path
    assert [path for path in canary.lists if TITLE in ask(proxy, path)[1]] == []
    assert Withdrawal.objects.get().report["front"]["left"] == 0


@pytest.mark.parametrize("failing", [500, 405, None, "refused"])
def test_whatever_a_cache_says_instead_of_letting_go_is_counted(
    settings: Any, failing: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(front, "PATIENCE", 1.0 if failing is None else 20.0)
    cache = CachingProxy("http://127.0.0.1:9")
    cache.purges_with = failing if failing != "refused" else 200
    location = f"http://127.0.0.1:{_nobodys_port()}" if failing == "refused" else cache.url
    settings.WAGTAILFRONTENDCACHE = {
        "http": {"BACKEND": "wagtail.contrib.frontend_cache.backends.HTTPBackend", "LOCATION": location}
    }
    addresses = [f"{cache.url}/historias/la-canoa-{number}/" for number in range(5)]
    assert front.purge(addresses) == 5
    assert "canoa" not in caplog.text.lower()
    assert socket.getdefaulttimeout() is None
    settings.WAGTAILFRONTENDCACHE["http"]["LOCATION"], cache.purges_with = cache.url, 200
    assert front.purge(addresses) == 0
    cache.end()


@commits
def test_a_cache_that_keeps_on_holds_up_no_removal_and_is_tried_again(
    proxy: CachingProxy, canary: Canary, caplog: pytest.LogCaptureFixture
) -> None:
    proxy.purges_with = 500
    caplog.clear()
    with pytest.raises(CommandError, match="cache in front") as told:
        call_command("withdraw_consent", str(canary.narrator.pk))
    assert told.value.returncode == 1
    # Everything is deleted here; the step stays open, and the report counts what may still be kept.
    assert not StoryPage.objects.filter(narrator=canary.narrator).exists()
    stuck = Withdrawal.objects.get()
    assert (stuck.state, stuck.is_kept_in_front, stuck.has_failed) == (Step.SWEPT, True, False)
    assert stuck.report["front"]["left"] >= len(canary.addresses)
    assert "canoa" not in caplog.text.lower()
    proxy.purges_with = 200
    call_command("withdraw_consent", str(canary.narrator.pk), "--resume")
    assert Withdrawal.objects.get().is_proven


@commits
def test_what_the_cache_still_shows_is_a_remain(proxy: CachingProxy, canary: Canary, settings: Any) -> None:
    """It says yes to PURGE and keeps the page all the same."""
    warm(proxy, canary)
    proxy.kept = {path: kept for path, kept in proxy.kept.items() if "rendition" not in path}
    lying = CachingProxy(proxy.url)
    settings.WAGTAILFRONTENDCACHE["http"]["LOCATION"] = lying.url
    with pytest.raises(CommandError, match="NOT PROVEN"):
        call_command("withdraw_consent", str(canary.narrator.pk))
    lying.end()
    hits = Withdrawal.objects.get().report["proof"]["hits"]
    assert hits["addresses that still answer"] > 5
    assert hits["lists that still name it"] > 2


@commits
def test_the_story_is_down_at_once_whatever_the_cache_does(proxy: CachingProxy, canary: Canary, client: Any) -> None:
    proxy.end()
    services.withdraw(narrator=canary.narrator, by=None, now=timezone.now())
    assert client.get(canary.story.get_url()).status_code == 410


@commits
def test_the_worker_tries_again_by_itself_and_the_report_says_so(
    proxy: CachingProxy, canary: Canary, rosa: User, admin_as: Enter, run_outbox: Callable[[], int]
) -> None:
    proxy.purges_with = 500
    services.withdraw(narrator=canary.narrator, by=None, now=timezone.now())
    run_outbox()
    entry = OutboxEntry.objects.get(kind=run.KIND)
    assert (entry.state, entry.last_error) == (OutboxEntry.State.WAITING, "FrontNotEmptied")
    browser, address = admin_as(rosa), reverse("narrators:withdrawal", args=[canary.narrator.pk])
    page = browser.get(address).content.decode()
    assert "The cache in front of the site" in page
    assert "REMAINS WERE FOUND" not in page
    proxy.purges_with = 200
    browser.post(address)
    run_outbox()
    assert Withdrawal.objects.get().is_proven


@commits
def test_the_command_says_how_much_the_cache_may_keep(proxy: CachingProxy, canary: Canary, capsys: Any) -> None:
    proxy.purges_with = 500
    with pytest.raises(CommandError, match="cache in front"):
        call_command("withdraw_consent", str(canary.narrator.pk))
    assert "addresses may still be kept by the cache in front" in capsys.readouterr().out


@commits
def test_without_a_cache_in_front_nothing_is_purged(canary: Canary, settings: Any) -> None:
    settings.WAGTAILFRONTENDCACHE = {}
    call_command("withdraw_consent", str(canary.narrator.pk))
    assert Withdrawal.objects.get().report["front"]["left"] == 0


def _nobodys_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    return port
