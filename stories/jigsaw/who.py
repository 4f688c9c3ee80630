"""Who did it: of the persons whom a sentence names, those whom its grammar makes the one who harmed.

A relation is told of many who did nothing. It counts where its word is the subject, the object or the name of a way of
telling harm (harm.py), in the same sentence, or in one before that "he" points back to.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from stories.jigsaw.facets import Facet
from stories.jigsaw.harm import ASKED_WHO, BEFORE, CALLED, FEARED, GENERAL, HELPED, NEVER, NEXT, SIGNS
from stories.jigsaw.named import Person
from stories.jigsaw.persons import FEMALE, RELATIONS
from stories.jigsaw.sentence import REMARRIED, WAS, Sentence
from stories.jigsaw.text import Text

_EQUALS = re.compile(rf"(?:(?! (?:y|and|no|not) )[^.;|])*\b{WAS} (?:\w+ ){{0,2}}")
_IS_CALLED = re.compile(
    rf"(?:,|(?:(?! (?:no|not) )[^.;|]){{0,30}}?(?:\b{WAS}|\bran for|:)) (?:(?!not |no |never |nunca )\w+ ){{0,3}}"
)
_FATHER_OF = re.compile(
    r"(?:papa|padre) (?:de(?: mis?| la)?|del) (?:hij|nin|beb|nen)|(?:son|daughter|child|baby|boy|girl|children)'s? (?:dad|father)|father of"
)
_NEW_CLAUSE = re.compile(r"[^\w ]|\b(?:y|que|pero|and|but|that|when|cuando|until|hasta)\b")
_AND = re.compile(r" (?:y|e|and) ")
_IT_WAS = re.compile(r"\W*(?:fue|it was) ")
_CLEFT_AFTER = re.compile(r"[^.;|]*\b(?:quien|who|(?:el|la) que)\b")
_HE_WAS = re.compile(
    rf"(?:.*[,;:] )?\W*(?:hoy |ahora |today |now )?(?:(?:el otro|el|he|ese|that|this|they|dos|tres|uno|todos|two|three|one|all|some|the other) )?{WAS} "
)
# "I was his niece": what he is to her, by what she is to him.
_OTHER_SIDE = (
    ("uncle", "sobrin[ao]|niece|nephew"),
    ("grandfather", "niet[ao]|grand(?:daughter|son|child)"),
    ("father", "hij[ao]|daughter|son|child"),
    ("stepfather", "hijastr[ao]|step-?(?:daughter|son|child)"),
    ("family friend", "ahijad[ao]|god(?:daughter|son|child)"),
    ("teacher", "alumn[ao]|pupil|student"),
    ("employer", "emplead[ao]|sirvienta|muchacha|employee|maid|servant"),
    ("cousin", "prim[ao]|cousin"),
)
_I_WAS_HIS = re.compile(
    r"\b(?:(?:yo )?(?:era|soy|fui) su|i (?:was|am) his)(?: \w+)? (?:"
    + "|".join(f"({she_is})" for _he_is, she_is in _OTHER_SIDE)
    + r")(?: \w+)?(?=[.,;:!|]|$)"
)
_AND_HE_WAS = re.compile(r"(?:porque|because) (?:el |he )?(?:es|era|is|was) $")
_MARRIED = re.compile(
    r"\b(?:me cas(?:e|aron)|casarme|casada) con (?:mi (?:agresor|violador|abusador)|(?:el que|quien) me (?:violo|abuso))|\b(?:married(?: me)?(?: off)?(?: to)?|marry) (?:my (?:abuser|rapist|attacker)|the (?:man|one) who (?:raped|abused) me)"
)
_STOP_OR_AND = re.compile(r"[.,;:!…]|$| (?:y|and) ")
_STOP = re.compile(r"[.,;:!…]|$")
_GAP = re.compile(r" ?(?:also |tambien )?(?:al? que (?:fue|era) |el que (?:fue|era) |the man who (?:was|is) )?")
_ANSWER = re.compile(
    r"(?:conteste|respondi|dije|said|answered|told (?:her|him|them))[,:]?(?: that| que)?(?: it was| fue| era)? ?\W?$"
)
_SAID_IT_WAS = re.compile(
    r"\b(?:dij|declar|cont|grit|escrib|said|told|testified|wrote|answer)\w*(?: (?:her|him|them|a \w+|al \w+))? (?:que|that) (?:habia sido|fue|it was|it had been) $"
)
_ANSWERED = re.compile(r", (?:(?:le |les )?(?:dije|conteste|respondi)|i (?:said|told|answered))\b")


def relations(text: Text) -> Iterator[Facet]:
    read: list[Sentence] = []
    for each in text.sentences():
        sentence = Sentence(each, read[-2:])
        sentence.guilty = _guilty(sentence)
        read.append(sentence)
    guilty = {one.code for sentence in read for one in sentence.guilty} & set(RELATIONS)
    yield from (Facet("relation", code) for code in guilty)
    if "stepfather" not in guilty and any(_has_stepfather(sentence) for sentence in read):
        yield Facet("family", "stepfather")


def _has_stepfather(sentence: Sentence) -> bool:
    named = any(one.code == "stepfather" and (one.mine or not _is_general(sentence)) for one in sentence.persons)
    return named or bool(REMARRIED.search(sentence.folded))


def _is_general(sentence: Sentence) -> bool:
    return bool(GENERAL.search(sentence.folded))


def _guilty(sentence: Sentence) -> list[Person]:
    ways = (
        _who_did,
        _who_follows,
        _who_went_before,
        _who_is_called,
        _who_it_was,
        _who_was_asked_for,
        _whose_she_was,
        _whom_she_married,
        _who_is_hinted_at,
    )
    found = [one for way in ways for one in way(sentence) if one]
    told_of_all = _is_general(sentence)
    return [one for one in _with_equals(sentence, found) if one.mine or not told_of_all]


def _who_did(sentence: Sentence) -> Iterator[Person | None]:
    yield from (sentence.subject_of(harm) for harm in sentence.harms)


def _who_is_hinted_at(sentence: Sentence) -> Iterator[Person | None]:
    for sign in SIGNS.finditer(sentence.folded):
        if NEVER.search(sentence.before(sign)):
            continue
        named = [one for one in sentence.subjects() if one.start < sign.start()]
        if not any(HELPED.match(sentence.folded, one.end) for one in named):
            yield named[-1] if named else sentence.pointed_back_to(plural=False)


def _who_follows(sentence: Sentence) -> Iterator[Person | None]:
    for told in NEXT.finditer(sentence.folded):
        if not (FEARED.match(told[0]) and NEVER.search(sentence.before(told))):
            yield sentence.right_after(told.end(), _GAP)


def _who_went_before(sentence: Sentence) -> Iterator[Person | None]:
    """ "A mi tío lo detuvieron". In "my brother reported him" it is not the brother."""
    for told in BEFORE.finditer(sentence.folded):
        named = [one for one in sentence.persons if one.end <= told.start() and one.code not in FEMALE]
        named = [one for one in named if one.oblique or _is_clause_before(sentence.folded, one, told)]
        yield named[-1] if named else sentence.pointed_back_to(plural=False)


def _is_clause_before(folded: str, one: Person, told: re.Match[str]) -> bool:
    """Whether another clause begins between: in "the policeman who arrested him" none does."""
    between = folded[one.end : told.start()]
    return bool(_NEW_CLAUSE.search(between)) and between.strip() not in {"que", "who", "that"}


def _who_is_called(sentence: Sentence) -> Iterator[Person | None]:
    for called in CALLED.finditer(sentence.folded):
        later = (one for one in sentence.persons if one.start > called.end())
        yield next((one for one in later if _IS_CALLED.fullmatch(sentence.folded, called.end(), one.start)), None)


def _who_it_was(sentence: Sentence) -> Iterator[Person]:
    """ "It was my uncle.", by itself; "he was my uncle", after harm was told or before anybody was named."""
    he_is_him = sentence.earlier[-1].tells_of_harm if sentence.earlier else True
    for one in sentence.persons:
        was, stops = sentence.folded[max(0, one.start - 120) : one.start], _STOP.match(sentence.folded, one.end)
        it_was = _IT_WAS.fullmatch(was) and stops and not _CLEFT_AFTER.match(sentence.folded, one.end)
        he_was = he_is_him and _HE_WAS.fullmatch(was) and (stops or sentence.earlier)
        if it_was or he_was or (sentence.tells_of_harm and _AND_HE_WAS.search(was[-40:])):
            yield one


def _who_was_asked_for(sentence: Sentence) -> Iterator[Person]:
    """ "Who did that? My grandfather, I told her."."""
    said = [one.folded for one in sentence.earlier[-1:]] + [sentence.folded]
    asked = any(ASKED_WHO.search(each) for each in said)
    for one in sentence.persons:
        before, stops = sentence.folded[: one.start], _STOP.match(sentence.folded, one.end)
        begins = not before.strip(" —«“\"'") and _ANSWERED.match(sentence.folded, one.end)
        if (asked and (begins or (stops and _ANSWER.search(before[-60:])))) or (
            _STOP_OR_AND.match(sentence.folded, one.end) and _SAID_IT_WAS.search(before[-80:])
        ):
            yield one


def _whose_she_was(sentence: Sentence) -> Iterator[Person]:
    """ "I was his niece"."""
    for match in _I_WAS_HIS.finditer(sentence.folded):
        after_harm = sentence.tells_of_harm or any(one.tells_of_harm for one in sentence.earlier)
        others = [one for each in sentence.earlier[-1:] for one in each.persons]
        others += [one for one in sentence.persons if one.end <= match.start()]
        if after_harm or not others:
            yield Person(match.start(), match.end(), _OTHER_SIDE[(match.lastindex or 1) - 1][0], False, True, "")


def _whom_she_married(sentence: Sentence) -> Iterator[Person]:
    """ "I married my abuser"."""
    for match in _MARRIED.finditer(sentence.folded):
        yield Person(match.start(), match.end(), "husband", False, True, "")


def _with_equals(sentence: Sentence, found: list[Person]) -> list[Person]:
    """ "The neighbour who did it was a policeman": both. "My daughter's father is my stepfather": him."""
    for one, other in [*pairwise(sentence.persons)] * 2:
        if _AND.fullmatch(sentence.folded, one.end, other.start) and other in found and not one.oblique:
            found = [*found, one]
        if _EQUALS.fullmatch(sentence.folded, one.end, other.start):
            if _FATHER_OF.search(sentence.folded, one.start, one.end) and other.mine:
                found = [*found, other]
            elif (one in found) != (other in found):
                found = [*found, one, other]
    return found
