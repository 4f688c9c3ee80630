"""One sentence: whom it names, what harm it tells, and who is the subject of that."""

import re
from bisect import bisect_left
from functools import cached_property

from stories.jigsaw.harm import CALLED, DID, HELPED, NEVER
from stories.jigsaw.named import Person, persons
from stories.jigsaw.persons import FEMALE, RELATIONS
from stories.jigsaw.text import Text

WAS = r"(?:es|era|eran|fue|is|was|were|siendo|being)"
_INVERTED = re.compile(
    r" (?:(?:tambien|siempre|sexualmente|un dia|una noche|varias veces|muchas veces|primero|despues) )?"
)
_PRONOUN = re.compile(r"\b(he|she|they|i|we|el|ella|ellos|yo)(?: (?:would|had|has|could|used to|also|then|often|still|once|siempre|tambien|ya))* $")  # fmt: skip
_RELATIVE = re.compile(
    rf"(?:,? (?P<was>{WAS}))?,? ?\b(?:(?P<free>(?:al?|d?el|la|los|las|the ones?) que|quien(?:es)?|(?:the ones? )?who)|que|that)(?: (?:tambien|also|had|used to|once|siempre|ya))* $"
)
_IT_WAS_HE = re.compile(
    r"\b(?:(?:era|fue|es) el (?:quien|el que|mismo que)|el (?:era|fue|es) (?:quien|el que)|it was he who|he (?:was|is) the one who) $"
)
_THING = re.compile(
    r"(?:^|[,;:] |\b(?:y|and|but|pero|que|that|when|cuando) )(?:the|an?|that|this|my|el|las?|los|una?|es[ae]) (?!mi\b|nosotr|domingos?|dias?|noches?|tardes?|veces|vez|sabados?|lunes|viernes|first|next|last|same|day|night|time|one|otr[oa]|cual)\w+ $"
)
# Where a clause begins, and so its subject.
_CLAUSE = re.compile(
    r"(?:^ ?|[^\w ] ?|\b(?:y|e|o|pero|que|porque|cuando|mientras|si|donde|como|hasta|and|but|or|that|because|when|while|if|where|what|until|before|after|so|since|then|entonces|luego) )$"
)
_ASIDE = re.compile(r"\b(?:cuando|mientras|si|despues de que|when|while|after|whenever|cada vez que)\b[^,]*$")
_NONFINITE = re.compile(r"\w*(?:[aei]r|ando|iendo|ing)(?:se|me|nos|la|lo|le)?\b")
_ONGOING = re.compile(r"\b(?:was|were|been|is|kept|estaba|estaban|seguia) $")
_TO = re.compile(r"\b(?:to|para|of|before|de) $")
_PLURAL = re.compile(r"\b\w+(?:aron|ieron|aban|ian|aran|ieran)\b|\b(?:han|fueron|estan|siguen)\b")
_HE = re.compile(r"\b(?:he|ellos|they)\b")
_OTHERS_FIRST = re.compile(r"(?:la|lo|las|los|le|les) ")
_CLEFT = re.compile(rf"[^.;|]*?(?:\b{WAS}|:) (?:(?:one|uno) (?:de|of) )?")
_THAT_MAN = re.compile(r"(?:es[eao]s?|aquel|that|those|este|this|el ultimo|the last) ")
REMARRIED = re.compile(
    r"(?:mama|madre|mother|mom|mum)\b[^.|]{0,80}?\b(?:se (?:volvio a )?(?:junto|caso|casar|juntar) con (?:otro|un)(?: (?:senor|hombre))?|se volvio a (?:casar|juntar)|se caso (?:de nuevo|otra vez)"
    r"|remarried|married again|(?:moved in with|married|took up with|got together with|found) another man|con (?:dos|tres|cuatro) senores|by (?:two|three|four) men)\b"
)
_TELLS = re.compile(r"\b(?:cont[eo]|dij[eo]|habl[eo]|ped[ií]|pregunt[eo]|avis[eo]|told|asked|said|spoke|talked)\b")
_FAR = 400
"""Letters between a person and what was done, beyond which nobody would still think of them as its subject."""
_TOLD_TO = {"a", "al", "con", "to", "with", "told", "asked"}


