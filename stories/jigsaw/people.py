"""Who did it, what people live from, which people they are of, and how the family is made."""

import re
from collections.abc import Iterator

from stories.jigsaw.facets import Facet
from stories.jigsaw.numbers import NUMBER, number
from stories.jigsaw.text import Text
from stories.jigsaw.vocabulary import PEOPLES, RELATIONS, WORK, WORK_DONE

# A relation is told of many who did nothing: it counts in a sentence that speaks of harm or of a trial.
_HARM = re.compile(
    r"\b(?:abus\w+|viol[oa]\b|violaba|violado|violarme|violacion|violador|toc[oa]\b|tocaba|tocarme|tocado|agred\w+|agres\w+|dano|lastim\w+|amenaz\w+|oblig\w+|forz\w+|denunci\w+|conden\w+|deten\w+|captur\w+|pres[oa]\b|carcel|prision|sentenci\w+|acus\w+|culpable|golpe\w+|peg[oa]\b|pegaba|embaraz\w+|acos\w+|me hizo|me hacia|lo que hizo"
    r"|abus\w+|rap(?:ed|ing|ist|e)\b|touch(?:ed|ing)|hurt\w*|harm\w*|threat\w+|assault\w*|molest\w*|forc(?:ed|ing)|report(?:ed|ing)\b|convict\w+|arrest\w+|jail\w*|prison|sentenc\w+|accus\w+|guilty|beat\b|perpetrator|did to me|testif\w+ against|harass\w+|made me pregnant)"
)
_RELATION = {code: re.compile(rf"(?<![\w-])(?:{words})(?![\w-])") for code, (_bits, words) in RELATIONS.items()}
_HELPS = re.compile(r"\b(?:me crey\w+|me acompan\w+|me ayud\w+|believed me|helped me|came with me|stood by me)")

_WHO = (
    r"(?:\b(?:soy|era|fui|trabaj\w+ (?:como|de)|de profesion|estudi\w+ (?:para|de)|me gradue (?:de|como)|sere|hoy es|ahora es|es|quiero ser)"
    r"|\b(?:i am|i'm|i was|works?|worked|working|was|is|became|to become|trained|graduated|training|studying to be)(?: as)?(?: to be)?)"
)
_KIN = r"(?:mi|su|nuestra|my|her|our) (?:mama|madre|papa|padre|abuel[ao]|ti[oa]|herman[ao]|espos[ao]|mother|mom|father|dad|grandmother|grandfather|aunt|uncle|sister|brother|husband)"
_SELF = re.compile(
    r"\b(?:yo|soy|fui|trabaj\w+|estudi\w+|me gradue|i am|i'm|i was|i work\w*|i became|i trained|i graduated|she (?:is|was|works|worked)|ella (?:es|era|trabaja)|quiero ser|sere)\b"
)
_WORK = {
    code: re.compile(
        rf"{_WHO} (?:ya )?(?:un |una |a |an |la |el |the )?(?:\w+ )?(?:{words})(?:e?s)?(?!\w)|{_KIN}, (?:una? |an? |the )?(?:{words})(?!\w)"
    )
    for code, words in WORK.items()
}
_DONE = {code: re.compile(rf"\b(?:{words})\b") for code, words in WORK_DONE.items()}
_OWN = re.compile(
    rf"{_KIN}|{_SELF.pattern}|\b(?:mi familia|my family|mis padres|my parents|vendiamos|cortabamos|vendo|we sold|we picked|i sold|i picked|teje)\b"
)

_PEOPLE = {code: re.compile(rf"(?<![\w'])(?:{words})(?![\w])") for code, (_bits, words) in PEOPLES.items()}
_MAYA = re.compile(r"\bmayas?\b|\bmayan\b")
_QUICHE = re.compile(r"\b(?:habl\w+|idioma|lengua|mujer|maya|speak\w*|en|soy|es|familia|abuela)(?: el)? quiche\b")

