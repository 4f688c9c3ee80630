"""Words as they are searched for: without accents, case and apostrophes, in both languages and in Mayan names."""

import pytest

from core.plain_words import highlight, plain_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Niñez", ["ninez"]),
        ("nin\u0303ez", ["ninez"]),
        ("¿Qué PASÓ, María?", ["que", "paso", "maria"]),
        ("K'iche' y Q’eqchi’", ["kiche", "y", "qeqchi"]),
        ("pingüino—lejos", ["pinguino", "lejos"]),
        ("ﬁn 2023", ["fin", "2023"]),
        ("a\x00b", ["a", "b"]),
        ('"quoted" AND (or* NOT) col:x', ["quoted", "and", "or", "not", "col", "x"]),
        ("x" * 61, []),
        ("", []),
    ],
)
def test_words_are_brought_to_one_form(text: str, words: list[str]) -> None:
    assert plain_words(text) == words


def test_a_found_word_is_marked_as_it_is_written_and_everything_is_escaped() -> None:
    html = highlight('La Niñez <b onclick="x"> de nadie', ["ninez", "b"])
    assert html == "La <mark>Niñez</mark> &lt;<mark>b</mark> onclick=&quot;x&quot;&gt; de nadie"
