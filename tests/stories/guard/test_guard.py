"""The guard's strength, on a corpus of our own; `make bench` prints the same figures with the time it takes."""

import pytest
from cryptography.fernet import InvalidToken

from stories.guard.index import BUCKET, Fingerprinter, Index
from stories.guard.normalise import words
from stories.guard.variants import Kind, TermError, expand
from tests.stories.guard.corpus import PEOPLE, PLACES, SCHOOLS, disguises, innocent_sentences

KEY = "a key for the guard's tests, not a secret"


def sealed(term: str, kind: Kind = Kind.PERSON) -> bytes:
    return Fingerprinter(KEY).seal(expand(term, kind))


@pytest.fixture(scope="module")
def everybody() -> Index:
    terms = [sealed(person) for person in PEOPLE] + [sealed(place, Kind.PLACE) for place in PLACES + SCHOOLS]
    return Index.of(KEY, terms)


def test_the_corpus_is_as_large_as_promised() -> None:
    assert len(PEOPLE + PLACES + SCHOOLS) >= 40
    assert len(list(disguises())) >= 500
    assert len(set(innocent_sentences())) >= 2000


def test_at_least_99_of_100_disguises_are_seen_through(everybody: Index) -> None:
    missed = [(term, name, text) for term, name, text in disguises() if not everybody.finds_in(text)]
    total = len(list(disguises()))
    assert len(missed) / total <= 0.01, f"{len(missed)} of {total} missed: {missed[:20]}"


def test_each_term_is_found_by_itself_alone() -> None:
    """Otherwise one term's coverage could hide another's hole."""
    kinds = {**dict.fromkeys(PEOPLE, Kind.PERSON), **dict.fromkeys(PLACES + SCHOOLS, Kind.PLACE)}
    alone = {term: Index.of(KEY, [sealed(term, kind)]) for term, kind in kinds.items()}
    every = list(disguises())
    missed = [(term, name, text) for term, name, text in every if not alone[term].finds_in(text)]
    assert len(missed) / len(every) <= 0.01, f"{len(missed)} of {len(every)} missed: {missed[:20]}"


def test_at_most_one_innocent_sentence_in_200_is_stopped(everybody: Index) -> None:
    sentences = innocent_sentences()
    stopped = [sentence for sentence in sentences if everybody.finds_in(sentence)]
    assert len(stopped) / len(sentences) <= 0.005, stopped[:20]


def test_without_terms_nothing_is_found() -> None:
    assert not Index.of(KEY, []).finds_in("María Francisca Tzoc Morales")


def test_a_name_does_not_run_from_a_heading_into_the_next_paragraph() -> None:
    index = Index.of(KEY, [sealed("Rosa Mora")])
    assert index.finds_in("<p>Rosa <b>Mora</b></p>")
    assert not index.finds_in("<h2>Una rosa</h2><p>Mora cerca del lago.</p>")


def test_a_common_word_cannot_be_guarded_by_itself() -> None:
    for term in ("Paz", "López", "Al", "…"):
        with pytest.raises(TermError) as refusal:
            expand(term, Kind.PERSON)
        assert term.lower() not in str(refusal.value).lower()


def test_what_is_kept_tells_nothing_without_the_key() -> None:
    one, other = sealed("Ximena Tzalamha"), sealed("Ximena Tzalamha")
    assert one != other, "the same term twice must not look the same"
    assert b"ximena" not in one.lower()
    assert b"tzalamha" not in one.lower()
    with pytest.raises(InvalidToken):
        Index.of("another key", [one])


def test_the_length_of_what_is_kept_does_not_tell_names_apart() -> None:
    assert len(sealed("Luis Batz")) == len(sealed("Sebastián Coc Xol")) == len(sealed("Chisec", Kind.PLACE))
    assert len(sealed("Luis Batz")) > BUCKET


def test_text_without_words_is_no_trouble() -> None:
    index = Index.of(KEY, [sealed("Ana Tot")])
    for text in ("", "   ", "123 456", "<p></p>", "|||", "%%%", "\\u00", "&;"):
        assert not index.finds_in(text)


def test_particles_do_not_hide_a_place() -> None:
    assert words("Santa Cruz del Quiché") == ["santa", "cruz", "quiche"]
    index = Index.of(KEY, [sealed("San Juan de la Laguna Chicuá", Kind.PLACE)])
    assert index.finds_in("san juan la laguna chicua")


@pytest.mark.parametrize(
    "text",
    [
        "Historia de <Rosa Mora>",
        "<p>Se fue.<!-- Rosa Mora --></p>",
        '<p data-note="Rosa Mora">Se fue.</p>',
        '<a href="/historias/rosa-mora/">aquí</a>',
        "<img alt='Rosa Mora' src='x.png'>",
        '<embed alt="Mora, Rosa" embedtype="image" id="3"/>',
    ],
)
def test_what_stands_inside_a_tag_is_read(text: str) -> None:
    assert Index.of(KEY, [sealed("Rosa Mora")]).finds_in(text)


@pytest.mark.parametrize("text", ["<p>Se llama Rosa<br/>Mora.</p>", "Rosa<br>Mora", "ʀᴏꜱᴀ ᴍᴏʀᴀ", "Rᴏsᴀ Mᴏʀᴀ"])
def test_a_line_that_ends_and_small_capitals_hide_nothing(text: str) -> None:
    assert Index.of(KEY, [sealed("Rosa Mora")]).finds_in(text)