_N = f"(?P<n>{NUMBER})"
_FAMILY: dict[str, str] = {
    "orphan": r"huerfan[ao]s?|orphan(?:ed)?|(?:mi|su) (?:mama|madre|papa|padre) (?:murio|fallecio)|my (?:mother|father|mom|dad) (?:died|passed away)|mataron a mi (?:papa|padre|mama|madre)",
    "twin": r"(?:mi|su) (?:hermana |hermano )?(?:gemel[ao]|mellizo|melliza)|(?:somos|soy) gemel[ao]s?|my twin|twin (?:sister|brother)|we are twins",
    "only child": r"hij[ao] unic[ao]|only (?:child|daughter|son)",
    "eldest": r"(?:la|el|soy) (?:hij[ao] |herman[ao] )?mayor de (?:l[ao]s |mis )?(?:herman\w+|hij\w+|"
    + NUMBER
    + r")|(?:the )?(?:eldest|oldest) (?:of|child|daughter|sister)",
    "youngest": r"(?:la|el|soy) (?:hij[ao] |herman[ao] )?(?:menor|mas peque\w+) de (?:l[ao]s |mis )?(?:herman\w+|hij\w+|"
    + NUMBER
    + r")|(?:the )?youngest (?:of|child|daughter|sister)",
    "raised by grandparents": r"(?:me|la) (?:crio|criaron|crecio con) (?:mi|mis|su|sus) abuel\w+|creci con mi[s]? abuel\w+|(?:vivia|vivo|vivi) con mi[s]? abuel\w+|raised by (?:my|her) grand\w+|(?:grew up|lived|live) with (?:my|her) grand\w+",
    "mother of a child": r"(?:tuve|tengo|nacio) (?:un|una|mi|a mi) (?:hij[ao]|bebe|nin[ao])|quede embarazada|(?:estaba|salio|salir) embarazada|mi (?:hija|hijo|bebe) (?:tiene|nacio)|(?:i )?(?:had|have) a (?:baby|son|daughter|child)|(?:got|became|was|made me) pregnant|my (?:daughter|son|baby) (?:is|was born)",
    "migrated parent": r"(?:mi|su) (?:papa|padre|mama|madre) (?:se fue|emigro|vive|trabaja|estaba|vivia|migro)[^.|]{0,20}\b(?:estados unidos|norte|mexico)|my (?:father|mother|mom|dad) (?:left for|went to|lives in|works in|was in|migrated to)[^.|]{0,10}(?:united states|us|mexico|north)",
}
_FAMILIES = {code: re.compile(rf"\b(?:{words})(?!\w)") for code, words in _FAMILY.items()}
_SIBLINGS = re.compile(
    rf"\b(?:somos|eramos|tengo|tenia|tiene) {_N} herman[ao]s\b|\b(?:i have|we are|we were|she has|i had) {_N.replace('<n>', '<m>')} (?:siblings|brothers|sisters|children)\b"
)


def relations(text: Text) -> Iterator[Facet]:
    for sentence in text.sentences():
        folded = sentence.folded
        if _HARM.search(folded) and not _HELPS.search(folded):
            # "hermanastro" is no "hermano"; what stands within a longer one is not told again.
            yield from (Facet("relation", code) for code, pattern in _RELATION.items() if pattern.search(folded))


def work(text: Text) -> Iterator[Facet]:
    for sentence in text.sentences():
        folded = sentence.folded
        if not _OWN.search(folded) or _HARM.search(folded):
            continue
        for patterns in (_WORK, _DONE):
            yield from (Facet("work", code) for code, pattern in patterns.items() if pattern.search(folded))


def peoples(text: Text) -> Iterator[Facet]:
    folded = text.folded
    found = False
    for code, pattern in _PEOPLE.items():
        match = _QUICHE.search(folded) if code == "k'iche'" and "quiche" in folded else None
        if match or any(hit[0] != "quiche" for hit in pattern.finditer(folded)):
            found = True
            yield Facet("people", code)
    if not found and _MAYA.search(folded):
        yield Facet("people", "maya")


def family(text: Text) -> Iterator[Facet]:
    folded = text.folded
    yield from (Facet("family", code) for code, pattern in _FAMILIES.items() if pattern.search(folded))
    for match in _SIBLINGS.finditer(folded):
        yield Facet("family", f"{number(match['n'] or match['m'])} siblings")
    for sentence in text.sentences():
        if _RELATION["stepfather"].search(sentence.folded) and not _HARM.search(sentence.folded):
            yield Facet("family", "stepfather")