class Sentence:
    def __init__(self, text: Text, earlier: list["Sentence"]) -> None:
        self.folded, self.earlier = text.folded, earlier
        spoken_of = earlier[-1].persons[-1:] if earlier else []
        self.persons: list[Person] = persons(text, spoken_of[0] if spoken_of else None)
        self.harms = [
            harm
            for harm in DID.finditer(self.folded)
            if harm.lastgroup == "tried" or not NEVER.search(self.before(harm))
        ]
        self.harmed = {one for one in self.persons if any(each.start() < one.start < each.end() for each in self.harms)}
        self._by_end = {one.end: one for one in self.persons}
        self.guilty: list[Person] = []

    def before(self, match: re.Match[str]) -> str:
        return self.folded[max(0, match.start() - 40) : match.start()]

    @cached_property
    def tells_of_harm(self) -> bool:
        return bool(self.harms or CALLED.search(self.folded))

    def subject_of(self, harm: re.Match[str]) -> Person | None:
        """Who did this, as far as it is told."""
        if harm.lastgroup == "spanish" and (inverted := self.right_after(harm.end(), _INVERTED)):
            return inverted
        before, adjoining = self.before(harm), self._ends_at(harm.start() - 1)
        if adjoining and adjoining.oblique in {"a", "al"} and _OTHERS_FIRST.match(harm[0]):
            return self.pointed_back_to(plural=False)
        if _IT_WAS_HE.search(before):
            return self.pointed_back_to(plural=False)
        if relative := _RELATIVE.search(before):
            found = self._antecedent(harm, relative)
            if found or (relative["free"] and not relative["was"]):
                return found if found and found.code in RELATIONS else self._joined_after(harm)
        if _THING.search(before) and not adjoining:
            return None
        return self._nearest(harm, _PRONOUN.search(before))

    def _antecedent(self, harm: re.Match[str], relative: re.Match[str]) -> Person | None:
        """ "My uncle, who …"; but not "I told my teacher that …"."""
        found = self._ends_at(harm.start() - len(relative[0]))
        is_told = found and found.oblique in _TOLD_TO and _TELLS.search(self.folded) and not relative["free"]
        return None if is_told else found

    def _nearest(self, harm: re.Match[str], pronoun: re.Match[str] | None) -> Person | None:
        word = pronoun[1] if pronoun else ""
        if word in {"i", "we", "yo"}:
            return None
        if word in {"he", "el"} and harm.lastgroup == "tried" and (found := self.pointed_back_to(plural=False)):
            return found
        plural = word in {"they", "ellos"} or bool(_PLURAL.search(harm[0]))
        near = [one for one in self.persons if one.end > harm.start() - _FAR]
        named = [one for one in near if self._may_be_subject(one, harm, word, plural)]
        if not named:
            return self._joined_after(harm) or self.pointed_back_to(plural)
        subjects = [one for one in named if self._begins_clause(one)]
        if not subjects and _HE.search(self.folded, max(0, harm.start() - 120), harm.start()):
            return self.pointed_back_to(plural)
        named = subjects or named
        subject = named[0] if self._is_nonfinite(harm) else named[-1]
        subject = self._apposed(subject)
        if subject.code == "man" and _THAT_MAN.match(self.folded, subject.start):
            return self._stepfather()
        return subject if subject.code in RELATIONS else self._joined_after(harm)

    def _apposed(self, one: Person) -> Person:
        """ "My neighbour, a man of sixty, …": the neighbour."""
        before = self._ends_at(one.start - 2) if self.folded[max(0, one.start - 2) : one.start] == ", " else None
        return before if before and one.code not in RELATIONS else one

    def _may_be_subject(self, one: Person, harm: re.Match[str], pronoun: str, plural: bool) -> bool:
        if one.end > harm.start() or one.oblique or (plural and not one.plural):
            return False
        if (pronoun in {"he", "el"} and one.code in FEMALE) or (pronoun in {"she", "ella"} and one.code not in FEMALE):
            return False
        is_aside = "," in self.folded[one.end : harm.start()] and _ASIDE.search(
            self.folded, max(0, one.start - 80), one.start
        )
        return not is_aside and one not in self.harmed

    def _is_nonfinite(self, harm: re.Match[str]) -> bool:
        if _ONGOING.search(self.before(harm)):
            return False
        return bool(_NONFINITE.match(harm[0]) or _TO.search(self.before(harm)))

    def _ends_at(self, at: int) -> Person | None:
        return self._by_end.get(at)

    def right_after(self, at: int, gap: re.Pattern[str]) -> Person | None:
        first = bisect_left(self.persons, at - len("del"), key=lambda one: one.start)
        for one in self.persons[first:]:
            if one.start >= at:
                return one if gap.fullmatch(self.folded, at, one.start) else None
            if self.folded[one.start : at] in {"al", "del"}:
                return one
        return None

    def _joined_after(self, harm: re.Match[str]) -> Person | None:
        """ "Who hurt me was my uncle"."""
        later = (one for one in self.persons if one.start > harm.end() and not one.oblique)
        return next((one for one in later if _CLEFT.fullmatch(self.folded, harm.end(), one.start)), None)

    def pointed_back_to(self, plural: bool) -> Person | None:
        """Whom "he" means, up to two sentences ago."""
        return next((found for one in self.earlier[:-3:-1] if (found := one.spoken_of(plural))), None)

    def _stepfather(self) -> Person | None:
        """ "That man", after "my mother moved in with another"."""
        for sentence in self.earlier[:-3:-1]:
            if found := REMARRIED.search(sentence.folded):
                return Person(found.start(), found.end(), "stepfather", False, True, "")
        return None

    def subjects(self) -> list[Person]:
        """Those of the narrator's own with whom a clause begins."""
        ours = [one for one in self.persons if one.code in RELATIONS and not one.oblique]
        return [one for one in ours if self._begins_clause(one)]

    def _begins_clause(self, one: Person) -> bool:
        return bool(_CLAUSE.search(self.folded, max(0, one.start - 20), one.start))

    def spoken_of(self, plural: bool) -> Person | None:
        """Its subject; where it has none, the last person that it names."""
        if self.guilty:
            return self.guilty[0]
        fit = [
            one
            for one in self.persons
            if one.code in RELATIONS
            and one.code not in FEMALE | {"friend"}
            and (not plural or (one.plural and one.code != "brother"))
            and not HELPED.match(self.folded, one.end)
        ]
        subjects = [one for one in self.subjects() if one in fit]
        if not subjects and _TELLS.search(self.folded):
            fit = [one for one in fit if one.oblique not in _TOLD_TO]
        return subjects[0] if subjects else fit[-1] if fit else None
