"""What people live from: the narrator, and who is of the family."""

import re
from collections.abc import Iterator

from stories.jigsaw.facets import Facet
from stories.jigsaw.text import Text
from stories.jigsaw.vocabulary import WORK, WORK_DONE

_I = (
    r"(?:(?:^|[|,;:] ?|\byo |\bcuando |\bantes )era(?! (?:el|la) )|\b(?:soy|fui(?! (?:donde|con|al?)\b)|sere|quiero ser|trabaj(?:o|e|aba) (?:como|de)|de profesion|estudi(?:o|e|aba) para|me (?:gradue|recibi) (?:de|como))"
    r"|\b(?:i am|i'm|i was|i(?: have)? (?:become|became|worked|work) as|i (?:work|trained|graduated|qualified) as|i became|to (?:be|become)))"
)
_KIN = (
    r"(?:\b(?:mi|mis|su|nuestr[ao]|my|her|his|our) (?:mama|madre|papa|padre|padrastro|abuel\w+|ti[oa]|herman[ao]|espos[ao]|marido|suegr[ao]|hij[ao]"
    r"|mother|mom|mum|father|dad|stepfather|grand(?:mother|father|ma|pa)|aunt|uncle|sister|brother|husband|wife|son|daughter))"
)
_SHE = r"(?:\b(?:ella|el|she|he|hoy|ahora|today|now))"
_IS = r"(?: (?:ya |hoy |ahora |now |also |tambien )?(?:es|era|fue|trabaja\w* (?:como|de)|is|was|became|works as|worked as))"
_A = r"(?:una? |an? |la |el |the |ya |already |tambien |also )*"
# "Una buena maestra", "a primary-school teacher": a word or two between.
_KIND_OF = r"(?:(?!(?:y|and|del?|al|lo|about|que|como|para|en|of|to|in|at|the|for|with|by)\b)[\w'-]+ ){0,2}"
_END = r"(?:e?s)?(?!\w)"
_WORK = {
    code: (
        re.compile(rf"(?:{_I}|{_KIN}{_IS}|{_SHE},?{_IS}|{_KIN},?) {_A}{_KIND_OF}(?:{words}){_END}"),
        # Named second: "soy mujer xinka y periodista", "forty-one, a baker".
        re.compile(
            rf"(?:{_I})\b[^.|]{{1,40}}(?:,|\by|\band|\be) (?:soy |i am )?{_A}(?:{words}){_END}(?=[.,;:|]| y | and | de | in | en |$)"
        ),
    )
    for code, words in WORK.items()
}
# Whether to look closer at all: the ways above are slow.
_NAMED = {code: re.compile(rf"\b(?:{words})") for code, words in WORK.items()}
_DONE = {code: re.compile(rf"\b(?:{words})(?!\w)") for code, words in WORK_DONE.items()}


def work(text: Text) -> Iterator[Facet]:
    for sentence in text.sentences():
        folded = sentence.folded
        for code, ways in _WORK.items():
            if _NAMED[code].search(folded) and any(way.search(folded) for way in ways):
                yield Facet("work", code)
        yield from (Facet("work", code) for code, way in _DONE.items() if way.search(folded))
