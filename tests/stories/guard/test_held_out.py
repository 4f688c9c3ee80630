"""The guard on what nobody's rules made: disguises and innocent sentences by hand."""

import pytest

from stories.guard.index import Fingerprinter, Index
from stories.guard.variants import Kind, expand
from tests.stories.guard import held_out
from tests.stories.guard.corpus import PEOPLE, PLACES, SCHOOLS

KEY = "a key for the guard's tests, not a secret"
FOUND_BEYOND = 0.4
"""Of the disguises beyond the promise. Lower it, and the page docs/safety.md tells people too much."""


def index_of(terms: dict[str, Kind]) -> Index:
    fingerprinter = Fingerprinter(KEY)
    return Index.of(KEY, [fingerprinter.seal(expand(term, kind)) for term, kind in terms.items()])


@pytest.fixture(scope="module")
def alone() -> dict[str, Index]:
    """An index a term: otherwise one term's coverage could hide another's hole."""
    return {term: index_of({term: kind}) for term, kind in held_out.terms().items()}


@pytest.fixture(scope="module")
def everybody() -> Index:
    """The terms of both corpora, so that there is more to stumble over."""
    theirs = {**dict.fromkeys(PEOPLE, Kind.PERSON), **dict.fromkeys(PLACES + SCHOOLS, Kind.PLACE)}
    return index_of({**held_out.terms(), **theirs})


def test_the_corpus_is_as_large_as_promised() -> None:
    assert len(held_out.terms()) >= 40
    assert len(held_out.disguises()) >= 300
    for language in ("es", "en"):
        assert len(held_out.innocent_sentences(language)) >= 990
    assert len(held_out.innocent_sentences()) >= 2000


def test_at_least_99_of_100_promised_disguises_are_seen_through(alone: dict[str, Index]) -> None:
    promised = [each for each in held_out.disguises() if each.is_promised]
    missed = [(each.term, each.text) for each in promised if not alone[each.term].finds_in(each.text)]

    assert len(missed) / len(promised) <= 0.01, missed


def test_what_is_beyond_the_promise_is_measured_too(alone: dict[str, Index]) -> None:
    beyond = [each for each in held_out.disguises() if not each.is_promised]
    found = sum(alone[each.term].finds_in(each.text) for each in beyond)

    assert found / len(beyond) >= FOUND_BEYOND


@pytest.mark.parametrize("language", ["es", "en"])
def test_at_most_one_innocent_sentence_in_200_is_stopped(everybody: Index, language: str) -> None:
    sentences = held_out.innocent_sentences(language)
    stopped = [sentence for sentence in sentences if everybody.finds_in(sentence)]

    assert len(stopped) / len(sentences) <= 0.005, stopped


def test_somebody_else_of_a_guarded_name_is_stopped_on_purpose(everybody: Index) -> None:
    assert [sentence for sentence in held_out.namesakes() if not everybody.finds_in(sentence)] == []


@pytest.mark.parametrize("sentence", ["Llegó de noche en coche.", "Cobró la máquina.", "A pseudonym chosen by Lucía."])
def test_an_ordinary_word_one_letter_from_a_surname_is_not_it(sentence: str) -> None:
    terms = ["José Tzunún Coché", "Diego Cobo Raymundo", "Rosa Yaxcal Maquin", "Jesús Morente Chopén", "Ana Mucía Xol"]

    assert not index_of(dict.fromkeys(terms, Kind.PERSON)).finds_in(sentence)
