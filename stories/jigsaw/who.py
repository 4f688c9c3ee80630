"""Who did it: of the persons whom a sentence names, those whom its grammar makes the one who harmed.

A relation is told of many who did nothing. It counts where its word is the subject, the object or the name of a way of
telling harm (harm.py), in the same sentence, or in one before that "he" points back to.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from stories.jigsaw.facets import Facet
from stories.jigsaw.harm import BEFORE, CALLED, DID, GENERAL, HELPED, NEVER, NEXT
from stories.jigsaw.named import Person, persons
from stories.jigsaw.persons import FEMALE, RELATIONS
from stories.jigsaw.text import Text

_WAS = r"(?:es|era|eran|fue|is|was|were|siendo|being)"
_EQUALS = re.compile(rf"(?:(?! (?:y|and|no|not) )[^.;|])*\b{_WAS} (?:\w+ ){{0,2}}")
_CLEFT = re.compile(rf"[^.;|]*?(?:\b{_WAS}|:) (?:(?:one|uno) (?:de|of) )?")
_IS_CALLED = re.compile(
    rf"(?:(?! (?:no|not) )[^.;|]){{0,30}}?(?:\b{_WAS}|\bran for|,|:) (?:(?!not |no |never |nunca )\w+ ){{0,3}}"
)
_IT_WAS = re.compile(r"[\W]*(?:fue|it was) ")
_HE_WAS = re.compile(rf"(?:^|[,;:] )\W*(?:hoy |ahora |today |now )?(?:el |he )?{_WAS} ")
_STOP = re.compile(r"[.,;:!…]|$")
_GAP = re.compile(r" ?(?:also |tambien )?(?:al? que (?:fue|era) |el que (?:fue|era) )?")
_AFTER_VERB = re.compile(
    r" (?:(?:tambien|siempre|sexualmente|un dia|una noche|varias veces|muchas veces|primero|despues) )?"
)
_FEAR = re.compile(r"miedo|terror|asco|panico|pavor|odio|afraid|scared|frightened|fear|terrified")
_NONFINITE = re.compile(r"\w*(?:[aei]r|ando|iendo|ing)(?:se|me|nos|la|lo|le)?\b")
_TO = re.compile(r"\b(?:to|para|sin|of|before|de) $")
_PLURAL = re.compile(r"\b\w+(?:aron|ieron|aban|ian|aran|ieran)\b|\b(?:han|fueron|estan|siguen)\b")
_PRONOUN = re.compile(r"\b(he|she|they|i|we|el|ella|ellos|yo)(?: (?:would|had|has|could|used to|also|then|often|still|then|once|siempre|tambien|ya))* $")  # fmt: skip
_SUBORDINATE = re.compile(r"\b(?:cuando|mientras|si|despues de que|when|while|after|whenever|cada vez que)\b[^,]*$")
# Where a clause begins, and so its subject.
_CLAUSE = re.compile(
    r"(?:^|[^\w ] ?|\b(?:y|e|o|pero|que|porque|cuando|mientras|si|donde|como|hasta|and|but|or|that|because|when|while|if|where|what|until|before|after|so|since|then|entonces|luego) )$"
)
_THAT_ONE = re.compile(r"(?:es[eao]s?|aquel|that|those|este|this) ")
_REMARRIED = re.compile(
    r"(?:mama|madre|mother|mom|mum)\b[^.|]*?\b(?:se (?:volvio a )?(?:junto|caso|casar|juntar) con (?:otro|un)(?: (?:senor|hombre))?|se volvio a (?:casar|juntar)|se caso de nuevo|remarried|married again|(?:moved in with|married|took up with) another man|con tres senores|by three men)\b"
)


class _Sentence:
    def __init__(self, text: Text, earlier: list["_Sentence"]) -> None:
        self.folded, self.earlier = text.folded, earlier
        spoken_of = earlier[-1].persons[-1:] if earlier else []
        self.persons: list[Person] = persons(text, spoken_of[0] if spoken_of else None)
        self.general = bool(GENERAL.search(self.folded))
        self.harms = list(DID.finditer(self.folded))
        self.guilty = [one for one in self._found() if one.mine or not self.general]

    @property
    def tells_of_harm(self) -> bool:
        return bool(self.harms or CALLED.search(self.folded))

    def _found(self) -> list[Person]:
        found = [*self._who_did(), *self._who_follows(), *self._who_went_before(), *self._who_is_called()]
        return self._with_equals([one for one in found if one])

    def _who_did(self) -> Iterator[Person | None]:
        for harm in self.harms:
            if not NEVER.search(self.folded, max(0, harm.start() - 25), harm.start()):
                yield self._subject(harm)

    def _subject(self, harm: re.Match[str]) -> Person | None:
        if harm.lastgroup == "es" and (inverted := self._right_after(harm.end(), _AFTER_VERB)):
            return inverted
        pronoun = _PRONOUN.search(self.folded, max(0, harm.start() - 25), harm.start())
        word = pronoun[1] if pronoun else ""
        if word in {"i", "we", "yo"}:
            return None
        plural = word in {"they", "ellos"} or bool(_PLURAL.search(harm[0]))
        named = [one for one in self.persons if self._may_be_subject(one, harm, word, plural)]
        if not named:
            return self._joined_after(harm) or self._earlier(plural)
        named = [one for one in named if _CLAUSE.search(self.folded, 0, one.start)] or named
        subject = named[0] if self._is_nonfinite(harm) else named[-1]
        if subject.code == "man" and _THAT_ONE.match(self.folded, subject.start):
            return self._earlier(plural)
        return subject if subject.code in RELATIONS else self._joined_after(harm)

    def _may_be_subject(self, one: Person, harm: re.Match[str], pronoun: str, plural: bool) -> bool:
        if one.end > harm.start() or one.oblique or (plural and not one.plural):
            return False
        if (pronoun in {"he", "el"} and one.code in FEMALE) or (pronoun in {"she", "ella"} and one.code not in FEMALE):
            return False
        is_aside = "," in self.folded[one.end : harm.start()] and _SUBORDINATE.search(self.folded, 0, one.start)
        return not is_aside and not any(each.start() < one.start < each.end() for each in self.harms)

    def _is_nonfinite(self, harm: re.Match[str]) -> bool:
        return bool(_NONFINITE.match(harm[0]) or _TO.search(self.folded, max(0, harm.start() - 8), harm.start()))

    def _right_after(self, at: int, gap: re.Pattern[str]) -> Person | None:
        for one in self.persons:
            if one.start >= at:
                return one if gap.fullmatch(self.folded, at, one.start) else None
            if self.folded[one.start : at] in {"al", "del"}:
                return one
        return None

    def _joined_after(self, harm: re.Match[str]) -> Person | None:
        """ "Who hurt me was my uncle"."""
        later = (one for one in self.persons if one.start > harm.end() and not one.oblique)
        return next((one for one in later if _CLEFT.fullmatch(self.folded, harm.end(), one.start)), None)

    def _who_follows(self) -> Iterator[Person | None]:
        for told in NEXT.finditer(self.folded):
            is_fear = _FEAR.match(told[0])
            if not (is_fear and NEVER.search(self.folded, max(0, told.start() - 25), told.start())):
                yield self._right_after(told.end(), _GAP)

    def _who_went_before(self) -> Iterator[Person | None]:
        for told in BEFORE.finditer(self.folded):
            fronted = [
                one
                for one in self.persons
                if one.end <= told.start() and one.code not in FEMALE and (one.oblique or one.end + 1 < told.start())
            ]
            yield fronted[-1] if fronted else self._earlier(plural=False)

    def _who_is_called(self) -> Iterator[Person | None]:
        for called in CALLED.finditer(self.folded):
            later = (one for one in self.persons if one.start > called.end())
            yield next((one for one in later if _IS_CALLED.fullmatch(self.folded, called.end(), one.start)), None)
        for one in self.persons:
            was = self.folded[: one.start]
            if (_IT_WAS.fullmatch(was) and _STOP.match(self.folded, one.end)) or (
                _HE_WAS.fullmatch(was) and self.earlier and self.earlier[-1].tells_of_harm
            ):
                yield one

    def _with_equals(self, found: list[Person]) -> list[Person]:
        """ "The neighbour who did it was a policeman": both."""
        for one, other in [*pairwise(self.persons)] * 2:
            if (one in found) != (other in found) and _EQUALS.fullmatch(self.folded, one.end, other.start):
                found = [*found, one, other]
        return found

    def _earlier(self, plural: bool) -> Person | None:
        """Whom "he" points back to, up to two sentences ago."""
        for sentence in self.earlier[:-3:-1]:
            if found := sentence.spoken_of(plural):
                return found
        return None

    def spoken_of(self, plural: bool) -> Person | None:
        if self.guilty:
            return self.guilty[0]
        if found := _REMARRIED.search(self.folded):
            return Person(found.start(), found.end(), "stepfather", False, True, "")
        for one in self.persons:
            fits = (one.plural and one.code != "brother") or not plural
            if fits and not one.oblique and one.code in RELATIONS and one.code not in FEMALE:
                return None if HELPED.match(self.folded, one.end) else one
        return None


def relations(text: Text) -> Iterator[Facet]:
    read: list[_Sentence] = []
    for sentence in text.sentences():
        read.append(_Sentence(sentence, read[-2:]))
    guilty = {one.code for sentence in read for one in sentence.guilty} & set(RELATIONS)
    yield from (Facet("relation", code) for code in guilty)
    if "stepfather" not in guilty and any(_has_stepfather(sentence) for sentence in read):
        yield Facet("family", "stepfather")


def _has_stepfather(sentence: _Sentence) -> bool:
    return bool(_REMARRIED.search(sentence.folded)) or any(
        one.code == "stepfather" and (one.mine or not sentence.general) for one in sentence.persons
    )
