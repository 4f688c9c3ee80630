"""Counting tries without keeping who tried."""

import pytest
from django.core.cache import cache
from pytest_django import Settings

from core import throttle


def tries(count: int, *, subject: str = "elena@ejemplo.org", limit: int = 3, seconds: int = 60) -> list[bool]:
    return [throttle.too_many(scope="sign-up", subject=subject, limit=limit, seconds=seconds) for _ in range(count)]


def test_tries_up_to_the_limit_pass_and_further_ones_are_too_many() -> None:
    assert tries(5) == [False, False, False, True, True]


def test_each_subject_and_each_scope_has_its_own_count() -> None:
    tries(3)
    assert tries(1, subject="lucia@ejemplo.org") == [False]
    assert not throttle.too_many(scope="gift", subject="elena@ejemplo.org", limit=3, seconds=60)


def test_case_and_spaces_do_not_make_another_subject() -> None:
    tries(3)
    assert tries(1, subject=" Elena@Ejemplo.ORG ") == [True]


def test_the_count_ends_with_its_window() -> None:
    tries(3, seconds=60)
    cache.clear()
    assert tries(1) == [False]


def test_a_window_that_ends_between_two_steps_counts_as_the_first_try(monkeypatch: pytest.MonkeyPatch) -> None:
    def ended(key: str) -> int:
        raise ValueError(key)

    monkeypatch.setattr(throttle.cache, "incr", ended)
    assert tries(1, limit=3) == [False]
    assert tries(1, limit=0) == [True]


def test_neither_the_address_nor_its_plain_hash_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    keys: list[str] = []
    monkeypatch.setattr(throttle.cache, "add", lambda key, *args, **kwargs: keys.append(key))
    monkeypatch.setattr(throttle.cache, "incr", lambda key: 1)
    tries(1)
    assert keys
    assert "elena" not in keys[0]


def test_a_fingerprint_depends_on_the_key(settings: Settings) -> None:
    before = throttle.fingerprint("elena@ejemplo.org")
    settings.FINGERPRINT_KEY = "another key of at least thirty-two characters"
    assert throttle.fingerprint("elena@ejemplo.org") != before
    assert len(before) == 64
