"""The jigsaw finder's figures, kind by kind, on passages that it was mended by and on passages held out."""

from stories.jigsaw.facets import KINDS
from tests.stories.jigsaw.passages import Reading, alike, pairs, precision, readings, recall

SETS = {"pairs.txt": "mended by these", "held_out.txt": "held out"}


def report() -> None:
    print("\nThe jigsaw finder: recall / precision in Spanish, and in English")
    sets = {name: pairs(name) for name in SETS}
    print(f"{'':14}" + "".join(f"{f'{SETS[name]} ({2 * len(found)})':>36}" for name, found in sets.items()))
    for kind in KINDS:
        cells = [_cell([one.of(kind) for one in readings(found, languages=language)])
                 for found in sets.values() for language in ("es", "en")]  # fmt: skip
        print(f"{kind:14}" + "".join(f"{cell:>18}" for cell in cells))
    all_of_them = [_cell(readings(found, languages=language)) for found in sets.values() for language in ("es", "en")]
    print(f"{'every kind':14}" + "".join(f"{cell:>18}" for cell in all_of_them))
    print(f"{'read alike':14}" + "".join(f"{f'{alike(found):.1%}':>36}" for found in sets.values()))


def _cell(found: list[Reading]) -> str:
    return f"{recall(found):.1%} / {precision(found):.1%}"
