"""The guard's figures: what it sees through, what it stops wrongly, and how long a story of 5,000 words takes.

The terms and texts are those of tests/stories/guard/corpus.py. The story is read paragraph by paragraph, as it is when
somebody saves it, with nothing remembered from before; then saved in the demo's database with every term guarded.
"""

import random
import statistics
import time
from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from stories.guard.index import Fingerprinter, Index
from stories.guard.variants import Kind, expand
from stories.guarding import memory
from stories.models import GuardedTerm, StoryPage
from tests.stories.guard import held_out
from tests.stories.guard.corpus import PEOPLE, PLACES, SCHOOLS, disguises, innocent_sentences

WORDS = 5000
SENTENCES_A_PARAGRAPH = 5
PROMISED_SECONDS = 1 / 3


def report(*, rounds: int) -> None:
    print("\nThe guard")
    sealed = _sealed_terms()
    index = Index.of(settings.FINGERPRINT_KEY, sealed)
    every = list(disguises())
    found = sum(index.finds_in(text) for _term, _name, text in every)
    sentences = sorted(set(innocent_sentences()))
    stopped = sum(index.finds_in(sentence) for sentence in sentences)
    print("By rules (tests/stories/guard/corpus.py)")
    _say("recall", found, len(every), f"disguises of {len(sealed)} terms")
    _say("false alarms", stopped, len(sentences), "innocent sentences")
    _report_held_out(sealed)
    story = _story(sentences, index)
    words = sum(len(paragraph.split()) for paragraph in story)
    reading = _median(lambda: _read(story, sealed), rounds)
    print(f"reading a story   {reading:.3f} s for {words} words in {len(story)} paragraphs")
    _report_saving(story, sealed, rounds)
    print(f"An editor waits for the guard at most {PROMISED_SECONDS:.3f} s: that is what is promised.")


def _report_held_out(others: list[bytes]) -> None:
    """By hand; what the page docs/safety.md does not promise apart. Each term finds its own disguises by itself."""
    fingerprinter = Fingerprinter(settings.FINGERPRINT_KEY)
    sealed = {term: fingerprinter.seal(expand(term, kind)) for term, kind in held_out.terms().items()}
    alone = {term: Index.of(settings.FINGERPRINT_KEY, [each]) for term, each in sealed.items()}
    everybody = Index.of(settings.FINGERPRINT_KEY, [*sealed.values(), *others])
    print("By hand, held out (tests/stories/guard/held_out/)")
    for name, is_promised in (("recall", True), ("beyond promise", False)):
        every = [each for each in held_out.disguises() if each.is_promised == is_promised]
        found = sum(alone[each.term].finds_in(each.text) for each in every)
        _say(name, found, len(every), f"disguises of {len(sealed)} terms")
    for language, name in (("es", "Spanish"), ("en", "English")):
        sentences = held_out.innocent_sentences(language)
        _say("false alarms", sum(map(everybody.finds_in, sentences)), len(sentences), f"innocent sentences in {name}")


def _say(name: str, part: int, whole: int, of_what: str) -> None:
    print(f"{name:18}{part / whole:.2%}  ({part} of {whole} {of_what})")


def _sealed_terms() -> list[bytes]:
    fingerprinter = Fingerprinter(settings.FINGERPRINT_KEY)
    kinds = {**dict.fromkeys(PEOPLE, Kind.PERSON), **dict.fromkeys(PLACES + SCHOOLS, Kind.PLACE)}
    return [fingerprinter.seal(expand(term, kind)) for term, kind in kinds.items()]


def _story(sentences: list[str], index: Index) -> list[str]:
    """Paragraphs of innocent sentences, always the same ones."""
    choice = random.Random(20)
    innocent = [sentence for sentence in sentences if not index.finds_in(sentence)]
    paragraphs: list[str] = []
    while sum(len(paragraph.split()) for paragraph in paragraphs) < WORDS:
        paragraph = f"<p>{' '.join(choice.choices(innocent, k=SENTENCES_A_PARAGRAPH))}</p>"
        if not index.finds_in(paragraph):
            paragraphs.append(paragraph)
    return paragraphs


def _read(story: list[str], sealed: list[bytes]) -> float:
    fresh = memory.Memory((len(sealed), 0), Index.of(settings.FINGERPRINT_KEY, sealed))
    began = time.perf_counter()
    if any(fresh.finds_in(paragraph) for paragraph in story):
        raise RuntimeError("an innocent story was stopped")
    return time.perf_counter() - began


def _report_saving(story: list[str], sealed: list[bytes], rounds: int) -> None:
    """The same draft saved with and without terms: the difference is what the guard costs in all."""
    if not StoryPage.objects.exists():
        return
    without = _median(lambda: _save(story), rounds)
    with transaction.atomic():
        now = timezone.now()
        GuardedTerm.objects.bulk_create(
            GuardedTerm(kind=Kind.PERSON, sealed=each, created_at=now, created_by="") for each in sealed
        )
        memory.current()
        guarded = _median(lambda: _save(story), rounds)
        transaction.set_rollback(True)
    print(f"saving a story    {guarded:.3f} s with every term guarded, {without:.3f} s with none: "
          f"{guarded - without:.3f} s are the guard's")  # fmt: skip


def _save(story: list[str]) -> float:
    page = StoryPage.objects.order_by("pk")[0]
    page.body = [("text", paragraph) for paragraph in story]
    with transaction.atomic():
        memory.current().forget()
        began = time.perf_counter()
        page.save_revision()
        taken = time.perf_counter() - began
        transaction.set_rollback(True)
    return taken


def _median(measure: Callable[[], float], rounds: int) -> float:
    return statistics.median(measure() for _ in range(rounds))
