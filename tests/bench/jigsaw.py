"""The jigsaw finder's figures, kind by kind, on passages that it was mended by and on passages held out."""

from stories.jigsaw.facets import KINDS
from tests.stories.jigsaw.passages import Pair, Reading, alike, pairs, precision, readings, recall

SETS = {
    "pairs.txt": "mended by these",
    "held_out.txt": "held out",
    "passing_tune.txt": "in passing, mended by these",
    "passing_more.txt": "in passing, seven writings, mended by these after one reading",
    "passing_blind.txt": "in passing, not",
}


def report() -> None:
    print("\nThe jigsaw finder: recall / precision in Spanish, and in English")
    for name, title in SETS.items():
        found = pairs(name)
        print(f"\n{title} ({name}, {len(found)} pairs): {alike(found):.1%} are read alike")
        for kind in KINDS:
            print(f"  {kind:14}" + _row([[one.of(kind) for one in each] for each in _both(found)]))
        print(f"  {'every kind':14}" + _row(_both(found)))


def _both(found: list[Pair]) -> list[list[Reading]]:
    return [readings(found, languages=language) for language in ("es", "en")]


def _row(both: list[list[Reading]]) -> str:
    return "".join(f"{f'{recall(each):.1%} / {precision(each):.1%}':>18}" for each in both)
