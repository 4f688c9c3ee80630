"""The finder against sentences of our own in both languages, half of which say nothing of anybody."""

from pathlib import Path

import pytest

from stories.jigsaw.facets import KINDS
from stories.jigsaw.finder import found_in

FILE = Path(__file__).with_name("corpus.txt")


def read() -> list[tuple[str, str, set[str]]]:
    rows = [line.split("|") for line in FILE.read_text().splitlines() if line and not line.startswith("#")]
    return [
        (lang.strip(), text.strip(), {code.strip() for code in codes.split(";")} - {""}) for lang, text, codes in rows
    ]


CORPUS = read()


def measured(rows: list[tuple[str, str, set[str]]]) -> tuple[float, float]:
    """Recall and precision over all facets of these sentences."""
    found = [({facet.code for facet in found_in(text)}, wanted) for _lang, text, wanted in rows]
    hits = sum(len(got & wanted) for got, wanted in found)
    return hits / sum(len(wanted) for _, wanted in found), hits / sum(len(got) for got, _ in found)


def test_the_corpus_is_large_and_holds_innocent_sentences_in_both_languages() -> None:
    assert len(CORPUS) >= 150
    for language in ("es", "en"):
        rows = [wanted for lang, _text, wanted in CORPUS if lang == language]
        assert sum(not wanted for wanted in rows) >= 30
        assert sum(bool(wanted) for wanted in rows) >= 40


@pytest.mark.parametrize("language", ["es", "en"])
def test_nearly_every_facet_is_found_and_hardly_anything_else(language: str) -> None:
    recall, precision = measured([row for row in CORPUS if row[0] == language])

    assert recall >= 0.97
    assert precision >= 0.97


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_is_found_badly(kind: str) -> None:
    """The mean must not hide a kind that fails."""
    rows = [(lang, text, {code for code in wanted if code.startswith(f"{kind}:")}) for lang, text, wanted in CORPUS]
    found = [({f.code for f in found_in(text) if f.kind == kind}, wanted) for _l, text, wanted in rows]

    assert sum(len(got & wanted) for got, wanted in found) >= 0.9 * sum(len(wanted) for _, wanted in found)
    assert sum(len(got & wanted) for got, wanted in found) >= 0.9 * sum(len(got) for got, _ in found)
