"""A woven pattern for each story: every story has a cloth of its own, and none has a face.

Bands of motifs from Guatemalan looms (diamonds, zigzags, stepped pyramids, birds, stars, combs), chosen by a hash of a
seed. The same seed gives the same cloth for ever; the seed is something public (a page's translation key), and
nothing can be read back from the cloth.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

WIDTH, HEIGHT = 60, 25
"""The cloth in stitches. A stitch is one unit of the drawing."""

GROUND = 0
THREADS = 6

# `#` is the band's first thread, `o` its second, `.` the ground.
MOTIFS = (
    ("....#....", "...#o#...", "..#o.o#..", ".#o...o#.", "..#o.o#..", "...#o#...", "....#...."),
    ("#.....", ".#...#", "..#.#.", "...#.."),
    ("o#......", "#o#....#", ".#o#..#o", "..#o##o#", "...#oo#."),
    ("....##....", "...####...", "..##oo##..", ".##oooo##.", "##oo..oo##"),
    ("..#.......", ".##....#..", "####..##..", ".#######..", "..#####.#.", "...#.#....", "..oo.oo..."),
    ("#...#...", ".#.#..o.", "..#..ooo", ".#.#..o.", "#...#..."),
    ("#.#.#.#.", "#.#.#.#.", "########"),
    ("o..o....", ".##.....", ".##...o.", "o..o...."),
    ("##....##....", ".##..##..o..", "..####..ooo.", "...##....o.."),
    ("#o#o", "o#o#"),
)
PLAIN = ("####",)


@lru_cache(maxsize=512)
def weave_paths(seed: str) -> tuple[tuple[int, str], ...]:
    """SVG path data by thread, 1 to THREADS: ((thread, "M0 0h4v1h-4z…"), …). Deterministic; unit: stitches."""
    runs: dict[int, list[str]] = defaultdict(list)
    for y, row in enumerate(cloth(seed)):
        for start, length, thread in _runs(row):
            runs[thread].append(f"M{start} {y}h{length}v1h-{length}z")
    return tuple((thread, "".join(parts)) for thread, parts in sorted(runs.items()))


def cloth(seed: str) -> list[list[int]]:
    """Rows of threads, 0 being the ground: the drawing itself, for whoever does not draw it as SVG."""
    digest = hashlib.sha256(seed.encode()).digest()
    choices = iter(digest * 3)
    rows: list[list[int]] = []
    while len(rows) < HEIGHT:
        first, second = _two_threads(next(choices))
        rows.append([first] * WIDTH)
        rows.append([GROUND] * WIDTH)
        motif = MOTIFS[next(choices) % len(MOTIFS)]
        rows.extend(_stitched(motif, first=second, second=first))
        rows.append([GROUND] * WIDTH)
    return rows[:HEIGHT]


def _two_threads(choice: int) -> tuple[int, int]:
    first = choice % THREADS + 1
    second = (first + choice // THREADS % (THREADS - 1)) % THREADS + 1
    return first, second


def _stitched(motif: tuple[str, ...], *, first: int, second: int) -> Iterator[list[int]]:
    """The motif repeated from the middle outwards, so that both edges end alike."""
    threads = {"#": first, "o": second, ".": GROUND}
    for line in motif:
        half = [threads[line[x % len(line)]] for x in range(WIDTH // 2)]
        yield half[::-1] + half


def _runs(row: list[int]) -> Iterator[tuple[int, int, int]]:
    """(start, length, thread) of neighbouring stitches of one thread, without the ground."""
    start = 0
    for x in range(1, len(row) + 1):
        if x == len(row) or row[x] != row[start]:
            if row[start] != GROUND:
                yield start, x - start, row[start]
            start = x
